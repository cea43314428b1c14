"""Templates of an organ's own: mistakes are named, harmful ones refused, and nothing in them computes."""

import zipfile
from io import BytesIO

import docx
import pytest

from gongkai.documents.letters import (
    FIELDS,
    LetterCode,
    LetterError,
    TemplateRefused,
    check_template,
    plain_text,
    render,
    standard_template,
)
from tests.documents import hidden_places
from tests.documents.letter_cases import filled, members, template
from tests.documents.samples import PNG, docx_bytes, pdf_bytes, saved, with_member, xlsx_bytes, zip_bytes

CODE = "withdrawal_confirmation"
NEEDED = [one.name for one in FIELDS[LetterCode.WITHDRAWAL_CONFIRMATION] if one.required]
ALL_NEEDED = "".join("{{ %s }}" % name for name in NEEDED)  # noqa: UP031  # braces are the point
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def test_a_template_with_every_needed_field_fits_and_is_used():
    own = template("兹有{{ applicant_name }}。", ALL_NEEDED)
    assert check_template(own, CODE) == ()
    assert plain_text(render(own, filled(CODE), code=CODE)).startswith("兹有张晓𬱖。")


@pytest.mark.parametrize(
    ("paragraph", "named"),
    [
        ("{{ applicant_nam }}", "applicant_nam"),
        ("{% if aplicant %}甲{% endif %}", "aplicant"),
        ("{% for one in attachments %}{{ one.size }}{% endfor %}", "one.size"),
        ("{% for one in lists %}{{ one }}{% endfor %}", "lists"),
        ("{{ loop.cycle }}", "loop.cycle"),
        ("{{ applicant_name|upperr }}", "upperr"),
        ("{% if applicant_name is lovely %}甲{% endif %}", "lovely"),
        ("{{ number }", "写法不完整"),
        ("{% if number %}甲", "没有结束标签"),
        ("甲{% endif %}", "多出了一个结束标签"),
        ("{% sett a %}", "sett"),
    ],
)
def test_what_is_wrong_is_named(paragraph, named):
    problems = check_template(template(ALL_NEEDED, paragraph), CODE)
    assert len(problems) == 1
    assert named in problems[0]
    assert problems[0].endswith("。")


def test_undeclared_fields_are_found_in_header_footer_footnote_and_table():
    document = docx.Document()
    document.add_paragraph(ALL_NEEDED)
    document.sections[0].header.paragraphs[0].text = "{{ in_header }}"
    document.sections[0].footer.paragraphs[0].text = "{{ in_footer }}"
    document.add_table(1, 1).cell(0, 0).text = "{{ in_table }}"
    told = "".join(check_template(saved(document), CODE))
    assert all(name in told for name in ("in_header", "in_footer", "in_table"))


def test_a_tag_in_pieces_is_read_as_one():
    document = docx.Document()
    line = document.add_paragraph(ALL_NEEDED)
    for piece in ("{", "{ appli", "cant_name ", "}", "}"):
        line.add_run(piece)
    assert check_template(saved(document), CODE) == ()
    assert plain_text(render(saved(document), filled(CODE), code=CODE)).endswith("张晓𬱖")


def test_needed_fields_that_are_not_printed_are_named_with_their_labels():
    problems = check_template(template("兹有{{ applicant_name }}。"), CODE)
    assert len(problems) == len(NEEDED) - 1
    assert any("withdrawn_on" in one and "撤回申请的日期" in one for one in problems)


def test_an_unknown_letter_is_no_template_problem():
    with pytest.raises(LetterError, match="passport"):
        check_template(template("甲"), "passport")


@pytest.mark.parametrize(
    "paragraph",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ applicant_name.__class__ }}",
        "{{ applicant_name['__class__'] }}",
        "{{ applicant_name.upper() }}",
        "{{ range(1000000000) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 999999 }}",
        "{{ 1 / 0 }}",
        "{% set number = 1 %}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{% for a in range(10) %}{% endfor %}",
        "{% for a in attachments recursive %}{% endfor %}",
        "{% for a in attachments %}{% for b in attachments %}{% for c in attachments %}"
        "{% for d in attachments %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ attachments|map(attribute='x') }}",
        "{{ number|attr('__class__') }}",
    ],
)
def test_what_computes_or_reaches_out_is_refused_before_anything_runs(paragraph):
    own = template(ALL_NEEDED, paragraph)
    assert check_template(own, CODE)
    with pytest.raises(TemplateRefused):
        render(own, filled(CODE))


@pytest.mark.parametrize(
    "paragraph", ["{{ applicant_name|counted }}", "{% for a in is_organisation %}{% endfor %}"]
)
def test_a_template_that_fits_no_value_is_refused_in_words(paragraph):
    with pytest.raises(TemplateRefused, match="模板"):
        render(template(paragraph), filled(CODE))


def _with_relation(kind: str, target: str) -> bytes:
    document = docx.Document()
    document.part.relate_to(target, RELATIONS + kind, is_external=True)
    return saved(document)


def _with_body(inner: str) -> bytes:
    plain = docx_bytes("甲")
    body = members(plain)["word/document.xml"].decode().replace("</w:body>", inner + "</w:body>")
    return with_member(plain, "word/document.xml", body.encode())


def _field(*pieces: str) -> str:
    told = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f"<w:p>{told}</w:p>"


def _disguised_footer() -> bytes:
    plain = docx_bytes("甲")
    types = members(plain)["[Content_Types].xml"].decode()
    footer = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    override = f'<Override PartName="/word/footer9.png" ContentType="{footer}"/></Types>'
    declared = with_member(plain, "[Content_Types].xml", types.replace("</Types>", override).encode())
    return with_member(declared, "word/footer9.png", b"<w:ftr/>")


HARMFUL = {
    "macro": (with_member(docx_bytes("甲"), "word/vbaProject.bin", b"\x00"), "宏"),
    "control": (with_member(docx_bytes("甲"), "word/activeX/activeX1.xml", b"<a/>"), "控件"),
    "picture on the net": (_with_relation("image", "http://evil.example/a.png"), "外部链接"),
    "link": (_with_relation("hyperlink", "https://evil.example/"), "外部链接"),
    "template on the net": (_with_relation("attachedTemplate", "https://evil.example/a.dotm"), "模板"),
    "old drawing": (
        _with_body(
            '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://e.example/a"/>'
            "</w:pict></w:r></w:p>"
        ),
        "外部链接",
    ),
    "network share": (
        _with_body(
            '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="\\\\server\\a"/>'
            "</w:pict></w:r></w:p>"
        ),
        "外部链接",
    ),
    "object": (with_member(docx_bytes("甲"), "word/embeddings/oleObject1.bin", b"\xd0\xcf"), "嵌入对象"),
    "object in the text": (_with_body("<w:p><w:r><w:object/></w:r></w:p>"), "嵌入对象"),
    "another document": (_with_body('<w:altChunk r:id="rId1"/>'), "另一个文档"),
    "field that runs": (_with_body(_field(" DDEAUTO c:\\\\cmd.exe ")), "域代码"),
    "field in pieces": (_with_body(_field("INCLUDE", "TEXT ", "&quot;/etc/passwd&quot;")), "域代码"),
    "simple field": (_with_body('<w:p><w:fldSimple w:instr="INCLUDEPICTURE x"/></w:p>'), "域代码"),
    "comment, tracked change, hidden places": (hidden_places.word_file(), ""),
    "tracked change": (_with_body('<w:p><w:ins w:id="1" w:author="a"/></w:p>'), "修订"),
    "part by another name": (_disguised_footer(), "footer9.png"),
    "unknown part": (with_member(docx_bytes("甲"), "word/run.exe", b"MZ"), "run.exe"),
    "bomb": (with_member(docx_bytes("甲"), "word/media/a.png", b"\x00" * 30_000_000), "压缩"),
    "way out of the folder": (with_member(docx_bytes("甲"), "../../etc/a.xml", b"<a/>"), ""),
    "document type": (
        with_member(docx_bytes("甲"), "word/footer9.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "结构不正常",
    ),
    "spreadsheet": (xlsx_bytes(), "docx"),
    "PDF": (pdf_bytes("甲"), ""),
    "plain zip": (zip_bytes({"a.txt": b"a"}), "docx"),
    "picture": (PNG, ""),
    "nothing": (b"", ""),
    "half a file": (docx_bytes("甲")[:900], ""),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_template_is_refused_with_a_reason(name):
    data, reason = HARMFUL[name]
    problems = check_template(data, CODE)
    assert problems
    assert reason in "".join(problems)
    assert all(problem.isprintable() and any(char >= "\u4e00" for char in problem) for problem in problems)
    with pytest.raises(TemplateRefused):
        render(data, filled(CODE))


def test_page_numbers_are_the_fields_that_stay():
    own = _with_body(_field(" PAGE  \\* MERGEFORMAT "))
    assert not any("域代码" in problem for problem in check_template(own, CODE))


def test_a_condition_that_crosses_the_edge_of_a_table_is_refused_and_not_repaired_in_silence():
    document = docx.Document()
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "{% if number %}甲"
    document.add_paragraph("乙{% endif %}")
    own = saved(document)
    with pytest.raises(TemplateRefused, match="整段"):
        render(own, filled(CODE, number=""))
    assert "甲" in plain_text(render(own, filled(CODE)))


def test_properties_of_the_template_do_not_go_out_with_the_letter():
    document = docx.Document()
    document.add_paragraph("{{ applicant_name }}")
    for name in ("author", "comments", "keywords", "last_modified_by", "subject", "category"):
        setattr(document.core_properties, name, "张三的电脑")
    document.core_properties.title = "{{ applicant_name }}"
    made = render(saved(document), filled(CODE))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert "张" not in members(made)["docProps/core.xml"].decode()


def test_the_standard_template_can_be_opened_changed_and_used():
    document = docx.Document(BytesIO(standard_template(CODE, red_head=True)))
    document.add_paragraph("抄送：{{ office_name }}")
    assert check_template(saved(document), CODE) == ()
    assert "抄送：清河市自然资源和规划局办公室" in plain_text(
        render(saved(document), filled(CODE), code=CODE)
    )

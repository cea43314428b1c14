"""Letters as pages: the words of the approved text, in fonts that travel along, set as officials expect."""

import re
import subprocess
import tempfile
from collections import Counter

import pdfplumber
import pikepdf
import pytest

from gongkai.documents.letters import (
    ConversionFailed,
    LetterCode,
    missing_glyphs,
    plain_text,
    render,
    standard_template,
    to_pdf,
    to_pdfs,
)
from gongkai.documents.letters.texts import Shape, wording_of
from gongkai.documents.sealed import Verdict, compare_sealed
from tests.documents import reaching_out
from tests.documents.letter_cases import LETTERS, RARE_NAME, hard, letter, template

FORMS = {code for code in LETTERS if wording_of(code).shape is Shape.FORM}
RED_AND_PLAIN = [(code, red) for code in LETTERS for red in (False, True) if not (red and code in FORMS)]
PRIVATE_NAME = "张\ue815"
LONG_ASKED = "关于老城区改造项目的会议纪要、评审意见和资金安排，" * 120
POINT = 72 / 25.4
ASKED: list[str] = []
PAGE_NUMBER = re.compile(r"— ?\d+ ?—")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every letter with long names and three grounds, as (docx, PDF); made in one run."""
    folder = tmp_path_factory.mktemp("letters")
    made = {
        (code, red): render(standard_template(code, red_head=red), hard(code), code=code)
        for code, red in RED_AND_PLAIN
    }
    made["private"] = letter("reply_refusal", applicant_name=PRIVATE_NAME)
    made["long form"] = letter("application_form", asked=LONG_ASKED)
    made["dates"] = render(
        template(
            *(
                "甲" * n + "，于2026年12月30日前答复，编号QH2026-0037，清自然资公复〔2026〕12号，共3000元。"
                for n in range(30)
            )
        ),
        {},
    )
    (folder / "private.txt").write_text("机器上的秘密")
    pairs = []
    with reaching_out.counting_server() as (address, asked):
        made["reaching out"] = reaching_out.word_file(address, str(folder / "private.txt"))
        for number, data in enumerate(made.values()):
            source = folder / f"{number}.docx"
            source.write_bytes(data)
            pairs.append((source, folder / f"{number}.pdf"))
        to_pdfs(pairs, timeout=400, hold_together=True)
    ASKED.extend(asked)
    return dict(zip(made, pairs, strict=True))


@pytest.fixture(scope="module")
def read(pages):
    """The text of the pages of each PDF, read once."""
    texts = {}
    for key, (_, pdf) in pages.items():
        with pdfplumber.open(pdf) as document:
            texts[key] = [page.extract_text() for page in document.pages]
    return texts


@pytest.mark.parametrize("key", [*RED_AND_PLAIN, "long form"])
def test_the_pdf_says_the_approved_words_and_no_others(pages, read, key):
    source, pdf = pages[key]
    approved = plain_text(source.read_bytes())
    printed = "".join(PAGE_NUMBER.sub("", text) for text in read[key])
    assert Counter("".join(printed.split())) == Counter("".join(approved.split()))
    assert compare_sealed(approved, pdf).verdict is Verdict.EQUAL


@pytest.mark.parametrize("key", RED_AND_PLAIN)
def test_every_font_travels_with_the_letter(pages, key):
    with pikepdf.open(pages[key][1]) as pdf:
        descriptors = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one
        ]
        assert descriptors
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in descriptors)


def test_rare_and_private_characters_are_in_the_text_of_the_pdf(read):
    assert RARE_NAME in "".join(read["reply_refusal", True])
    assert PRIVATE_NAME in "".join(read["private"])
    assert missing_glyphs(PRIVATE_NAME) == PRIVATE_NAME[1:]


def test_no_line_ends_within_a_date_a_code_or_a_number(read):
    torn = re.compile(r"(?:\d|年|月|〕|复)\n\s*(?:\d|年|月|日|号|元|〔)|[0-9A-Z]-\n|[0-9A-Z]\n-")
    for key, texts in read.items():
        for text in texts:
            assert not torn.search(text) or key in FORMS, (key, torn.search(text))


@pytest.mark.parametrize("key", [one for one in RED_AND_PLAIN if one[0] not in FORMS])
def test_name_and_date_stand_on_a_page_with_words_of_the_letter(read, key):
    last = read[key][-1]
    closing = wording_of(key[0]).closing
    assert closing in last
    assert last.index(closing) < last.index("政府信息公开工作领导小组") < last.rindex("日")


@pytest.mark.parametrize("key", RED_AND_PLAIN)
def test_pages_are_numbered_and_none_is_blank(read, key):
    for number, text in enumerate(read[key], 1):
        is_red_first = key[1] and number == 1
        assert bool(re.search(f"— ?{number} ?—", text)) is not is_red_first
        assert len("".join(PAGE_NUMBER.sub("", text).split())) > 20


@pytest.mark.parametrize("key", RED_AND_PLAIN)
def test_nothing_overlaps_or_leaves_the_paper(pages, key):
    with pdfplumber.open(pages[key][1]) as document:
        for page in document.pages:
            chars = [char for char in page.chars if not char["text"].isspace()]
            middles = [(round((c["x0"] + c["x1"]) / 6), round((c["top"] + c["bottom"]) / 6)) for c in chars]
            assert max(Counter(middles).values()) == 1
            assert min(char["x0"] for char in chars) > 18 * POINT
            assert max(char["x1"] for char in chars) < page.width - 18 * POINT
            assert max(char["bottom"] for char in chars) < page.height - 10 * POINT


@pytest.mark.parametrize("red_head", [False, True])
def test_the_picture_of_the_address_stands_on_the_page_that_speaks_of_it(pages, read, red_head):
    key = ("receipt", red_head)
    with pdfplumber.open(pages[key][1]) as document:
        pictured = [number for number, page in enumerate(document.pages) if page.images]
    assert pictured == [number for number, text in enumerate(read[key]) if "二维码" in text]


def test_a_form_with_a_very_long_answer_goes_on_over_the_page(read):
    assert len(read["long form"]) > 1


def test_the_red_head_and_its_two_lines_are_red(pages):
    with pdfplumber.open(pages["receipt", True][1]) as document:
        first = document.pages[0]
        assert {
            tuple(char["non_stroking_color"])
            for char in first.chars
            if char["size"] > 20 and char["top"] < 150
        } == {(1, 0, 0)}
        red = [
            one
            for one in [*first.rects, *first.lines, *first.curves]
            if (1, 0, 0) in (tuple(one["non_stroking_color"] or ()), tuple(one["stroking_color"] or ()))
        ]
        assert {one["top"] < 300 for one in red} == {True, False}


def test_a_document_reaches_neither_the_network_nor_the_machine(read):
    text = "".join(read["reaching out"])
    assert "正文仍在" in text
    assert "秘密" not in text
    assert ASKED == []


def test_one_file_that_cannot_be_converted_leaves_none(tmp_path):
    good, bad = tmp_path / "good.docx", tmp_path / "坏的.docx"
    good.write_bytes(letter("receipt"))
    bad.write_bytes(letter("receipt")[:3000])
    pairs = [(good, tmp_path / "good.pdf"), (bad, tmp_path / "bad.pdf")]
    with pytest.raises(ConversionFailed, match="坏的"):
        to_pdfs(pairs, hold_together=True)
    with pytest.raises(ConversionFailed, match="坏的"):
        to_pdfs(pairs)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.docx", "坏的.docx"]


def test_a_run_that_takes_too_long_is_stopped_with_its_children(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    source = tmp_path / "a.docx"
    source.write_bytes(letter("receipt"))
    with pytest.raises(ConversionFailed, match="超过"):
        to_pdf(source, tmp_path / "a.pdf", timeout=0.2)
    assert not (tmp_path / "a.pdf").exists()
    left = subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True, text=True, check=False).stdout
    assert left == ""


def test_without_the_program_the_administrator_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConversionFailed, match="libreoffice"):
        to_pdf(tmp_path / "a.docx", tmp_path / "a.pdf")


def test_all_kinds_are_looked_at():
    assert {code for code, _ in RED_AND_PLAIN} == {code.value for code in LetterCode}

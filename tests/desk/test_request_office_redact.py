"""Redacting a file that is given out: pages, proposals, numbers without a script, report, rights."""

import io

import pdfplumber
import pytest
from django.utils import timezone
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from gongkai.documents.redaction import page_image
from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.giving import add_given_file
from gongkai.requests.models import Case, GivenFile
from tests.factories import make_bureau
from tests.request_factories import make_case, make_office, plain_bytes

pytestmark = pytest.mark.django_db
#: A face with Chinese characters that is laid into the file, so that they can be seen on its pages.
KAI = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
NUMBER = "11010519491231002X"


def pdf_of(*pages: str) -> bytes:
    """A4 pages with a line of text each."""
    pdfmetrics.registerFont(TTFont("Kai", KAI))
    out = io.BytesIO()
    drawn = canvas.Canvas(out, pagesize=(595, 842), pageCompression=0)
    for text in pages:
        drawn.setFont("Kai", 14)
        drawn.drawString(72, 742, text)
        drawn.showPage()
    drawn.save()
    return out.getvalue()


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def given(office) -> GivenFile:
    now = timezone.now()
    case = make_case(office, now=now)
    content = pdf_of(f"申请人张三，身份证{NUMBER}。", "第二页没有号码，只有李四的名字。")
    return add_given_file(
        actor=office.reviewer, case_id=case.pk, name="名单.pdf", stream=io.BytesIO(content), now=now
    )


def address(given, tail: str = "redact/") -> str:
    return f"/desk/requests/{given.case_id}/given/{given.pk}/{tail}"


def rows_of(answer) -> list[dict]:
    return [form.initial for form in answer.context["formset"].forms if form.initial]


def posted(rows: list[dict], initial: int | None = None, **more) -> dict:
    """The form as it is sent."""
    data = {"box-TOTAL_FORMS": len(rows), "box-INITIAL_FORMS": len(rows) if initial is None else initial}
    for index, row in enumerate(rows):
        data |= {f"box-{index}-{name}": value for name, value in row.items()}
    return data | more


def text_of(file) -> str:
    with pdfplumber.open(io.BytesIO(plain_bytes(file))) as document:
        return "".join(page.extract_text() for page in document.pages)


BOX = {"page": 1, "left": 20, "top": 25, "width": 150, "height": 20, "reason": "个人隐私"}


def test_screening_proposes_and_the_copy_holds_no_number(office, signed_in, given):
    client = signed_in(office.reviewer)
    page = client.get(address(given))
    rows = rows_of(page)
    assert [(row["page"], row["reason"]) for row in rows] == [(1, "居民身份证号码")]
    answer = client.post(address(given), posted(rows), follow=True)
    given.refresh_from_db()
    text = text_of(given.redacted)
    assert NUMBER not in text
    assert "张三" in text
    told = answer.content.decode()
    assert "18 个字符" in told
    assert "第 1 页" in told
    assert "没有个人号码" in told
    assert NUMBER not in told


def test_boxes_by_numbers_alone_work_too(office, signed_in, given):
    client = signed_in(office.reviewer)
    client.get(address(given))
    client.post(address(given), posted([BOX], initial=0))
    given.refresh_from_db()
    text = text_of(given.redacted)
    assert NUMBER not in text
    assert "张三" not in text
    assert "李四" in text
    assert given.boxes[0]["reason"] == "个人隐私"


def test_a_row_ticked_off_is_no_box(office, signed_in, given):
    client = signed_in(office.reviewer)
    kept = {**BOX, "page": 2}
    client.post(address(given), posted([BOX | {"DELETE": "on"}, kept]))
    given.refresh_from_db()
    assert [box["page"] for box in given.boxes] == [2]


def test_words_are_looked_for_and_what_was_typed_stays(office, signed_in, given):
    client = signed_in(office.reviewer)
    answer = client.post(address(given), posted([BOX], look="1", words="李四"))
    assert [int(row["page"]) for row in rows_of(answer)] == [1, 2]
    assert "有 1 处" in answer.content.decode()
    nothing = client.post(address(given), posted([BOX], look="1", words="王五"))
    assert "没有找到" in nothing.content.decode()
    assert len(rows_of(nothing)) == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (BOX | {"page": 7}, "文件只有 2 页"),
        (BOX | {"left": 400}, "超出这一页"),
        (BOX | {"reason": ""}, "必"),
        (BOX | {"width": "x"}, "数"),
    ],
)
def test_wrong_numbers_are_named_and_stay(office, signed_in, given, row, words):
    answer = signed_in(office.reviewer).post(address(given), posted([row]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "请改正标出的各个框" in page
    assert words in page
    given.refresh_from_db()
    assert given.redacted is None


def test_no_box_at_all_is_said(office, signed_in, given):
    page = signed_in(office.reviewer).post(address(given), posted([])).content.decode()
    assert "还没有画框" in page


def test_what_stands_elsewhere_is_reported(office, signed_in):
    now = timezone.now()
    case = make_case(office, now=now)
    content = pdf_of("项目代码甲乙丙丁戊己庚辛", "附件：项目代码甲乙丙丁戊己庚辛")
    given = add_given_file(
        actor=office.reviewer, case_id=case.pk, name="a.pdf", stream=io.BytesIO(content), now=now
    )
    answer = signed_in(office.reviewer).post(address(given), posted([BOX]), follow=True)
    assert "在第 2 页还有 1 处没有遮" in answer.content.decode()


def test_a_docx_is_redacted_as_pages(office, signed_in):
    from docx import Document

    now, out = timezone.now(), io.BytesIO()
    document = Document()
    document.add_paragraph(f"联系人王小明，身份证{NUMBER}")
    document.save(out)
    out.seek(0)
    case = make_case(office, now=now)
    given = add_given_file(actor=office.reviewer, case_id=case.pk, name="名单.docx", stream=out, now=now)
    client = signed_in(office.reviewer)
    rows = rows_of(client.get(address(given)))
    assert rows
    client.post(address(given), posted(rows))
    given.refresh_from_db()
    assert given.redacted.extension == "pdf"
    assert NUMBER not in text_of(given.redacted)


def test_a_scanned_picture_is_blackened(office, signed_in):
    now, out = timezone.now(), io.BytesIO()
    Image.new("RGB", (600, 850), "white").save(out, "PNG")
    out.seek(0)
    case = make_case(office, now=now)
    given = add_given_file(actor=office.reviewer, case_id=case.pk, name="扫描.png", stream=out, now=now)
    client = signed_in(office.reviewer)
    assert "第 1 页是扫描件" in client.get(address(given)).content.decode()
    answer = client.post(address(given), posted([BOX]), follow=True)
    assert "画面已经涂黑" in answer.content.decode()
    given.refresh_from_db()
    with Image.open(io.BytesIO(page_image(plain_bytes(given.redacted), 1, dpi=72))) as seen:
        assert seen.getpixel((100, 90)) == (0, 0, 0)
        assert seen.getpixel((20, 20)) == (255, 255, 255)


def test_a_file_that_has_no_pages_says_what_to_do(office, signed_in):
    now = timezone.now()
    case = make_case(office, now=now)
    given = add_given_file(
        actor=office.reviewer, case_id=case.pk, name="a.txt", stream=io.BytesIO(b"abc"), now=now
    )
    answer = signed_in(office.reviewer).get(address(given))
    assert answer.status_code == 409
    assert "请转换成 PDF" in answer.content.decode()


def test_pictures_go_only_to_who_opened_the_page_and_stay_in_no_cache(office, signed_in, given):
    client = signed_in(office.reviewer)
    picture = client.get(address(given)).context["pages"][0].picture
    answer = client.get(address(given) + picture)
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(detail__what=f"file:{given.source_id}").count() == 1
    assert client.get(address(given, "redact/pages/1.png")).status_code == 404
    assert signed_in(office.reviewer2).get(address(given) + picture).status_code == 404
    assert client.get(address(given) + picture.replace("1.png", "9.png")).status_code == 404


def test_an_ended_case_is_not_redacted_any_more(office, signed_in, given):
    Case.objects.filter(pk=given.case_id).update(stage="answered")
    answer = signed_in(office.reviewer).get(address(given))
    assert answer.status_code == 409
    assert "办理中才能准备提供的文件" in answer.content.decode()


def test_leaders_see_why_not_and_others_nothing(office, signed_in, given):
    assert signed_in(office.signer).get(address(given)).status_code == 409
    other = make_bureau(parent=office.authority)
    for person in (office.drafter, office.admin, other.reviewer):
        for tail in ("redact/", "redact/pages/1.png", "redact/done/", "copy/"):
            assert signed_in(person).get(address(given, tail)).status_code == 404
        assert signed_in(person).post(address(given), posted([BOX])).status_code == 404
    given.refresh_from_db()
    assert given.redacted is None


def test_the_copy_is_read_on_the_record(office, signed_in, given):
    answer = signed_in(office.signer).get(address(given, "copy/"))
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(
        actor_id=office.signer.pk, detail__what=f"file:{given.source_id}"
    ).exists()

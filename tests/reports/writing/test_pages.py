"""The report on paper: tables whole on a page under their heading, figures whole, within the margins."""

import re
from io import BytesIO

import pdfplumber
import pikepdf
import pytest

from gongkai.documents.letters import ConversionFailed, to_pdfs
from gongkai.law.report_form import form_for
from gongkai.reports.content import Passage
from gongkai.reports.writing import to_docx, to_pdf
from gongkai.reports.writing.outline import Role, outline
from tests.reports.writing.contents import NOTES, ORGAN, PROSE, content, large, telling

HEADINGS = {
    "二、主动公开政府信息情况": "行政事业性收费",
    "三、收到和处理政府信息公开申请情况": "四、结转下年度继续办理",
    "四、政府信息公开行政复议、行政诉讼情况": "复议后起诉",
}
POINT = 72 / 25.4


@pytest.fixture(scope="module")
def printed():
    """A report of large figures with remarks, as a PDF."""
    return to_pdf(to_docx(content(cells=large(form_for(2024)), notes=NOTES)))


@pytest.fixture(scope="module")
def pages(printed):
    """The text of each page without blanks, in the order it stands there."""
    with pdfplumber.open(BytesIO(printed)) as pdf:
        return [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]


def test_a_table_stands_whole_on_one_page_with_its_heading(pages):
    for heading, last in HEADINGS.items():
        (page,) = [text for text in pages if heading in text]
        assert last in page.split(heading)[1]


def test_no_heading_is_the_last_line_of_a_page(pages):
    headings = [line.text for line in outline(content()) if line.role in (Role.SECTION, Role.HEADING)]

    assert all(any(heading in text for text in pages) for heading in headings)
    for text in pages:
        assert not re.sub(r"—\d+—$", "", text).endswith(tuple(headings))


def test_figures_of_seven_digits_are_not_broken_and_keep_inside_their_cell(printed):
    with pdfplumber.open(BytesIO(printed)) as pdf:
        (page,) = [one for one in pdf.pages if "1693957" in one.extract_text()]
        words = [word for word in page.extract_words() if word["text"] == "1693957"]
        right = max(line["x1"] for line in [*page.lines, *page.rects])

        assert len(words) == 25
        assert all(word["x1"] < right for word in words)


def test_it_is_printed_on_a4_within_the_margins_of_official_documents(printed):
    with pdfplumber.open(BytesIO(printed)) as pdf:
        for page in pdf.pages:
            assert (round(page.width / POINT), round(page.height / POINT)) == (210, 297)
            body = [char for char in page.chars if char["top"] < page.height - 35 * POINT]
            # A stop at the end of a full line may hang over the edge.
            letters = [char for char in body if char["text"] not in "，。、；："]
            assert min(char["x0"] for char in body) >= 27 * POINT
            assert max(char["x1"] for char in letters) <= page.width - 25 * POINT


def test_every_page_has_its_number_and_every_font_travels_along(printed, pages):
    assert all(text.endswith(f"—{number}—") for number, text in enumerate(pages, start=1))
    with pikepdf.open(BytesIO(printed)) as pdf:
        assert (str(pdf.Root.Lang), "/Author" in pdf.docinfo) == ("zh-CN", False)
        fonts = [
            font
            for page in pdf.pages
            for font in page.resources.get("/Font", pikepdf.Dictionary()).as_dict().values()
        ]
        assert fonts
        assert all("+" in str(font.BaseFont) for font in fonts)


def test_who_signs_never_stands_alone_on_the_last_page(tmp_path):
    pairs = []
    for number in range(5, 14):
        said = ("没有收取。",) * number + ("全年未收取信息处理费，" * 6,) * (number % 2)
        made = content(prose={**PROSE, "other": (Passage("（一）收取信息处理费情况", said),)})
        pairs.append((tmp_path / f"{number}.docx", tmp_path / f"{number}.pdf"))
        pairs[-1][0].write_bytes(to_docx(made))
    to_pdfs(pairs, hold_together=True)

    for _, path in pairs:
        with pdfplumber.open(path) as pdf:
            last = [re.sub(r"\s", "", line["text"]) for line in pdf.pages[-1].extract_text_lines()]
        assert last[-3:-1] == [ORGAN, "2025年1月15日"]
        assert len(last) > 3


def test_the_trial_form_fits_too():
    with pdfplumber.open(BytesIO(to_pdf(to_docx(content(2020, cells=telling(form_for(2020))))))) as pdf:
        pages = [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]

    (second,) = [text for text in pages if "二、主动公开政府信息情况" in text]
    (third,) = [text for text in pages if "三、收到和处理政府信息公开申请情况" in text]
    assert "政府集中采购" in second
    assert "四、结转下年度继续办理" in third


def test_what_is_no_word_file_is_refused():
    with pytest.raises(ConversionFailed):
        to_pdf(b"no word file")

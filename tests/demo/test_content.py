"""The demo's words: enough of them, on working days, nothing that must not go out but what is planted."""

from collections import Counter
from datetime import date

import pytest

from gongkai.demo import reading
from gongkai.demo.attachments import make_file
from gongkai.demo.office_hours import moments, workday_before
from gongkai.demo.plan import plan
from gongkai.demo.seed import seed_report
from gongkai.demo.texts import to_html
from gongkai.documents import clean_html, extract_text, html_to_text, sniff
from gongkai.law import catalogue
from gongkai.law.calendar import Calendar
from gongkai.screening import screen_text

STORIES = reading.stories()
CALENDAR = Calendar.builtin()
A_SUNDAY = date(2026, 11, 22)
SHORTEST, LONGEST = 100, 1100
#: Published in 2023 by the bureau and counted, by column, as the real report counts its year.
COUNTED = {
    "jgzn": 3, "gzdt": 50, "zcwj": 6, "zcjd": 5, "ghjh": 2, "czyjs": 3, "hqzc": 3, "aqjc": 3, "jnjp": 2,
    "zfgk": 2, "tjxx": 1, "zwgkzt": 5, "tzgg": 6, "rsxx": 2, "jytabl": 3,
}  # fmt: skip


def of_2023() -> list[reading.Story]:
    """What the bureau published in 2023."""
    return [
        story for story in STORIES if story.organ == reading.BUREAU and story.on and story.on.year == 2023
    ]


def test_the_year_has_the_shape_of_the_real_one():
    kept = [s for s in of_2023() if s.values.get("statistical_category") != "not_counted"]
    counts = Counter(s.column for s in kept)

    assert {column: counts[column] for column in COUNTED} == COUNTED
    assert sum(COUNTED.values()) == 96
    assert set(counts) - set(COUNTED) == {"zhinan", "zhidu", "nianbao"}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_a_story_can_be_told(story: reading.Story):
    text = html_to_text(to_html(story.text))

    if story.state != "draft":
        assert SHORTEST <= len(text) <= LONGEST
    if story.on:
        assert CALENDAR.is_workday(story.on)
        assert story.formed is None or story.formed <= story.on
    for code, table in (
        (story.values.get("topic"), catalogue.TOPICS),
        (story.values.get("genre"), catalogue.GENRES),
        (story.values.get("statutory_class"), catalogue.STATUTORY_CLASSES),
    ):
        assert code is None or code in table


def test_no_two_stories_of_an_organ_bear_one_title():
    titles = Counter((story.organ, story.title) for story in STORIES)

    assert [title for title, count in titles.items() if count > 1] == []


def test_only_the_planted_number_would_be_stopped():
    found = [
        (story.column, str(one.check)) for story in STORIES for one in screen_text(story.text, where="正文")
    ]

    assert found == [("rsxx", "pii.mobile")]


def test_no_sentence_of_the_real_report_is_borrowed():
    report = seed_report()
    if report is None:
        pytest.skip("the real report is not beside the project")
    real = report.read_text("utf-8")
    ours = "\n".join(story.text for story in STORIES)

    assert "文登" not in ours and "威海" not in ours
    sentences = {piece.strip() for piece in real.replace("\n", "。").split("。") if len(piece.strip()) >= 20}
    assert len(sentences) > 20
    assert [sentence for sentence in sentences if sentence in ours] == []


def test_every_attachment_is_readable_and_clean(tmp_path):
    used = [file for story in STORIES for file in story.more.get("files", ())]
    assert {file["kind"] for file in used} == {"xlsx", "csv", "docx", "pdf"}

    for number, file in enumerate(used):
        path = tmp_path / f"{number}.{file['kind']}"
        path.write_bytes(make_file(file["kind"], reading.sheets()[file["source"]]))
        read = extract_text(path, sniff(path.name, path))
        text = "\n".join(part.text for part in read.parts)

        assert read.complete, (file, read.note)
        assert len(text) > 20, file
        assert screen_text(text, where="附件") == [], file


def test_the_same_sheet_is_the_same_file():
    sheet = reading.sheets()["budget_2023"]

    for kind in ("xlsx", "csv", "docx", "pdf"):
        assert make_file(kind, sheet) == make_file(kind, sheet)


def test_the_markup_survives_cleaning():
    html = to_html("## 一、标题\n第一段 a<b。\n| 甲 | 乙 |\n| 1 | |\n> 2023年1月1日")

    assert clean_html(html).replace("\n", "") == html.replace("\n", "")
    assert "<h2>一、标题</h2>" in html
    assert "a&lt;b" in html
    assert '<p class="ta-right">2023年1月1日</p>' in html


def test_steps_stand_in_office_hours_and_in_order():
    days = [date(2023, 3, 13)] * 3 + [date(2023, 3, 14)] * 4
    times = moments(days, seed="x")

    assert times == sorted(set(times))
    assert [at.date() for at in times] == days
    assert all(8 * 60 + 40 <= at.hour * 60 + at.minute <= 17 * 60 + 20 for at in times)
    assert times == moments(days, seed="x")


def test_working_days_are_counted_back_over_a_holiday():
    assert workday_before(CALENDAR, date(2023, 10, 9), 1) == date(2023, 10, 8)
    assert workday_before(CALENDAR, date(2023, 10, 7), 1) == date(2023, 9, 28)
    assert workday_before(CALENDAR, date(2023, 10, 1), 0) == date(2023, 9, 28)


@pytest.mark.parametrize("today", [A_SUNDAY, date(2026, 11, 23), date(2027, 2, 12), date(2028, 2, 29)])
def test_the_present_lies_in_the_past_on_working_days_whatever_today_is(today: date):
    for story in STORIES:
        if story.on is None:
            laid_out = plan(story, "full", CALENDAR, today=today)
            times = [step.at for step in laid_out.steps]

            assert times == sorted(times)
            assert all(at.date() < today and CALENDAR.is_workday(at.date()) for at in times)
            filled = laid_out.fill(story.text + story.title)
            assert "{" not in filled


def test_publication_on_a_day_off_is_refused():
    story = reading.Story("gxj", "gzdt", "bgs", "标题", "文", on=A_SUNDAY)

    with pytest.raises(ValueError, match="day off"):
        plan(story, "one", CALENDAR, today=date(2026, 11, 23))

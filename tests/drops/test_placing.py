"""Column, topic and mode: proposed with their source, and unsure where they are."""

from gongkai.drops.placing import Facts, Precedents, column_of, mode_of, series_of, topic_of
from gongkai.drops.proposals import Proposal, restored
from gongkai.register.acts.enter import Facts as Entry
from gongkai.register.acts.enter import enter
from gongkai.register.attributes import Attribute
from tests.documents.official.sheets import sheet
from tests.drops.factories import ORGAN, only, read
from tests.factories import NOW, make_column, make_draft

OTHER = Facts("关于节能工作的意见稿", "notice", "文工信发〔2026〕9号")
NOTICE = Facts("关于开展2026年第3批技术改造项目申报的通知", "notice", "文工信发〔2026〕5号")


def test_the_same_kind_of_document_goes_where_the_last_one_went(bureau):
    make_draft(bureau, "zcwj", title="关于开展2025年第1批技术改造项目申报的通知")
    found = column_of(NOTICE, Precedents(bureau.organ))
    assert (found.value, found.is_sure) == (bureau.columns["zcwj"].pk, True)
    assert found.where == "上次同类文件放在“栏目zcwj”"
    assert found.source == "关于开展2025年第1批技术改造项目申报的通知"


def test_two_columns_of_the_same_kind_are_a_doubt(bureau):
    make_draft(bureau, "zcwj", title="关于开展2024年第1批技术改造项目申报的通知")
    make_draft(bureau, "tzgg", title="关于开展2025年第2批技术改造项目申报的通知")
    found = column_of(NOTICE, Precedents(bureau.organ))
    assert (found.is_sure, found.others) == (False, (bureau.columns["zcwj"].pk,))


def test_the_series_of_the_number_tells_where_documents_of_the_genre_go(bureau):
    for number in range(3):
        make_draft(
            bureau, "zdly", title=f"第{number}件毫不相干的事", genre="notice",
            doc_number=f"文工信发〔2026〕{number + 1}号",
        )  # fmt: skip
    found = column_of(OTHER, Precedents(bureau.organ))
    assert (found.value, found.is_sure) == (bureau.columns["zdly"].pk, True)
    assert "共 3 件" in found.source


def test_words_of_the_title_propose_and_do_not_decide(bureau):
    column = make_column(bureau.organ, "yjs", name="预算决算")
    found = column_of(Facts("2025年度部门预算决算公开", "budget", ""), Precedents(bureau.organ))
    assert (found.value, found.is_sure) == (column.pk, False)


def test_without_a_hint_nothing_is_proposed(bureau):
    found = column_of(Facts("关于某事的函", "letter", ""), Precedents(bureau.organ))
    assert (found.value, found.is_sure) == (None, False)


def test_a_topic_comes_from_the_title_or_is_a_doubt(bureau):
    known = Precedents(bureau.organ)
    assert topic_of(NOTICE, known, None).value == "t07_12"
    assert topic_of(Facts("关于某事的函", "letter", ""), known, None).is_sure is False
    several = topic_of(Facts("关于审计和旅游工作的通知", "notice", ""), known, None)
    assert (several.is_sure, len(several.others)) == (False, 1)


def test_what_the_document_does_not_say_of_its_mode_is_looked_up_or_asked(bureau):
    assert mode_of(Proposal("on_request"), number="x", registered="withheld").value == "on_request"
    assert mode_of(Proposal(None), number="x", registered="withheld").value == "withheld"
    asked = mode_of(Proposal(None), number="x", registered="")
    assert (asked.value, asked.is_sure) == ("proactive", False)


def test_the_register_tells_the_mode_of_a_document_that_does_not_say_it(bureau):
    enter(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, now=NOW,
        facts=Entry(
            title="关于某事的通知", doc_number="文工信发〔2026〕8号", formed_on=NOW.date(),
            department_id=bureau.business.pk, attribute=Attribute("on_request", ""),
        ),
    )  # fmt: skip
    data = sheet(head=(f"{ORGAN}文件",), number="文工信发〔2026〕8号", organ=(ORGAN,), day="2026年2月27日")
    found = restored(only(read(bureau, ("通知.docx", data))).proposal)["mode"]
    assert (found.value, found.is_sure) == ("on_request", True)
    assert "登记簿" in found.where


def test_a_piece_of_news_takes_the_organ_and_the_columns_defaults_without_a_doubt(bureau):
    news = sheet("近日开展走访。", head=(), number="", title=("区工信局走访企业",), organ=(), day="")
    found = restored(only(read(bureau, ("走访.docx", news))).proposal)
    assert (found["issuer"].value, found["issuer"].is_sure) == (bureau.organ.name, True)
    assert [(found[name].value, found[name].is_sure) for name in ("genre", "topic")] == [(None, True)] * 2
    assert found["column"].is_sure is False


def test_what_bears_a_number_is_never_taken_for_a_piece_of_news(bureau):
    paper = sheet("区工信局走访企业。", head=(), title=("区工信局走访企业",), organ=(), day="")
    found = restored(only(read(bureau, ("走访.docx", paper))).proposal)
    assert [found[name].is_sure for name in ("issuer", "topic")] == [False, False]


def test_series():
    assert [series_of(one) for one in ("文工信发〔2026〕5号", "2026年第1号", "")] == ["文工信发", "", ""]

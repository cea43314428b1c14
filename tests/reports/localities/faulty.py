"""Reports with one real fault each, as people make them, and the checks of which one must find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, CellId
from tests.reports.localities import east, inland, pages, plain, words
from tests.reports.localities.catalogue import File, Make
from tests.reports.localities.report import Written


class Fault(NamedTuple):
    """What somebody did, the file, and the checks that may find it."""

    what: str
    file: File
    found_by: frozenset[str]


def _said(report: Written, old: str, new: str) -> Written:
    """The report with other words somewhere; the old ones have to be there."""

    def changed(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.replace(old, new) for text in texts)

    made = replace(
        report, title=report.title.replace(old, new), headings=changed(report.titles),
        opening=changed(report.opening), overview=changed(report.overview), problems=changed(report.problems),
        other=changed(report.other), closing=changed(report.closing),
    )  # fmt: skip
    assert made != replace(report, headings=report.titles), (report.title, old)
    return made


def _put(report: Written, cells: Mapping[CellId, int | Decimal | None]) -> Written:
    return replace(report, figures={**report.figures, **cells})


def _shown(report: Written, cell: CellId, text: str) -> Written:
    return replace(report, shown={**report.shown, cell: text})


def _of(what: str, report: Written, make: Make, ending: str, *found_by: str) -> Fault:
    return Fault(what, File(report, make, ending), frozenset(found_by))


def _t3(row: str, column: str) -> CellId:
    return CellId(TABLE3, row, column)


FAULTS = (
    _of("去年的收件数", _said(east.COUNTY, "公开申请268件", "公开申请280件"), pages.ucap, "html",
    "prose_count"),
    _of("总计行没有改", _put(east.COUNTY, {_t3("r.total", "natural"): 242}), words.split_header, "docx",
    "E2"),
    _of("合计列加错", _put(inland.POLICE, {_t3("r.deny.7", "total"): 33}), pages.word_paste, "html", "E3"),
    _of("结转数与平衡不符", _put(east.CITY, {_t3("carried_out", "natural"): 180}), pages.hanweb, "html",
    "E1"),
    _of("复议总计错", _put(east.COUNTY, {CellId(TABLE4, "review", "total"): 25}), plain.copied_reader,
    "txt", "E4"),
    _of("统计期限是上一年", _said(east.BUREAU, "2021年1月1日至12月31日", "2020年1月1日至2020年12月31日"),
        pages.word_paste, "html", "years_agree", "year_in_text"),
    _of("标题年份是上一年", _said(inland.TAX, "税务局2024年政府信息公开工作年度报告",
    "税务局2023年政府信息公开工作年度报告"),
        words.padded, "docx", "years_agree"),
    _of("正文年份是上一年", _said(inland.TAX, "2024年，全市税务系统主动公开", "2023年，全市税务系统主动公开"),
        pages.hanweb, "html", "year_in_text"),
    _of("照抄民政局的文字", _said(east.BUREAU, "2021年，区教育局共主动公开",
    "2021年，桐浦区民政局共主动公开"),
        plain.workbook, "xlsx", "other_organ"),
    _of("引言是别的局", _said(inland.LAND, "巴彦旗自然资源局编制了", "由巴彦旗农牧局编制"), pages.ucap,
    "html", "other_organ"),
    _of("照抄邻镇", _said(inland.TOWN, "2022年，我镇通过", "2022年，枫桥镇高度重视，通过"),
    words.soft_breaks, "docx", "other_organ"),
    _of("落款是别的局", replace(inland.POLICE, closing=("湘源市司法局", "2024年1月19日")),
        words.soft_breaks, "docx", "other_organ"),
    _of("照抄外地的局", _said(inland.PREFECTURE, "现公布我局2023年", "现公布滇南州林业和草原局2023年"),
        words.soft_breaks, "docx", "other_organ"),
    _of("忘记填的XX", _said(east.PARK, "发布信息3106条", "发布信息XX条"), words.merged, "docx",
    "placeholders"),
    _of("忘记填的待补充", _said(inland.ECOLOGY, "发布图解15篇", "发布图解（待补充）篇"), plain.copied_cells,
    "txt",
        "placeholders"),
    _of("序号重复", _said(inland.ECOLOGY, "四、政府信息", "五、政府信息"), pages.hanweb, "html",
    "section_numbering"),
    _of("小标题漏号", _said(inland.ECOLOGY, "（三）政府信息管理", "（四）政府信息管理"), words.merged,
    "docx", "sub_numbering"),
    _of("文字与表不符", _said(inland.POLICE, "结转3件", "结转5件"), plain.copied_page, "txt", "prose_count"),
    _of("不收费又收费", _said(inland.TAX, "2024年，我局未向申请人收取信息处理费。", "收取信息处理费380元。"),
        pages.bad_spans, "html", "prose_contradiction"),
    _of("缺第六部分", replace(inland.LAND, headings=(*inland.LAND.titles[:5], ""), other=()), pages.ucap,
    "html", "sections_present"),
    _of("落款早于年度", _said(inland.LAND, "2023年1月10日", "2022年1月10日"), plain.workbook, "xlsx",
    "dates_order"),
    _of("有结转却说办结", _said(inland.LABOUR, "已答复32件，结转2024年1件", "所有申请均已办结"), pages.ucap,
    "html",
        "prose_contradiction"),
    _of("百分比算错", _said(inland.PREFECTURE, "增长17.6%", "增长27.6%"), words.merged, "docx",
    "prose_percent"),
    _of("分项之和不符", _said(inland.LABOUR, "3.业务工作类421条", "3.业务工作类412条"), plain.copied_page,
    "txt", "prose_sum"),
    _of("有申请却说没有", _said(inland.VILLAGE,
    "收到依申请公开1件，已按期答复。收到的申请为自然人提出，予以公开。",
                         "全年未收到政府信息公开申请。"), words.merged, "docx", "prose_contradiction"),
    _of("重复的字", _said(inland.MEDICAL, "稳步推进政务公开", "稳步推进的的政务公开"), pages.ucap, "html",
    "doubled_words"),
    _of("留下书签", _said(inland.LABOUR, "内容包括：", "[书签：内容]内容包括："), plain.copied_page, "txt",
    "editing_marks"),
    _of("件数有小数", _shown(inland.TAX, _t3("new", "natural"), "4.5"), pages.hanweb, "html", "E8",
    "tables_present"),
    _of("件数是负数", _shown(inland.TAX, _t3("r.open", "natural"), "-3"), words.padded, "docx", "E8"),
    _of("收费以元填写", _put(inland.ECOLOGY, {CellId(TABLE2, "fees", ""): Decimal(35200000)}), words.merged,
    "docx",
        "fee_unit"),
    _of("空着没填", _put(inland.LAND, {CellId(TABLE2, "licensing", ""): None}), pages.title_apart, "html",
    "blank_cells"),
    _of("表格是图片", inland.LABOUR, pages.pictures, "html", "tables_present"),
    _of("第五第六部分对调", replace(inland.LABOUR, headings=(*inland.LABOUR.titles[:4],
    "五、其他需要报告的事项",
                                                "六、存在的主要问题及改进情况")), pages.ucap, "html",
                                                "sections_order"),
    _of("五个方面没有写", replace(inland.LABOUR, overview=("2023年我局认真做好各项工作，成效明显。",)),
    pages.ucap, "html",
        "heads_covered"),
    _of("没有写收费", replace(east.PARK, other=("无其他需要报告的事项。",)), words.merged, "docx",
    "fee_stated"),
    _of("表三缺一列", inland.TAX, pages.without_column, "html", "tables_present", "E3"),
    _of("一行错位", inland.ECOLOGY, pages.shifted_row, "html", "E1"),
    _of("总计抄错的邻行", _put(inland.TAX, {_t3("r.deny.8", "total"): 0, _t3("r.deny.7", "total"): 1}),
    plain.copied_cells,
        "txt", "E3"),
)  # fmt: skip

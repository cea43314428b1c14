"""Another organ's name is found where the report's own belongs, and let be everywhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.reports.checks import check
from gongkai.reports.report import ReadReport
from gongkai.reports.source import Paragraph
from gongkai.reports.verdicts import Finding, Result
from tests.reports.checks.made import TEXTS, report


def _found(made: ReadReport) -> list[Finding]:
    return [one for one in check(made) if one.check == "other_organ" and one.result is Result.UNCERTAIN]


def _of(organ: str, text: str, *, opening: bool = False) -> ReadReport:
    if opening:
        made = report()
        return replace(made, organ=organ, opening=(Paragraph(text, "第2段"),), signed_by="")
    made = report(texts={"overview": (*TEXTS["overview"], text)})
    return replace(made, organ=organ, opening=(), signed_by="")


@pytest.mark.parametrize(
    ("organ", "text", "name"),
    [
        ("桐浦区民政局", "2023年，桐浦区教育局全面落实《条例》要求。", "桐浦区教育局"),
        ("桐浦区民政局", "2023年，区教育局坚持公开透明。", "区教育局"),
        ("桐浦区民政局", "（一）主动公开。柳河区民政局共主动公开政府信息12条。", "柳河区民政局"),
        ("岭东县松陵镇人民政府", "2023年，枫桥镇高度重视公开工作。", "枫桥镇"),
        ("青禾县人民政府", "2023年，丰乐县坚持以人民为中心。", "丰乐县"),
        ("上河区徐塘街道办事处", "2023年，柳湾街道认真落实《条例》。", "柳湾街道"),
    ],
)
def test_a_name_from_elsewhere_is_found(organ: str, text: str, name: str) -> None:
    assert [one.left for one in _found(_of(organ, text))] == [name]


@pytest.mark.parametrize(
    ("organ", "text"),
    [
        ("桐浦区民政局", "2023年，桐浦区民政局全面落实《条例》要求。区民政局坚持公开透明。"),
        ("桐浦区民政局", "2023年，市民政局认真落实省民政厅部署，对我局进行了指导。"),
        ("桐浦区民政局", "区司法局严格按照规定对我局文件进行审查。"),
        ("桐浦区民政局", "联合区教育局、区财政局开展政策宣传，收到区教育局来函3件。"),
        ("桐浦区民政局", "落实《桐浦区教育局2023年政府信息公开工作年度报告》提出的经验。"),
        ("桐浦区卫生健康委员会", "2023年，区卫健委认真落实公开要求。"),
        ("闽江市人力资源和社会保障局", "市人社局坚持以公开为常态。"),
        ("蓉南市生态环境局青羊分局", "2023年，青羊分局认真落实。市生态环境局高度重视。"),
        ("国家税务总局渭北市税务局", "渭北市税务局认真落实国家税务总局陕西省税务局要求。"),
        ("青禾县人民政府", "县教育局主动公开信息300条。松陵镇认真落实公开要求。2023年，海川市高度重视。"),
        ("青禾县人民政府", "2023年，青禾县坚持以公开促落实。我县始终坚持公开。"),
        ("海川市青禾县人民政府", "青禾县坚持以公开促落实。"),
        ("岭东县松陵镇人民政府", "2023年，松陵镇高度重视公开工作，岭东县认真落实。"),
        ("岭东县松陵镇人民政府", "镇人民政府高度重视公开工作。"),
        ("上河区徐塘街道办事处", "徐塘街道认真落实《条例》，街道始终坚持公开。"),
        ("津沽高新技术产业开发区管理委员会", "高新区管委会紧扣发展。区应急局坚持公开。"),
        ("某某大学", "2023年，学校认真落实《条例》，教育部高度重视。"),
    ],
)
def test_names_of_others_in_their_own_place_are_let_be(organ: str, text: str) -> None:
    assert not [one.message for one in _found(_of(organ, text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报告由桐浦区教育局编制。", ["桐浦区教育局"]),
        ("如有疑问，请与柳河区民政局联系。", ["柳河区民政局"]),
        ("现公布柳河区民政局2023年政府信息公开工作年度报告。", ["柳河区民政局"]),
        ("本报告由桐浦区民政局编制，请与区民政局办公室联系。", []),
        ("根据桐浦区人民政府办公室要求编制，请与区政府办公室联系。", []),
        ("按照市民政局要求，现公布桐浦区民政局2023年政府信息公开工作年度报告。", []),
    ],
)
def test_the_opening_names_the_reports_own_organ(text: str, names: list[str]) -> None:
    assert [one.left for one in _found(_of("桐浦区民政局", text, opening=True))] == names


def test_a_report_signed_by_another_organ_is_doubted() -> None:
    made = replace(report(), organ="桐浦区民政局", signed_by="桐浦区教育局", opening=())
    assert [one.id for one in _found(made)] == ["other_organ.signature"]
    assert not _found(replace(made, signed_by="桐浦区人民政府办公室"))
    assert not _found(replace(made, organ=""))

"""Another organ's name where the report's own has to stand: a sign that its text was copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from gongkai.reports.checks.declared import Outcome, Subject, passed, unknown
from gongkai.reports.checks.form_lines import Line, excerpt, prose, sentences

_ENDING = r"(?:人民政府|街道办事处|管理委员会|管委会|委员会|局|厅|委|镇|乡|街道|县|区|市|旗)"
_NAME = rf"(?P<name>[\u4e00-\u9fff]{{2,18}}?{_ENDING})"
_REPORT = r"20\d\d年(?:度)?(?:政府|政务)?信息公开(?:工作)?年度报告"
_DOES = (
    r"(?:坚持|坚决|认真(?:贯彻|落实|学习|履行|执行)|全面(?:贯彻|落实|推进|加强)|深入(?:贯彻|学习|推进)|"
    r"严格(?:按照|落实|执行|遵守)|高度重视|始终|紧紧围绕|紧扣|扎实(?:推进|开展|做好)|积极(?:推进|落实|贯彻)|"
    r"(?:共|累计|全年|及时)?(?:主动)?公开(?:政府)?(?:各类)?信息|共?收到|(?:未|没有)收到|新收|以习近平|政府信息公开工作)"
)
# At the head of a sentence the organ speaks of itself.
_SUBJECT = re.compile(rf"{_NAME}(?={_DOES})")
_YEAR = re.compile(r"^[\s　]*(?:在)?(?:20\d\d年(?:度)?(?:以来|来)?)?[，,\s]*")
_NAMED = (
    re.compile(rf"(?:由|系){_NAME}(?=(?:负责)?(?:编制|起草|编写))"),
    re.compile(rf"(?:请与|可与|请联系|请向){_NAME}(?=[^，。；局厅委]{{0,14}}(?:联系|反映|咨询)|办公室)"),
    re.compile(
        rf"(?:^|[，。；]|公布|公开|编制|发布|现将)(?:现将?|特?公布|公开|编制|发布)*{_NAME}(?={_REPORT})"
    ),
)
_TITLES = re.compile(r"《[^》]*》")
_OF_US = re.compile(r"[对向给为][我本]|[我本](?:局|委|厅|镇|乡|街道|办|单位|机关)")
_NOT_A_NAME = re.compile(
    r"^(?:[我本全各该一]|有关|相关|所有|其他)|[我本全各该](?:局|委|厅|镇|乡|街道|县|区|市|旗)$"
)

_PLACE = re.compile(
    r"[\u4e00-\u9fff]{0,7}?(?:自治区|自治州|自治县|省|市|州|盟|县|区|旗)(?!场|政|委|域|划|容)"
)
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:镇|乡|街道)$")
_SEAT = re.compile(r"(?:人民政府|政府|(?<=街道)办事处)$")
_COMMITTEE = re.compile(r"(?:管理委员会|管委会)$")

_OTHER = "“{excerpt}”：写的是“{name}”，而这是“{organ}”的年报，请核实是否照抄了别的机关的文字。"
_SIGNED = "落款是“{name}”，而这是“{organ}”的年报，请核实。"
_NO_ORGAN = "没有读出这是哪个机关的年报，无法检查。"
_FINE = "正文没有以别的机关的名义说话。"


class _Kind(Enum):
    DEPARTMENT = auto()
    GOVERNMENT = auto()
    TOWN = auto()
    OTHER = auto()


class _Organ(NamedTuple):
    kind: _Kind
    place: str
    task: str


def other_organ(subject: Subject) -> Iterator[Outcome]:
    """Each name of another organ of the same kind that stands where the report's own should."""
    report = subject.report
    if not report.organ:
        yield unknown(_NO_ORGAN)
        return
    told: set[str] = set()
    for line, name, at in _names(subject):
        if name not in told and _is_another(name, report.organ):
            told.add(name)
            shown = excerpt(line.text, at, at + len(name))
            message = _OTHER.format(excerpt=shown, name=name, organ=report.organ)
            yield Outcome(line.section or "opening", message, None, name, report.organ, line.where)
    if report.signed_by and report.signed_by not in told and _is_another(report.signed_by, report.organ):
        told.add(report.signed_by)
        message = _SIGNED.format(name=report.signed_by, organ=report.organ)
        yield Outcome("signature", message, None, report.signed_by, report.organ, _place(subject))
    if not told:
        yield passed(_FINE)


def _place(subject: Subject) -> str:
    """Where the signature stands."""
    signed = subject.report.signed_by
    lines = (
        line.where for line in reversed(subject.report.paragraphs) if signed in "".join(line.text.split())
    )
    return next(lines, "")


def _names(subject: Subject) -> Iterator[tuple[Line, str, int]]:
    """The names that should be the report's own, with their places."""
    for line in prose(subject.report):
        text = _TITLES.sub(lambda found: "《" + "　" * (len(found.group()) - 2) + "》", line.text)
        for start, sentence in sentences(text):
            opened = _YEAR.match(sentence)
            begin = opened.end() if opened else 0
            found = None if _OF_US.search(sentence) else _SUBJECT.match(sentence, begin)
            if found:
                yield line, found["name"], start + found.start("name")
        if line.section == "":
            for pattern in _NAMED:
                yield from ((line, found["name"], found.start("name")) for found in pattern.finditer(text))


def _is_another(name: str, organ: str) -> bool:
    """Whether a name is an organ's of the same kind and level that cannot be this one."""
    if _NOT_A_NAME.search(name):
        return False
    one, own = _organ(name), _organ(organ)
    if one.kind is not own.kind or own.kind is _Kind.OTHER:
        return False
    if own.kind is _Kind.TOWN:
        return one.place != own.place and not one.place.endswith(own.place)
    if one.place[-1:] != own.place[-1:]:
        return False
    is_elsewhere = not (one.place.endswith(own.place) or own.place.endswith(one.place))
    if own.kind is _Kind.GOVERNMENT:
        return is_elsewhere
    return is_elsewhere or not (_in_order(one.task, own.task) or _in_order(own.task, one.task))


def _organ(name: str) -> _Organ:
    """What kind of organ a name is, its nearest place, and what it is there for."""
    bare = _SEAT.sub("", name)
    if _COMMITTEE.search(name):
        return _Organ(_Kind.OTHER, "", "")
    places, end = "", 0
    while (found := _PLACE.match(bare, end)) and found.end() > end:
        places, end = found.group(), found.end()
    task = bare[end:]
    if _TOWN.search(task or bare):
        return _Organ(_Kind.TOWN, task or bare, "")
    if not task:
        return _Organ(_Kind.GOVERNMENT, places, "")
    is_department = task.endswith(("局", "厅", "委", "委员会")) and "分局" not in task
    return _Organ(_Kind.DEPARTMENT if is_department else _Kind.OTHER, places, task)


def _in_order(short: str, full: str) -> bool:
    remaining = iter(full)
    return all(char in remaining for char in short)

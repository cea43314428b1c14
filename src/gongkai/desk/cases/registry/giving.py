"""Acts on the files given out with a reply: added, taken out, looked at by a second person."""

from __future__ import annotations

from gongkai.desk.cases import asking as ask
from gongkai.desk.cases.act import CaseAct, Group, Of, about, with_file
from gongkai.desk.cases.situation import Situation
from gongkai.requests.acts.giving import add_given_file, look_at_given_file, remove_given_file
from gongkai.requests.given import open_findings, outgoing, prepared_by
from gongkai.requests.models import GivenFile


def given_of(situation: Situation) -> GivenFile:
    """The file an act is about."""
    assert isinstance(situation.target, GivenFile)  # noqa: S101  # Of.GIVEN brings one
    return situation.target


def finding_words(finding: dict[str, object]) -> str:
    """What screening found, masked, and where."""
    where = str(finding.get("where", ""))
    return _FOUND_AT.format(where=where, **_words(finding)) if where else _FOUND.format(**_words(finding))


def _words(finding: dict[str, object]) -> dict[str, object]:
    return {"label": finding.get("label", ""), "masked": finding.get("masked", "")}


_FOUND = "{label} {masked}"
_FOUND_AT = "{label} {masked}（{where}）"


def _findings(situation: Situation) -> list[tuple[object, object]]:
    return [
        (str(finding.get("key", "")), finding_words(finding))
        for finding in open_findings(given_of(situation))
    ]


def _looked_at(situation: Situation) -> str:
    given = given_of(situation)
    if given.looked_at is not None:
        return "已经复核过；重新遮盖之后才需要再看"
    own = prepared_by(given, situation.person.pk)
    return "添加或者遮盖文件的人不能复核，请由另一人办理" if own else ""


def read_note(given: GivenFile) -> str:
    """What could not be read of the copy that goes out; empty when everything was."""
    file = outgoing(given)
    return "" if file.read_completely else file.read_note or "有一部分内容没有读出，请打开文件逐页看过"


GIVING = (
    CaseAct(
        "add_given_file", "give_file",
        (
            "随答复提供给申请人的文件。系统查找其中的个人信息，须遮盖或者由另一人看过后放行。",
            "有国家秘密标志的文件不能放进来。",
        ),
        "文件已添加，请遮盖个人信息，再由另一人复核。", with_file(add_given_file),
        {"file": ask.upload("文件", help_text="PDF、Word、表格、图片等")},
        label="添加提供的文件", group=Group.REPLY, takes_file=True,
    ),
    CaseAct(
        "remove_given_file", "give_file", ("不再随答复提供；添加过的记录留存。",), "已移除。",
        about("given_id", remove_given_file), label="移除", of=Of.GIVEN, danger=True,
    ),
    CaseAct(
        "look_at_given_file", "look_at_file",
        ("请打开文件从头看到尾：该遮的遮了没有，不该给的给了没有。复核之后才能随答复送出。",),
        "已复核。", about("given_id", look_at_given_file),
        {
            "passed": ask.several(
                "放行的个人信息", _findings, help_text="没有勾选的须先遮盖；例如申请人自己的号码可以放行"
            ),
            "reason": ask.line("放行理由", required=False, help_text="勾选了放行的，写明理由"),
        },
        label="复核", of=Of.GIVEN, needs=_looked_at,
    ),
)  # fmt: skip

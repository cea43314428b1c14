"""Acts on a case as a whole: split, merged, marked as repeated, handled anew, filed in the archive."""

from __future__ import annotations

from typing import Any

from gongkai.desk.cases import asking as ask
from gongkai.desk.cases.act import CaseAct, plainly
from gongkai.desk.cases.situation import Situation
from gongkai.kernel.errors import InputRefused
from gongkai.law.archive import RETENTIONS
from gongkai.requests.acts.advising import advise_organ, organs_to_advise
from gongkai.requests.acts.archiving import archive
from gongkai.requests.acts.linking import mark_repeat, merge, redo, split
from gongkai.requests.models import Case, LetterState
from gongkai.requests.personal import asked_of

_CASE = "{number}（{subject}）"


def _named(case: Case) -> tuple[object, object]:
    return case.pk, _CASE.format(number=case.number, subject=case.subject)


def _beside(situation: Situation) -> list[tuple[object, object]]:
    return [_named(case) for case in situation.open_beside]


def _answered_earlier(situation: Situation) -> list[tuple[object, object]]:
    return [_named(case) for case in situation.earlier if case.ended_on is not None]


def _nothing_beside(situation: Situation) -> str:
    if situation.case.answered_by_case_id is not None:
        return "已经并案"
    return "" if situation.open_beside else "同一申请人没有别的在办申请"


def _nothing_earlier(situation: Situation) -> str:
    return "" if _answered_earlier(situation) else "同一申请人没有已经答复的先前申请"


def _letters_open(situation: Situation) -> str:
    waits = [one for one in situation.letters if one.state not in (LetterState.SERVED, LetterState.VOID)]
    return "还有没有送达也没有作废的文书" if waits else ""


def _has_letters(situation: Situation) -> str:
    drafted = [one for one in situation.letters if one.state != LetterState.VOID]
    return "已经拟了文书，请先作废" if drafted else ""


def _other_organs(situation: Situation) -> list[tuple[object, object]]:
    return [(organ.pk, organ.name) for organ in organs_to_advise(situation.case)]


def _no_other_organ(situation: Situation) -> str:
    return "" if organs_to_advise(situation.case) else "平台上没有别的机关"


def _split(situation: Situation, values: dict[str, Any]) -> object:
    case, first = situation.case, values["descriptions"][0]
    if case.parts.exists() and asked_of(case).description == first:
        raise InputRefused(_SPLIT_ALREADY, fields={"descriptions": _SPLIT_ALREADY})
    return plainly(split)(situation, values)


_SPLIT_ALREADY = "第一项就是本件现在的内容：已经这样拆分过了。"


LINKING = (
    CaseAct(
        "split", "split",
        (
            "一件申请里有几项不相干的信息，可以拆成几件分别办理、分别计数。",
            "第一项留在本件，其余各成一件；收到申请之日相同。",
        ),
        "已拆分。", _split,
        {"descriptions": ask.lines("各项申请的内容", rows=8, initial=lambda s: asked_of(s.case).description)},
        needs=_has_letters,
    ),
    CaseAct(
        "merge", "merge",
        ("同一申请人就同一事项的几件申请，可以并在一件里答复；各件仍分别计数。",), "已并案。", plainly(merge),
        {"into_id": ask.choice("并入", _beside, coerce=int)}, needs=_nothing_beside,
    ),
    CaseAct(
        "mark_repeat", "mark_repeat",
        ("同一申请人、同一信息、已经答复过，三条都符合的，告知不予重复处理（条例第三十六条第六项）。",),
        "已标明重复申请。", plainly(mark_repeat),
        {"earlier_id": ask.choice("先前已答复的申请", _answered_earlier, coerce=int)}, needs=_nothing_earlier,
    ),
    CaseAct(
        "advise_organ", "advise_organ",
        (
            "把申请了什么信息转告负责的机关，让它有准备；申请人仍须向那个机关提出，本机关照常答复。",
            "只转告要什么，不转告是谁申请的。转告不算那个机关收到的申请，不计入年报。",
        ),
        "已转告。", plainly(advise_organ),
        {
            "organ_id": ask.choice("机关", _other_organs, coerce=int),
            "text": ask.text("转告的内容", 1000, rows=5, initial=lambda s: asked_of(s.case).description),
        },
        needs=_no_other_organ,
    ),
    CaseAct(
        "redo", "redo",
        ("答复被撤销或者被责令重新答复的，建立新的案件重新办理；新案件不再计数。",), "已建立重新办理的案件。",
        plainly(redo),
        {
            "until": ask.day(
                "重新答复的期限", initial=None, required=False, help_text="决定书、判决书写明了期限的才填"
            ),
            "reason": ask.text("依据", 100, rows=2, help_text="如：复议决定书文号"),
        },
        danger=True,
    ),
    CaseAct(
        "archive", "archive",
        ("归档后编定件号，生成并封存案卷包；案件不再改动。",), "已归档，案卷包正在生成。", plainly(archive),
        {
            "retention": ask.choice(
                "保管期限", lambda s: RETENTIONS.choices(), initial=lambda s: s.settings.retention
            )
        },
        needs=_letters_open,
    ),
)  # fmt: skip

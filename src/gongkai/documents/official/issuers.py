"""Who issued a document: the signature, the red sign and the title compared, the fullest name taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.documents.official.head import Head
from gongkai.documents.official.lines import Line
from gongkai.documents.official.results import Proposed
from gongkai.documents.official.signing import Signature
from gongkai.documents.official.wording import dates_in, is_organ, organs_in, squeezed

_SIGN_WORD = re.compile(
    r"(?:文件|令|公告|通告|公报|通报|通知|函|(?:常务会议|专题会议|办公会议|党组会议|会议)?(?:纪要|简报))$"
)
_DISAGREE = "版头与落款的机关名称不一致，请核对。"
_HEAD_ONLY = "没有找到落款，发布机构取自版头，请核对是不是全称。"
_TITLE_ONLY = "没有找到落款和版头，发布机构取自标题，请核对。"
_NOT_FOUND = "没有找到落款，版头也没有读出机关名称，请填写。"
_SHORT = "落款的机关名称不完整，请核对。"
_UNMATCHED = "落款的机关与版头的机关不能一一对应，请核对。"
_PLACE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{1,14}(?:省|市|县|区|州|盟|旗|镇|乡|街道|园区)")
_FAR = "落款不在正文末尾，请核对发布机构。"
_FEWER = "版头有几个机关而落款只有一个，请核对是不是联合发文。"
_ODD = "落款上面的“{said}”不能确定是不是署名的机关，请核对。"
_TRACE = "没有找到落款，文件写有“{said}”，请核对是不是发布机构。"
_LABEL = re.compile(r"(?:发布|发文|制定|印发|公示|公告)(?:机构|机关|单位)[:：]")
_SEAL = re.compile(r"[（(](?:盖章|印章|公章|章|印|代章)[)）]|盖章|公章")
_PEOPLE = re.compile(r"(?:[会组办部科室站队所局厅院校园馆场社县市区镇乡村])$")
_LONGEST = 30
_SIGNED, _HEAD, _TITLE = "落款", "版头", "标题"


def head_organs(lines: list[Line], places: list[int]) -> tuple[str, ...]:
    """The organs of the red sign, the leading one first; empty where it names none."""
    found: list[str] = []
    for place in places:
        text = re.sub(r"[\s　]*文\s*件\s*$", "", lines[place].text)
        plain = _SIGN_WORD.sub("", squeezed(text))
        if organs_in(text) and squeezed(text) == plain:
            found += organs_in(text)
        elif is_organ(plain):
            found.append(plain)
    return tuple(dict.fromkeys(found))


def title_organs(title: str) -> tuple[str, ...]:
    """The organs in front of «关于» in a title, or of «令», «公告» where the title is no more than that."""
    front, about, _ = title.partition("关于")
    if about:
        return organs_in(front)
    bare = _SIGN_WORD.sub("", squeezed(title))
    return (bare,) if bare != squeezed(title) and is_organ(bare) else ()


def organs_under_title(lines: list[Line], head: Head) -> tuple[str, ...]:
    """The organs between the title and the day right below them, as plans are signed."""
    found: list[str] = []
    if not head.title or not head.dated:
        return ()
    for place in range(head.title[-1] + 1, head.dated[0]):
        organs = organs_in(lines[place].text)
        if not organs:
            return ()
        found += organs
    return tuple(found)


def issuer_of(
    signature: Signature,
    in_head: tuple[str, ...],
    in_title: tuple[str, ...],
    dated: Line | None,
    under_title: tuple[str, ...],
    edges: Sequence[str],
    *,
    has_head: bool,
) -> Proposed:
    """The issuer as an item wants it: full names, joint ones divided by a blank, the leading one first."""
    if signature.organs:
        signed = _signed(signature, in_head, in_title)
        if signature.odd and signed.is_sure:
            return replace(signed, is_sure=False, doubt=_ODD.format(said=signature.odd))
        return signed
    if dated is not None:
        organs = _organs_on(dated)
        if organs:
            return Proposed(" ".join(organs), dated.text.strip(), _HEAD)
    if under_title:
        return Proposed(" ".join(under_title), " ".join(under_title), _TITLE)
    if in_head:
        fullest = _fullest(in_head, in_title)
        return Proposed(
            " ".join(fullest),
            " ".join(in_head),
            _HEAD,
            bool(signature.person),
            "" if signature.person else _HEAD_ONLY,
        )
    if in_title:
        return Proposed(" ".join(in_title), " ".join(in_title), _TITLE, False, _TITLE_ONLY)
    if has_head:
        return Proposed(None, is_sure=False, doubt=_NOT_FOUND)
    said = signature.odd or signature.person
    if said:
        return Proposed(None, said, _SIGNED, False, _TRACE.format(said=said), (said,))
    return _traced(edges)


def _traced(edges: Sequence[str]) -> Proposed:
    """An organ named at the edges, shown; certain that there is none when nothing there reads like one."""
    for text in edges:
        plain = _SEAL.sub("", squeezed(text))
        if len(plain) <= _LONGEST and (is_organ(plain) or _LABEL.match(plain) or _PEOPLE.search(plain)):
            said = text.strip()
            return Proposed(None, said, "", False, _TRACE.format(said=said), (said,))
    return Proposed(None)


def _organs_on(line: Line) -> tuple[str, ...]:
    found = dates_in(line.plain)
    if not found:
        return ()
    day = found[0][1]
    rest = (line.plain[: day.start()] + line.plain[day.end() :]).strip("（）()")
    return (rest,) if is_organ(rest) else ()


def _signed(signature: Signature, in_head: tuple[str, ...], in_title: tuple[str, ...]) -> Proposed:
    organs = _fullest(_fullest(signature.organs, in_head), in_title)
    value, source = " ".join(organs), " ".join(signature.organs)
    if not signature.is_certain:
        others = (" ".join(in_head),) if in_head else ()
        return Proposed(value, source, _SIGNED, False, _FAR, others)
    known = (*in_head, *in_title)
    if known and not any(_same(organ, other) for organ in organs for other in known):
        return Proposed(value, source, _SIGNED, False, _DISAGREE, (" ".join(in_head or in_title),))
    if any(len(organ) < 4 for organ in organs):
        return Proposed(value, source, _SIGNED, False, _SHORT, (" ".join(in_head),) if in_head else ())
    if len(in_head) > len(organs):
        return Proposed(value, source, _SIGNED, False, _FEWER, (" ".join(in_head),))
    if len(in_head) == len(organs) and not all(map(_same, organs, in_head)):
        return Proposed(value, source, _SIGNED, False, _UNMATCHED, (" ".join(in_head),))
    return Proposed(value, source, _SIGNED)


def _fullest(organs: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Each name, or the longer one elsewhere that ends with it."""
    out = []
    for organ in organs:
        longer = [
            other
            for other in others
            if other.endswith(organ) and _PLACE.fullmatch(other.removesuffix(organ)) and len(organ) > 3
        ]
        out.append(max(longer, key=len, default=organ))
    return tuple(out)


def _same(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)

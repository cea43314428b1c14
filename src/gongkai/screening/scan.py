"""The one entry to screening: run every check over one text and report in offsets of the original."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from gongkai.screening.allowlist import Allowlist
from gongkai.screening.bank_card import find_bank_cards
from gongkai.screening.findings import Finding, Match
from gongkai.screening.folding import fold
from gongkai.screening.mobile import find_mobiles
from gongkai.screening.resident_id import find_resident_ids
from gongkai.screening.secrecy import find_secrecy_marks

_EXCERPT_REACH = 16
# In this order the first to claim a stretch of text keeps it.
_CHECKS: tuple[Callable[[str], Iterator[Match]], ...] = (
    find_secrecy_marks,
    find_resident_ids,
    find_bank_cards,
    find_mobiles,
)

Allow = Callable[[Finding], bool] | Allowlist | None


def screen_text(text: str, *, where: str, allow: Allow = None) -> list[Finding]:
    """Return what must not go out in ``text``, in order of place, without what ``allow`` knows.

    ``where`` names the text for people ("正文", "附件1 页眉"). True secrecy marks are never put before
    ``allow``. Any text is accepted; the time taken is linear in its length.
    """
    folded = fold(text)
    candidates = (match for check in _CHECKS for match in check(folded.text))
    matches = _without_overlaps(len(folded.text), candidates)
    spans = [folded.span(match.start, match.end) for match in matches]
    excerpts = _Excerpts(text, matches, spans)
    found = [
        Finding(
            check=match.check,
            label=match.check.label,
            severity=match.severity,
            overridable=match.overridable,
            where=where,
            start=spans[index][0],
            end=spans[index][1],
            masked=match.masked,
            excerpt=excerpts.around(index),
            value=match.value,
        )
        for index, match in enumerate(matches)
    ]
    return [finding for finding in found if not (finding.overridable and _is_allowed(finding, allow))]


def _is_allowed(finding: Finding, allow: Allow) -> bool:
    if allow is None:
        return False
    if isinstance(allow, Allowlist):
        return allow.allows(finding)
    return allow(finding)


def _without_overlaps(text_length: int, matches: Iterator[Match]) -> list[Match]:
    taken = bytearray(text_length)
    kept: list[Match] = []
    for match in matches:
        if taken.find(1, match.start, match.end) < 0:
            taken[match.start : match.end] = b"\1" * (match.end - match.start)
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


class _Excerpts:
    """Context of a finding in the original text, with every finding in it masked."""

    def __init__(self, text: str, matches: list[Match], spans: list[tuple[int, int]]) -> None:
        self._text = text
        self._matches = matches
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def around(self, index: int) -> str:
        """Return the finding's context on one line."""
        low = max(0, self._spans[index][0] - _EXCERPT_REACH)
        high = min(len(self._text), self._spans[index][1] + _EXCERPT_REACH)
        first = bisect_left(self._starts, low)
        if first and self._spans[first - 1][1] > low:
            first -= 1
        pieces: list[str] = []
        at = low
        while first < len(self._spans) and self._spans[first][0] < high:
            start, end = self._spans[first]
            pieces += [self._text[at:start], self._matches[first].masked]
            at = end
            first += 1
        pieces.append(self._text[at:high])
        joined = " ".join("".join(pieces).split())
        return f"{'…' if low else ''}{joined}{'…' if high < len(self._text) else ''}"

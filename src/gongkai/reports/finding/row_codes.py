"""Rows of table 3 by the pieces of their labels, and the group that tells namesakes apart."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reports.finding.lexicon import GROUP, RESULTS_GROUP, Lexicon

_NAMELESS, _NAMELESS_GROUP, _RESULT_TOTAL = "r.other.3", "other", "r.total"


class RowCodes:
    """Tells rows one after another; `group` is the group reached, empty outside every group."""

    def __init__(self, words: Lexicon, group: str = "") -> None:
        self._words = words
        self.group = group

    def code(self, pieces: Sequence[str]) -> str:
        """The code of the row that these pieces label, empty when it cannot be told.

        The last piece names the row or the group that is all there is; those before it are its groups.
        """
        codes = [self._words.rows.code(piece) for piece in pieces]
        groups = [code for code in codes if code.startswith(GROUP) and code != RESULTS_GROUP]
        if groups:
            self.group = groups[-1].removeprefix(GROUP)
        code = codes[-1] if codes else ""
        if code == _NAMELESS:
            return code if self.group in ("", _NAMELESS_GROUP) else ""
        if code == _RESULT_TOTAL and groups:
            return ""
        if code and not code.startswith(GROUP):
            self.group = self._words.detail_groups.get(code, "")
        return code

"""Fields of a docx: the instruction is not text, the result is."""

from __future__ import annotations


class Fields:
    """Which part of which field the reading is in. Fields nest, and a result may run over paragraphs."""

    def __init__(self) -> None:
        self._in_result: list[bool] = []

    def turn(self, kind: str) -> None:
        """Take one mark of a field: begin, separate or end."""
        if kind == "begin":
            self._in_result.append(False)
        elif self._in_result and kind == "separate":
            self._in_result[-1] = True
        elif self._in_result and kind == "end":
            self._in_result.pop()

    def shown(self, words: str) -> str:
        """The words if they are seen here, else nothing."""
        return words if all(self._in_result) else ""

    def end_of_paragraph(self) -> None:
        """Give up fields that never came to a result, so that a damaged one swallows no more than this."""
        self._in_result = [True for in_result in self._in_result if in_result]

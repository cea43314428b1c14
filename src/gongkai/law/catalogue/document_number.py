"""The number of an official document (发文字号): 机关代字〔YYYY〕n号, checked in its shape only.

GB/T 9704 is known from general practice: a wrong shape is a warning, never a refusal.
"""

import re
from dataclasses import dataclass

_SHAPE = re.compile(
    r"(?P<agency>[^\s\d〔〕\[\]()（）【】]{1,30})〔(?P<year>[0-9]{4})〕(?P<number>[1-9][0-9]{0,5})号"
)
_LOOSE = re.compile(
    r"(?P<agency>.*?)\s*(?P<open>[〔\[［(（【﹝])\s*(?P<year>\d+)\s*(?P<close>[〕\]］)）】﹞])"
    r"\s*(?P<ordinal>第?)\s*(?P<number>\d+)\s*(?P<mark>号?)"
)


class InvalidDocumentNumber(ValueError):
    """A text that is not a document number of the usual shape."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The parts of a document number."""

    agency: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.agency}〔{self.year}〕{self.number}号"


def parse_document_number(text: str) -> DocumentNumber:
    """Read a document number of exact shape. Raises InvalidDocumentNumber with what to change."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        raise InvalidDocumentNumber(" ".join(document_number_problems(text)))
    return DocumentNumber(found["agency"], int(found["year"]), int(found["number"]))


def is_document_number(text: str) -> bool:
    """Whether the text has the exact shape 机关代字〔YYYY〕n号."""
    return _SHAPE.fullmatch(text.strip()) is not None


def document_number_problems(text: str) -> tuple[str, ...]:
    """What departs from the shape 机关代字〔YYYY〕n号, as Chinese sentences; empty if nothing."""
    plain = text.strip()
    if is_document_number(plain):
        return ()
    loose = _LOOSE.fullmatch(plain)
    if loose is None:
        return ("文号一般写作“机关代字〔年份〕序号号”，例如“文工信发〔2023〕5号”，请核对。",)
    checks = (
        (not loose["agency"], "文号缺少机关代字，请补上。"),
        ((loose["open"], loose["close"]) != ("〔", "〕"), "年份应使用六角括号〔〕，请改正。"),
        (len(loose["year"]) != 4, "年份应写四位数字，请改正。"),
        (bool(loose["ordinal"]), "序号前不加“第”字，请删去。"),
        (loose["number"].startswith("0"), "序号不编虚位，前面的0请删去。"),
        (not loose["mark"], "序号后缺少“号”字，请补上。"),
        (bool(re.search(r"\s", plain)), "文号中间不应有空格，请删去。"),
    )
    found = tuple(sentence for wrong, sentence in checks if wrong)
    return found or ("机关代字中有数字或括号，或者序号过长，请核对。",)

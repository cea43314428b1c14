"""The characters of a text or page whose charset is unknown, or stated wrongly."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: gb2312 and gbk are parts of GB18030, and files that claim them often hold characters outside them.
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb18030": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cp950": "big5hkscs",
    "utf-8": "utf-8", "utf8": "utf-8",
}  # fmt: skip
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国和地到以时年月日本为公开信息政府工作报告申请行政机关数量总计其他"
    "這個們來說國時為會開報請關數總計處項條規範"
)
_ORDINARY = re.compile(
    "[\x20-\x7e\u00a0-\u024f\u0370-\u03ff\u2000-\u206f\u2100-\u27bf\u2e80-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0002ffff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_SAMPLE = 50_000
_BROKEN_SHARE = 50
_BROKEN_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how many of its characters could not be made out."""

    text: str
    broken: int = 0


def decode(data: bytes, declared: str = "") -> Decoded | None:
    """Return the text, or None when this is no text in any charset of a Chinese office.

    What is declared counts for less than what the bytes say: the charset wins in which the text has
    the most everyday characters and the fewest that cannot be made out.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _believable(Decoded(data.decode(encoding, "replace")))
    encodings = dict.fromkeys((_WIDER.get(declared.lower(), "utf-8"), "utf-8", "gb18030", "big5hkscs"))
    texts = [data.decode(encoding, "replace") for encoding in encodings]
    if b"\x00" in data[:4096]:
        texts.insert(0, _in_sixteen_bits(data))
    return _believable(Decoded(max(texts, key=_familiarity)))


def _in_sixteen_bits(data: bytes) -> str:
    little = data[1:4096:2].count(0) >= data[0:4096:2].count(0)
    return data.decode("utf-16-le" if little else "utf-16-be", "replace")


def _familiarity(text: str) -> int:
    sample = text[:_SAMPLE]
    return sum(1 for char in sample if char in _COMMON) - _BROKEN_WEIGHT * sample.count("\ufffd")


def _believable(decoded: Decoded) -> Decoded | None:
    """Binary data decodes too, now and then, but not into everyday characters."""
    sample = "".join(decoded.text[:_SAMPLE].split())
    broken = decoded.text.count("\ufffd")
    written = sum(1 for char in sample if char > "\x7f")
    if len(_CONTROL.findall(sample)) * _BROKEN_SHARE > len(sample):
        return None
    if broken * _BROKEN_SHARE > max(written, _BROKEN_SHARE):
        return None
    if len(_ORDINARY.findall(sample)) * 10 < len(sample) * 9:
        return None
    return Decoded(decoded.text, broken)

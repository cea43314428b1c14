"""The Jinja environment of letters: sandboxed, escaping, with the few filters a letter needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import ChainableUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from gongkai.documents.counting import chinese
from gongkai.documents.letters.citing import cited, cited_together
from gongkai.documents.letters.values import in_capitals, written

_NARROWEST = 4
_STOPS = "。；;，,、 \n"
_ENDS = ("。", "！", "？", "：", "。”", "。）", "！”", "？”", "。』", "…")
_GOOD_BREAK = re.compile(
    r"(?<=[省县州盟旗局厅府镇司室组队站所])|(?<=市)(?![场政民容级])|(?<=区)(?!域)|(?<=委)(?!员)|(?<=部)(?![门队])"
    r"|(?<=办)(?![公事理法案])|(?<=会)(?![议计展])|(?<=乡)(?![镇村建规])|(?<=处)(?![理罚置])|(?<=院)(?!长)"
    r"|(?<=中心)"
)


def environment() -> ImmutableSandboxedEnvironment:
    """A fresh environment; every value is escaped, and braces in it can never be read as tags."""
    made = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=ChainableUndefined, finalize=_finished, cache_size=0
    )
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in ("length", "default", "first", "last")}
    made.filters.update(FILTERS)
    made.tests = {name: made.tests[name] for name in ("defined", "none", "undefined")}
    return made


def _finished(value: Any) -> Any:
    if hasattr(value, "__html__") and not isinstance(value, str):
        return value
    if isinstance(value, ChainableUndefined):
        return ""
    # docxtpl rewrites sequences such as {_{ and }_} after rendering; a character reference is left alone.
    plain = str(escape(written(value))).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(plain)  # noqa: S704  # escaped in the line before


def sentence(text: Any) -> str:
    """Text that ends with exactly one full stop."""
    words = written(text).rstrip(_STOPS) if not written(text).endswith(_ENDS) else written(text)
    return words if not words or words.endswith(_ENDS) else words + "。"


def unstopped(text: Any) -> str:
    """Text without a full stop at its end, to go on after it."""
    return written(text).rstrip(_STOPS)


def quoted(text: Any) -> str:
    """Text in quotation marks, those inside it made single; a title in 《》 needs none."""
    words = unstopped(text)
    if words.startswith("《") and words.endswith("》") and words.count("《") == 1:
        return words
    return "“{words}”".format(words=words.replace("“", "‘").replace("”", "’"))


def paragraphs(text: Any) -> list[str]:
    """The lines of a text that hold something; of nothing, none."""
    if isinstance(text, list | tuple):
        return [line for one in text for line in paragraphs(one)]
    if text is None or isinstance(text, ChainableUndefined):
        return []
    return [line.strip() for line in written(text).splitlines() if line.strip()]


def balanced(text: Any, width: int) -> str:
    """A long name in lines of about the same length, broken after a whole word where that is near."""
    words = " ".join(written(text).split())
    if len(words) <= max(width, _NARROWEST):
        return words
    lines = -(-len(words) // max(width, _NARROWEST))
    ideal = len(words) / lines
    breaks = [match.start() for match in _GOOD_BREAK.finditer(words) if 0 < match.start() <= width]
    near = [at for at in breaks if abs(at - ideal) <= 4 and len(words) - at <= width * (lines - 1)]
    cut = min(near, key=lambda at: abs(at - ideal)) if near else round(ideal)
    return f"{words[:cut]}\n{balanced(words[cut:], width)}"


def join(texts: Any, mark: str = "、") -> str:
    """A list of short texts in one line."""
    return mark.join(paragraphs(texts))


def counted(number: int) -> str:
    """A number in Chinese numerals."""
    return chinese(int(number))


FILTERS: dict[str, Callable[..., Any]] = {
    "sentence": sentence,
    "unstopped": unstopped,
    "quoted": quoted,
    "paragraphs": paragraphs,
    "cited": cited,
    "cited_together": cited_together,
    "balanced": balanced,
    "counted": counted,
    "join": join,
    "in_capitals": in_capitals,
}

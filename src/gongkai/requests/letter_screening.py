"""Nothing goes out unseen: letters and files given pass the same screening as publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.kernel.errors import InputRefused
from gongkai.law.letters import LETTERS
from gongkai.requests.letter_content import fields_of
from gongkai.requests.models import GivenFile, Letter
from gongkai.screening import screen_text

_MARKED = (
    "内容中有国家秘密标志，不得在本系统处理，内容没有保存。请按保密规定处置，并立即报告本机关保密工作机构。"
)
_OPEN_FILE = "提供的文件中还有没有处理的个人信息或者没有读出的内容，请先遮盖，或者由复核人看过后放行。"


def texts_in(value: object) -> Iterator[str]:
    """Every text inside a field's value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


def refuse_secrecy_marks(fields: Mapping[str, object]) -> None:
    """Raise InputRefused when a field bears a secrecy mark: it is not kept, and nobody may override that."""
    for text in texts_in(fields):
        if any(not found.overridable for found in screen_text(text, where="")):
            raise InputRefused(_MARKED, code="secrecy_mark")


def open_findings(letter: Letter) -> list[str]:
    """Personal numbers in the letter's own words, masked, for whoever checks it, the request apart."""
    fields = {name: value for name, value in fields_of(letter).items() if name not in _SHOWN_BY_LAW}
    found = []
    for text in texts_in(fields):
        found += [f"{f.label} {f.masked}" for f in screen_text(text, where="") if f.severity == "block"]
    return found


#: The applicant's own words and the office's own telephone stand in every letter.
_SHOWN_BY_LAW = frozenset({"asked", "office_phone", "applicant_name", "request_number"})


def unsettled_files(letter: Letter) -> list[GivenFile]:
    """Files that go out with a decision and that nobody has looked at and settled."""
    if not LETTERS[letter.kind].decision:
        return []
    return [file for file in letter.case.given_files.filter(removed_at=None) if file.looked_at is None]


def require_clean(letter: Letter) -> None:
    """Raise InputRefused while a personal number stands in the letter or a given file is unsettled."""
    found = open_findings(letter)
    if found:
        raise InputRefused(
            "文书中有个人信息：{}。请退回删去后再审核。".format("、".join(dict.fromkeys(found))),
            code="personal_number",
        )
    if unsettled_files(letter):
        raise InputRefused(_OPEN_FILE, code="unsettled_file")

"""Words and signs that are written twice in a row where the language does not double them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.law.tables import read_toml
from gongkai.reports.checks.declared import FILE, Outcome, Subject, passed
from gongkai.reports.checks.form_lines import excerpt, prose

_TABLE = read_toml(FILE)["doubled"]
_NATURAL = frozenset(_TABLE["natural"])
_UNLESS = {entry["word"]: tuple(entry["unless"]) for entry in _TABLE["word"]}
_AFTER = {entry["word"]: tuple(entry.get("after", ("",))) for entry in _TABLE["word"]}
_WORDS = re.compile(r"([\u4e00-\u9fff]{2,30}?)\1|([\u4e00-\u9fff]{4,30}?[，、；：])\2")
_SIGNS = re.compile(r"([，、；：])[，、；：。]|。。(?!。)(?<!。。。)|([《》“])\2(?=[\u4e00-\u9fff])")
_CHARACTERS = re.compile(
    "|".join(
        f"{entry['word']}{{2}}(?!{'|'.join(map(re.escape, entry['unless'])) or '^'})"
        for entry in _TABLE["character"]
    )
)
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000\t]+(?=[\u4e00-\u9fff])")

_DOUBLED = "“{excerpt}”：“{word}”连写了两次，请核实。"
_FINE = "没有发现重复的字词。"


def doubled(subject: Subject) -> Iterator[Outcome]:
    """Each word, function word or sign that comes twice in a row."""
    faults = False
    for line in prose(subject.report):
        text = _SPACE.sub("", line.text)
        for start, end, word in (*_words(text), *_characters(text), *_signs(text)):
            faults = True
            message = _DOUBLED.format(excerpt=excerpt(text, start, end), word=word)
            yield Outcome(line.section or "opening", message, left=text[start:end], where=line.where)
    if not faults:
        yield passed(_FINE)


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _WORDS.finditer(text):
        word = found[1] or found[2]
        is_natural = found.group() in _NATURAL or _meet(text, found, word)
        if not is_natural and len(set(word)) > 1:
            yield found.start(), found.end(), word


def _meet(text: str, found: re.Match[str], word: str) -> bool:
    """Whether two names meet here, of which one ends and the other begins with the word."""
    if not text[found.end() :].startswith(_UNLESS.get(word, ())):
        return False
    return text[: found.start()].endswith(_AFTER.get(word, ()))


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    return ((found.start(), found.end(), found.group()[0]) for found in _CHARACTERS.finditer(text))


def _signs(text: str) -> Iterator[tuple[int, int, str]]:
    return ((found.start(), found.end(), found.group()[0]) for found in _SIGNS.finditer(text))

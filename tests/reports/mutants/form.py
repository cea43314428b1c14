"""Defects in the form: sections, titles, what must be said, years, traces of editing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from gongkai.law.report_form import CellId
from gongkai.reports.source import MarkKind
from gongkai.reports.verdicts import Scope
from tests.reports.mutants.case import Case, Kind, Made, Maker
from tests.reports.truths.document import Document, Left, Part
from tests.reports.truths.marked import Span, plain, replaced, spans

Change = Callable[[Document, random.Random], Document | None]
_NUMERALS = "一二三四五六七八"
_WORDS = (
    "信息", "工作", "公开", "政府", "办理", "申请", "发布", "公众", "培训", "审核", "部门", "文件", "栏目",
    "网站", "群众", "解读", "制度", "规范", "责任", "机关", "问题", "重点", "及时", "进一步", "信息公开",
)  # fmt: skip
_TITLES = {
    "overview": ("工作概况", "总体情况概述", "总体工作"),
    "proactive": ("主动公开情况", "政府信息主动公开", "主动公开政府信息"),
    "requests": ("依申请公开情况", "收到和处理政府信息公开情况", "政府信息公开申请办理"),
    "remedies": ("行政复议、行政诉讼情况", "政府信息公开行政复议情况", "复议诉讼情况"),
    "problems": ("存在的问题及改进措施", "问题与改进", "存在的主要问题"),
    "other": ("其他事项", "其它需要报告的事项", "需要报告的其他事项"),
}
_PLACEHOLDERS = ("XX", "××", "***", "____", "（待补充）", "xxx")
_ERRORS = (
    "错误!未找到引用源。",
    "错误！未找到引用源。",
    "错误!未定义书签。",
    "Error! Reference source not found.",
)


def _alone(change: Change) -> Maker:
    def make(case: Case, chance: random.Random) -> Made | None:
        changed = change(case.document, chance)
        return (changed, case.previous) if changed and changed != case.document else None

    return make


def _numbered(parts: list[Part]) -> tuple[Part, ...]:
    return tuple(replace(part, number=f"{_NUMERALS[at]}、") for at, part in enumerate(parts))


def section_missing(document: Document, chance: random.Random) -> Document:
    """A section is not there; the others are counted on, or keep their numbers."""
    parts = list(document.parts)
    del parts[chance.randrange(len(parts))]
    return replace(document, parts=_numbered(parts) if chance.random() < 0.5 else tuple(parts))


def order_swapped(document: Document, chance: random.Random) -> Document:
    """Two sections have changed places."""
    parts = list(document.parts)
    first, second = sorted(chance.sample(range(len(parts)), 2))
    parts[first], parts[second] = parts[second], parts[first]
    return replace(document, parts=_numbered(parts))


def numbering_broken(document: Document, chance: random.Random) -> Document:
    """A section bears a wrong number, or the numbers begin anew."""
    parts = list(document.parts)
    at = chance.randrange(1, len(parts))
    shape = chance.choice(("arabic", "again", "skip", "anew"))
    if shape == "anew":
        parts[at:] = [replace(part, number=f"{_NUMERALS[n]}、") for n, part in enumerate(parts[at:])]
    else:
        number = {
            "arabic": f"{at + 1}、",
            "again": f"{_NUMERALS[at - 1]}、",
            "skip": f"{_NUMERALS[at + 1]}、",
        }
        parts[at] = replace(parts[at], number=number[shape])
    return replace(document, parts=tuple(parts))


def title_changed(document: Document, chance: random.Random) -> Document:
    """A title is not the prescribed one."""
    parts = list(document.parts)
    at = chance.randrange(len(parts))
    parts[at] = replace(parts[at], title=chance.choice(_TITLES[parts[at].code]))
    return replace(document, parts=tuple(parts))


def table_missing(document: Document, chance: random.Random) -> Document:
    """A table is not there, its section is."""
    return replace(document, without_tables=frozenset({chance.choice(("table2", "table3", "table4"))}))


def table_emptied(document: Document, chance: random.Random) -> Document:
    """A table without a single figure."""
    table = chance.choice(("table2", "table3", "table4"))
    return replace(document, shown={cell: "" for cell in document.cells if cell.table == table})


def row_emptied(document: Document, chance: random.Random) -> Document:
    """A row of table 3 without figures."""
    row = chance.choice(document.form.rows).code
    return replace(
        document, shown={cell: "" for cell in document.cells if cell == CellId("table3", row, cell.column)}
    )


def lines(document: Document) -> Iterator[tuple[str, int, str]]:
    """Every paragraph of prose with the section it is in («opening» before the first) and its place there."""
    for at, text in enumerate(document.opening):
        yield "opening", at, text
    for part in document.parts:
        for at, text in enumerate(part.paragraphs):
            yield part.code, at, text


def with_line(document: Document, code: str, at: int, text: str) -> Document:
    """The document with that paragraph exchanged; an empty text takes it out."""

    def changed(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        return (*paragraphs[:at], *([text] if text else []), *paragraphs[at + 1 :])

    if code == "opening":
        return replace(document, opening=changed(document.opening))
    parts = tuple(
        replace(part, paragraphs=changed(part.paragraphs)) if part.code == code else part
        for part in document.parts
    )
    return replace(document, parts=parts)


def marked(document: Document, *names: str) -> list[tuple[str, int, str, Span]]:
    """Every span of these names with its paragraph."""
    return [
        (code, at, text, span)
        for code, at, text in lines(document)
        for span in spans(text)
        if span.name in names or span.name.partition(":")[0] in names
    ]


def _without(name: str) -> Change:
    def change(document: Document, _chance: random.Random) -> Document | None:
        for code, at, text, span in marked(document, name):
            rest = replaced(text, span, "")
            is_bare = len(plain(rest)) < 25 and not rest.startswith("除此")
            kept = ("" if is_bare else rest) or ("" if code == "opening" else _nothing_left(document, code))
            return with_line(document, code, at, kept)
        return None

    return change


def _nothing_left(document: Document, code: str) -> str:
    part = next(part for part in document.parts if part.code == code)
    return "无。" if len(part.paragraphs) == 1 else ""


def head_missing(document: Document, chance: random.Random) -> Document | None:
    """One of the five heads of section 一 is not written about; the others are counted on."""
    overview = next(part for part in document.parts if part.code == "overview")
    heads = [at for at, text in enumerate(overview.paragraphs) if "⟦head:" in text]
    chosen = chance.randrange(len(heads))
    end = heads[chosen + 1] if chosen + 1 < len(heads) else len(overview.paragraphs)
    kept = [text for at, text in enumerate(overview.paragraphs) if not heads[chosen] <= at < end]
    count = iter(range(1, 9))
    renumbered = tuple(_renumbered(text, next(count)) if "⟦head:" in text else text for text in kept)
    parts = tuple(
        replace(part, paragraphs=renumbered) if part is overview else part for part in document.parts
    )
    return replace(document, parts=parts)


def _renumbered(text: str, number: int) -> str:
    text = re.sub(r"(\|)（[一二三四五]）", rf"\1（{_NUMERALS[number - 1]}）", text, count=1)
    return re.sub(r"(⟦head:\w+\|)\d\.", rf"\g<1>{number}.", text, count=1)


def sub_numbering(document: Document, chance: random.Random) -> Document | None:
    """A number within section 一 comes twice or is left out."""
    heads = [
        found for found in marked(document, "head") if re.match(r"（|\d\.", found[2][found[3].inner_start :])
    ]
    if not heads:
        return None
    code, at, text, _ = chance.choice(heads[1:])
    number = next(n for n, found in enumerate(heads, 1) if found[1] == at)
    return with_line(document, code, at, _renumbered(text, number + chance.choice((-1, 1))))


def wrong_year_in_title(document: Document, chance: random.Random) -> Document:
    """The title names another year."""
    wrong = str(document.year + chance.choice((-1, -1, -2, 1)))
    return replace(document, title=(document.title[0], document.title[1].replace(str(document.year), wrong)))


def wrong_year_in_sentence(document: Document, chance: random.Random) -> Document | None:
    """A sentence on the year says another."""
    found = [place for place in marked(document, "year") if place[0] != "opening"]
    if not found:
        return None
    code, at, text, span = chance.choice(found)
    return with_line(
        document, code, at, replaced(text, span, f"{document.year - chance.choice((1, 1, 1, 2))}年")
    )


def wrong_period(document: Document, chance: random.Random) -> Document | None:
    """The period of the data is another year's."""
    code, at, text, span = marked(document, "period")[0]
    inner = text[span.start : span.end].replace(str(document.year), str(document.year - 1))
    return with_line(document, code, at, replaced(text, span, inner))


def bookmark_in_text(document: Document, chance: random.Random) -> Document:
    """A bookmark's name is printed."""
    name = chance.choice(("[bookmark: _GoBack]", "[bookmark: _Toc123456]", "{ PAGEREF _Toc4821 }"))
    return _put_in(document, chance, name)


def reference_error(document: Document, chance: random.Random) -> Document:
    """A reference that the word processor could not find is printed as an error."""
    return _put_in(document, chance, chance.choice(_ERRORS))


def _put_in(document: Document, chance: random.Random, words: str) -> Document:
    code, at, text = chance.choice(list(lines(document)))
    stops = [stop.end() for stop in re.finditer("[。，；]", text)] + [0]
    place = chance.choice(stops)
    return with_line(document, code, at, f"{text[:place]}{words}{text[place:]}")


def _left(*kinds: MarkKind) -> Change:
    def change(document: Document, chance: random.Random) -> Document:
        _, _, text = chance.choice([line for line in lines(document) if len(plain(line[2])) > 40])
        words = plain(text)
        start = chance.randrange(0, len(words) - 8)
        kind = chance.choice(kinds)
        said = "此处数据请核实" if kind is MarkKind.COMMENT else words[start : start + chance.randint(2, 8)]
        return replace(document, left=(Left(kind, said),))

    return change


def placeholder(document: Document, chance: random.Random) -> Document | None:
    """A figure or a name is still to be filled in."""
    found = [
        (code, at, text, number)
        for code, at, text in lines(document)
        for number in re.finditer(r"(?<![\d./:-])\d+(?=件|条|次|人次|场|期|号|处|篇|家)", text)
    ]
    if not found:
        return None
    code, at, text, number = chance.choice(found)
    by = chance.choice(_PLACEHOLDERS)
    return with_line(document, code, at, f"{text[: number.start()]}{by}{text[number.end() :]}")


def doubled_word(document: Document, chance: random.Random) -> Document | None:
    """A word stands twice."""
    found = [
        (code, at, text, place.end(), word)
        for code, at, text in lines(document)
        for word in _WORDS
        for place in re.finditer(word, text)
    ]
    if not found:
        return None
    code, at, text, end, word = chance.choice(found)
    return with_line(document, code, at, f"{text[:end]}{word}{text[end:]}")


def signed_early(document: Document, chance: random.Random) -> Document:
    """Signed before the year was over."""
    wrong = f"{document.year}年{chance.choice((1, 1, 1, 11, 12, 12))}月{chance.randint(2, 30)}日"
    return replace(document, signed_on=wrong)


def taken_over(case: Case, chance: random.Random) -> Made | None:
    """A paragraph of last year's report stands in this one."""
    old = [
        line
        for line in lines(case.previous)
        if line[0] in ("overview", "problems") and len(plain(line[2])) > 40
    ]
    code, _, words = chance.choice(old)
    own = [line for line in lines(case.document) if line[0] == code and len(plain(line[2])) > 40]
    if not own:
        return None
    _, at, _ = chance.choice(own)
    return with_line(case.document, code, at, words), case.previous


_CHANGES: tuple[tuple[str, Change, str], ...] = (
    ("section_missing", section_missing, "sections_present"),
    ("order_swapped", order_swapped, "sections_order"),
    ("numbering_broken", numbering_broken, "section_numbering"),
    ("sub_numbering", sub_numbering, "sub_numbering"),
    ("title_changed", title_changed, "section_titles"),
    ("table_missing", table_missing, "tables_present"),
    ("table_emptied", table_emptied, "tables_present blank_cells"),
    ("row_emptied", row_emptied, "tables_present blank_cells"),
    ("period_missing", _without("period"), "period_stated"),
    ("contact_missing", _without("contact"), "contact_stated"),
    ("eversion_missing", _without("eversion"), "address_stated"),
    ("fee_missing", _without("fee"), "fee_stated"),
    ("head_missing", head_missing, "heads_covered"),
    ("wrong_year_in_title", wrong_year_in_title, "years_agree year_in_text"),
    ("wrong_year_in_sentence", wrong_year_in_sentence, "years_agree year_in_text"),
    ("wrong_period", wrong_period, "years_agree year_in_text period_stated"),
    ("bookmark_in_text", bookmark_in_text, "editing_marks"),
    ("reference_error", reference_error, "editing_marks"),
    ("placeholder", placeholder, "placeholders"),
    ("doubled_word", doubled_word, "doubled_words"),
    ("signed_early", signed_early, "dates_order years_agree"),
)
_LEFT = (
    ("tracked_change", _left(MarkKind.INSERTION, MarkKind.DELETION)),
    ("comment_left", _left(MarkKind.COMMENT)),
    ("highlight_left", _left(MarkKind.HIGHLIGHT, MarkKind.HIDDEN)),
)
KINDS = (
    *(Kind(name, Scope.FORM, _alone(change), frozenset(codes.split())) for name, change, codes in _CHANGES),
    *(
        Kind(name, Scope.FORM, _alone(change), frozenset({"editing_marks"}), only_docx=True)
        for name, change in _LEFT
    ),
    Kind("taken_over", Scope.FORM, taken_over, frozenset({"taken_over"})),
)

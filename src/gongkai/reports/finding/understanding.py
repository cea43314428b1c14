"""A file understood as an annual report: whose, of which year, its tables, its sections, its doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4
from gongkai.reports.finding.applications import Applications
from gongkai.reports.finding.claims import Claims
from gongkai.reports.finding.flat_applications import read_flat_applications
from gongkai.reports.finding.flat_proactive import read_flat_proactive
from gongkai.reports.finding.flat_remedies import read_flat_remedies
from gongkai.reports.finding.flow import Flow, Item, TablePart, separates
from gongkai.reports.finding.furniture import is_furniture
from gongkai.reports.finding.headings import is_section_heading
from gongkai.reports.finding.lexicon import Lexicon, lexicon
from gongkai.reports.finding.missing import missing_parts
from gongkai.reports.finding.proactive import Proactive
from gongkai.reports.finding.remedies import Remedies
from gongkai.reports.finding.sections import Entry, Found, cut_sections, find_headings
from gongkai.reports.finding.signature import find_signature
from gongkai.reports.finding.titles import Title, find_title, parse_title, title_of_file, year_of_period
from gongkai.reports.finding.tokens import is_prose_line, runs
from gongkai.reports.finding.which_form import which_form
from gongkai.reports.report import ReadReport
from gongkai.reports.source import Paragraph, Source

_FLAT = {TABLE2: read_flat_proactive, TABLE3: read_flat_applications, TABLE4: read_flat_remedies}
_LONGEST_LABEL = 40
_SHORTEST_OPENING = 20
#: «某乡2023年年报» is the report of the town's government.
_PLACES = ("乡", "镇", "街道", "县", "区", "市", "州", "旗", "盟", "省")
_SEATS = ("人民政府", "政府", "办事处", "街道办事处")


def understand(source: Source, *, file_name: str = "") -> ReadReport:
    """The report in a file that was read. What is not certain is left out or marked, and said in words."""
    texts = list(_texts(source))
    form_code, doubt = which_form(texts, _rough_year(texts, file_name))
    words, claims = lexicon(form_code), Claims()
    for gap in (*source.gaps, doubt):
        if gap:
            claims.gap(gap)
    items = list(Flow(words, claims).items(source.blocks))
    _read_grids(items, words, claims)
    entries = _read_lines(items, words, claims)
    for sentence in missing_parts(claims, words.form):
        claims.gap(sentence)
    return _report(source, entries, words, claims, file_name)


def _report(
    source: Source, entries: Sequence[Entry], words: Lexicon, claims: Claims, file_name: str
) -> ReadReport:
    headings = find_headings(entries)
    start = headings[0][0] if headings else len(entries)
    title, named = find_title(entries, start), title_of_file(file_name)
    told = [found for found in (title, named) if found]
    organ = next((found.organ for found in told if found.organ), "")
    signature = find_signature(entries, headings[-1][0] if headings else -1, organ)
    if signature and signature.gap:
        claims.gap(signature.gap)
    signed_by = signature.organ if signature else ""
    year = next((found.year for found in told if found.year), None)
    before = [entry.text for entry in entries[:start] if entry]
    paragraphs = tuple(entry for entry in entries if entry and entry.text.strip())
    return ReadReport(
        organ=_whole_organ(organ, signed_by), year=year or year_of_period(before), form_code=words.form.code,
        cells=claims.cells, tables=frozenset(claims.tables), title=title.text if title else "",
        opening=_opening(entries, title, headings),
        sections=cut_sections(entries, headings, signature.first if signature else len(entries), words),
        paragraphs=paragraphs, signed_by=signed_by, signed_on=signature.on if signature else None,
        subtotals=claims.subtotals, marks=source.marks, gaps=claims.gaps,
    )  # fmt: skip


def _whole_organ(organ: str, signed_by: str) -> str:
    """A title broken over lines may have lost the beginning of the organ's name, which the signature has."""
    is_same = signed_by.endswith(organ) or (
        organ.endswith(_PLACES) and signed_by.removeprefix(organ) in _SEATS
    )
    return signed_by if not organ or is_same else organ


def _texts(source: Source) -> Iterator[str]:
    for paragraph in source.paragraphs():
        yield paragraph.text
        if not is_prose_line(paragraph.text):
            yield from paragraph.text.split()
    for grid in source.grids():
        yield from (cell.text for cell in grid.cells if cell.text)


def _rough_year(texts: Sequence[str], file_name: str) -> int | None:
    titles = (parse_title(text) for text in texts if "报" in text)
    found = next((title.year for title in titles if title and title.year), None)
    named = title_of_file(file_name)
    return found or (named.year if named else None) or year_of_period(texts)


def _read_grids(items: Sequence[Item], words: Lexicon, claims: Claims) -> None:
    proactive, applications, remedies = (
        Proactive(words, claims),
        Applications(words, claims),
        Remedies(words, claims),
    )
    readers: dict[str, Proactive | Applications | Remedies] = {
        TABLE2: proactive,
        TABLE3: applications,
        TABLE4: remedies,
    }
    for item in items:
        if isinstance(item, TablePart):
            for table, reader in readers.items():
                if table in item.rows:
                    reader.read(item.board, item.rows[table])
                else:
                    reader.leave()
            continue
        if separates(item.text):
            for reader in readers.values():
                reader.leave()
        remedies.caption(item.text)


def _read_lines(items: Sequence[Item], words: Lexicon, claims: Claims) -> list[Entry]:
    """Looks among the lines for tables that no grid holds; gives the lines that are left."""
    entries: list[Entry] = [item if isinstance(item, Paragraph) else None for item in items]
    lines = [entry or Paragraph("", "") for entry in entries]
    found = runs(entries)
    for table, read in _FLAT.items():
        if table in claims.tables:
            continue
        taken = read(found, lines, words, claims)
        for at in range(min((r.start for r in taken), default=0), max((r.stop for r in taken), default=0)):
            entry = entries[at]
            if entry and not is_prose_line(entry.text):
                entries[at] = None
    return entries


def _opening(
    entries: Sequence[Entry], title: Title | None, headings: Sequence[Found]
) -> tuple[Paragraph, ...]:
    end = headings[0][0] if headings else 0
    begin = title.last + 1 if title else 0
    lines = [entry for entry in entries[begin:end] if entry and entry.text.strip()]
    shortest = 1 if title else _SHORTEST_OPENING
    return tuple(
        line
        for line in lines
        if len(line.text) >= shortest and not is_furniture(line.text) and not is_section_heading(line.text)
    )

"""`gongkai report build`: an organ's report of a year compiled from the database, proved and printed."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai.cli.installation import with_data
from gongkai.cli.organ import organ_named
from gongkai.cli.output import FINDINGS, FINE, CommandFailed, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_dir, add_json

if TYPE_CHECKING:
    from gongkai.kernel.models import Organ
    from gongkai.law.report_form import CellId, Form
    from gongkai.reporting.carry_over import Proof
    from gongkai.reporting.compiling import Compiled
    from gongkai.reporting.figures import Figures
    from gongkai.reports.report import ReadReport
    from gongkai.reports.verdicts import Finding

_FUTURE = "{year}年还没有开始，没有数据可以统计。"
_TITLE = "{organ} {year}年年报统计（{form}）"
_TABLE2, _TABLE3, _TABLE4 = "表二 主动公开政府信息情况", "表三 政府信息公开申请情况", "表四 复议、诉讼情况"
_FIGURES = "正文引用的数字"
_EMPTY = "（未填）"
_BY = "{origin}：{source}（{person}）"
_GAP = "注意：{gap}"
_MISSING = "还有{count}格没有数据：{cells}。"
_CARRY = {
    "frozen": "结转：与上一年定稿的年报逐件核对，上一年结转{expected}件，本年上年结转{found}件。",
    "live": "结转：上一年没有定稿，按案件核对，上一年结转{expected}件，本年上年结转{found}件。",
    "numbers": "结转：上一年只有录入的数字，结转{expected}件，本年上年结转{found}件。",
    "nothing": "结转：上一年没有全国统一格式，无法核对；本年上年结转{found}件。",
}
_BREAK = "衔接不上：{number} {reason}"
_CHECKS = "核对{total}项：相符{passed}项，不符{failed}项，需要核实{uncertain}项，无法判断{open}项。"
_FAULT = "不符：{id} {message}"


@dataclass(frozen=True, slots=True)
class Built:
    """Everything the command tells."""

    compiled: Compiled
    figures: Figures
    proof: Proof
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether the equations hold and the years meet."""
        return self.proof.ok and not any(finding.counts_as_failure for finding in self.findings)


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("build", help="统计一个机关一年的年报：全部表格、引用的数字、结转核对")
    parser.add_argument(
        "--organ", metavar="代码", required=True, help="机关代码，可用 gongkai organ list 查看"
    )
    parser.add_argument("--year", metavar="年份", type=int, required=True, help="报告年度，2019年起")
    add_dir(parser)
    add_json(parser)
    parser.set_defaults(run=with_data(run))


def run(args: Namespace) -> int:
    """Print the report's figures; 1 when an equation fails or the carry-over breaks."""
    from django.utils.timezone import localdate

    from gongkai.law.report_form import NoForm

    organ = organ_named(args.organ)
    if args.year > localdate().year:
        raise CommandFailed(_FUTURE.format(year=args.year))
    try:
        built = build(organ, args.year)
    except NoForm as error:
        raise CommandFailed(str(error)) from None
    if args.json:
        say_json(as_json(built))
    else:
        _tell(built)
    return FINE if built.ok else FINDINGS


def build(organ: Organ, year: int) -> Built:
    """Compile and prove; raises NoForm."""
    from gongkai.reporting.carry_over import prove
    from gongkai.reporting.compiling import compile_cells
    from gongkai.reporting.figures import figures_of
    from gongkai.reports.checks import check
    from gongkai.reports.verdicts import Scope

    compiled = compile_cells(organ, year)
    found = check(_read(organ, year, compiled.values()), _year_before(organ, year))
    # Without prose, what is checked of the text and the form means nothing.
    counted = tuple(one for one in found if one.scope in {Scope.ARITHMETIC, Scope.CROSS_YEAR})
    return Built(compiled, figures_of(organ, year), prove(organ, year), counted)


def _read(organ: Organ, year: int, cells: Mapping[CellId, int | Decimal | None]) -> ReadReport:
    from gongkai.law.report_form import form_for
    from gongkai.reports.content import Content
    from gongkai.reports.writing import as_read

    content = Content(
        organ=organ.name, year=year, form_code=form_for(year).code, title="", opening=(), prose={},
        cells=cells, signed_by=organ.name, signed_on=None,
    )  # fmt: skip
    return as_read(content)


def _year_before(organ: Organ, year: int) -> ReadReport | None:
    """The signed report on the year before, or its figures as they stand; None before the first form."""
    from gongkai.law.report_form import NoForm
    from gongkai.reporting.compiling import compile_cells
    from gongkai.reporting.own_checks import previous_content
    from gongkai.reports.writing import as_read

    signed = previous_content(organ, year)
    if signed is not None:
        return as_read(signed)
    try:
        return _read(organ, year - 1, compile_cells(organ, year - 1).values())
    except NoForm:
        return None


def as_json(built: Built) -> dict[str, Any]:
    """Plain values after docs/schemas/report_build.schema.json; decimals are strings."""
    from gongkai.law.report_form import nested

    compiled, proof = built.compiled, built.proof
    return {
        "organ": compiled.organ.code,
        "organ_name": compiled.organ.name,
        "year": compiled.year,
        "format": compiled.form.code,
        **nested({cell: _plain(value) for cell, value in compiled.values().items()}),
        "figures": built.figures.nested(),
        "origins": list(_origins(built)),
        "missing": [str(cell) for cell in compiled.missing()],
        "gaps": list(compiled.gaps),
        "carry_over": {
            "ok": proof.ok, "against": proof.against, "expected": proof.expected, "found": proof.found,
            "breaks": [
                {"case": one.case_id, "number": one.case_number, "reason": one.reason}
                for one in proof.breaks
            ],
        },
        "checks": _checks_json(built.findings),
        "ok": built.ok,
    }  # fmt: skip


def _origins(built: Built) -> Iterator[dict[str, Any]]:
    """Every value that a person provided, with its source."""
    from gongkai.reporting.entered import cell_label

    for cell, one in built.compiled.cells.items():
        if one.given is not None:
            yield {
                "key": str(cell), "label": cell_label(built.compiled.form, cell), "value": _plain(one.value),
                "origin": str(one.origin), "source": one.given.source, "person": one.given.person,
            }  # fmt: skip
    for figure in built.figures:
        if figure.person:
            value = str(figure.value) if isinstance(figure.value, Decimal) else figure.value
            yield {
                "key": figure.code, "label": figure.label, "value": value, "origin": str(figure.origin),
                "source": figure.source, "person": figure.person,
            }  # fmt: skip


def _checks_json(findings: tuple[Finding, ...]) -> dict[str, Any]:
    results = Counter(str(finding.result) for finding in findings)
    return {
        "total": len(findings),
        **{name: results[name] for name in ("pass", "fail", "uncertain", "not_assessable")},
        "faults": [
            {
                "id": one.id, "scope": str(one.scope), "result": str(one.result),
                "severity": str(one.severity), "message": one.message, "left": one.left, "right": one.right,
            }
            for one in findings
            if str(one.result) in {"fail", "uncertain"}
        ],
    }  # fmt: skip


def _plain(value: int | Decimal | None) -> int | str | None:
    return format(value, "f") if isinstance(value, Decimal) else value


def _tell(built: Built) -> None:
    compiled, form = built.compiled, built.compiled.form
    say(_TITLE.format(organ=compiled.organ.name, year=compiled.year, form=form.label))
    say()
    say(_TABLE2)
    rows = [[_label(form, cell), *_shown(built, cell)] for block in form.blocks for cell in block.cells()]
    say_table(["项目", "数值", "来源"], rows)
    _tell_grid(built, _TABLE3, form.rows, form.applicants, "table3")
    _tell_grid(built, _TABLE4, form.remedies, form.results, "table4")
    _tell_figures(built)
    _tell_proof(built)


def _label(form: Form, cell: CellId) -> str:
    from gongkai.reporting.entered import cell_label

    return cell_label(form, cell).partition(" ")[2]


def _shown(built: Built, cell: CellId) -> tuple[str, str]:
    from gongkai.reporting.models import Origin

    one = built.compiled.cells[cell]
    value = _EMPTY if one.value is None else str(_plain(one.value))
    if one.given is None:
        return value, "" if one.value is None else str(Origin.COMPUTED.label)
    origin = Origin(one.origin).label
    return value, _BY.format(origin=origin, source=one.given.source, person=one.given.person)


def _tell_grid(built: Built, title: str, rows: Any, columns: Any, table: str) -> None:
    from gongkai.law.report_form import CellId

    values = built.compiled.values()
    say()
    say(title)
    lines = []
    for row in rows:
        found = [values[CellId(table, row.code, column.code)] for column in columns]
        name = getattr(row, "printed", row.label)
        lines.append([name, *(_EMPTY if value is None else str(value) for value in found)])
    say_table(["", *(column.label for column in columns)], lines)


def _tell_figures(built: Built) -> None:
    from gongkai.reporting.models import Origin

    say()
    say(_FIGURES)
    rows = []
    for figure in built.figures:
        unit = "" if isinstance(figure.value, str) else figure.unit
        origin = "" if figure.value is None else str(Origin(figure.origin).label)
        if figure.person:
            origin = _BY.format(origin=origin, source=figure.source, person=figure.person)
        rows.append([figure.label, _EMPTY if figure.value is None else figure.text + unit, origin])
    say_table(["名称", "数值", "来源"], rows)


def _tell_proof(built: Built) -> None:
    proof, compiled = built.proof, built.compiled
    results = Counter(str(finding.result) for finding in built.findings)
    say()
    for gap in compiled.gaps:
        say(_GAP.format(gap=gap))
    missing = [_label(compiled.form, cell) for cell in compiled.missing()]
    if missing:
        say(_MISSING.format(count=len(missing), cells="、".join(missing[:12])))
    say(_CARRY[proof.against].format(expected=proof.expected, found=proof.found))
    for one in proof.breaks:
        say(_BREAK.format(number=one.case_number, reason=one.reason))
    say(
        _CHECKS.format(
            total=len(built.findings), passed=results["pass"], failed=results["fail"],
            uncertain=results["uncertain"], open=results["not_assessable"],
        )
    )  # fmt: skip
    for finding in built.findings:
        if str(finding.result) == "fail":
            say(_FAULT.format(id=finding.id, message=finding.message))

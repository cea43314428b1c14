"""Whatever happens to a table's shape, a figure is the true one or none."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.report_form import CellId
from tests.reports.finding.made import (
    FORM,
    Span,
    flat_rows3,
    grid,
    numbers,
    of_table,
    read,
    shown,
    table2,
    table4,
    truth,
    wrong,
)

CODES = [column.code for column in FORM.applicants]
NAMES = {column.code: column.label for column in FORM.applicants} | {"subtotal": "小计"}
BETWEEN = ((), ("- 3 -",), ("续表",))
OFTEN = settings(max_examples=60, deadline=None)
seeds = st.integers(0, 2**32).map(random.Random)


def figure(chance):
    """A count as it is met: often zero, at times blank."""
    return chance.choice((0, 0, None, chance.randint(1, 1200), chance.randint(1, 1200)))


def drawn(chance):
    """Figures for every cell of the form."""
    return {cell: figure(chance) for cell in FORM.cells()}


def columns(chance):
    """The columns of table 3 in some order, perhaps with a subtotal among them."""
    order = chance.sample(CODES, len(CODES))
    if chance.random() < 0.5:
        order.insert(chance.randint(0, len(order)), "subtotal")
    return order


def laid_out(values, order):
    """A head and rows with nothing merged, each detail row beside its group's name."""
    rows = []
    for row, cells in zip(FORM.rows, flat_rows3(values), strict=True):
        told = {code: shown(values[CellId("table3", row.code, code)]) for code in CODES} | {"subtotal": "31"}
        first = row.group_label if row.group else cells[0]
        rows.append([first, cells[1], *(told[code] for code in order)])
    return ["", "", *(NAMES[code] for code in order)], rows


@OFTEN
@given(seeds, st.integers(0, 25), st.sampled_from(BETWEEN), st.booleans())
def test_order_and_page_breaks_change_nothing(chance, cut, between, repeated):
    values, order = drawn(chance), columns(chance)
    head, rows = laid_out(values, order)
    chance.shuffle(rows)
    second = [head, *rows[cut:]] if repeated else rows[cut:]
    found = read(grid([head, *rows[:cut]]), *between, *([grid(second, "表2")] if second else []))
    assert numbers(found) == of_table(values, "table3")


def damage(chance, cells, at, kinds):
    """One cell of a row, or two neighbours, changed as broken files have them."""
    one, two = cells[at : at + 2]
    cells[at : at + 2] = {
        "merge": [Span(one, 1, 2)], "join": [Span(f"{one}\n{two}", 1, 2)], "empty": ["", two],
        "garble": ["□□□□", two], "delete": [two], "insert": [one, "", two],
    }[chance.choice(kinds)]  # fmt: skip


@OFTEN
@given(seeds)
def test_a_damaged_row_never_gives_another_number(chance):
    values, order = drawn(chance), columns(chance)
    values |= {at: 1 for at in values if at.column == order[-1]}
    head, rows = laid_out(values, order)
    for row in chance.sample(rows, 6):
        damage(
            chance,
            row,
            chance.randint(0, len(row) - 2),
            ("merge", "join", "empty", "garble", "delete", "insert"),
        )
    emptied = dict.fromkeys(values)
    found = read(grid([head, *rows]))
    assert {at: value for at, value in wrong(found, values).items() if value != emptied[at]} == {}


@OFTEN
@given(seeds)
def test_damaged_heads_never_give_another_number(chance):
    values, order = drawn(chance), columns(chance)
    head, rows = laid_out(values, order)
    damage(chance, head, chance.randint(2, len(head) - 2), ("merge", "join", "empty", "garble", "delete"))
    assert wrong(read(grid([head, *rows])), values) == {}


@OFTEN
@given(seeds)
def test_figures_merged_over_rows_never_give_another_number(chance):
    values, order = drawn(chance), columns(chance)
    head, rows = laid_out(values, order)
    row, column = chance.randint(0, len(rows) - 2), chance.randint(2, len(order) + 1)
    rows[row][column] = Span(rows[row][column], 2)
    del rows[row + 1][column]
    assert wrong(read(grid([head, *rows])), values) == {}


@OFTEN
@given(seeds, st.booleans(), st.booleans())
def test_flattened_lines_give_the_true_number_or_none(chance, by_rows, with_heads):
    values, order = drawn(chance), columns(chance)
    head, rows = laid_out(values, order)
    lines = [head, *rows] if with_heads else rows
    texts = [" ".join(cells) for cells in lines] if by_rows else [cell for cells in lines for cell in cells]
    found = read(*(text for text in texts if text.strip()))
    assert wrong(found, values) == {}
    for row in FORM.rows if with_heads and _is_usual(order) else ():
        cells = [CellId("table3", row.code, code) for code in CODES]
        if all(values[cell] is not None for cell in cells):
            assert [found.cells[cell].value for cell in cells] == [values[cell] for cell in cells]


def _is_usual(order):
    """Whether the order cannot be that of heads on two levels read one after the other."""
    return order[0] == "total" or order.index("total") > order.index("commercial")


@OFTEN
@given(seeds, st.integers(0, 3), st.integers(0, 14), st.booleans())
def test_a_lost_cell_of_table_four_leaves_no_other_number(chance, row, at, merged):
    values = truth() | {cell: figure(chance) for cell in FORM.cells() if cell.table == "table4"}
    rows = [list(entries) for entries in table4(values)]
    at %= len(rows[row])
    if row == 3 and merged and at:
        rows[row][at - 1 : at + 1] = [Span(str(rows[row][at - 1]), columns=2)]
    elif row == 3:
        del rows[row][at]
    else:
        entry = rows[row][at]
        rows[row][at] = Span("", entry.rows, entry.columns) if isinstance(entry, Span) else ""
    assert wrong(read(grid(rows)), values) == {}


@OFTEN
@given(seeds, st.booleans())
def test_a_lost_cell_of_table_two_leaves_no_other_number(chance, whole_row):
    values = truth() | {cell: figure(chance) for cell in FORM.cells() if cell.table == "table2"}
    rows = [list(entries) for entries in table2(values)]
    row = chance.randrange(len(rows))
    if whole_row:
        del rows[row]
    else:
        del rows[row][chance.randrange(len(rows[row]))]
    assert wrong(read(grid(rows)), values) == {}

"""The annual report's official form as data: one declaration for all that shows, compiles, reads, checks."""

from gongkai.law.report_form.cells import TABLE2, TABLE3, TABLE4, TABLES, CellId, nested, parse_cell
from gongkai.law.report_form.equations import EQUATIONS, Equation, Instance, Term, instances
from gongkai.law.report_form.form import (
    COUNT_UNIT,
    MONEY_UNIT,
    RESULT_TOTAL,
    TOTAL,
    Block,
    Column,
    Deadline,
    Form,
    Head,
    Named,
    Row,
)
from gongkai.law.report_form.loading import DEADLINES, FORMS, NoForm, form_for
from gongkai.law.report_form.outline import OPENING, OUTLINE, STEPS, Heading, Step, Variant

__all__ = [
    "COUNT_UNIT", "DEADLINES", "EQUATIONS", "FORMS", "MONEY_UNIT", "OPENING", "OUTLINE", "RESULT_TOTAL",
    "STEPS", "TABLE2", "TABLE3", "TABLE4", "TABLES", "TOTAL", "Block", "CellId", "Column", "Deadline",
    "Equation", "Form", "Head", "Heading", "Instance", "Named", "NoForm", "Row", "Step", "Term", "Variant",
    "form_for", "instances", "nested", "parse_cell",
]  # fmt: skip

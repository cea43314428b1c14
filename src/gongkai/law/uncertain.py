"""Every value of the law that no text was read for, over all tables: an organ confirms them at set-up."""

from typing import Any

from gongkai.law import archive, clock, duty_list, fees, letters, outcomes, procedure, remedies, report_form
from gongkai.law.catalogue import Table, Uncertain, uncertain_values
from gongkai.law.catalogue.uncertain import TABLES as CATALOGUE_TABLES
from gongkai.law.report_form import documents, quoted

TABLES: tuple[Table[Any], ...] = (
    *CATALOGUE_TABLES,
    outcomes.OUTCOMES,
    outcomes.ROWS_OF_OUTCOMES,
    outcomes.REMEDIES_OF_OUTCOMES,
    outcomes.GROUND_CONDITIONS,
    outcomes.EXIT_CONDITIONS,
    outcomes.MIXED_RULES,
    outcomes.REPORT_ROWS,
    letters.LETTERS,
    letters.SERIES,
    remedies.VENUES,
    remedies.EARLIER_VENUES,
    remedies.RULES,
    remedies.PERIODS,
    remedies.RESULTS,
    fees.TARIFFS,
    fees.STANDARDS,
    fees.EXEMPTIONS,
    fees.PRACTICES,
    clock.RULES,
    *procedure.tables(),
    archive.RETENTIONS,
    archive.COUNTING,
    archive.KEPT,
    report_form.FORMS,
    report_form.EQUATIONS,
    report_form.DEADLINES,
    documents.REPORT_DOCUMENTS,
    documents.NUMBER_MARKS,
    documents.DOCUMENT_RULES,
    quoted.QUOTED_FIGURES,
    report_form.OUTLINE,
    report_form.STEPS,
    duty_list.REST_DAY_RULES,
    duty_list.STANDING_PAGES,
    duty_list.SILENCE_LIMITS,
    duty_list.STARTING_LINES,
)


def all_uncertain_values() -> tuple[Uncertain, ...]:
    """Every entry whose basis needs confirmation, in the order of the tables."""
    return uncertain_values(TABLES)

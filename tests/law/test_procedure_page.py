"""docs/features/procedure.md shows the table that is in force."""

import re

import pytest

from gongkai.law.procedure import ActRule, LetterActRule, procedure
from gongkai.law.procedure.table import LETTER_STATES
from tools.tracked import ROOT

PAGE = (ROOT / "docs" / "features" / "procedure.md").read_text("utf-8")
ROLES = {"reviewer": "经办人", "office_head": "机构负责人", "signer": "签发人", "department": "科室"}
TABLE = procedure()
ROWS: list[ActRule | LetterActRule] = [*TABLE.acts.values(), *TABLE.letter_acts.values()]


def shown(code: str) -> list[str]:
    """The cells of the page's row of that act."""
    line = re.search(rf"^\| (.+?) \| `{code}` \| (.+) \|$", PAGE, re.M)
    assert line, code
    return [line[1], *line[2].split(" | ")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_the_page_says_who_may_do_it_and_when(row: ActRule | LetterActRule) -> None:
    label, who, *cells = shown(row.code)
    if isinstance(row, ActRule):
        expected = [code in row.stages for code in TABLE.stages]
    else:
        expected = [code in row.states for code in LETTER_STATES if code != "void"]

    assert label == row.label
    assert set(who.removesuffix("（不是起草人）").split("、")) == {ROLES[role] for role in row.roles}
    assert who.endswith("（不是起草人）") is row.second_person
    assert [cell == "可以" for cell in cells] == expected
    assert set(cells) <= {"可以", "—"}


@pytest.mark.parametrize("stage", TABLE.stages.values(), ids=lambda stage: stage.code)
def test_the_page_says_what_follows_a_stage(stage) -> None:
    line = re.search(rf"^\| `{stage.code}` \| {stage.label} \| (.+) \|$", PAGE, re.M)
    labels = {TABLE.stages[code].label for code in stage.next} or {"（终点）"}

    assert line and set(line[1].split("、")) == labels

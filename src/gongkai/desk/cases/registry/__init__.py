"""Every act of a case as a page, in one table: what is said, what is asked, what is done."""

from __future__ import annotations

from gongkai.desk.cases.act import CaseAct
from gongkai.desk.cases.registry.amending import AMENDING
from gongkai.desk.cases.registry.consulting import CONSULTING
from gongkai.desk.cases.registry.departments import DEPARTMENTS
from gongkai.desk.cases.registry.fees import FEES
from gongkai.desk.cases.registry.giving import GIVING
from gongkai.desk.cases.registry.linking import LINKING
from gongkai.desk.cases.registry.periods import PERIODS
from gongkai.desk.cases.registry.registering import REGISTERING

CASE_ACTS: dict[str, CaseAct] = {
    act.name: act
    for act in (*REGISTERING, *AMENDING, *DEPARTMENTS, *PERIODS, *CONSULTING, *FEES, *GIVING, *LINKING)
}
#: Acts of the procedure that have a page of their own elsewhere.
ELSEWHERE = frozenset({"decide", "open_personal", "settle_publication", "reissue_code"})

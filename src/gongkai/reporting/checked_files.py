"""Reading the files that were checked: whose they are, what was found in them, what was judged about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing
from gongkai.reporting.judging import Judged, judged, subject_of_file
from gongkai.reporting.models import CheckedFile
from gongkai.reporting.rules import OFFICE_ROLES, READER_ROLES
from gongkai.reports.verdicts import Finding, Result, Scope, Severity

#: What the extract holds beside what `report extract` says: the counts, for lists.
SUMMARY = "summary"
_ALONE, _OF_FILES = "checked:{id}", ("checked:", "file:")


def organs_of(standing: Standing) -> frozenset[int]:
    """The organs for which the person checks files: as their office, their signer or as the authority."""
    return standing.organs(*READER_ROLES, Role.AUTHORITY)


def visible_to(standing: Standing) -> QuerySet[CheckedFile]:
    """Files checked for the organs one checks for. Of others nobody sees any, the authority included."""
    return CheckedFile.objects.filter(organ__in=organs_of(standing))


def visible_file(standing: Standing, checked_id: int) -> CheckedFile:
    """The file with what its page needs; raises NotVisible."""
    rows = visible_to(standing).select_related("organ", "file", "previous", "checked_by")
    found = rows.filter(pk=checked_id).first()
    if found is None:
        raise NotVisible
    return found


def listed(standing: Standing) -> QuerySet[CheckedFile]:
    """The same for a list, without the bulk of what was read; the counts come as `extracted__summary`."""
    rows = visible_to(standing).select_related("organ", "checked_by")
    return rows.defer("extracted", "findings")


def summaries_of(ids: list[int]) -> dict[int, Mapping[str, int]]:
    """The counts of each of these files; one that was not read has none."""
    rows = CheckedFile.objects.filter(pk__in=ids).values_list("pk", f"extracted__{SUMMARY}")
    return {pk: summary for pk, summary in rows if summary}


def year_before(checked: CheckedFile) -> CheckedFile | None:
    """The newest file of the same report on the year before that was checked for the same organ and kept."""
    if not checked.reported_organ or not checked.reported_year:
        return None
    rows = CheckedFile.objects.filter(
        organ=checked.organ, reported_organ=checked.reported_organ, reported_year=checked.reported_year - 1,
        file__purged_at=None,
    )  # fmt: skip
    return rows.exclude(file=None).select_related("file").order_by("-id").first()


def is_waiting(checked: CheckedFile) -> bool:
    """Whether the file has still to be read."""
    return not checked.extracted and not checked.error


def findings_of(checked: CheckedFile) -> list[Finding]:
    """What was found, as it was concluded."""
    return [_finding(one) for one in checked.findings]


def judged_findings(checked: CheckedFile) -> list[Judged]:
    """What was found together with what people judged about it, in this copy or an earlier one."""
    return judged(checked.organ, subject_of(checked), findings_of(checked))


def subject_of(checked: CheckedFile) -> str:
    """Whose findings these are; a file whose organ or year could not be told stands alone."""
    if checked.reported_organ and checked.reported_year:
        return subject_of_file(checked.reported_organ, checked.reported_year)
    return _ALONE.format(id=checked.pk)


def may_judge(standing: Standing, organ_id: int, subject: str) -> bool:
    """Whether the person judges findings: the office always, the authority those of files it checked."""
    if organ_id in standing.organs(*OFFICE_ROLES):
        return True
    return subject.startswith(_OF_FILES) and organ_id in standing.organs(Role.AUTHORITY)


def extract_of(checked: CheckedFile) -> dict[str, Any]:
    """What was read, as `report extract` tells it."""
    return {name: value for name, value in checked.extracted.items() if name != SUMMARY}


def check_of(checked: CheckedFile) -> dict[str, Any]:
    """What was concluded, as `report check` tells it."""
    return {
        "report": checked.extracted["report"], "checks": checked.findings,
        "summary": checked.extracted[SUMMARY],
    }  # fmt: skip


def _finding(one: Mapping[str, Any]) -> Finding:
    return Finding(
        check=one["check"], id=one["id"], scope=Scope(one["scope"]), result=Result(one["result"]),
        severity=Severity(one["severity"]), message=one["message"], left=one["left"], right=one["right"],
        where=one["where"], formula=one["formula"], source=one["source"],
    )  # fmt: skip

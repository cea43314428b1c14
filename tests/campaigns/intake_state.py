"""What must hold of requests taken in, whatever was sent and whenever the process died."""

from __future__ import annotations

from collections import Counter

from gongkai.kernel import audit, private
from gongkai.kernel.models import AuditEntry, IssuedNumber, PrivateFile
from gongkai.requests.acts.intake import code_hash, code_of
from gongkai.requests.models import Case, CaseFile, IntakeDraft
from gongkai.requests.personal import applicant_of, asked_of


def half_written() -> list[str]:
    """Cases that lack a part, and files that belong to nothing though nothing was killed."""
    faults = []
    for case in Case.objects.select_related("key", "organ"):
        faults += [f"{case.number}: {fault}" for fault in _of_case(case)]
    return faults


def _of_case(case: Case) -> list[str]:
    found = []
    if not (applicant_of(case).name and asked_of(case).description):
        found.append("sealed data do not open")
    if case.code_hash != code_hash(case.number, code_of(case)):
        found.append("the query code does not fit")
    if case.events.filter(type="received").count() != 1:
        found.append("no receipt among its events")
    if AuditEntry.objects.filter(act="requests.case.filed", subject_id=case.pk).count() != 1:
        found.append("not in the audit chain once")
    if IssuedNumber.objects.filter(number=case.number, subject_id=case.pk).count() != 1:
        found.append("its number is not in the register")
    files = CaseFile.objects.filter(case=case).select_related("file__key")
    if not files:
        found.append("without the proof that was sent along")
    found += [f"file {one.pk} is short" for one in files if _size(one.file) != one.file.size]
    return found


def _size(file: PrivateFile) -> int:
    return sum(len(piece) for piece in private.read_chunks(file))


def left_behind() -> int:
    """Readable files under keys of neither a case nor a draft: what a refused request should not leave."""
    kept = {*Case.objects.values_list("key", flat=True), *IntakeDraft.objects.values_list("key", flat=True)}
    return PrivateFile.objects.filter(erased_at=None).exclude(key__in=kept).count()


def twice() -> list[str]:
    """Marks (the first word of what is asked) that stand in more than one case, and numbers given twice."""
    marks = Counter(asked_of(case).description.split()[0] for case in Case.objects.select_related("key"))
    numbers = Counter(Case.objects.values_list("number", flat=True))
    return [f"{name} × {count}" for name, count in (marks + numbers).items() if count > 1]


def case_of_mark(mark: str) -> Case | None:
    """The case in which that mark stands."""
    for case in Case.objects.select_related("key"):
        if asked_of(case).description.split()[0] == mark:
            return case
    return None


def chain_faults() -> list[str]:
    """What is wrong with the audit chains."""
    return [str(one) for one in audit.verify()]

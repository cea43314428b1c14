"""What the demo's requests came to, told by a program that reads the built demo."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.commands import environment
from tools.tracked import ROOT

PROGRAM = """
import json, tempfile
from collections import Counter
from pathlib import Path
import django
django.setup()
from django.utils import timezone
from gongkai.documents.redaction import words
from gongkai.dossier import verify_package
from gongkai.kernel import private
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.remedies.models import Proceeding
from gongkai.requests import figures, queries
from gongkai.requests.clockwork import reading_of
from gongkai.requests.models import (
    ArchiveEntry, Assignment, Case, Consultation, FeeNotice, GivenFile, Letter, PublicationTask, Service,
)
from gongkai.requests.rules import lamp_of

today = timezone.localdate()

def case(row):
    reading = reading_of(row, as_of=today)
    lamp = lamp_of(row, today)
    return {
        "organ": row.organ.code, "number": row.number, "year": row.day0.year if row.day0 else None,
        "stage": row.stage, "channel": row.channel, "kind": row.applicant_kind, "oral": row.oral,
        "help": row.needs_help, "outcome": row.outcome, "row": row.report_row, "counted": row.counted,
        "ended": str(row.ended_on or ""), "state": str(reading.state), "lamp": lamp.label if lamp else "",
        "breaches": [str(one.code) for one in reading.breaches], "impossible": len(reading.impossible),
        "restarted": reading.restarted_on is not None, "extended": reading.due != reading.first_due,
        "linked": [name for name in ("split_from", "answered_by_case", "redo_of", "repeats")
                   if getattr(row, name + "_id")],
    }

def person(one):
    standing = standing_of(one)
    seen = queries.visible_to(standing)
    office = set(standing.organs(*queries.OFFICE_ROLES))
    asked = set(Assignment.objects.filter(
        department__in=standing.departments("drafter", "head"), cancelled_at=None
    ).values_list("case", flat=True))
    allowed = set(Case.objects.filter(organ__in=office).values_list("pk", flat=True)) | asked
    return {
        "sees": seen.count(), "stray": len(set(seen.values_list("pk", flat=True)) - allowed),
        "office": bool(office), "roles": sorted(set(one.grants.values_list("role", flat=True))),
        "queues": {name: queue(standing, today).count() for name, queue in queries.QUEUES.items()},
    }

def text_of(file):
    pages = words(b"".join(private.read_chunks(file)))
    return "".join(word.text for page in pages for word in page)

def proved(entry):
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "package.zip"
        target.write_bytes(b"".join(private.read_chunks(entry.package)))
        return [str(one) for one in verify_package(target).findings]

def year(organ, number):
    return {
        "received": figures.received_cases(organ, number).count(),
        "answered": dict(Counter(figures.answered_cases(organ, number).values_list("report_row", flat=True))),
        "carried": figures.carried_cases(organ, number).count(),
    }

cases = list(Case.objects.select_related("organ").order_by("pk"))
organs = {row.organ.code: row.organ for row in cases}
told = {
    "cases": [case(row) for row in cases],
    "people": {one.username: person(one) for one in Person.objects.all()},
    "years": {code: {n: year(organ, n) for n in (2023, 2024, 2025)} for code, organ in organs.items()},
    "letters": dict(Counter(Letter.objects.values_list("kind", flat=True))),
    "signed_without_pdf": Letter.objects.exclude(document=None).filter(pdf=None).count(),
    "sealed": dict(Counter(
        one["verdict"] for one in Letter.objects.exclude(sealed_comparison={}).values_list(
            "sealed_comparison", flat=True)
    )),
    "services": dict(Counter(Service.objects.values_list("channel", flat=True))),
    "returned": Service.objects.exclude(returned_on=None).count(),
    "consulted": [list(one) for one in Consultation.objects.values_list("party", "answer", "reasonable")],
    "overruled": Consultation.objects.exclude(override_letter=None).count(),
    "fees": [list(one) for one in FeeNotice.objects.values_list("standard", "amount_fen", "receipt_number")],
    "tasks": [task.item_id is not None for task in PublicationTask.objects.order_by("pk")],
    "covered": [text_of(file.redacted) for file in GivenFile.objects.exclude(redacted=None)],
    "unlooked": GivenFile.objects.filter(looked_at=None, removed_at=None).count(),
    "packages": ArchiveEntry.objects.exclude(package=None).count(),
    "unpacked": ArchiveEntry.objects.filter(package=None).count(),
    "departures": [proved(one) for one in ArchiveEntry.objects.order_by("-pk")[:3]],
    "proceedings": [list(one) for one in Proceeding.objects.order_by("pk").values_list(
        "forum", "stage", "result_column")],
}
print(json.dumps(told, ensure_ascii=False))
"""


def told_by(directory: Path) -> dict[str, Any]:
    """Run the program over the demo of a directory."""
    chosen = environment(GONGKAI_DIR=str(directory), DJANGO_SETTINGS_MODULE="config.settings.dev")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=chosen, capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told

"""How the demo's requests come in: from the form, at the desk, out of another one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.demo.cases.handling import Handling
from gongkai.demo.cases.reading import Table, given_sheets
from gongkai.demo.paper import pdf
from gongkai.requests.acts.confirm import confirm
from gongkai.requests.acts.intake import IncomingFile, file_online, register


def take_in_online(handling: Handling, step: Table, now: datetime) -> None:
    """The applicant sends the form of the portal."""
    filed = file_online(
        organ=handling.organ, token=f"demo-{handling.told.key}",
        submission=handling.told.submission(year=localdate(now).year), files=tuple(_files(step)), now=now,
    )  # fmt: skip
    handling.register.cases[handling.told.key] = filed.case.pk


def take_in_register(handling: Handling, step: Table, now: datetime) -> None:
    """The office enters what came to the counter, by post or fax."""
    filed = register(
        actor=handling.reviewer, organ=handling.organ, channel=handling.told.channel,
        submission=handling.told.submission(year=localdate(now).year), submitted=localdate(now),
        files=tuple(_files(step)), now=now,
    )  # fmt: skip
    handling.register.cases[handling.told.key] = filed.case.pk


def take_in_part(handling: Handling, step: Table, now: datetime) -> None:
    """It came out of another request when that was split: nothing is left to do but to find it."""
    if handling.told.key not in handling.register.cases:
        raise LookupError(f"{step['part_of']} was not split into {handling.told.key}")


def confirm_receipt(handling: Handling, step: Table, now: datetime) -> None:
    """The office and the applicant agree on the day of receipt."""
    confirm(
        actor=handling.reviewer, case_id=handling.case_id, confirmed=localdate(now),
        how=step.get("how", "电话联系"), now=now,
    )  # fmt: skip


def _files(row: Table) -> Iterator[IncomingFile]:
    for file in row.get("files", ()):
        sheet = given_sheets()[file["source"]]
        yield IncomingFile(file["role"], file["name"], io.BytesIO(pdf(sheet["title"], sheet["lines"])))

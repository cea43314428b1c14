"""Fills an installation with requests, past every act: cases, facts, replies, decisions as acts leave them.

Nine in ten are answered, the rest are open and read by the clock, as a worker would have done. Audit rows,
files and outgoing messages are not made up.
"""

from __future__ import annotations

import base64
import os
import random
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max

from bench.loader import LAST_DAY, SHANGHAI
from gongkai.kernel import keys
from gongkai.kernel.models import NumberSequence, Organ, Person, PrivateKey, Role, RoleGrant
from gongkai.kernel.private import sealing
from gongkai.law.outcomes import OUTCOMES
from gongkai.requests import personal
from gongkai.requests.acts.intake import code_hash
from gongkai.requests.clockwork import RECEIVED, read_again
from gongkai.requests.models import (
    ApplicantKind,
    Case,
    CaseEvent,
    CaseStage,
    Decision,
    DecisionPart,
    IntakeChannel,
    Letter,
    LetterState,
)  # fmt: skip

MARK = "requests"
CHUNK = 2000
OPEN_SHARE = 0.1
FIRST_DAY = date(2020, 1, 2)
ENDS = ("open_given", "open_published", "not_held", "not_ours", "petition")
MATTERS = ("技术改造补助名单", "产业园规划环评批复", "学区划分依据", "救助资金发放明细", "信访事项处理记录")
WORDS = "申请公开{place}{year}年{matter}，文件名称或者特征描述：{matter}第{number}批。"


@dataclass
class Rows:
    """What one chunk inserts, table by table, in this order."""

    keys: list[PrivateKey] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    events: list[CaseEvent] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    parts: list[DecisionPart] = field(default_factory=list)


class Stock:
    """All requests on their way in, with the counters that run across chunks."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.offices = [
            (organ, RoleGrant.objects.filter(organ=organ, role=Role.REVIEWER)[0].person)
            for organ in Organ.objects.filter(code__startswith="ju").order_by("code")
        ]
        self.serials: Counter[str] = Counter()
        self.days = (LAST_DAY.date() - FIRST_DAY).days

    def add(self, rows: Rows, number: int, *, share: float, is_open: bool) -> None:
        """Make request `number`; `share` says how far into the years it lies."""
        organ, person = self.chance.choices(self.offices, (5, 3, 2)[: len(self.offices)])[0]
        day = LAST_DAY.date() - timedelta(days=self.chance.randint(0, 45)) if is_open else self._day(share)
        moment = datetime(day.year, day.month, day.day, 9, 30, tzinfo=SHANGHAI)
        case = self._case(rows, organ, person, number, moment, is_open)
        case.rules_version = "" if is_open else "2019-05-15"
        data = {"channel": case.channel, "submitted": day.isoformat(), "confirmed": day.isoformat()}
        rows.events.append(
            CaseEvent(case=case, type=RECEIVED, on=day, data=data, recorded_at=moment, recorded_by=person)
        )
        if not is_open:
            self._answer(rows, case, person, day, moment)

    def _day(self, share: float) -> date:
        return FIRST_DAY + timedelta(days=int(share * (self.days - 60)))

    def _case(
        self, rows: Rows, organ: Organ, person: Person, number: int, moment: datetime, is_open: bool
    ) -> Case:
        chance, year = self.chance, moment.year
        wrapped = keys.seal(base64.b64encode(secrets.token_bytes(sealing.KEY_BYTES)).decode())
        key = PrivateKey(pk=number, wrapped=wrapped, created_at=moment)
        rows.keys.append(key)
        self.serials[f"request:{organ.pk}:{year}"] += 1
        label = f"{organ.code.upper()}-{year}-{self.serials[f'request:{organ.pk}:{year}']:05d}"
        applicant = personal.Applicant(
            f"申请人{number % 5000}", "passport", f"E{number % 5000:08d}", "13800000000"
        )
        asked = personal.Asked(
            WORDS.format(place=organ.short_name, year=year, matter=chance.choice(MATTERS), number=number)
        )
        case = Case(
            pk=number, organ=organ, number=label, year=year, key=key, subject=asked.description[:60],
            channel=chance.choice(IntakeChannel.values), applicant_kind=chance.choice(ApplicantKind.values),
            applicant_masked=f"申**{number % 10}", applicant_index=personal.applicant_index(applicant),
            matter_index=personal.matter_index(asked),
            sealed_applicant=personal.seal_applicant(key, applicant),
            sealed_asked=personal.seal_asked(key, asked), form="electronic", way="online",
            electronic_service=True, code_hash=code_hash(label, "BENCH2345"),
            sealed_code=sealing.seal_text(key, "BENCH2345", context="code"), submitted_at=moment,
            stage=CaseStage.HANDLING if is_open else CaseStage.ANSWERED, handler=person, changed_at=moment,
        )  # fmt: skip
        rows.cases.append(case)
        return case

    def _answer(self, rows: Rows, case: Case, person: Person, day: date, moment: datetime) -> None:
        ended = day + timedelta(days=self.chance.randint(3, 26))
        outcome = OUTCOMES[self.chance.choice(ENDS)]
        row = outcome.report_row or ""
        case.day0, case.first_due, case.due, case.read_on = (
            day,
            day + timedelta(28),
            day + timedelta(28),
            ended,
        )
        case.clock_state, case.ended_on = "replied", ended
        case.outcome, case.report_row = outcome.code, row
        letter = Letter(
            pk=case.pk, case=case, kind=outcome.letter, state=LetterState.SERVED, drafter=person,
            last_editor=person, sealed_fields=personal.seal_values(case.key, {}, context="letter"),
            content_digest="0" * 64,
            number=f"公复〔{day.year}〕{case.pk}号", issued_on=ended, served_on=ended,
            created_at=moment, changed_at=moment,
        )  # fmt: skip
        decision = Decision(
            pk=case.pk, case=case, letter=letter, outcome=outcome.code, report_row=row, made_on=ended
        )
        rows.letters.append(letter)
        rows.decisions.append(decision)
        rows.parts.append(
            DecisionPart(
                decision=decision, position=1, outcome=outcome.code,
                sealed_title=sealing.seal_text(case.key, case.subject, context="title"),
                sealed_facts=personal.seal_values(case.key, {}, context="facts"),
            )
        )  # fmt: skip
        rows.events.append(
            CaseEvent(
                case=case, type="replied", on=ended, letter=letter, recorded_at=moment, recorded_by=person
            )
        )


def load_cases(count: int, now: datetime, *, seed: int = 7) -> None:
    """Insert so many requests and let the clock read the open ones."""
    stock, every = Stock(seed), round(1 / OPEN_SHARE)
    for start in range(1, count + 1, CHUNK):
        rows = Rows()
        for number in range(start, min(start + CHUNK, count + 1)):
            stock.add(rows, number, share=number / count, is_open=number % every == 0)
        with transaction.atomic():
            for made in (rows.keys, rows.cases, rows.letters, rows.events, rows.decisions, rows.parts):
                type(made[0])._default_manager.bulk_create(made)  # type: ignore[arg-type]
    NumberSequence.objects.bulk_create(
        NumberSequence(scope=scope, last=last) for scope, last in stock.serials.items()
    )
    with connection.cursor() as cursor:
        reset = connection.ops.sequence_reset_sql(no_style(), [PrivateKey, Case, CaseEvent, Letter, Decision])
        for sql in [*reset, "ANALYZE"]:
            cursor.execute(sql)
    read_again(now)


def fill(count: int, now: datetime) -> None:
    """Load the installation this process works on, once."""
    mark = Path(os.environ["GONGKAI_DIR"]) / MARK
    if not mark.exists():
        load_cases(count, now)
        mark.write_text(f"{count} {Case.objects.aggregate(last=Max('pk'))['last']}")

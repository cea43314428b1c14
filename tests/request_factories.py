"""Requests to test with: an office with its head and settings, cases brought on by real acts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel import private
from gongkai.kernel.models import Role
from gongkai.law.outcomes import DecisionPart
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.intake import Filed, IncomingFile, file_online, register
from gongkai.requests.acts.letters import check_letter, sign_letter, submit_letter
from gongkai.requests.acts.serving import ServiceFacts, seal_letter, serve_letter
from gongkai.requests.models import Case, Letter, LetterState, OfficeSettings
from gongkai.requests.personal import Applicant, Asked
from gongkai.requests.submission import Submission
from tests.factories import NOW, Bureau, make_bureau, make_person

#: Made-up people; the numbers have right check characters and belong to nobody.
PERSON = Applicant(
    name="欧阳闻笛", id_kind="resident_id", id_number="11010519491231002X", phone="13800000000",
    email="wendi@example.com", address="海岳市文川区新安路8号3单元", postcode="264400",
)  # fmt: skip
COMPANY = Applicant(
    name="海岳远帆机械有限公司", id_kind="credit_code", id_number="91350100M000100Y43", contact="周行",
    phone="0631-8000009", address="海岳市文川区港湾路2号",
)  # fmt: skip
ASKED = Asked("2025年度文川区技术改造专项资金拨付明细", doc_number="文工信发〔2025〕12号")
SUBMISSION = Submission("natural", PERSON, ASKED, form="electronic", way="online", electronic_service=True)


def make_office(parent: object = None) -> Bureau:
    """A bureau whose disclosure office has a head and whose settings are complete."""
    bureau = make_bureau(parent) if parent else make_bureau()
    bureau.people["office_head"] = make_person("office_head", bureau.organ, (Role.OFFICE_HEAD, None))
    bureau.organ.doc_prefix = "文工信"
    bureau.organ.save()
    OfficeSettings.objects.create(
        organ=bureau.organ, government="海岳市文川区人民政府", court="海岳市文川区人民法院",
        review_online="海岳市行政复议网上申请平台",
        fee_enabled=True, fee_payment="到区政务服务中心3号窗口缴纳。",
    )  # fmt: skip
    return bureau


def submission(**changes: object) -> Submission:
    """The usual submission with some of it changed."""
    return replace(SUBMISSION, **changes)  # type: ignore[arg-type]


def make_filed(
    bureau: Bureau,
    *,
    token: str = "",
    now: datetime = NOW,
    files: Sequence[IncomingFile] = (),
    **changes: object,
) -> Filed:
    """A request from the public form, not yet confirmed."""
    return file_online(
        organ=bureau.organ, token=token or f"token-{Case.objects.count()}-{now.isoformat()}",
        submission=submission(**changes), files=files, now=now,
    )  # fmt: skip


def make_case(
    bureau: Bureau,
    *,
    submitted: date | None = None,
    now: datetime = NOW,
    channel: str = "counter",
    **changes: object,
) -> Case:
    """A case in hand, its request brought to the counter."""
    return register(
        actor=bureau.reviewer, organ=bureau.organ, channel=channel, submission=submission(**changes),
        submitted=submitted or localdate(now), now=now,
    ).case  # fmt: skip


def signed(bureau: Bureau, letter: Letter, *, now: datetime = NOW) -> Letter:
    """The letter handed in by the reviewer, checked by the other one, signed by the leader."""
    letter = submit_letter(actor=bureau.reviewer, letter_id=letter.pk, now=now)
    if letter.state == LetterState.CHECKING:
        letter = check_letter(actor=bureau.reviewer2, letter_id=letter.pk, now=now)
    if letter.state == LetterState.SIGNING:
        signer = bureau.people.get("office_head") if letter.kind == "extension_notice" else bureau.signer
        letter = sign_letter(actor=signer or bureau.signer, letter_id=letter.pk, now=now)
    return letter


def sealed(bureau: Bureau, letter: Letter, *, now: datetime = NOW) -> Letter:
    """The signed letter come back with its seal: here a scan without text, compared by eye."""
    return seal_letter(
        actor=bureau.reviewer, letter_id=letter.pk, name="盖章件.png", stream=io.BytesIO(scan_of(letter)),
        compared_by_eye=True, now=now,
    )  # fmt: skip


def scan_of(letter: Letter) -> bytes:
    """A picture that stands for the scanned page of a letter."""
    from PIL import Image

    picture = Image.new("L", (200, 280), 255 - letter.pk % 50)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def served(
    bureau: Bureau, letter: Letter, *, on: date | None = None, channel: str = "counter", now: datetime = NOW
) -> Letter:
    """The letter brought all the way to its service."""
    done = sealed(bureau, signed(bureau, letter, now=now), now=now)
    facts = ServiceFacts(channel=channel, on=on or localdate(now))
    serve_letter(actor=bureau.reviewer, letter_id=done.pk, facts=facts, now=now)
    return Letter.objects.get(pk=letter.pk)


def open_part(title: str = "专项资金拨付明细") -> DecisionPart:
    """Something that is given."""
    return DecisionPart(title, "open_given", facts={"way": "随本答复书提供电子数据"})


def refused_part(title: str = "专项资金评审讨论记录", ground: str = "art16_process") -> DecisionPart:
    """Something that is refused."""
    return DecisionPart(title, "refused", (ground,), {"reasons": "属于过程中的讨论记录，尚未形成最终结论。"})


def make_answered(
    bureau: Bureau,
    parts: Sequence[DecisionPart] | None = None,
    *,
    case: Case | None = None,
    now: datetime = NOW,
) -> Case:
    """A case answered at once."""
    case = case or make_case(bureau, now=now)
    decision = decide(actor=bureau.reviewer, case_id=case.pk, parts=parts or [open_part()], now=now)
    served(bureau, decision.letter, now=now)
    return Case.objects.get(pk=case.pk)


def plain_bytes(file: object) -> bytes:
    """A private file's content."""
    from pathlib import Path

    with private.open_plain(file) as plain:  # type: ignore[arg-type]
        return Path(plain).read_bytes()

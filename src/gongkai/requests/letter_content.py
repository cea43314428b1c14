"""What a letter says: its fixed facts as fields, the digest that is checked and signed, its file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from gongkai.documents.letters import FIELDS, Kind, LetterCode, missing_fields, render, standard_template
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.filestore import path_of
from gongkai.kernel.models import Organ
from gongkai.law.letters import LETTERS, Approval
from gongkai.requests.models import ApplicantKind, Case, Letter, LetterTemplate, OfficeSettings
from gongkai.requests.personal import applicant_of, asked_of, seal_values, unseal_values

#: Known only when the letter is signed.
LATE_FIELDS = frozenset({"number", "issued_on"})
Fields = dict[str, object]


def settings_of(organ: Organ) -> OfficeSettings:
    """The organ's own values for requests; the standing ones while it has set none."""
    return OfficeSettings.objects.filter(organ=organ).first() or OfficeSettings(organ=organ)


def frame_of(case: Case) -> Fields:
    """The facts every letter of the case shares; dates as ISO text."""
    organ = case.organ
    return {
        "organ_name": organ.name,
        "request_number": case.number,
        "applicant_name": applicant_of(case).name,
        "is_organisation": case.applicant_kind != ApplicantKind.NATURAL,
        "received_on": case.day0.isoformat() if case.day0 else "",
        "asked": asked_words(case),
        "office_name": organ.office_name,
        "office_phone": organ.phone,
        "office_address": organ.address,
    }


def asked_words(case: Case) -> str:
    """What was asked for as a letter quotes it: wording, document number, other features."""
    asked = asked_of(case)
    parts = [asked.description.strip(), asked.doc_number.strip(), asked.features.strip()]
    return "；".join(part for part in parts if part)


def fields_of(letter: Letter) -> Fields:
    """The letter's fields in clear."""
    values = unseal_values(letter.case.key, letter.sealed_fields, context="letter")
    assert isinstance(values, dict)  # noqa: S101  # what keep_fields wrote
    return values


def keep_fields(letter: Letter, fields: Mapping[str, object]) -> None:
    """Put fields on the letter (not saved) with the digest of what they say."""
    known = {name: value for name, value in fields.items() if name not in LATE_FIELDS}
    letter.sealed_fields = seal_values(letter.case.key, known, context="letter")
    letter.content_digest = digest_of(letter.kind, known, letter.template_id)


def digest_of(kind: str, fields: Mapping[str, object], template_id: int | None) -> str:
    """The hash of a letter's content: kind, template and every field in a fixed order."""
    text = json.dumps([kind, template_id, dict(fields)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def require_fields(kind: str, fields: Mapping[str, object]) -> None:
    """Raise InputRefused naming each field the letter must show and has not."""
    faults = {
        one.name: _MISSING.format(label=one.label)
        for one in missing_fields(kind, fields)
        if one.name not in LATE_FIELDS
    }
    if faults:
        raise InputRefused(
            f"文书还有 {len(faults)} 项没有写明：{next(iter(faults.values()))}",
            fields=faults,
        )


_MISSING = "请写明{label}。"


def needs_check(kind: str) -> bool:
    """Whether a second person looks at the letter before it is signed."""
    return Approval.REVIEW in LETTERS[kind].approvals


def needs_signature(kind: str) -> bool:
    """Whether somebody signs the letter."""
    return bool({Approval.SIGN, Approval.OFFICE_HEAD} & set(LETTERS[kind].approvals))


def template_in_use(organ: Organ, kind: str) -> LetterTemplate | None:
    """The organ's own template of a kind, or None where the standard one serves."""
    return LetterTemplate.objects.filter(organ=organ, kind=kind, until=None).select_related("file").first()


def rendered(letter: Letter, *, number: str, issued_on: date | None) -> bytes:
    """The letter as docx: its template with its fields, number and date in place."""
    template = letter.template
    red_head = settings_of(letter.case.organ).red_head
    source = (
        path_of(template.file).read_bytes() if template else standard_template(letter.kind, red_head=red_head)
    )
    fields = printed(letter.kind, fields_of(letter)) | {"number": number, "issued_on": issued_on}
    return render(source, fields, code=None if template else letter.kind)


def printed(kind: str, fields: Mapping[str, object]) -> Fields:
    """The fields the letter knows, as a template takes them: dates as dates, amounts as Decimals."""
    return {
        one.name: _as_kind(one.kind, fields[one.name])
        for one in FIELDS[LetterCode(kind)]
        if one.name in fields and fields[one.name] not in ("", None)
    }


def _as_kind(kind: Kind, value: object) -> object:
    if kind is Kind.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    if kind is Kind.AMOUNT and isinstance(value, str):
        return Decimal(value)
    return value

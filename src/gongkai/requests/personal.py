"""Who asks and what they asked for, sealed under the case's key, and the form in which screens show it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from gongkai.kernel import private
from gongkai.kernel.models import PrivateKey
from gongkai.requests.models import ApplicantKind, Case
from gongkai.screening import screen_text

SUBJECT_LENGTH = 60
#: Documents that prove who somebody is.
ID_KINDS = {
    "resident_id": "居民身份证",
    "residence_permit": "港澳台居民居住证",
    "passport": "护照",
    "officer": "军官证、士兵证",
    "credit_code": "统一社会信用代码",
    "other": "其他证件",
}


@dataclass(frozen=True)
class Applicant:
    """Name, proof of identity, contact (article 29), and who acts for the applicant."""

    name: str
    id_kind: str
    id_number: str
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    fax: str = ""
    representative: str = ""
    contact: str = ""
    agent: str = ""

    @staticmethod
    def from_mapping(values: Mapping[str, str]) -> Applicant:
        """The applicant of a mapping with these names; unknown ones are left out."""
        known = {field.name for field in fields(Applicant)}
        return Applicant(**{name: str(value) for name, value in values.items() if name in known})


@dataclass(frozen=True)
class Asked:
    """What information is asked for: its name, number or other description (article 29)."""

    description: str
    doc_number: str = ""
    features: str = ""
    way_note: str = ""

    @staticmethod
    def from_mapping(values: Mapping[str, str]) -> Asked:
        """What was asked, of a mapping with these names; unknown ones are left out."""
        known = {field.name for field in fields(Asked)}
        return Asked(**{name: str(value) for name, value in values.items() if name in known})


def seal_values(key: PrivateKey, values: object, *, context: str) -> str:
    """Seal a JSON value under the case's key; `context` ties it to the field it belongs to."""
    return private.seal_text(key, json.dumps(values, ensure_ascii=False, sort_keys=True), context=context)


def unseal_values(key: PrivateKey, token: str, *, context: str) -> object:
    """The reverse of seal_values; raises KeyDestroyed when the case's data were destroyed."""
    return json.loads(private.unseal_text(key, token, context=context))


def seal_applicant(key: PrivateKey, applicant: Applicant) -> str:
    """The applicant as it is stored."""
    return seal_values(key, asdict(applicant), context="applicant")


def seal_asked(key: PrivateKey, asked: Asked) -> str:
    """What was asked as it is stored."""
    return seal_values(key, asdict(asked), context="asked")


def applicant_of(case: Case) -> Applicant:
    """The applicant in full: for letters, and for whom `open_applicant` lets read it on the record."""
    values = unseal_values(case.key, case.sealed_applicant, context="applicant")
    assert isinstance(values, dict)  # noqa: S101  # what seal_applicant wrote
    return Applicant.from_mapping(values)


def asked_of(case: Case) -> Asked:
    """What was asked for, in the applicant's words."""
    values = unseal_values(case.key, case.sealed_asked, context="asked")
    assert isinstance(values, dict)  # noqa: S101  # what seal_asked wrote
    return Asked.from_mapping(values)


def applicant_index(applicant: Applicant) -> str:
    """The blind index that finds the same applicant again: by number of identity, never by name alone."""
    normal = private.normal_credit_code if applicant.id_kind == "credit_code" else private.normal_id_number
    return private.blind_index(normal(applicant.id_number), purpose=f"applicant:{applicant.id_kind}")


def masked_name(applicant: Applicant, kind: str) -> str:
    """The name as lists show it: a person's is masked, an organisation's is not personal data."""
    if kind == ApplicantKind.NATURAL:
        return private.mask_name(applicant.name)[:60]
    return applicant.name[:60]


def matter_index(asked: Asked) -> str:
    """A blind index of the wording, so that the same request word for word is found at once."""
    plain = "".join(character for character in asked.description if character.isalnum())
    return private.blind_index(plain + asked.doc_number, purpose="matter")


def without_person(text: str, applicant: Applicant, kind: str) -> str:
    """The text for a column that is kept in clear: the applicant's data and all numbers of people masked."""
    names = [applicant.representative, applicant.contact, applicant.agent]
    ways = [applicant.phone, applicant.email, applicant.fax]
    if kind == ApplicantKind.NATURAL:
        names.append(applicant.name)
        ways += [applicant.id_number, applicant.address]
    for name in sorted((name for name in names if len(name) > 1), key=len, reverse=True):
        text = text.replace(name, private.mask_name(name))
    for finding in screen_text(text, where=""):
        text = text.replace(finding.value, finding.masked)
    for way in ways:
        if way:
            text = text.replace(way, _HIDDEN)
    return text


def in_clear(case: Case, text: str, *, most: int) -> str:
    """What somebody wrote of a case, for a column kept in clear: nobody's data, and no longer than that."""
    return without_person(text.strip(), applicant_of(case), case.applicant_kind)[:most]


_HIDDEN = "***"


def subject_of(asked: Asked, applicant: Applicant, kind: str) -> str:
    """A short title for lists: the start of the wording, without the applicant's data."""
    text = without_person(" ".join(asked.description.split()), applicant, kind)
    return text if len(text) <= SUBJECT_LENGTH else text[: SUBJECT_LENGTH - 1] + "…"

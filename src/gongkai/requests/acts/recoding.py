"""A new query code for an applicant who lost the old one; the old one opens nothing any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel import private
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person
from gongkai.requests.acts.intake import Filed, code_hash, new_code
from gongkai.requests.acts.opening import open_case, record


def reissue_code(*, actor: Person, case_id: int, identity_checked: bool, now: datetime) -> Filed:
    """Give the case another query code once the office has seen who asks for it.

    Whoever had opened the case with the old code is out. Raises InputRefused while nobody was identified.
    """
    if not identity_checked:
        text = "请先核对申请人的身份证件，再补发查询码。"
        raise InputRefused(text, fields={"identity_checked": text})
    with transaction.atomic():
        case, code = open_case(actor, case_id, "reissue_code").case, new_code()
        case.code_hash, case.changed_at = code_hash(case.number, code), now
        case.sealed_code = private.seal_text(case.key, code, context="code")
        case.save(update_fields=("code_hash", "sealed_code", "changed_at"))
        record("code_reissued", actor=actor, case=case, now=now)
    return Filed(case, code, fresh=True)

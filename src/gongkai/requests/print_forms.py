"""What is printed before a letter is signed: the letter as it stands, and the form on which it is signed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gongkai.documents.letters import LetterError, render, standard_template, to_pdf
from gongkai.kernel import private
from gongkai.kernel.errors import Refused
from gongkai.kernel.filestore import path_of
from gongkai.law.letters import LETTERS
from gongkai.requests.acts.paper import code_of
from gongkai.requests.letter_content import (
    asked_words,
    fields_of,
    printed,
    require_fields,
    settings_of,
    template_in_use,
)
from gongkai.requests.models import Case, Letter
from gongkai.requests.notices import spoken
from gongkai.requests.personal import applicant_of

SHEET = "approval_sheet"
_NO_NUMBER, _NO_DATE = "（签发时编号）", "（签发之日）"
_PROPOSED = "拟发出《{letter}》"
_DRAFTER = "拟同意，请审批。起草人：{name}。核对码：{code}（登记签批时填写，核对签的就是这一稿）"


def draft_docx(letter: Letter) -> bytes:
    """The letter before its signature, number and date left open; raises InputRefused, LetterError."""
    require_fields(letter.kind, fields_of(letter))
    template = letter.template
    red_head = settings_of(letter.case.organ).red_head
    source = (
        path_of(template.file).read_bytes() if template else standard_template(letter.kind, red_head=red_head)
    )
    late = {"number": _NO_NUMBER, "issued_on": _NO_DATE}
    return render(source, printed(letter.kind, fields_of(letter)) | late)


def approval_docx(letter: Letter) -> bytes:
    """The form of signing (呈批单) for a letter: what was asked, what is proposed, room for opinions."""
    case = letter.case
    template = template_in_use(case.organ, SHEET)
    source = path_of(template.file).read_bytes() if template else standard_template(SHEET)
    fields: dict[str, object] = {
        "organ_name": case.organ.name, "request_number": case.number,
        "applicant_name": applicant_of(case).name,
        "received_on": spoken(case.day0), "asked": asked_words(case), "due_on": spoken(case.due),
        "channel": case.get_channel_display(), "number": _NO_NUMBER,
        "proposed_decision": _PROPOSED.format(letter=LETTERS[letter.kind].label),
        "drafter_opinion": _DRAFTER.format(name=letter.drafter.name, code=code_of(letter)),
        "departments": _opinions(case),
    } | _of_decision(letter)  # fmt: skip
    return render(source, fields, code=None if template else SHEET)


def as_pdf(docx: bytes) -> bytes:
    """A docx as PDF, made now; raises Refused where LibreOffice cannot."""
    with tempfile.TemporaryDirectory(prefix="gongkai-print-") as folder:
        source, target = Path(folder) / "letter.docx", Path(folder) / "letter.pdf"
        source.write_bytes(docx)
        try:
            to_pdf(source, target)
        except LetterError as error:
            raise Refused(str(error)) from None
        return target.read_bytes()


def _of_decision(letter: Letter) -> dict[str, object]:
    fields = fields_of(letter)
    parts = fields.get("parts")
    if not isinstance(parts, list) or not parts:
        return {"reasons": str(fields.get("reasons", ""))}
    reasons = [str(part.get("reasons", "")) for part in parts]
    return {
        "parts": [{name: part[name] for name in ("title", "decision", "grounds")} for part in parts],
        "reasons": "\n".join(dict.fromkeys(reason for reason in reasons if reason)),
    }


def _opinions(case: Case) -> list[dict[str, object]]:
    rows = case.assignments.select_related("department").exclude(sealed_opinion="")
    return [
        {
            "name": row.department.name,
            "opinion": private.unseal_text(case.key, row.sealed_opinion, context="opinion"),
            "signed_on": spoken(row.answered_at.date() if row.answered_at else None),
        }
        for row in rows
    ]

"""What is printed of a case: the form of signing, and the letter before and after its signature."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.request_office.access import office_case
from gongkai.documents.letters import LetterError
from gongkai.kernel import private
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import PrivateFile
from gongkai.law.letters import LETTERS
from gongkai.requests.models import Letter, LetterState
from gongkai.requests.print_forms import approval_docx, as_pdf, draft_docx

SHEET, LETTER = "approval", "letter"
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_SHEET_NAME = "呈批单（{letter}）"
_DRAFT_NAME = "{letter}（送签稿）"
_SIGNED_NAME = "{letter}{number}"


@require_GET
@staff_page
def case_print(
    request: StaffRequest, case_id: int, letter_id: int, what: str, extension: str
) -> HttpResponse:
    """The form of signing or the letter, as docx to be filled or PDF to be printed; that is recorded."""
    case = office_case(request, case_id)
    letter = case.letters.select_related("drafter", "template__file", "document", "pdf").filter(pk=letter_id)
    found = letter.exclude(state=LetterState.VOID).first()
    if found is None:
        raise NotVisible
    if what not in {SHEET, LETTER} or extension not in _TYPES:
        raise Http404
    found.case = case
    content = _content(found, what, extension)
    private.record_opening(
        actor=request.user, organ=case.organ, subject="case", subject_id=case.pk, now=timezone.now(),
        purpose=private.Purpose.HANDLE, what=f"print:{what}:{found.pk}",
    )  # fmt: skip
    return download(content, _name(found, what), extension)


def download(content: bytes, name: str, extension: str) -> HttpResponse:
    """A made file on its way to the browser: PDF to be looked at, docx to be kept."""
    response = HttpResponse(content, content_type=_TYPES[extension])
    name = f"{name}.{extension}"
    disposition = content_disposition_header(extension != "pdf", name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _content(letter: Letter, what: str, extension: str) -> bytes:
    try:
        if what == SHEET:
            docx = approval_docx(letter)
        elif letter.document is None:
            docx = draft_docx(letter)
        else:
            return _signed(letter, extension)
    except LetterError as error:
        raise Refused(str(error)) from None
    return as_pdf(docx) if extension == "pdf" else docx


def _signed(letter: Letter, extension: str) -> bytes:
    """The signed letter: the PDF the worker made where it is there, else made now."""
    if extension == "docx" and letter.document is not None:
        return _bytes(letter.document)
    if letter.pdf is not None:
        return _bytes(letter.pdf)
    assert letter.document is not None  # noqa: S101  # the caller looked
    return as_pdf(_bytes(letter.document))


def _bytes(file: PrivateFile) -> bytes:
    return b"".join(private.read_chunks(file))


def _name(letter: Letter, what: str) -> str:
    label = LETTERS[letter.kind].label
    if what == SHEET:
        return _SHEET_NAME.format(letter=label)
    pattern = _SIGNED_NAME if letter.number else _DRAFT_NAME
    return pattern.format(letter=label, number=letter.number)

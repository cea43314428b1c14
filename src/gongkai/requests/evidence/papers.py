"""The files of a case in the order in which they came about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.dossier import Document
from gongkai.kernel import private
from gongkai.kernel.models import PrivateFile
from gongkai.requests.evidence.words import letter_label
from gongkai.requests.given import name_of
from gongkai.requests.models import Case, CaseFile, GivenFile, Letter, LetterReview, LetterState, Service

_SIGNED, _PDF, _SEALED, _VOID = "签发稿", "签发稿 PDF", "盖章件", "已作废，没有送达"
_NAMED = "{label}（{what}）"
_OWN = "{role}：{name}"
_NOT_GIVEN = "遮盖前的原件"
_GIVEN = "提供给申请人"


def documents_of(case: Case) -> tuple[Document, ...]:
    """Every file: the request's, letters, proofs of service, papers of approval, files given out."""
    found = [*_of_case(case), *_of_letters(case), *_given(case)]
    found.sort(key=lambda pair: pair[0])
    return tuple(document for _, document in found)


def _of_case(case: Case) -> Iterator[tuple[datetime, Document]]:
    for row in CaseFile.objects.filter(case=case).select_related("file__key"):
        title = _OWN.format(role=row.get_role_display(), name=_original(row.file))
        yield row.added_at, _document(row.file, title, row.get_role_display(), localdate(row.added_at))


def _of_letters(case: Case) -> Iterator[tuple[datetime, Document]]:
    letters = Letter.objects.filter(case=case).select_related("document__key", "pdf__key", "sealed_file__key")
    for letter in letters:
        note = _VOID if letter.state == LetterState.VOID else ""
        for file, what in ((letter.document, _SIGNED), (letter.pdf, _PDF), (letter.sealed_file, _SEALED)):
            if file is not None:
                title = _NAMED.format(label=letter_label(letter), what=what)
                yield file.stored_at, _document(file, title, "文书", letter.issued_on, note=note)
    for service in Service.objects.filter(letter__case=case, proof__isnull=False).select_related(
        "letter", "proof__key"
    ):
        if service.proof is not None:
            title = _NAMED.format(label=letter_label(service.letter), what="送达凭证")
            yield service.proof.stored_at, _document(service.proof, title, "送达凭证", service.on)
    for review in LetterReview.objects.filter(letter__case=case, paper__isnull=False).select_related(
        "letter", "paper__key"
    ):
        if review.paper is not None:
            title = _NAMED.format(label=letter_label(review.letter), what="审批件")
            yield review.at, _document(review.paper, title, "审批件", localdate(review.at), internal=True)


def _given(case: Case) -> Iterator[tuple[datetime, Document]]:
    given = GivenFile.objects.filter(case=case, removed_at=None).select_related(
        "source__key", "redacted__key", "case__key"
    )
    for row in given:
        title, day = name_of(row), localdate(row.added_at)
        if row.redacted is not None:
            yield row.added_at, _document(row.redacted, title, _GIVEN, day, note="已遮盖")
            yield (
                row.added_at,
                _document(row.source, title, "内部材料", day, note=_NOT_GIVEN, internal=True),
            )
        else:
            yield row.added_at, _document(row.source, title, _GIVEN, day)


def _original(file: PrivateFile) -> str:
    if file.erased_at is not None:
        return file.label
    name = private.original_name(file).replace("\\", "/").rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0]


def _document(
    file: PrivateFile, title: str, kind: str, on: date | None, *, note: str = "", internal: bool = False
) -> Document:
    erased = file.erased_at is not None
    return Document(
        title=title, kind=kind, extension=file.extension, on=on, note=note, internal=internal,
        read=None if erased else lambda: private.read_chunks(file),
        erased_on=localdate(file.erased_at) if file.erased_at is not None else None,
    )  # fmt: skip

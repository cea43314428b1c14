"""What the tracking page shows of a case beside its story: letters, files, remedies, fee, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.letters import LETTERS
from gongkai.portal.requests.story import Story, story_of
from gongkai.portal.templating import size
from gongkai.requests.acts.applicant import Wish, given_to_applicant, letters_for_applicant, open_wishes
from gongkai.requests.given import name_of, outgoing
from gongkai.requests.letter_content import fields_of, settings_of
from gongkai.requests.models import Case, CaseStage, FeeNotice, Letter, ServiceChannel
from gongkai.requests.personal import Asked, asked_of

#: Letters that ask the applicant for something, and what answers them.
_ASKING = {"correction_notice": Wish.CORRECT, "reasons_notice": Wish.GIVE_REASONS}
_YUAN = "{yuan}.{fen:02d}"


@dataclass(frozen=True)
class LetterShown:
    """A served letter: what it is, how it was served, and whether its file can be had here."""

    id: int
    label: str
    number: str
    served_on: date | None
    how: str
    file_label: str
    is_decision: bool
    remedies: list[str]


@dataclass(frozen=True)
class FileShown:
    """A file given out with the answer."""

    id: int
    name: str
    label: str


@dataclass(frozen=True)
class FeeShown:
    """What is to be paid, by when, and how."""

    amount: str
    pay_by: date | None
    how: str
    receipt_number: str
    paid_on: date | None


@dataclass(frozen=True)
class CaseShown:
    """All of it."""

    case: Case
    story: Story
    asked: Asked
    letters: list[LetterShown]
    files: list[FileShown]
    fee: FeeShown | None
    wishes: frozenset[Wish]
    points: dict[Wish, list[str]]


def shown(case: Case, *, today: date) -> CaseShown:
    """What the applicant sees of the case today; raises KeyDestroyed when its data are gone."""
    letters = letters_for_applicant(case)
    return CaseShown(
        case, story_of(case, today=today), asked_of(case), [_letter(one) for one in letters],
        [FileShown(one.pk, name_of(one), _file(outgoing(one))) for one in given_to_applicant(case)],
        _fee(case.answered_by_case or case), open_wishes(case), _points(letters),
    )  # fmt: skip


def _points(letters: list[Letter]) -> dict[Wish, list[str]]:
    """What the last notices of their kinds ask for, point by point."""
    found: dict[Wish, list[str]] = {Wish.CORRECT: [], Wish.GIVE_REASONS: []}
    for letter in letters:
        wish = _ASKING.get(letter.kind)
        told = fields_of(letter).get("points") if wish else None
        if wish and isinstance(told, list):
            found[wish] = [str(one) for one in told]
    return found


def _letter(letter: Letter) -> LetterShown:
    kind, file = LETTERS[letter.kind], letter.sealed_file
    services = [str(ServiceChannel(one.channel).label) for one in letter.services.all()]
    can_be_had = letter.case.electronic_service and file is not None and file.erased_at is None
    told = fields_of(letter).get("remedy_paragraphs") if kind.decision else None
    remedies = [str(one) for one in told] if isinstance(told, list) else []
    return LetterShown(
        letter.pk, kind.label, letter.number, letter.served_on, "、".join(dict.fromkeys(services)),
        _file(file) if can_be_had and file else "", kind.decision, remedies,
    )  # fmt: skip


def _file(file: object) -> str:
    return "，".join((getattr(file, "label", ""), size(getattr(file, "size", 0))))


def _fee(case: Case) -> FeeShown | None:
    served = FeeNotice.objects.filter(case=case, cancelled_at=None, letter__state="served")
    notice = served.order_by("-pk").first()
    if notice is None:
        return None
    how = settings_of(case.organ).fee_payment if case.stage == CaseStage.PAYING else ""
    yuan, fen = divmod(notice.amount_fen, 100)
    return FeeShown(
        _YUAN.format(yuan=yuan, fen=fen), notice.pay_by, how, notice.receipt_number, notice.paid_on
    )  # fmt: skip

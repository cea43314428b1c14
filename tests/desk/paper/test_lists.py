"""The lists of 纸面审签: as many questions to the database at 30 rows as at 3."""

from __future__ import annotations

import io
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item, ReviewRecord
from gongkai.documents.letters import standard_template
from gongkai.documents.scans import new_code
from gongkai.documents.scans.codes import ALPHABET
from gongkai.kernel import filestore
from gongkai.paper.acts.templates import upload_layout
from gongkai.paper.models import FormKind, Objection, PaperForm, PrintRun, ScanBatch, ScanFile, ScanPage
from tests.documents.samples import PNG
from tests.factories import NOW, make_submitted

pytestmark = pytest.mark.django_db
_counted = itertools.count()


def _code() -> str:
    number = next(_counted)
    digits = iter(ALPHABET[number // 31**place % 31] for place in range(9))
    return new_code(lambda _: next(digits))


class Stack:
    """Sheets of a bureau with their scans, made without printer and scanner."""

    def __init__(self, bureau) -> None:
        self.bureau = bureau
        self.file = filestore.take_in(name="a.png", stream=io.BytesIO(PNG), now=NOW)
        self.batch = ScanBatch.objects.create(organ=bureau.organ, by=bureau.reviewer, at=NOW, state="read")
        self.upload = ScanFile.objects.create(batch=self.batch, file=self.file, name="扫描.pdf")
        self.run = PrintRun.objects.create(organ=bureau.organ, by=bureau.reviewer, at=NOW, pdf=self.file)
        self.pages = itertools.count(1)

    def sheet(self) -> PaperForm:
        item: Item = make_submitted(self.bureau, "zdly")
        form = PaperForm.objects.create(
            organ=self.bureau.organ, item=item, kind=FormKind.REVIEW, code=_code(), scan=self.file,
            digest=content_digest(item), steps=["head", "office", "leader"], document=self.file,
            printed_by=self.bureau.drafter, printed_at=NOW,
        )  # fmt: skip
        self.run.forms.add(form)
        return form

    def page(self, state: str, form: PaperForm | None = None) -> ScanPage:
        return ScanPage.objects.create(
            batch=self.batch, upload=self.upload, number=next(self.pages), state=state, form=form,
            picture=self.file, cutout=self.file, problem="没有认出" if state == "unknown" else "",
        )  # fmt: skip

    def record(self) -> ReviewRecord:
        return ReviewRecord.objects.create(
            item=make_submitted(self.bureau), step="second", reviewer=self.bureau.signer, result="approved",
            digest="0" * 64, at=NOW, paper=self.file, entered_by=self.bureau.reviewer,
        )  # fmt: skip

    def objection(self) -> Objection:
        return Objection.objects.create(
            record=self.record(), by=self.bureau.signer, at=NOW, reason="不是我签的"
        )

    def batch_with_work(self) -> None:
        batch = ScanBatch.objects.create(
            organ=self.bureau.organ, by=self.bureau.reviewer, at=NOW, state="read"
        )
        upload = ScanFile.objects.create(batch=batch, file=self.file, name="扫描.pdf")
        ScanPage.objects.create(batch=batch, upload=upload, number=1, state="ready", form=self.sheet())


@pytest.fixture
def stack(bureau) -> Stack:
    return Stack(bureau)


def _questions(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


_LISTS = {
    "sheets that are out": ("reviewer", lambda stack: reverse("desk:paper"), lambda stack: stack.sheet()),
    "batches": ("reviewer", lambda stack: reverse("desk:paper"), lambda stack: stack.batch_with_work()),
    "a batch to enter": (
        "reviewer", lambda stack: reverse("desk:paper_batch", args=(stack.batch.pk,)),
        lambda stack: stack.page("ready", stack.sheet()),
    ),
    "a batch that is entered": (
        "reviewer", lambda stack: reverse("desk:paper_batch", args=(stack.batch.pk,)),
        lambda stack: (stack.page("entered", stack.sheet()), stack.page("discarded"), stack.page("unknown")),
    ),
    "pages to sort": (
        "reviewer", lambda stack: reverse("desk:paper_pages"), lambda stack: stack.page("unknown"),
    ),
    "mine": ("signer", lambda stack: reverse("desk:paper_mine"), lambda stack: stack.record()),
    "objections": (
        "reviewer", lambda stack: reverse("desk:paper_objections"), lambda stack: stack.objection(),
    ),
    "a run": (
        "reviewer", lambda stack: reverse("desk:paper_run", args=(stack.run.pk,)),
        lambda stack: stack.sheet(),
    ),
    "items chosen for printing": (
        "reviewer",
        lambda stack: reverse("desk:paper_print") + "?" + "&".join(
            f"item={pk}" for pk in Item.objects.values_list("pk", flat=True)
        ),
        lambda stack: make_submitted(stack.bureau),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _LISTS)
def test_the_number_of_questions_does_not_grow_with_the_rows(bureau, stack, signed_in, name):
    who, address, add = _LISTS[name]
    client = signed_in(bureau.people[who])
    for _ in range(3):
        add(stack)
    _questions(client, address(stack))
    few = _questions(client, address(stack))
    for _ in range(27):
        add(stack)
    assert _questions(client, address(stack)) == few
    assert few <= 40


def test_the_layouts_are_read_in_the_same_number_of_questions_however_many_there_are(bureau, signed_in):
    client = signed_in(bureau.office_head)

    def add() -> None:
        upload_layout(
            actor=bureau.office_head, organ_id=bureau.organ.pk, kind=FormKind.REVIEW, name="a.docx",
            stream=io.BytesIO(standard_template(FormKind.REVIEW)), now=NOW,
        )  # fmt: skip

    addresses = (
        reverse("desk:paper_layouts"),
        reverse("desk:paper_layout", args=(bureau.organ.pk, "review")),
    )
    for _ in range(3):
        add()
    few = [_questions(client, address) for address in addresses]
    for _ in range(7):
        add()
    assert [_questions(client, address) for address in addresses] == few


def test_a_batch_with_work_stays_in_sight_however_many_come_after_it(bureau, stack, signed_in):
    stack.page("ready", stack.sheet())
    for _ in range(25):
        ScanBatch.objects.create(organ=bureau.organ, by=bureau.reviewer, at=NOW, state="read")
    shown = signed_in(bureau.reviewer).get(reverse("desk:paper"))
    assert shown.context["batches"][0] == stack.batch


def test_a_batch_of_more_sheets_than_fit_says_how_many_are_left(bureau, stack, signed_in):
    for _ in range(53):
        stack.page("ready", stack.sheet())
    shown = signed_in(bureau.reviewer).get(reverse("desk:paper_batch", args=(stack.batch.pk,)))
    assert "还有 3 张" in shown.content.decode()

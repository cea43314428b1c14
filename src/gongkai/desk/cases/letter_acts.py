"""Every act of a letter as a page: what is said first, its form, how it is carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from gongkai.desk.cases.letter_forms import EditForm, NoteForm, ProofForm, ReasonForm, editable_fields
from gongkai.desk.request_office.sheet_forms import PaperForm, SealForm, ServeForm
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Person
from gongkai.requests.acts import letters, paper, serving
from gongkai.requests.letter_screening import unsettled_files
from gongkai.requests.models import Letter

Make = Callable[[Letter, Any, Any], forms.Form]
Run = Callable[["Doing"], object]


@dataclass(frozen=True)
class Doing:
    """Who does the act, to which letter, with what was entered; `of` names the service it is about."""

    person: Person
    letter: Letter
    form: Any
    now: datetime
    of: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What was entered."""
        found: dict[str, Any] = self.form.cleaned_data
        return found

    def call(self, act: Callable[..., object], **more: Any) -> object:
        """The act on this letter."""
        return act(actor=self.person, letter_id=self.letter.pk, now=self.now, **more)


@dataclass(frozen=True)
class LetterAct:
    """What the page of an act is made of."""

    what: tuple[str, ...]
    done: str
    run: Run
    make: Make
    main: bool = False
    danger: bool = False
    needs: Callable[[Letter], str] = lambda letter: ""


def _plain(form: type[forms.Form]) -> Make:
    return lambda letter, data, files: form(data, files)


def _nothing_to_word(letter: Letter) -> str:
    return "" if editable_fields(letter) else "这种文书没有自拟的文字；结果和理由请重新“拟定答复”"


def _no_service(letter: Letter) -> str:
    return "" if letter.services.exists() else "还没有送达"


def _paper_form(letter: Letter, data: Any, files: Any) -> forms.Form:
    return PaperForm(letter, data, files, files_waiting=bool(unsettled_files(letter)))


def _sign_on_paper(doing: Doing) -> object:
    scan = doing.values["scan"]
    return doing.call(paper.sign_on_paper, signing=doing.form.signing(), name=str(scan.name), stream=scan)


def _seal(doing: Doing) -> object:
    upload = doing.values["sealed"]
    return doing.call(
        serving.seal_letter, name=str(upload.name), stream=upload,
        compared_by_eye=doing.values["compared_by_eye"],
    )  # fmt: skip


def _prove(doing: Doing) -> object:
    service = doing.letter.services.filter(pk=doing.of).first() if doing.of else doing.letter.services.last()
    if service is None:
        raise NotVisible
    upload = doing.values["proof"]
    return serving.prove_service(
        actor=doing.person, service_id=service.pk, received_on=doing.values["received_on"],
        returned_on=doing.values["returned_on"], returned_reason=doing.values["returned_reason"],
        proof=(str(upload.name), upload) if upload else None, now=doing.now,
    )  # fmt: skip


LETTER_ACTS: dict[str, LetterAct] = {
    "edit_letter": LetterAct(
        ("改动之后，已经送审的退回起草，重新审核。申请内容、期限、救济途径等由系统填写，不在这里改。",),
        "文书已修改。", lambda doing: doing.call(letters.edit_letter, changes=doing.form.changes()),
        lambda letter, data, files: EditForm(letter, data, files), needs=_nothing_to_word,
    ),
    "submit_letter": LetterAct(
        ("送审后由另一人审核，再由有权的人签发。",), "已送审。",
        lambda doing: doing.call(letters.submit_letter), _plain(forms.Form), main=True,
    ),
    "check_letter": LetterAct(
        ("请逐句看过文书和随附的文件：结果、理由、依据、救济途径，有没有不该写的个人信息。",), "审核通过。",
        lambda doing: doing.call(letters.check_letter, note=doing.values["note"]), _plain(NoteForm),
        main=True,
    ),
    "return_letter": LetterAct(
        ("退回起草人修改，理由会显示在文书上。",), "已退回。",
        lambda doing: doing.call(letters.return_letter, reason=doing.values["reason"]), _plain(ReasonForm),
    ),
    "sign_letter": LetterAct(
        ("签发后编号、定稿，内容不能再改；随即生成 PDF，打印盖章。",), "已签发编号，正在生成 PDF。",
        lambda doing: doing.call(letters.sign_letter, note=doing.values["note"]), _plain(NoteForm), main=True,
    ),
    "sign_on_paper": LetterAct(
        ("负责人在纸面上签了字的，在这里登记并上传扫描件，与在系统里签发效力相同。",),
        "已登记签批，文书已编号。",
        _sign_on_paper, _paper_form,
    ),
    "seal_letter": LetterAct(
        ("上传盖好章的文件。系统与签发稿逐字比对，一致的才留存为正式文书。",), "盖章件已留存。", _seal,
        _plain(SealForm), main=True,
    ),
    "serve_letter": LetterAct(
        ("送达之日由此确定：邮寄的以交邮之日为准，只能交邮政企业；网上送达以当天为准。",), "已登记送达。",
        lambda doing: doing.call(serving.serve_letter, facts=doing.form.facts()),
        lambda letter, data, files: ServeForm(letter, data), main=True,
    ),
    "serve_again": LetterAct(
        ("被退回或者没有收到的，可以再送一次；首次送达之日不变。",), "已登记再次送达。",
        lambda doing: doing.call(serving.serve_again, facts=doing.form.facts()),
        lambda letter, data, files: ServeForm(letter, data),
    ),
    "prove_service": LetterAct(
        ("登记对方签收或者邮件退回，凭证进入案卷。",), "送达凭证已登记。", _prove, _plain(ProofForm),
        needs=_no_service,
    ),
    "void_letter": LetterAct(
        ("作废后不再送达；已经编的号留在登记里，不再使用。",), "文书已作废。",
        lambda doing: doing.call(letters.void_letter, reason=doing.values["reason"]), _plain(ReasonForm),
        danger=True,
    ),
}  # fmt: skip


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: nothing while the page is only shown."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)

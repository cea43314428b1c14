"""One case, one sheet: what happened, what to do today with its form, by when and why, what to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.cases.acting import reason_against
from gongkai.desk.cases.asking import ActForm
from gongkai.desk.cases.registry import CASE_ACTS
from gongkai.desk.cases.rows import outcome_words
from gongkai.desk.cases.situation import Situation
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.desk.request_office.access import office_case
from gongkai.desk.request_office.sheet_facts import case_now, given_rows, letter_in_hand
from gongkai.desk.request_office.sheet_forms import PaperForm, SealForm, ServeForm
from gongkai.desk.request_office.story import story_of
from gongkai.kernel.errors import Refused
from gongkai.requests.acts.paper import code_of, sign_on_paper
from gongkai.requests.acts.serving import seal_letter, serve_letter
from gongkai.requests.models import Letter
from gongkai.requests.next_step import Advice, Step, advise
from gongkai.requests.rules import lamp_of, status_of, why_not_letter

#: Steps whose form is that of an act of the case.
_ACTS = {
    Step.CONFIRM: "confirm", Step.AWAIT_CORRECTION: "receive_correction",
    Step.AWAIT_PAYMENT: "record_payment", Step.ARCHIVE: "archive",
}  # fmt: skip
_LETTER_ACTS = {Step.SIGN: "sign_on_paper", Step.SEAL: "seal_letter", Step.SERVE: "serve_letter"}
_DONE = {
    Step.SIGN: "已登记签批，文书已编号。", Step.SEAL: "盖章件已留存。", Step.SERVE: "已登记送达。",
}  # fmt: skip
_BUTTONS = {
    Step.CONFIRM: "登记确认", Step.AWAIT_CORRECTION: "登记补正", Step.AWAIT_PAYMENT: "登记缴费",
    Step.ARCHIVE: "归档", Step.SIGN: "登记签批", Step.SEAL: "上传盖章件", Step.SERVE: "登记送达",
}  # fmt: skip


@dataclass
class StepForm:
    """The form of today's step, how it is carried out, and why it is closed to this person."""

    form: forms.Form | None = None
    run: Callable[[forms.Form], object] | None = None
    reason: str = ""
    button: str = ""
    done: str = ""


@staff_page
def case_sheet(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show the sheet and, on POST, do today's step. A form of a step that is over is not carried out."""
    situation = Situation(office_case(request, case_id), request.user, request.standing, timezone.now())
    advice, letter = advise(case_now(situation)), letter_in_hand(situation)
    is_post = request.method == "POST"
    if is_post and request.POST.get("step") != _mark(advice, letter):
        messages.warning(request, "这件申请的情况已经变了，请看现在要办的事。")
        return redirect("desk:case_sheet", case_id=case_id)
    data, files = (request.POST, request.FILES) if is_post else (None, None)
    step = _step_form(situation, advice, letter, data, files)
    if is_post and step.reason:
        messages.error(request, step.reason + "。")
    elif is_post and step.form is not None and step.run is not None and step.form.is_valid():
        try:
            step.run(step.form)
        except Refused as refusal:
            refuse_into(step.form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("desk:case_sheet", case_id=case_id)
    return render(
        request, "desk/request_office/sheet.html", _context(situation, advice, letter, step)
    )  # fmt: skip


def _context(situation: Situation, advice: Advice, letter: Letter | None, step: StepForm) -> dict[str, Any]:
    case = situation.case
    return {
        "case": case, "advice": advice, "letter": letter, "step": step, "mark": _mark(advice, letter),
        "status": status_of(case), "lamp": lamp_of(case, situation.today), "today": situation.today,
        "story": story_of(case, situation.events, situation.letters),
        "outcome": outcome_words(case.outcome),
        "code": code_of(letter) if letter and advice.step is Step.SIGN else "",
        "decides": advice.step in {Step.DECIDE, Step.CLOSE_CORRECTION, Step.CLOSE_PAYMENT},
        "given": given_rows(situation),
        "letters": [one for one in situation.letters if one.issued_on],
    }  # fmt: skip


def _mark(advice: Advice, letter: Letter | None) -> str:
    """Names the step that a form belongs to."""
    return f"{advice.step}-{letter.pk}-{letter.state}" if letter else str(advice.step)


def _step_form(
    situation: Situation, advice: Advice, letter: Letter | None, data: Any, files: Any
) -> StepForm:
    if advice.step in _ACTS:
        return _of_case(situation, advice.step, data, files)
    if letter is not None and advice.step in _LETTER_ACTS:
        return _of_letter(situation, advice.step, letter, data, files)
    return StepForm()


def _of_case(situation: Situation, step: Step, data: Any, files: Any) -> StepForm:
    act = CASE_ACTS[_ACTS[step]]
    reason = reason_against(act, situation)
    if reason:
        return StepForm(reason=reason)
    form = ActForm(act.makers(situation), situation, data, files)
    return StepForm(
        form, lambda given: act.run(situation, given.cleaned_data), button=_BUTTONS[step], done=act.done
    )


def _of_letter(situation: Situation, step: Step, letter: Letter, data: Any, files: Any) -> StepForm:
    reason = why_not_letter(_LETTER_ACTS[step], letter, situation.standing)
    if reason:
        return StepForm(reason=reason)
    form, run = _MAKERS[step](situation, letter, data, files)
    return StepForm(form, run, button=_BUTTONS[step], done=_DONE[step])


Made = tuple[forms.Form, Callable[[Any], object]]


def _paper(situation: Situation, letter: Letter, data: Any, files: Any) -> Made:
    waiting = bool(case_now(situation).unsettled_files)
    initial = {"on": situation.today.isoformat()}
    form = PaperForm(letter, data, files, files_waiting=waiting, initial=initial)

    def run(given: PaperForm) -> object:
        scan = given.cleaned_data["scan"]
        return sign_on_paper(
            actor=situation.person, letter_id=letter.pk, signing=given.signing(), name=str(scan.name),
            stream=scan, now=situation.now,
        )  # fmt: skip

    return form, run


def _seal(situation: Situation, letter: Letter, data: Any, files: Any) -> Made:
    def run(given: SealForm) -> object:
        upload = given.cleaned_data["sealed"]
        return seal_letter(
            actor=situation.person, letter_id=letter.pk, name=str(upload.name), stream=upload,
            compared_by_eye=given.cleaned_data["compared_by_eye"], now=situation.now,
        )  # fmt: skip

    return SealForm(data, files), run


def _serve(situation: Situation, letter: Letter, data: Any, files: Any) -> Made:
    def run(given: ServeForm) -> object:
        return serve_letter(
            actor=situation.person, letter_id=letter.pk, facts=given.facts(), now=situation.now
        )

    return ServeForm(letter, data, initial={"on": situation.today.isoformat()}), run


_MAKERS = {Step.SIGN: _paper, Step.SEAL: _seal, Step.SERVE: _serve}

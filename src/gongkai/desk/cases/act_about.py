"""One line on the thing of a case that an act is about."""

from __future__ import annotations

from gongkai.desk.cases.words import event_detail, event_label
from gongkai.requests.given import name_of
from gongkai.requests.models import Assignment, CaseEvent, Consultation, GivenFile
from gongkai.requests.notices import spoken

_EVENT = "{on}：{label}{detail}"
_DETAIL = "（{detail}）"
_ASSIGNMENT = "{department}：{task}"
_CONSULTATION = "{party}：{name}"
_GIVEN = "《{name}》"


def about_words(target: object) -> str:
    """What the act is about, in words; nothing for an act on the whole case."""
    if isinstance(target, CaseEvent):
        detail = event_detail(target.data)
        more = _DETAIL.format(detail=detail) if detail else ""
        return _EVENT.format(on=spoken(target.on), label=event_label(target.type), detail=more)
    if isinstance(target, Assignment):
        return _ASSIGNMENT.format(department=target.department.name, task=target.task)
    if isinstance(target, Consultation):
        return _CONSULTATION.format(party=target.get_party_display(), name=target.masked)
    if isinstance(target, GivenFile):
        return _GIVEN.format(name=name_of(target))
    return ""

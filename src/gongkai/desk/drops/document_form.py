"""The form of one confirming look: each field beside its source, and a tick where that is unsure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from gongkai.desk.drops.wording import value_words
from gongkai.desk.items.forms import topic_choices
from gongkai.disclosure.models import Column
from gongkai.drops.acts.linking import NO_LINK
from gongkai.drops.answering import Answering, answer_of
from gongkai.drops.interpreting import Interpreting, Policy
from gongkai.drops.models import DropDocument, DropFile
from gongkai.drops.proposals import DATES, FIELDS, Proposal, restored
from gongkai.kernel.models import Department, Person
from gongkai.law import catalogue

LOOKED = "looked_"


@dataclass(frozen=True)
class Row:
    """One field on the page: input, proposal in words, and the tick if an unsure value is proposed."""

    field: forms.BoundField
    proposal: Proposal
    path: str
    others: tuple[str, ...]
    looked: forms.BoundField | None

    @property
    def is_blank(self) -> bool:
        """Whether the document says nothing here, and that is certain."""
        return self.proposal.is_sure and self.proposal.value in ("", None) and not self.field.errors


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class DocumentForm(forms.Form):
    """The fields of the item to be made. Blank dates and numbers are allowed: a document may lack them."""

    title = forms.CharField(label="名称", max_length=200, widget=forms.Textarea({"rows": 2}))
    doc_number = forms.CharField(label="文号", max_length=60, required=False)
    formed_on = _day("成文日期")
    issuer = forms.CharField(label="发布机构", max_length=200, required=False)
    column = forms.ModelChoiceField(label="栏目", queryset=Column.objects.none(), empty_label="请选择栏目")
    mode = forms.ChoiceField(label="公开方式")
    ground = forms.ChoiceField(label="不予公开理由", required=False)
    genre = forms.ChoiceField(label="体裁", required=False)
    topic = forms.ChoiceField(label="主题分类", required=False)
    effective_on = _day("施行日期")
    expires_on = _day("有效期至")
    department = forms.ModelChoiceField(label="科室", queryset=Department.objects.none(), empty_label=None)
    on_behalf_of = forms.ModelChoiceField(
        label="代谁填报", queryset=Person.objects.none(), required=False, empty_label="以我自己的名义",
        help_text="科室交来的文件，可以记在科室填报人员名下",
    )  # fmt: skip
    with_original = forms.BooleanField(label="原文件也作为附件公开", required=False)
    interprets = forms.ChoiceField(label="解读的文件", required=False)
    answer = forms.ChoiceField(label="完成的公开任务", required=False)
    attachments = forms.MultipleChoiceField(label="附件", required=False)

    def __init__(
        self, *args: Any, document: DropDocument, columns: Mapping[int, Column], files: list[DropFile],
        departments: list[Department], contacts: list[Person], interpreting: Interpreting | None = None,
        answering: Answering, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.proposals = restored(document.proposal)
        self._interpreting, self._answering = interpreting, answering
        initial = _initial(document, self.proposals, files, interpreting)
        kwargs.setdefault("initial", initial | {"answer": answering.proposal.value})
        super().__init__(*args, **kwargs)
        self._columns = columns
        self._choose(columns, files)
        self._offer_policies()
        self._offer_duties()
        self._place(departments, contacts, is_whole=document.has_text)
        for name, one in self.proposals.items():
            if not one.is_sure and not self._must_be_filled(name, one):
                self.fields[LOOKED + name] = forms.BooleanField(label="已核对", required=False)

    def _must_be_filled(self, name: str, one: Proposal) -> bool:
        """Whether nothing is proposed where something must stand: there is nothing to tick as checked."""
        return one.value in ("", None) and self.fields[name].required

    def _choose(self, columns: Mapping[int, Column], files: list[DropFile]) -> None:
        choices: dict[str, list[Any]] = {
            "mode": list(catalogue.MODES.choices()),
            "ground": [("", "无"), *catalogue.GROUNDS.choices()],
            "genre": [("", "按栏目默认"), *catalogue.GENRES.choices()],
            "topic": [("", "按栏目默认"), *topic_choices()],
            "attachments": [(str(file.pk), file.name) for file in files],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self._from("column", Column.objects.filter(pk__in=list(columns)).order_by("position", "id"))

    def _offer_policies(self) -> None:
        found = self._interpreting
        if found is None or not found.policies:
            del self.fields["interprets"]
            return
        offered = [(one.key, _policy_words(one)) for one in found.policies]
        first = [("", "请选择")] if found.is_open else []
        self.fields["interprets"].choices = [*first, *offered, (NO_LINK, "不关联")]  # type: ignore[attr-defined]

    def _offer_duties(self) -> None:
        if not self._answering.answers:
            del self.fields["answer"]
            return
        offered = [(one.key, one.words) for one in self._answering.answers]
        self.fields["answer"].choices = [("", "不是目录里的任务"), *offered]  # type: ignore[attr-defined]

    def _place(self, departments: list[Department], contacts: list[Person], *, is_whole: bool) -> None:
        if len(departments) > 1:
            self._from("department", Department.objects.filter(pk__in=[one.pk for one in departments]))
        else:
            del self.fields["department"]
        if contacts:
            self._from("on_behalf_of", Person.objects.filter(pk__in=[one.pk for one in contacts]))
        else:
            del self.fields["on_behalf_of"]
        if not is_whole:
            del self.fields["with_original"]

    def _from(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = queryset

    @property
    def rows(self) -> list[Row]:
        """The fields of the look, in their order."""
        rows = [self._row(name) for name in FIELDS]
        if "interprets" in self.fields and self._interpreting is not None:
            rows.insert(1, Row(self["interprets"], _link_proposal(self._interpreting), "", (), None))
        if "answer" in self.fields:
            rows.append(Row(self["answer"], self._answering.proposal, "", (), None))
        return rows

    def _row(self, name: str) -> Row:
        one = self.proposals[name]
        others = tuple(value_words(name, other, self._columns) for other in one.others)
        path = value_words(name, one.value, self._columns) if name == "topic" else ""
        looked = self[LOOKED + name] if LOOKED + name in self.fields else None
        return Row(self[name], one, path, tuple(filter(None, others)), looked)

    @property
    def further(self) -> list[forms.BoundField]:
        """What stands below the look: for whom, and whether the file itself goes along."""
        names = ("department", "on_behalf_of", "with_original")
        return [self[name] for name in names if name in self.fields]

    @property
    def looked(self) -> set[str]:
        """The unsure fields that were ticked as checked."""
        return {name for name in FIELDS if self.cleaned_data.get(LOOKED + name)}

    @property
    def answered(self) -> tuple[int, str] | None:
        """Line and period of the duty list that were chosen."""
        return answer_of(self.cleaned_data.get("answer"))

    def values(self) -> dict[str, object]:
        """What was confirmed, as the act takes it; on a form with errors what is usable of it."""
        found = {name: self.cleaned_data.get(name) for name in (*FIELDS, "department")}
        return {name: getattr(value, "pk", value) for name, value in found.items() if value not in ("", None)}


def _initial(
    document: DropDocument,
    proposals: Mapping[str, Proposal],
    files: list[DropFile],
    interpreting: Interpreting | None,
) -> dict[str, object]:
    values: dict[str, object] = {
        name: one.value.isoformat() if name in DATES and isinstance(one.value, date) else one.value
        for name, one in proposals.items()
    }
    return values | {
        "department": document.drop.department_id,
        "attachments": [str(file.pk) for file in files],
        "interprets": interpreting.proposed if interpreting else "",
    }


def _policy_words(policy: Policy) -> str:
    words = f"{policy.title}（{policy.number}）" if policy.number else policy.title
    return words if policy.is_item else f"{words}——这次投放，确认后关联"


def _link_proposal(found: Interpreting) -> Proposal:
    """The link as a row of the look: the name that tells it is its source."""
    doubt = "有几份文件名称相符，请选择它解读的是哪一份" if found.is_open else ""
    return Proposal(
        found.proposed or None, source=found.name, where="名称写明解读的文件，确认时一并关联",
        is_sure=not found.is_open, doubt=doubt,
    )  # fmt: skip

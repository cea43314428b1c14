"""An organ's own templates: faults named, looked at before use, letters keep theirs, the way back."""

import io
from datetime import timedelta

import pytest
from docx import Document

from gongkai.documents.letters import plain_text, standard_template
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.templates import activate_template, upload_template, use_standard
from gongkai.requests.models import Letter, LetterTemplate
from tests.documents.samples import PNG
from tests.factories import NOW, make_bureau
from tests.request_factories import make_case, open_part, plain_bytes, signed

KIND = "reply_open"


def own(extra: str = "本机关自己的落款说明", *, source: bytes | None = None) -> bytes:
    """The standard template with a line more."""
    document = Document(io.BytesIO(source or standard_template(KIND)))
    document.add_paragraph(extra)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def upload(office, content: bytes, *, actor=None, name="模板.docx", kind=KIND, now=NOW):
    return upload_template(
        actor=actor or office.office_head, organ_id=office.organ.pk, kind=kind, name=name,
        stream=io.BytesIO(content), now=now,
    )  # fmt: skip


def drafted(office) -> Letter:
    case = make_case(office)
    return decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW).letter


def test_an_uploaded_template_is_not_in_use(office):
    upload(office, own())
    assert not LetterTemplate.objects.filter(until=None).exists()
    assert drafted(office).template is None


def test_a_letter_drafted_afterwards_is_made_with_it(office):
    template = upload(office, own())
    activate_template(actor=office.office_head, template_id=template.pk, now=NOW)
    letter = drafted(office)
    assert letter.template == template
    assert "本机关自己的落款说明" in plain_text(plain_bytes(signed(office, letter).document))


def test_a_letter_keeps_the_template_it_was_drafted_with(office):
    first = upload(office, own("第一版"))
    activate_template(actor=office.office_head, template_id=first.pk, now=NOW)
    letter = drafted(office)
    second = upload(office, own("第二版"))
    activate_template(actor=office.office_head, template_id=second.pk, now=NOW + timedelta(hours=1))
    text = plain_text(plain_bytes(signed(office, letter).document))
    assert "第一版" in text
    assert "第二版" not in text
    assert LetterTemplate.objects.get(until=None) == second


def test_the_way_back_to_the_standard_and_to_an_old_one(office):
    template = upload(office, own())
    activate_template(actor=office.office_head, template_id=template.pk, now=NOW)
    later = NOW + timedelta(hours=1)
    use_standard(actor=office.office_head, organ_id=office.organ.pk, kind=KIND, now=later)
    assert drafted(office).template is None
    with pytest.raises(ActRefused):
        use_standard(actor=office.office_head, organ_id=office.organ.pk, kind=KIND, now=later)
    again = activate_template(actor=office.office_head, template_id=template.pk, now=later)
    template.refresh_from_db()
    assert again != template
    assert template.until == later, "what was in use and until when is history"
    assert again.file == template.file
    with pytest.raises(ActRefused):
        activate_template(actor=office.office_head, template_id=again.pk, now=later)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (own("经办人：{{ clerk_mood }}"), "没有定义的字段“clerk_mood”"),
        (own("共 {{ 1 + 1 }} 页"), "模板"),
    ],
    ids=["undeclared", "computes"],
)
def test_undeclared_fields_are_named(office, content, words):
    with pytest.raises(InputRefused) as refused:
        upload(office, content)
    assert words in refused.value.fields["file"]
    assert not LetterTemplate.objects.exists()


def test_a_template_that_lacks_what_the_law_wants_is_refused(office):
    blank = io.BytesIO()
    Document().save(blank)
    with pytest.raises(InputRefused) as refused:
        upload(office, blank.getvalue())
    assert "缺少必须写明的字段" in refused.value.fields["file"]


def test_only_word_files_are_templates(office):
    with pytest.raises(InputRefused) as refused:
        upload(office, PNG, name="a.png")
    assert "docx" in refused.value.fields["file"]


@pytest.mark.parametrize("role", ["reviewer", "signer", "drafter", "security"])
def test_only_managers_touch_them(office, role):
    template = upload(office, own())
    person = office.people[role]
    with pytest.raises(NotVisible):
        upload(office, own(), actor=person)
    with pytest.raises(NotVisible):
        activate_template(actor=person, template_id=template.pk, now=NOW)
    with pytest.raises(NotVisible):
        use_standard(actor=person, organ_id=office.organ.pk, kind=KIND, now=NOW)


def test_another_organ_and_unknown_kinds_are_not_there(office):
    template = upload(office, own())
    other = make_bureau(parent=office.authority)
    with pytest.raises(NotVisible):
        activate_template(actor=other.admin, template_id=template.pk, now=NOW)
    with pytest.raises(NotVisible):
        upload(office, own(), kind="love_letter")


def test_every_step_is_in_the_audit(office):
    template = upload(office, own())
    activate_template(actor=office.office_head, template_id=template.pk, now=NOW)
    use_standard(actor=office.office_head, organ_id=office.organ.pk, kind=KIND, now=NOW)
    acts = AuditEntry.objects.filter(act__startswith="requests.template.").order_by("seq")
    assert [row.act.rpartition(".")[2] for row in acts] == ["uploaded", "activated", "ended"]

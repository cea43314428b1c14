"""An organ's own lay-out of a sheet: without the code drawn on it, no scan would be found again."""

from io import BytesIO

import docx
import pytest

from gongkai.documents.letters import standard_template
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.paper.acts.templates import activate_layout, upload_layout, use_standard_layout
from gongkai.paper.models import FormKind, PaperTemplate
from gongkai.paper.queries import template_in_use
from tests.documents.samples import PNG, saved
from tests.factories import NOW, make_bureau

pytestmark = pytest.mark.django_db
KIND = FormKind.REVIEW.value
_FIELDS = "{{ organ_name }}{{ title }}{{ department_name }}{{ drafter_name }}{{ mode }}{{ fingerprint }}"
_STEPS = "{% for step in steps %}{{ step.label }}{% endfor %}"


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def _layout(*paragraphs: str) -> bytes:
    document = docx.Document()
    document.add_picture(BytesIO(PNG))
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def _upload(bureau, content: bytes, *, by: str = "office_head", name: str = "审查表.docx") -> PaperTemplate:
    return upload_layout(
        actor=bureau.people[by], organ_id=bureau.organ.pk, kind=KIND, name=name, stream=BytesIO(content),
        now=NOW,
    )  # fmt: skip


def test_a_layout_is_in_use_only_after_it_was_looked_at_and_is_given_up_again(bureau):
    layout = _upload(bureau, standard_template(KIND))
    assert template_in_use(bureau.organ, KIND) is None
    activate_layout(actor=bureau.office_head, layout_id=layout.pk, now=NOW)
    assert template_in_use(bureau.organ, KIND) == layout
    use_standard_layout(actor=bureau.office_head, organ_id=bureau.organ.pk, kind=KIND, now=NOW)
    assert template_in_use(bureau.organ, KIND) is None


def test_a_layout_with_a_picture_of_its_own_and_the_code_is_taken(bureau):
    assert _upload(bureau, _layout(_FIELDS, "{{ form_qr }}", _STEPS)).pk


def test_a_layout_that_only_writes_the_number_is_refused_whatever_pictures_it_has(bureau):
    with pytest.raises(InputRefused, match="没有二维码"):
        _upload(bureau, _layout(_FIELDS, "{{ form_code }}", _STEPS))
    assert not PaperTemplate.objects.exists()


def test_every_field_that_is_missing_is_named(bureau):
    with pytest.raises(InputRefused) as refused:
        _upload(bureau, _layout("{{ form_qr }}"))
    assert "信息名称" in refused.value.fields["file"] and "起草人" in refused.value.fields["file"]


def test_what_is_no_word_file_is_refused(bureau):
    with pytest.raises(InputRefused, match="docx"):
        _upload(bureau, PNG, name="审查表.png")


@pytest.mark.parametrize("name", ["drafter", "reviewer", "admin"])
def test_only_the_head_of_the_office_keeps_layouts(bureau, name):
    with pytest.raises(NotVisible):
        _upload(bureau, standard_template(KIND), by=name)


def test_the_standard_is_not_given_up_for_itself(bureau):
    with pytest.raises(ActRefused, match="标准版式"):
        use_standard_layout(actor=bureau.office_head, organ_id=bureau.organ.pk, kind=KIND, now=NOW)

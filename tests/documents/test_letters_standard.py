"""The standard templates: every letter comes out whole, the same each time, from exactly its own fields."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from lxml import etree

from gongkai.documents.letters import (
    FIELDS,
    FieldsRefused,
    FontNames,
    Kind,
    LetterCode,
    LetterError,
    check_template,
    missing_fields,
    plain_text,
    render,
    sample_fields,
    standard_template,
    unknown_fields,
    wording_of,
)
from gongkai.documents.letters.values import written
from tests.documents.letter_cases import LETTERS, filled, letter, members

# Said in other words than they are given: as 你 or 你单位, or as a picture.
_TURNED = {"is_organisation", "third_party_is_organisation", "delivery_way", "carrier"}
# A form for a natural person has no place for what only organisations have.
_OF_ORGANISATIONS = {"organisation_kind", "representative", "contact_person"}


@pytest.mark.parametrize("red_head", [False, True])
@pytest.mark.parametrize("code", LETTERS)
def test_a_standard_template_fits_its_letter(code, red_head):
    assert check_template(standard_template(code, red_head=red_head), code) == ()


@pytest.mark.parametrize("red_head", [False, True])
@pytest.mark.parametrize("code", LETTERS)
def test_every_sample_value_is_printed_and_no_tag_is_left(code, red_head):
    text = plain_text(letter(code, red_head=red_head))
    solid = "".join(text.split())
    for one in FIELDS[LetterCode(code)]:
        for value in _said(one, sample_fields(code)[one.name]):
            assert "".join(value.split()) in solid, (one.name, value)
    assert not re.search(r"[{}]|None|Undefined|【|】", text)
    assert wording_of(code).title.split("（")[0] in solid


@pytest.mark.parametrize("code", LETTERS)
def test_equal_fields_make_equal_bytes_without_time_or_author(code):
    made = letter(code)
    assert made == letter(code)
    properties = etree.fromstring(members(made)["docProps/core.xml"])
    assert [etree.QName(child).localname for child in properties if child.text] == ["title"]


@pytest.mark.parametrize("code", LETTERS)
def test_without_optional_fields_no_label_stands_without_its_value(code):
    needed = {one.name: sample_fields(code)[one.name] for one in FIELDS[LetterCode(code)] if one.required}
    text = plain_text(render(standard_template(code), needed, code=code))
    if wording_of(code).shape.value == "letter":
        assert not re.search(r"：\s*(?:。|；|，|$)(?!\n)", text.replace("：\n", "\0")), text
        assert "（）" not in text
        assert "联系机构" not in text
    assert "None" not in text


@pytest.mark.parametrize("code", LETTERS)
def test_each_required_field_is_asked_for_by_its_label(code):
    for one in FIELDS[LetterCode(code)]:
        if not one.required:
            continue
        fields = filled(code)
        del fields[one.name]
        assert missing_fields(code, fields) == (one,)
        with pytest.raises(FieldsRefused) as refused:
            render(standard_template(code), fields, code=code)
        assert one.label in refused.value.message


def test_fields_that_are_blank_count_as_missing_unless_they_may_be_empty():
    fields = filled("reply_refusal", asked="  ", parts=[], remedy_paragraphs=[])
    assert [one.name for one in missing_fields("reply_refusal", fields)] == ["asked", "parts"]


def test_a_field_the_letter_does_not_know_is_named():
    fields = filled("receipt") | {"purpose": "生产"}
    assert unknown_fields("receipt", fields) == ("purpose",)
    with pytest.raises(FieldsRefused, match="purpose"):
        render(standard_template("receipt"), fields, code="receipt")


def test_an_unknown_kind_of_letter_is_named():
    for ask in (standard_template, sample_fields, wording_of):
        with pytest.raises(LetterError, match="passport"):
            ask("passport")


def test_samples_have_the_kinds_their_fields_declare():
    kinds = {Kind.DATE: date, Kind.YES_NO: bool, Kind.TEXT: str, Kind.TEXTS: list, Kind.ITEMS: list}
    for code in LetterCode:
        for one in FIELDS[code]:
            value = sample_fields(code)[one.name]
            if one.kind in kinds:
                assert type(value) is kinds[one.kind], (code, one.name)
            for item in value if one.kind is Kind.ITEMS else []:
                assert set(item) == set(one.items), (code, one.name)


def test_organisations_are_addressed_as_such():
    assert "你单位提交的" in plain_text(letter("reply_open", is_organisation=True))
    assert "你单位" not in plain_text(letter("reply_open"))


def test_a_form_of_an_organisation_fills_the_lines_of_organisations_alone():
    lines = plain_text(letter("application_form", is_organisation=True)).splitlines()
    at = lines.index("法人或者")
    of_people, of_organisations = lines[:at], lines[at:]
    assert {"张晓𬱖", "王主任", "赵经理", "社会公益组织", "0000-11112222"} <= set(of_organisations)
    assert not {"张晓𬱖", "0000-11112222", "居民身份证"} & set(of_people)


def test_the_fonts_of_an_organ_stand_in_its_templates():
    own = standard_template("receipt", fonts=FontNames(title="方正小标宋_GBK", body="仿宋'<&>"))
    styles = members(own)["word/styles.xml"].decode()
    assert "方正小标宋_GBK" in styles
    etree.fromstring(styles.encode())
    assert check_template(own, "receipt") == ()


def _said(one, value) -> Iterator[str]:
    """How a sample value must stand in the letter."""
    if one.name in _TURNED | _OF_ORGANISATIONS:
        return
    if one.kind is Kind.TEXTS:
        yield from (text.rstrip("。") for text in value)
    elif one.kind is Kind.ITEMS:
        for item in value:
            yield from (text.rstrip("。") for text in item.values() if isinstance(text, str))
    elif one.name == "asked":
        yield value.replace("“", "‘").replace("”", "’") if "“" in value else value
    else:
        yield written(value).rstrip("。")

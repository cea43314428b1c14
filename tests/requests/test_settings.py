"""The organ's own values: who may change them, what is refused, what the audit keeps."""

import pytest

from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.settings import save_settings, switchable_letters
from gongkai.requests.models import OfficeSettings
from gongkai.requests.remedy_preview import previews
from tests.factories import NOW, make_bureau

TODAY = NOW.date()


def save(office, *, actor=None, organ=None, **changes):
    return save_settings(
        actor=actor or office.office_head, organ_id=(organ or office.organ).pk, changes=changes, now=NOW
    )


@pytest.mark.parametrize("role", ["office_head", "admin"])
def test_the_head_and_the_administrator_change_them(office, role):
    save(office, actor=office.people[role], court="海岳铁路运输法院")
    assert OfficeSettings.objects.get(organ=office.organ).court == "海岳铁路运输法院"


@pytest.mark.parametrize("role", ["reviewer", "signer", "drafter", "security", "auditor", "supervisor"])
def test_nobody_else_does(office, role):
    with pytest.raises(NotVisible):
        save(office, actor=office.people[role], court="某法院")


def test_another_organ_is_not_reached(office):
    other = make_bureau(parent=office.authority)
    with pytest.raises(NotVisible):
        save(office, actor=other.admin, court="某法院")


def test_an_organ_without_values_gets_its_first(office):
    other = make_bureau(parent=office.authority)
    save(other, actor=other.admin, organ=other.organ, government="海岳市文川区人民政府")
    assert OfficeSettings.objects.get(organ=other.organ).government == "海岳市文川区人民政府"


def test_the_audit_names_what_was_changed_and_silence_leaves_no_row(office):
    save(office, court=" 某法院 ", retention="years_30")
    row = AuditEntry.objects.get(act="requests.settings.saved")
    assert row.detail == {"fields": ["court", "retention"]}
    save(office, court="某法院")
    assert AuditEntry.objects.filter(act="requests.settings.saved").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reply_series": "文工信公复〔2026〕"}, "reply_series"),
        ({"reply_series": "文工信公", "notice_series": "文工信公"}, "notice_series"),
        ({"organ_position": "court"}, "organ_position"),
        ({"notices_off": ["reply_refusal"]}, "notices_off"),
        ({"correction_days": 0}, "correction_days"),
        ({"internal_days": 20}, "internal_days"),
        ({"retention": "forever"}, "retention"),
        ({"fee_enabled": True, "fee_payment": " "}, "fee_payment"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_nothing_is_kept(office, changes, field):
    before = OfficeSettings.objects.filter(organ=office.organ).values().get()
    with pytest.raises(InputRefused) as refused:
        save(office, **changes)
    assert set(refused.value.fields) == {field}
    assert OfficeSettings.objects.filter(organ=office.organ).values().get() == before


def test_only_letters_the_law_leaves_open_can_lose_their_notice(office):
    letters = switchable_letters()
    assert "reply_repeat" in letters
    assert "reply_refusal" not in letters
    save(office, notices_off=["reply_repeat"])
    told = {one.label: one for one in previews(OfficeSettings.objects.get(organ=office.organ), on=TODAY)}
    assert told["政府信息公开申请告知书（重复申请）"].paragraphs == ()


def test_the_preview_follows_the_values(office):
    settings = OfficeSettings.objects.get(organ=office.organ)
    by_label = {one.label: "".join(one.paragraphs) for one in previews(settings, on=TODAY)}
    assert "先" in by_label["不予公开（复议前置）"]
    assert "海岳市文川区人民法院" in by_label["予以公开、信息不存在等一般答复"]
    assert "海岳市行政复议网上申请平台" in by_label["不予公开，网上送达"]
    settings.court = ""
    first = previews(settings, on=TODAY)[0]
    assert first.paragraphs == ()
    assert any("人民法院的名称" in text for text in first.problems)

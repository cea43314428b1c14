"""Finding a person again, showing as little as possible, and writing down who opened what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel import audit, private
from gongkai.kernel.models import AuditEntry
from gongkai.kernel.private import Purpose
from tests.factories import NOW

WRITINGS = [
    (private.normal_id_number, ["37060219900101123x", " 370602 19900101 123X", "３７０６０２19900101123Ｘ"]),
    (private.normal_id_number, ["110105491231002", "11010519491231002X"]),
    (private.normal_credit_code, ["91370602ma3c00000x", "9137 0602 MA3C 0000 0X", "91370602-MA3C00000X"]),
    (private.normal_phone, ["13812345678", "+86 138-1234-5678", "008613812345678", "１３８１２３４５６７８"]),
    (private.normal_phone, ["0631-8000000", "(0631) 8000000", "06318000000"]),
    (private.normal_name, ["买提·吐尔逊", "买提•吐尔逊", "买提・吐尔逊", "买提．吐尔逊", " 买提· 吐尔逊"]),
    (private.normal_name, ["John Smith", "ＪＯＨＮ　ＳＭＩＴＨ", "johnsmith"]),
]  # fmt: skip


@pytest.mark.parametrize(("normal", "writings"), WRITINGS)
def test_every_writing_of_one_value_is_one(normal, writings):
    assert len({normal(writing) for writing in writings}) == 1


@pytest.mark.parametrize(
    ("normal", "one", "other"),
    [
        (private.normal_name, "张三", "张山"),
        (private.normal_id_number, "370602199001011239", "370602199001011231"),
        (private.normal_phone, "8613812345678", "13812345679"),
        (private.normal_phone, "86008000", "008000"),
    ],
)
def test_different_values_stay_different(normal, one, other):
    assert normal(one) != normal(other)


def test_the_index_is_keyed_by_purpose_and_shows_nothing(gongkai_dir, bureau):
    index = private.blind_index("370602199001011239", "id_number")
    assert index == private.blind_index("370602199001011239", "id_number")
    assert index != private.blind_index("370602199001011239", "passport")
    assert len(index) == 64 and "3706" not in index
    assert private.blind_index("", "id_number") == ""


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (private.mask_name, "张三", "张*"),
        (private.mask_name, "欧阳明月", "欧***"),
        (private.mask_name, "张", "*"),
        (private.mask_name, "", ""),
        (private.mask_name, "买买提·吐尔逊", "买**·吐**"),
        (private.mask_name, "John Smith", "J*** S****"),
        (private.mask_id_number, "370602199001011234", "3706**********1234"),
        (private.mask_id_number, "370602900101123", "3706*******1123"),
        (private.mask_id_number, "E12345678", "*******78"),
        (private.mask_id_number, "123", "***"),
        (private.mask_phone, "13812348000", "138****8000"),
        (private.mask_phone, "+86 138 1234 8000", "138****8000"),
        (private.mask_phone, "0631-8123456", "0631-*****56"),
        (private.mask_phone, "12345", "***45"),
        (private.mask_phone, "", ""),
        (private.mask_email, "zhangsan@example.com", "z***@example.com"),
        (private.mask_email, "z@example.com", "*@example.com"),
        (private.mask_email, "张三", "***"),
        (private.mask_address, "山东省海岳市文川区新安路1号幸福小区3号楼", "山东省海岳市文川区******"),
        (private.mask_address, "广西壮族自治区南宁市青秀区民族大道1号", "广西壮族自治区南宁市青秀区******"),
        (private.mask_address, "某省某市临海县城关镇二村三组", "某省某市临海县******"),
        (private.mask_address, "山东省莱州市文化路8号", "山东省莱州市******"),
        (private.mask_address, "幸福小区3号楼402", "幸福******"),
        (private.mask_address, "三楼", "******"),
    ],
)
def test_masks(mask, value, shown):
    assert mask(value) == shown


@given(st.text(max_size=60))
def test_no_mask_fails_or_shows_everything(value):
    for mask in (
        private.mask_name, private.mask_id_number, private.mask_phone, private.mask_email,
        private.mask_address,
    ):  # fmt: skip
        shown = mask(value)
        if sum(character.isalnum() for character in value.strip()) > 1 and mask is not private.mask_name:
            assert shown != value


@pytest.mark.django_db
def test_reading_opens_and_leaves_a_row_without_the_data(bureau):
    key = private.new_key(NOW)
    tokens = {"request.name": private.seal_text(key, "张三", context="request.name"), "request.phone": ""}
    opened = private.read_personal(
        actor=bureau.reviewer, organ=bureau.organ, subject="request", subject_id=7,
        purpose=Purpose.IDENTIFY, now=NOW, key=key, tokens=tokens,
    )  # fmt: skip
    assert opened == {"request.name": "张三", "request.phone": ""}
    row = AuditEntry.objects.get(act="private.opened")
    assert (row.actor_id, row.subject, row.subject_id) == (bureau.reviewer.pk, "request", 7)
    assert row.detail == {"purpose": "identify", "what": "data"}
    assert audit.verify() == []


@pytest.mark.django_db
def test_an_opening_for_no_listed_purpose_is_refused_and_not_recorded(bureau):
    key = private.new_key(NOW)
    with pytest.raises(ValueError, match="张三想看"):
        private.read_personal(
            actor=bureau.reviewer, organ=bureau.organ, subject="request", subject_id=7,
            purpose="张三想看", now=NOW, key=key, tokens={},
        )  # fmt: skip
    assert not AuditEntry.objects.filter(act="private.opened").exists()


@pytest.mark.django_db
def test_what_cannot_be_opened_is_not_recorded_as_opened(bureau):
    key = private.new_key(NOW)
    token = private.seal_text(key, "张三", context="request.name")
    private.destroy(key, NOW)
    with pytest.raises(private.KeyDestroyed):
        private.read_personal(
            actor=bureau.reviewer, organ=bureau.organ, subject="request", subject_id=7,
            purpose=Purpose.HANDLE, now=NOW, key=key, tokens={"request.name": token},
        )  # fmt: skip
    assert not AuditEntry.objects.filter(act="private.opened").exists()

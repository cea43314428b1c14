"""Texts under one key per case: open in their place only, and never after the key is destroyed."""

import base64
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.db import connection

from gongkai.kernel import keys, outbox, private
from gongkai.kernel.models import OutboxJob, PrivateKey
from gongkai.kernel.private.sealing import SCRUB
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
NAME, PHONE = "request.name", "request.phone"


@pytest.fixture
def key(bureau) -> PrivateKey:
    """The key of a case."""
    return private.new_key(NOW)


def test_what_was_sealed_comes_back(key):
    for text in ("张三", "", "𠮷野家㐂", "长" * 20000):
        token = private.seal_text(key, text, context=NAME)
        assert private.unseal_text(PrivateKey.objects.get(), token, context=NAME) == text


def test_the_token_does_not_show_the_text_and_no_two_are_alike(key):
    first, second = (private.seal_text(key, "张三", context=NAME) for _ in range(2))
    assert first != second
    assert "张三".encode() not in base64.urlsafe_b64decode(first.removeprefix("a1."))


def test_a_token_does_not_open_in_another_field(key):
    token = private.seal_text(key, "张三", context=NAME)
    with pytest.raises(private.SealBroken, match="不属于这里"):
        private.unseal_text(key, token, context=PHONE)


def test_a_token_does_not_open_in_another_case(key):
    token = private.seal_text(key, "张三", context=NAME)
    with pytest.raises(private.SealBroken):
        private.unseal_text(private.new_key(NOW), token, context=NAME)


@pytest.mark.parametrize("token", ["", "张三", "a1.", "a1.!!", "a1.QUJD", "b9.QUJDREVGR0hJSktMTU5PUFFS"])
def test_what_is_no_token_is_refused(key, token):
    with pytest.raises(private.SealBroken):
        private.unseal_text(key, token, context=NAME)


def test_a_token_altered_in_any_byte_is_refused(key):
    raw = base64.urlsafe_b64decode(private.seal_text(key, "张三", context=NAME).removeprefix("a1."))
    for place in range(len(raw)):
        altered = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(private.SealBroken):
            private.unseal_text(key, "a1." + base64.urlsafe_b64encode(altered).decode(), context=NAME)


def test_after_destruction_nothing_opens_and_nothing_can_be_added(key):
    token = private.seal_text(key, "张三", context=NAME)
    private.destroy(key, later(days=1))
    for held in (key, PrivateKey.objects.get()):
        assert held.destroyed_at == later(days=1)
        with pytest.raises(private.KeyDestroyed, match="已按保管期限销毁"):
            private.unseal_text(held, token, context=NAME)
        with pytest.raises(private.KeyDestroyed):
            private.seal_text(held, "李四", context=NAME)


def test_destruction_overwrites_the_wrapped_key_in_its_full_length(key):
    before = key.wrapped
    private.destroy(key, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM kernel_privatekey")
        (stored,) = cursor.fetchone()
    assert stored == "0" * len(before)


def test_destroying_twice_keeps_the_first_time_and_asks_for_one_clean_up(key):
    private.destroy(key, NOW)
    private.destroy(key, later(days=3))
    assert PrivateKey.objects.get().destroyed_at == NOW
    assert OutboxJob.objects.filter(kind=SCRUB).count() == 1


def test_a_key_sealed_by_an_installation_that_is_not_this_one_is_named(key, gongkai_dir):
    (keys.keys_dir() / "fields.key").unlink()
    keys.make_keys()
    with pytest.raises(private.SealBroken, match="核对密钥文件"):
        private.seal_text(key, "张三", context=NAME)


def test_the_installations_key_can_be_rotated(key):
    token = private.seal_text(key, "张三", context=NAME)
    path = keys.keys_dir() / "fields.key"
    path.write_text(Fernet.generate_key().decode() + "\n" + path.read_text("ascii"))
    assert private.unseal_text(key, token, context=NAME) == "张三"


@pytest.mark.django_db(transaction=True)
def test_the_database_file_no_longer_holds_a_destroyed_key(gongkai_dir):
    """On SQLite the file and its log are searched; on PostgreSQL the dead row versions are counted."""
    keys.make_keys()
    key = private.new_key(NOW)
    wrapped = key.wrapped
    private.destroy(key, NOW)
    assert outbox.drain(owner="test", clock=lambda: later(minutes=1)) == 1
    assert OutboxJob.objects.get().state == "done"
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        held = b"".join(Path(name + end).read_bytes() for end in ("", "-wal"))
        assert wrapped.encode() not in held
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'kernel_privatekey'")
            assert cursor.fetchone()[0] >= 1

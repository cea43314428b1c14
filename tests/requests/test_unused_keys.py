"""What began to come in and never came is destroyed; keys of cases, drafts and reminders stay."""

import io
from datetime import timedelta

import pytest

from gongkai.kernel import private
from gongkai.kernel.acts.reminders import ask_for_reminders
from gongkai.kernel.models import PrivateFile, PrivateKey
from gongkai.kernel.private.upkeep import forget_unused
from gongkai.requests.models import IntakeDraft
from tests.factories import NOW
from tests.request_factories import make_case

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def test_a_key_nobody_uses_is_destroyed_with_its_files(office):
    key = private.new_key(NOW)
    file = private.take_in(key=key, name="身份证.txt", stream=io.BytesIO("某人".encode()), now=NOW)
    assert forget_unused(NOW + timedelta(hours=20)) == 0
    assert forget_unused(LATER) == 1
    assert PrivateKey.objects.get(pk=key.pk).destroyed_at == LATER
    assert PrivateFile.objects.get(pk=file.pk).erased_at == LATER
    assert forget_unused(LATER) == 0


def test_keys_in_use_stay(office, settings):
    settings.GONGKAI_MESSAGES_EMAIL = "relay"
    case = make_case(office, now=NOW)
    ask_for_reminders(actor=office.reviewer, channel="email", address="office@example.gov.cn", now=NOW)
    IntakeDraft.objects.create(
        organ=office.organ, token_hash="0" * 64, key=private.new_key(NOW), sealed_values="", changed_at=NOW,
        expires_at=LATER + timedelta(days=30),
    )  # fmt: skip
    assert PrivateKey.objects.count() == 3
    assert forget_unused(LATER) == 0
    case.key.refresh_from_db()
    assert case.key.destroyed_at is None

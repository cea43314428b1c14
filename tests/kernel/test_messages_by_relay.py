"""The relay folder: whole files go out, receipts come in, bad files are set aside with the reason."""

import json
import os
import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from gongkai.kernel.messages import Channel
from gongkai.kernel.messages.receipts import collect
from gongkai.kernel.models import OutgoingMessage
from tests.factories import NOW, later
from tests.kernel.message_case import ADDRESS, BODY, TITLE, drain, jobs, queue, sent

pytestmark = pytest.mark.django_db
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


@pytest.fixture
def relay(settings, tmp_path: Path) -> Path:
    """A folder all channels go through."""
    folder = tmp_path / "relay"
    settings.GONGKAI_MESSAGES_RELAY_DIR = str(folder)
    for name in ("GONGKAI_MESSAGES_EMAIL", "GONGKAI_MESSAGES_SMS", "GONGKAI_MESSAGES_IM"):
        setattr(settings, name, "relay")
    collect(NOW)
    return folder


def _receipt(message: OutgoingMessage, state: str, **values: object) -> bytes:
    told = {"format": 1, "reference": message.reference, "state": state} | values
    return json.dumps(told, ensure_ascii=False).encode()


def _arrive(relay: Path, content: bytes, name: str = "r1.json") -> Path:
    path = relay / "in" / name
    path.write_bytes(content)
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("channel", list(Channel))
def test_a_message_leaves_as_one_whole_file(bureau, relay, channel):
    message = sent(bureau, channel)
    assert message.state == "handed_over"
    assert _names(relay / "out") == [f"{message.reference}.json"]
    told = json.loads((relay / "out" / f"{message.reference}.json").read_bytes())
    assert told["format"] == 1 and told["channel"] == channel and told["to"] == ADDRESS[channel]
    assert (told["title"], told["body"], told["organ"]) == (TITLE, BODY, bureau.organ.name)


def test_with_a_key_nothing_in_the_folder_can_be_read_without_it(bureau, relay, settings):
    settings.GONGKAI_MESSAGES_RELAY_KEY = KEY
    message = sent(bureau, Channel.EMAIL)
    (path,) = (relay / "out").iterdir()
    raw = path.read_bytes()
    assert path.name == f"{message.reference}.sealed"
    assert b"lisi" not in raw
    assert json.loads(Fernet(KEY).decrypt(raw))["to"] == "lisi@example.com"


def test_a_folder_that_cannot_be_written_is_tried_again(bureau, relay, settings):
    settings.GONGKAI_MESSAGES_RELAY_DIR = str(relay / "file")
    (relay / "file").write_text("in the way")
    message = sent(bureau, Channel.EMAIL)
    assert message.state == "waiting" and "写不进中转目录" in message.failure


def test_writing_again_leaves_one_file(bureau, relay):
    message = sent(bureau, Channel.EMAIL)
    OutgoingMessage.objects.update(state="waiting")
    jobs().update(state="waiting", not_before=NOW)
    drain()
    assert _names(relay / "out") == [f"{message.reference}.json"]


def test_receipts_carry_a_message_to_its_end(bureau, relay):
    message = sent(bureau, Channel.SMS)
    for number, (state, moment) in enumerate((("sent", later(hours=1)), ("delivered", later(hours=2)))):
        _arrive(relay, _receipt(message, state, provider_reference="p9"), f"{number}.json")
        assert collect(moment) == 1
        message.refresh_from_db()
        assert (message.state, message.provider_reference) == (state, "p9")
    assert message.delivered_at == later(hours=2)
    assert _names(relay / "in") == [] and _names(relay / "bad") == []


def test_a_failure_comes_back_with_its_reason(bureau, relay):
    message = sent(bureau, Channel.SMS)
    _arrive(relay, _receipt(message, "failed", reason="号码已停机\n" + "长" * 400))
    collect(NOW)
    message.refresh_from_db()
    assert message.state == "failed"
    assert message.failure.startswith("号码已停机 长") and len(message.failure) == 300


def test_a_failure_without_a_reason_says_so(bureau, relay):
    message = sent(bureau, Channel.SMS)
    _arrive(relay, _receipt(message, "failed"))
    collect(NOW)
    message.refresh_from_db()
    assert message.failure == "中转方报告发送失败，没有说明原因。"


@pytest.mark.parametrize(
    ("told", "held"),
    [
        (("delivered", "sent"), "delivered"),
        (("delivered", "failed"), "delivered"),
        (("sent", "sent"), "sent"),
        (("failed", "delivered"), "failed"),
        (("sent", "failed"), "failed"),
    ],
)
def test_receipts_out_of_order_or_repeated_do_not_lead_back(bureau, relay, told, held):
    message = sent(bureau, Channel.SMS)
    for number, state in enumerate(told):
        _arrive(relay, _receipt(message, state), f"{number}.json")
        collect(NOW)
    message.refresh_from_db()
    assert message.state == held and _names(relay / "bad") == []


def test_a_receipt_that_is_faster_than_the_row_keeps_the_message_from_going_again(bureau, relay):
    message = queue(bureau, Channel.SMS)
    _arrive(relay, _receipt(message, "delivered"))
    collect(NOW)
    drain()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("delivered", 0)
    assert _names(relay / "out") == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", b"{", "不是 JSON 对象"),
        ("a.json", b"[1]", "不是 JSON 对象"),
        ("a.json", b"\xff\xfe", "不是 JSON 对象"),
        ("a.json", b'{"format": 2}', "不是 JSON 对象"),
        ("a.json", b'{"format": 1, "reference": "nobody", "state": "sent"}', "没有这个编号"),
        ("a.json", b'{"format": 1, "reference": ["x"], "state": "sent"}', "没有这个编号"),
        ("a.json", b'{"format": 1, "reference": "x", "state": "lost"}', "没有写明结果"),
        ("a.json", b'{"format": 1, "x": "' + b"x" * 70_000 + b'"}', "文件过大"),
        ("a.exe", b"MZ", "应以 .json 或 .sealed 结尾"),
        ("a.sealed", b"gAAAA", "没有设中转密钥"),
    ],
)
def test_a_bad_file_is_set_aside_with_the_reason(bureau, relay, name, content, told):
    _arrive(relay, content, name)
    assert collect(NOW) == 0
    assert _names(relay / "in") == []
    assert _names(relay / "bad") == [name, f"{name}.txt"]
    assert told in (relay / "bad" / f"{name}.txt").read_text("utf-8")


def test_a_bad_file_does_not_hold_up_the_good_ones_behind_it(bureau, relay):
    message = sent(bureau, Channel.SMS)
    _arrive(relay, b"{", "a.json")
    _arrive(relay, _receipt(message, "sent"), "b.json")
    assert collect(NOW) == 1


def test_two_bad_files_of_one_name_are_both_kept(bureau, relay):
    for _ in range(2):
        _arrive(relay, b"{", "a.json")
        collect(NOW)
    assert _names(relay / "bad") == ["a-2.json", "a-2.json.txt", "a.json", "a.json.txt"]


def test_a_link_out_of_the_folder_is_not_followed(bureau, relay, tmp_path):
    message = sent(bureau, Channel.SMS)
    outside = tmp_path / "outside.json"
    outside.write_bytes(_receipt(message, "delivered"))
    (relay / "in" / "a.json").symlink_to(outside)
    assert collect(NOW) == 0
    assert outside.exists() and "不是普通文件" in (relay / "bad" / "a.json.txt").read_text("utf-8")


@pytest.mark.parametrize("name", [".r1.json", "r1.json.part", "r1.tmp", "r1.filepart"])
def test_a_file_still_being_carried_over_is_left_alone(bureau, relay, name):
    _arrive(relay, b"{", name)
    assert collect(NOW) == 0
    assert _names(relay / "in") == [name]


def test_with_a_key_only_receipts_signed_with_it_count(bureau, relay, settings):
    settings.GONGKAI_MESSAGES_RELAY_KEY = KEY
    message = sent(bureau, Channel.SMS)
    plain = _receipt(message, "delivered")
    _arrive(relay, plain, "a.json")
    _arrive(relay, Fernet(Fernet.generate_key()).encrypt(plain), "b.sealed")
    assert collect(NOW) == 0
    message.refresh_from_db()
    assert message.state == "handed_over"
    assert "应为加密的" in (relay / "bad" / "a.json.txt").read_text("utf-8")
    assert "签名不对" in (relay / "bad" / "b.sealed.txt").read_text("utf-8")

    _arrive(relay, Fernet(KEY).encrypt(plain), "c.sealed")
    assert collect(NOW) == 1


def test_others_cannot_read_what_lies_in_the_folder(bureau, relay):
    sent(bureau, Channel.SMS)
    (path,) = (relay / "out").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) & 0o007 == 0
    assert stat.S_IMODE(os.stat(relay / "out").st_mode) & 0o007 == 0


def test_without_a_relay_no_folder_is_made(bureau, settings, tmp_path):
    settings.GONGKAI_MESSAGES_RELAY_DIR = str(tmp_path / "none")
    assert collect(NOW) == 0
    assert not (tmp_path / "none").exists()

"""Files of a case: judged like all others, sealed on disk, whole or not at all, gone when they are erased."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai.kernel import outbox, private
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import PrivateFile, PrivateKey
from gongkai.kernel.private.files import cases_dir, fingerprint, place_of, sweep_orphans
from gongkai.kernel.private.streams import CHUNK, seal_stream, unseal_stream
from tests.documents.samples import pdf_bytes
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
TEXT = "本人张三，身份证号370602199001011239，手机13812345678。".encode()
SECRET = b"k" * 32


@pytest.fixture
def key(bureau) -> PrivateKey:
    """The key of a case."""
    return private.new_key(NOW)


def _take(key: PrivateKey, content: bytes = TEXT, name: str = "张三身份证明.txt") -> PrivateFile:
    return private.take_in(key=key, name=name, stream=io.BytesIO(content), now=NOW)


def _on_disk() -> list[Path]:
    return sorted(path for path in cases_dir().rglob("*") if path.is_file())


def test_a_file_comes_back_as_it_was(key):
    file = _take(key)
    stored = PrivateFile.objects.get()
    assert b"".join(private.read_chunks(stored)) == TEXT
    with private.open_plain(stored) as path:
        assert path.read_bytes() == TEXT
        assert subprocess.run(["cat", path], capture_output=True, check=True).stdout == TEXT
    assert not path.exists()
    assert (file.size, file.extension, file.read_completely) == (len(TEXT), "txt", True)
    assert private.original_name(stored) == "张三身份证明.txt"


def test_a_pdf_is_read_though_its_plain_bytes_have_no_name(key):
    file = _take(key, pdf_bytes("电话13812345678"), "说明.pdf")
    assert (file.media_type, file.read_completely) == ("application/pdf", True)
    assert [found["check"] for found in file.findings] == ["pii.mobile"]
    with pytest.raises(InputRefused, match="密码"):
        _take(key, pdf_bytes("公告", password="secret"), "加密.pdf")


def test_neither_disk_nor_row_shows_what_is_in_it(key):
    file = _take(key)
    assert _on_disk() == [place_of(file.name)]
    sealed = place_of(file.name).read_bytes()
    row = str(PrivateFile.objects.values().get())
    for part in ("张三", "370602199001011239", "13812345678"):
        assert part.encode() not in sealed
        assert part not in row
    assert file.name not in TEXT.decode() and "张三" not in file.name
    assert {found["check"] for found in file.findings} >= {"pii.mobile"}
    assert {found["where"] for found in file.findings} == {"正文"}


def test_names_of_archive_members_stay_out_of_the_row(key):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("张三的材料.txt", TEXT)
    _take(key, packed.getvalue(), "材料.zip")
    assert "pii.mobile" in str(PrivateFile.objects.values().get())
    assert "张三" not in str(PrivateFile.objects.values().get())


def test_sealed_files_are_for_the_service_account_alone(key):
    place = place_of(_take(key).name)
    assert place.stat().st_mode & 0o077 == 0
    assert place.parent.stat().st_mode & 0o077 == 0
    assert cases_dir().stat().st_mode & 0o077 == 0


def test_the_same_content_is_recognised_without_a_plain_hash(key):
    one, other = _take(key), _take(private.new_key(NOW))
    assert one.name != other.name
    assert one.digest == other.digest == fingerprint(hashlib.sha256(TEXT).hexdigest())
    assert one.digest != hashlib.sha256(TEXT).hexdigest()
    assert one.algorithm == "hmac-sha256"
    assert place_of(one.name).read_bytes() != place_of(other.name).read_bytes()


def test_a_file_with_a_secrecy_mark_is_refused_and_not_kept(key):
    with pytest.raises(InputRefused, match="国家秘密标志"):
        _take(key, "机密★10年\n关于某事的报告".encode())
    assert _on_disk() == [] and not PrivateFile.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused_and_not_kept(key):
    with pytest.raises(InputRefused):
        _take(key, b"MZ\x90\x00" + b"\0" * 200, "身份证.jpg")
    assert _on_disk() == [] and not PrivateFile.objects.exists()


def test_a_file_over_the_limit_is_refused_while_it_is_read(key, settings):
    settings.GONGKAI_MAX_UPLOAD_MB = 1
    pieces = iter([b"x" * 1024 * 1024] * 100)
    with pytest.raises(InputRefused, match="上限"):
        private.take_in(key=key, name="大.txt", stream=pieces, now=NOW)
    assert len(list(pieces)) == 98
    assert _on_disk() == [] and not PrivateFile.objects.exists()


def test_a_file_for_a_destroyed_key_is_refused_before_it_is_read(key):
    private.destroy(key, NOW)
    stream = io.BytesIO(TEXT)
    with pytest.raises(private.KeyDestroyed):
        private.take_in(key=key, name="a.txt", stream=stream, now=NOW)
    assert stream.tell() == 0


def test_a_key_destroyed_while_the_file_is_read_gets_no_row(key):
    def pieces():
        yield TEXT
        private.destroy(PrivateKey.objects.get(pk=key.pk), NOW)

    with pytest.raises(private.KeyDestroyed):
        private.take_in(key=key, name="a.txt", stream=pieces(), now=NOW)
    assert not PrivateFile.objects.exists()


def test_a_file_made_here_is_sealed_like_the_others(key):
    with private.unnamed_file() as made:
        made.write(TEXT)
        file = private.keep_made(
            key=key, name="案卷.zip", stream=made, extension="zip", media_type="application/zip",
            label="证据包", now=NOW,
        )  # fmt: skip
    assert (file.size, private.original_name(file)) == (len(TEXT), "案卷.zip")
    assert b"".join(private.read_chunks(file)) == TEXT
    assert TEXT not in place_of(file.name).read_bytes()


def test_a_stream_that_breaks_off_leaves_nothing(key):
    def pieces():
        yield TEXT
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        private.take_in(key=key, name="a.txt", stream=pieces(), now=NOW)
    assert _on_disk() == [] and not PrivateFile.objects.exists()


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_files_of_every_length_come_back_and_a_cut_one_is_noticed(size):
    plain = os.urandom(size)
    sealed = io.BytesIO()
    seal_stream(io.BytesIO(plain), sealed, secret=SECRET, name="n")
    assert b"".join(unseal_stream(sealed, secret=SECRET, name="n")) == plain
    whole = sealed.getvalue()
    piece = CHUNK + 16
    cuts = {1, 24, 25, len(whole) - 1, len(whole) // 2, piece, piece + 24, len(whole) - 20}
    for cut in sorted(cut for cut in cuts if cut <= len(whole)):
        with pytest.raises(private.SealBroken):
            next(unseal_stream(io.BytesIO(whole[:-cut]), secret=SECRET, name="n"))
    with pytest.raises(private.SealBroken):
        next(unseal_stream(io.BytesIO(whole + b"x"), secret=SECRET, name="n"))


def test_pieces_left_out_or_put_in_another_order_are_noticed():
    sealed = io.BytesIO()
    seal_stream(io.BytesIO(os.urandom(3 * CHUNK)), sealed, secret=SECRET, name="n")
    whole, piece = sealed.getvalue(), CHUNK + 16
    head, body, foot = whole[:20], whole[20:-24], whole[-24:]
    parts = [body[at : at + piece] for at in range(0, len(body), piece)]
    for order in ((1, 0, 2), (0, 0, 2), (0, 2)):
        shuffled = head + b"".join(parts[place] for place in order) + foot
        with pytest.raises(private.SealBroken):
            list(unseal_stream(io.BytesIO(shuffled), secret=SECRET, name="n"))


def test_a_sealed_file_under_another_name_does_not_open(key):
    one, other = _take(key), _take(key, "另一份".encode())
    place_of(one.name).write_bytes(place_of(other.name).read_bytes())
    with pytest.raises(private.SealBroken):
        private.read_chunks(one)


def test_a_sealed_file_altered_on_disk_does_not_open(key):
    file = _take(key)
    raw = bytearray(place_of(file.name).read_bytes())
    raw[40] ^= 1
    place_of(file.name).write_bytes(raw)
    with pytest.raises(private.SealBroken):
        private.read_chunks(file)


def test_a_file_missing_on_disk_says_what_to_do(key):
    file = _take(key)
    place_of(file.name).unlink()
    with pytest.raises(private.FileGone, match="从备份恢复"):
        private.read_chunks(file)


def test_an_erased_file_is_gone_and_its_row_tells_nothing_more(key):
    file = _take(key)
    private.erase(file, later(hours=1))
    private.erase(file, later(hours=2))
    outbox.drain(owner="test", clock=lambda: later(hours=3))
    assert _on_disk() == []
    stored = PrivateFile.objects.get()
    assert (stored.erased_at, stored.findings, stored.sealed_name) == (later(hours=1), [], "")
    for read in (private.read_chunks, private.original_name):
        with pytest.raises(private.FileGone, match="已经清除"):
            read(stored)


def test_destroying_the_key_takes_its_files_off_the_disk_and_no_others(key):
    mine, others = _take(key), _take(private.new_key(NOW))
    private.destroy(key, NOW)
    outbox.drain(owner="test", clock=lambda: later(minutes=1))
    assert _on_disk() == [place_of(others.name)]
    mine.refresh_from_db()
    assert (mine.erased_at, mine.findings, mine.sealed_name) == (NOW, [], "")


def test_orphans_are_swept_after_a_day_and_files_with_rows_stay(key):
    kept, orphan = _take(key), _take(key)
    PrivateFile.objects.filter(pk=orphan.pk).delete()
    part = place_of(orphan.name).with_name(".x.part")
    part.write_bytes(b"half")
    assert sweep_orphans(NOW) == 0
    day_and_more = time.time() - 25 * 3600
    for path in _on_disk():
        os.utime(path, (day_and_more, day_and_more))
    assert sweep_orphans(datetime.now(UTC)) == 2
    assert _on_disk() == [place_of(kept.name)]


@pytest.mark.django_db(transaction=True)
def test_a_killed_intake_leaves_no_plain_bytes_on_disk(gongkai_dir):
    """The process is killed with the file half received: nothing with a name holds what it had."""
    program = f"""
import os, sys, time
sys.path[:0] = ["src", "."]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
import django; django.setup()
from django.conf import settings
from datetime import UTC, datetime
from pathlib import Path
settings.GONGKAI_DIR = Path({str(gongkai_dir)!r})
from gongkai.kernel.private.files import _unnamed
with _unnamed() as (file, path):
    file.write(b"370602199001011239" * 1000); file.flush(); os.fsync(file.fileno())
    assert path.read_bytes()
    print("there", flush=True)
    time.sleep(60)
"""
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert child.stdout.readline() == b"there\n"
    child.send_signal(signal.SIGKILL)
    child.wait(10)
    assert _on_disk() == []

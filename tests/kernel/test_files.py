"""Files: kept once by content, refused with a reason, purged with a tombstone."""

import io

import pytest

from gongkai.kernel import filestore
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import StoredFile, Tombstone
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def _take(text: str, name: str = "附件.txt") -> StoredFile:
    return filestore.take_in(name=name, stream=io.BytesIO(text.encode()), now=NOW)


def _files_on_disk() -> list[str]:
    return sorted(p.name for p in filestore.files_dir().rglob("*") if p.is_file())


def test_the_same_content_is_kept_once(bureau):
    first, second = _take("申报指南"), _take("申报指南", "另名.txt")
    assert first.pk == second.pk
    assert _files_on_disk() == [first.digest]
    assert filestore.path_of(first).read_text() == "申报指南"


def test_a_file_with_a_secrecy_mark_is_refused_and_not_kept(bureau):
    with pytest.raises(InputRefused, match="国家秘密标志"):
        _take("机密★10年\n关于某事的报告")
    assert _files_on_disk() == []
    assert not StoredFile.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused_and_not_kept(bureau):
    with pytest.raises(InputRefused):
        filestore.take_in(name="说明.pdf", stream=io.BytesIO(b"MZ\x90\x00" + b"\0" * 200), now=NOW)
    assert _files_on_disk() == []


def test_a_file_over_the_limit_is_refused_while_it_is_read(bureau, settings):
    settings.GONGKAI_MAX_UPLOAD_MB = 1
    read = 0

    def chunks():
        nonlocal read
        for _ in range(100):
            read += 1
            yield b"x" * 1024 * 1024

    with pytest.raises(InputRefused, match="上限"):
        filestore.take_in(name="大.txt", stream=chunks(), now=NOW)
    assert read == 2
    assert _files_on_disk() == []


def test_findings_are_kept_masked_and_never_in_the_clear(bureau):
    stored = _take("联系人张三，手机13812345678。")
    assert [f["check"] for f in stored.findings] == ["pii.mobile"]
    assert "13812345678" not in str(stored.findings)
    assert stored.findings[0]["key"] != ""


def test_purged_content_is_gone_and_refused_when_it_comes_back(bureau):
    stored = _take("不该公开的内容")
    path = filestore.path_of(stored)
    filestore.purge(stored, subject="item", subject_id=7, now=NOW)
    filestore.erase_from_disk(stored.digest)
    filestore.erase_from_disk(stored.digest)
    assert not path.exists()
    assert Tombstone.objects.get().digest == stored.digest
    with pytest.raises(InputRefused, match="曾因泄露"):
        _take("不该公开的内容")

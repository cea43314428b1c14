"""Fifty real files in one zip: all read, in bounded memory, with reading that goes on in jobs of its own."""

import time
import tracemalloc

from django.utils import timezone

from gongkai.drops.acts.read import read_drop
from gongkai.drops.models import Drop
from gongkai.kernel import outbox
from tests.documents.samples import xlsx_bytes, zip_bytes
from tests.drops.factories import dropped, notice

_TEXT = "请各企业对照要求认真做好技术改造工作，按时报送进度。"
#: Python's own memory; what LibreOffice and the PDF reader take is bounded by their own limits.
_MOST_BYTES = 120 * 1024 * 1024


def _fifty() -> dict[str, bytes]:
    files = {}
    for number in range(1, 41):
        title = f"关于第{number}项技术改造工作的通知"
        files[f"局文件/{number:02}/通知{number}.docx"] = notice(
            f"文工信发〔2026〕{number}号", title, *[_TEXT * 4] * 30
        )
    for number in range(1, 11):
        files[f"局文件/{number:02}/附件1：名单{number}.xlsx"] = xlsx_bytes([["企业", str(number)]] * 200)
    return files


def test_fifty_files_in_a_zip_are_read_and_go_where_they_belong(bureau, record_property):
    data = zip_bytes(_fifty())
    tracemalloc.start()
    began = time.monotonic()
    drop = dropped(bureau, ("局文件.zip", data))
    outbox.drain(owner="w", clock=timezone.now)
    record_property("seconds", round(time.monotonic() - began, 1))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    record_property("bytes", most)
    print(f"fifty files: {time.monotonic() - began:.1f} s, {most / 1048576:.0f} MB at most")
    drop = Drop.objects.get(pk=drop.pk)
    documents = list(drop.documents.all())
    assert (drop.state, len(documents)) == ("read", 40)
    assert {one.state for one in documents} == {"read"}
    titles = {one.proposal["title"]["value"] for one in documents}
    assert titles == {f"关于第{number}项技术改造工作的通知" for number in range(1, 41)}
    assert {file.document.folder for file in drop.files.all() if file.document} == {
        f"局文件/{number:02}" for number in range(1, 11)
    }
    assert most < _MOST_BYTES
    read_drop({"drop": drop.pk}, timezone.now())
    assert drop.documents.count() == 40

"""Old formats go through LibreOffice in the worker; a broken one ends with a word."""

import shutil
import subprocess

from tests.documents.samples import ole_bytes
from tests.drops.factories import TITLE, notice, only, read


def test_a_doc_is_read_like_a_docx(bureau, tmp_path):
    (tmp_path / "a.docx").write_bytes(notice())
    soffice = shutil.which("soffice")
    assert soffice
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "doc",
         "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name in ("通知.doc", "通知.wps"):
        document = only(read(bureau, (name, (tmp_path / "a.doc").read_bytes())))
        assert (document.state, document.proposal["title"]["value"]) == ("read", TITLE)


def test_a_broken_doc_is_unreadable_with_a_reason(bureau):
    document = only(read(bureau, ("坏.doc", ole_bytes({"WordDocument": b"\0" * 600}))))
    assert document.state == "unreadable" or not document.has_text
    assert document.reason or document.notes

"""What is in a package, under which names, and that nothing but the contents decides its bytes."""

import io
import json
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.dossier import write_package
from gongkai.dossier.names import document_name, is_safe
from gongkai.law.clock import read_story
from tests.dossier.samples import STORY, contents, members_of, package_bytes, sign


def test_equal_contents_give_equal_bytes():
    assert package_bytes() == package_bytes()


def test_every_member_is_stored_and_dated_alike():
    with zipfile.ZipFile(io.BytesIO(package_bytes())) as archive:
        heads = {(m.compress_type, m.date_time, m.create_system, m.extra) for m in archive.infolist()}
    assert heads == {(zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), 3, b"")}


def test_the_members_are_the_documents_tables_calendar_rules_index_and_manifest_last():
    names = list(members_of(package_bytes()))
    assert names[:3] == [
        "documents/01-身份证明：正面.png", "documents/03-予以公开答复书（盖章件）.pdf",
        "documents/04-原件.docx",
    ]  # fmt: skip
    assert names[-2:] == ["目录.html", "manifest.json"]
    assert {"clock.json", "events.json", "decision.json", "record.json", "audit.json"} <= set(names)
    assert "calendar/2026.json" in names and "calendar/local-00.json" in names


def test_the_clock_file_is_a_case_file_of_the_clock_command():
    raw = members_of(package_bytes())["clock.json"]
    assert read_story(raw) == STORY
    reading = json.loads(raw)["reading"]
    assert reading["due"] and reading["days"] and reading["excluded"][0]["working_days"] > 0


def test_the_index_page_tells_all_and_escapes_what_people_wrote():
    page = members_of(package_bytes())["目录.html"].decode()
    for text in (
        "GXJ-2026-00001", "欧阳闻笛", "文工信公复〔2026〕1号", "三月三", "桂政办发〔2014〕62号", "征求意见",
        "已清除", "内部", "遮盖前的原件", "已更正", "cn-2026-gx-", "gongkai verify package",
    ):  # fmt: skip
        assert text in page, text
    assert "<b>2025年度" not in page and "&lt;b&gt;2025年度" in page
    assert "<script" not in page and "http://" not in page and "https://" not in page


def test_links_of_the_index_page_lead_to_members():
    import re
    from urllib.parse import unquote

    members = members_of(package_bytes())
    links = {unquote(link) for link in re.findall(r'href="([^"#]+)"', members["目录.html"].decode())}
    assert links and links <= set(members)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("答复书", "documents/01-答复书.pdf"),
        ("../../etc/passwd", "documents/01-etc_passwd.pdf"),
        ('a\\b:c*d?e"f<g>h|i', "documents/01-a_b_c_d_e_f_g_h_i.pdf"),
        ("\u202egnp.exe", "documents/01-gnp.exe.pdf"),
        ("  ...  ", "documents/01-材料.pdf"),
        ("长" * 300, "documents/01-" + "长" * 60 + ".pdf"),
    ],
)
def test_names_are_safe_and_still_tell_what_it_is(title, name):
    assert document_name(1, title, "pdf") == name


@given(st.text(max_size=120), st.text(max_size=12))
def test_no_title_gives_an_unsafe_name(title, extension):
    name = document_name(12, title, extension)
    assert is_safe(name) and len(name.encode()) <= 255 and name.count("/") == 1


def test_a_document_that_cannot_be_read_stops_the_writing():
    def broken():
        yield b"half"
        raise OSError("gone")

    whole = contents()
    documents = (*whole.documents[:1], type(whole.documents[0])(
        title="x", kind="x", extension="pdf", on=None, read=broken))  # fmt: skip
    with pytest.raises(OSError, match="gone"):
        write_package(contents(documents=documents), io.BytesIO(), sign=sign)


def test_the_room_needs_no_framework():
    code = "import sys, gongkai.dossier; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""A page kept in memory is sent only while its file is the very one that was read."""

import os
import time

import pytest

from gongkai.release.serving import FileApp
from gongkai.release.shelf import KeptPage, Shelf
from tests.release.test_serving import Answer


@pytest.fixture
def www(tmp_path):
    """A site of one page."""
    (tmp_path / "www" / "d").mkdir(parents=True)
    (tmp_path / "www" / "d" / "page.html").write_text("one")
    return tmp_path / "www"


@pytest.fixture
def app(www):
    """A server whose clock is ahead, so that every file counts as written long ago."""
    app = FileApp(www, clock=lambda: time.time() + 10)
    assert Answer(app, "/d/page.html").body == b"one"
    assert app._shelf.find(str(www / "d/page.html")) is not None
    return app


def test_a_kept_page_is_answered_like_one_from_disk(www, app):
    kept, read = Answer(app, "/d/page.html"), Answer(FileApp(www, clock=app._clock), "/d/page.html")
    assert (kept.status, kept.body, kept.headers) == (read.status, read.body, read.headers)
    assert Answer(app, "/d/page.html", "HEAD").headers == kept.headers
    assert Answer(app, "/d/page.html", "HEAD").body == b""
    unchanged = Answer(app, "/d/page.html", IF_NONE_MATCH=kept.headers["ETag"])
    fresh = Answer(FileApp(www, clock=app._clock), "/d/page.html", IF_NONE_MATCH=kept.headers["ETag"])
    assert (unchanged.status, unchanged.headers) == (304, fresh.headers)
    assert Answer(app, "/d/page.html", RANGE="bytes=0-0").body == b"o"


def test_a_server_that_adds_headers_does_not_change_the_kept_page(app):
    def start_response(status, headers):
        headers.append(("Date", "now"))

    for _ in range(3):
        app({"REQUEST_METHOD": "GET", "PATH_INFO": "/d/page.html"}, start_response)
    assert "Date" not in Answer(app, "/d/page.html").headers


def test_a_replaced_page_is_never_sent_from_memory(www, app):
    page, status = www / "d" / "page.html", os.stat(www / "d" / "page.html")
    (www / "draft").write_text("two")
    os.utime(www / "draft", ns=(status.st_atime_ns, status.st_mtime_ns))
    os.replace(www / "draft", page)
    assert Answer(app, "/d/page.html").body == b"two"


def test_a_page_written_over_with_its_old_time_put_back_is_never_sent_from_memory(www, app):
    page, status = www / "d" / "page.html", os.stat(www / "d" / "page.html")
    page.write_text("two")
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert Answer(app, "/d/page.html").body == b"two"


def test_a_withdrawn_page_is_gone_and_forgotten(www, app):
    (www / "d" / "page.html").unlink()
    assert Answer(app, "/d/page.html").status == 404
    assert app._shelf._pages == {} and app._shelf._used == 0


def test_a_directory_that_became_a_link_is_not_followed(www, app, tmp_path):
    (www / "d").rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "page.html").unlink()
    (tmp_path / "elsewhere" / "page.html").write_text("secret")
    (www / "d").symlink_to(tmp_path / "elsewhere")
    assert Answer(app, "/d/page.html").status == 404


def test_a_file_just_written_is_not_kept(www):
    app = FileApp(www)
    (www / "d" / "page.html").write_text("two")
    Answer(app, "/d/page.html")
    assert app._shelf._pages == {}


def test_no_more_is_kept_than_there_is_room_for():
    shelf = Shelf(room=100)
    for number in range(20):
        shelf.keep(str(number % 7), KeptPage((0, 0, 0, 0), "", 0, [], b"x" * 30))
        assert shelf._used == 30 * len(shelf._pages) <= 100
    shelf.keep("large", KeptPage((0, 0, 0, 0), "", 0, [], b"x" * 101))
    assert "large" not in shelf._pages

"""What the file server answers, request by request."""

import os
import time
from io import BytesIO

import pytest

from gongkai.release.serving import FileApp

LARGE = bytes(range(256)) * 4096  # one mebibyte, more than is sent in one piece


@pytest.fixture
def www(tmp_path):
    """A small site, all of it written some time ago."""
    root = tmp_path / "www"
    files = {
        "index.html": "首页".encode(),
        "content/1/index.html": b"<p>page</p>",
        "empty/note.txt": b"x",
        "static/site.0123456789ab.css": b"p{}",
        "static/site.css": b"p{}",
        "notice-20261123.html": b"dated",
        "files/表.docx": b"PK",
        "files/scan.pdf": LARGE,
        "files/evil.html": b"<script>alert(1)</script>",
        "files/evil.svg": b"<svg/>",
        "zero.txt": b"",
        ".secret": b"s",
        ".git/config": b"s",
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (1_700_000_000, 1_700_000_000.5))
    (tmp_path / "outside.html").write_bytes(b"outside")
    return root


class Answer:
    """One response, read to its end."""

    def __init__(self, app, path="/", method="GET", **headers):
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "wsgi.input": BytesIO()}
        for name, value in headers.items():
            environ[name if name in ("QUERY_STRING", "SCRIPT_NAME") else "HTTP_" + name] = value

        def start_response(status, sent):
            self.status, self.headers = int(status[:3]), dict(sent)
            assert len(self.headers) == len(sent), "a header was sent twice"

        body = app(environ, start_response)
        self.body = b"".join(body)
        if hasattr(body, "close"):
            body.close()


@pytest.fixture
def app(www):
    """The server on that site."""
    return FileApp(www, attachment_prefixes=("/files/",))


def test_a_page_is_sent_with_length_type_tag_and_protection(app):
    answer = Answer(app)
    assert (answer.status, answer.body) == (200, "首页".encode())
    assert answer.headers["Content-Length"] == "6"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Last-Modified"] == "Tue, 14 Nov 2023 22:13:20 GMT"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert {"Referrer-Policy", "Permissions-Policy", "ETag"} <= answer.headers.keys()


def test_head_has_the_same_headers_and_no_body(app):
    got, head = Answer(app, "/content/1/"), Answer(app, "/content/1/", "HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", got.headers)


def test_a_directory_with_an_index_redirects_to_its_slash_and_one_without_is_not_found(app):
    answer = Answer(app, "/content/1", QUERY_STRING="a=1")
    assert (answer.status, answer.headers["Location"]) == (301, "/content/1/?a=1")
    assert Answer(app, "/empty").status == Answer(app, "/empty/").status == 404
    assert Answer(app, "/content").status == 404


def test_a_redirect_stays_on_this_site(www, app):
    (www / "公开").mkdir()
    (www / "公开" / "index.html").write_text("x")
    answer = Answer(app, "/公开".encode().decode("latin-1"), SCRIPT_NAME="/under")
    assert answer.headers["Location"] == "/under/%E5%85%AC%E5%BC%80/"
    assert Answer(app, "//evil.example/content/1").status == 404
    assert Answer(app, "/content/1\r\nSet-Cookie: x").status == 404


@pytest.mark.parametrize(
    "path",
    ["/../outside.html", "/content/../../outside.html", "/..", "/content/..", "/.secret", "/.git/config",
     "/content/1/../../index.html", "/index.html\0", "/\0", "/content\\1", "//index.html", "/content//1/", "",
     "index.html", "/\xff", "/..%2foutside.html", "/index.html/", "/%00"],
)  # fmt: skip
def test_climbing_hidden_and_malformed_paths_are_not_found(app, path):
    assert Answer(app, path).status == 404


def test_links_are_not_followed_wherever_they_stand(www, app, tmp_path):
    (www / "file.html").symlink_to(tmp_path / "outside.html")
    (www / "dir").symlink_to(tmp_path)
    (www / "inside.html").symlink_to(www / "index.html")
    assert [Answer(app, path).status for path in ("/file.html", "/dir/outside.html", "/inside.html")] == [
        404
    ] * 3
    app._can_ask_kernel = False
    assert [Answer(app, path).status for path in ("/file.html", "/dir/outside.html", "/inside.html")] == [
        404
    ] * 3
    assert Answer(app).status == 200


def test_pipes_are_not_served(www, app):
    os.mkfifo(www / "pipe")
    assert Answer(app, "/pipe").status == 404


def test_the_root_itself_may_be_reached_by_a_link(www, tmp_path):
    (tmp_path / "link").symlink_to(www)
    assert Answer(FileApp(tmp_path / "link")).status == 200


def test_only_static_names_with_a_hash_are_kept_without_asking(app):
    kept = Answer(app, "/static/site.0123456789ab.css").headers["Cache-Control"]
    assert "immutable" in kept and "max-age=31536000" in kept
    for path in ("/static/site.css", "/notice-20261123.html", "/files/scan.pdf", "/"):
        assert Answer(app, path).headers["Cache-Control"] == "no-cache"


def test_documents_are_saved_under_their_name_and_pdf_is_shown(app):
    answer = Answer(app, "/files/表.docx".encode().decode("latin-1"))
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E8%A1%A8.docx"
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    pdf = Answer(app, "/files/scan.pdf").headers
    assert "Content-Disposition" not in pdf and pdf["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("path", ["/files/evil.html", "/files/evil.svg"])
def test_an_attachment_that_could_run_script_is_saved_and_sandboxed(app, path):
    headers = Answer(app, path).headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in headers["Content-Security-Policy"]


def test_a_known_tag_is_answered_304_without_a_body(app):
    first = Answer(app)
    again = Answer(app, IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"") and "Content-Length" not in again.headers
    assert again.headers["ETag"] == first.headers["ETag"]
    assert Answer(app, IF_NONE_MATCH='W/"x", ' + first.headers["ETag"]).status == 304
    assert Answer(app, IF_NONE_MATCH="*").status == 304
    assert Answer(app, IF_NONE_MATCH='"other"').status == 200


def test_a_date_decides_only_where_no_tag_does(app):
    date = Answer(app).headers["Last-Modified"]
    assert Answer(app, IF_MODIFIED_SINCE=date).status == 304
    assert Answer(app, IF_MODIFIED_SINCE=date, IF_NONE_MATCH='"other"').status == 200
    assert Answer(app, IF_MODIFIED_SINCE="Tue, 14 Nov 2023 22:13:19 GMT").status == 200
    assert Answer(app, IF_MODIFIED_SINCE="yesterday").status == 200


def test_a_date_says_nothing_about_a_file_just_written(www):
    app = FileApp(www, clock=lambda: 1_700_000_001.0)
    assert "Last-Modified" not in Answer(app).headers
    assert Answer(app, IF_MODIFIED_SINCE="Tue, 14 Nov 2023 22:13:20 GMT").status == 200


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("bytes=0-9", LARGE[:10]), ("bytes=10-", LARGE[10:]), ("bytes=-5", LARGE[-5:]),
     ("bytes=1048575-9999999", LARGE[-1:]), ("bytes=-99999999", LARGE), ("bytes=5-700000", LARGE[5:700001])],
)  # fmt: skip
def test_one_range_is_sent_as_asked(app, asked, expected):
    answer = Answer(app, "/files/scan.pdf", RANGE=asked)
    assert (answer.status, answer.body) == (206, expected)
    assert answer.headers["Content-Length"] == str(len(expected))
    first = (
        LARGE.index(expected)
        if len(expected) > 256
        else int(answer.headers["Content-Range"][6:].split("-")[0])
    )
    assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(expected) - 1}/{len(LARGE)}"


@pytest.mark.parametrize("asked", ["bytes=1048576-", "bytes=-0", "bytes=99999999-999999999"])
def test_a_range_outside_the_file_is_416(app, asked):
    answer = Answer(app, "/files/scan.pdf", RANGE=asked)
    assert (answer.status, answer.body) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{len(LARGE)}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,3-4", "bytes=9-1", "bytes=-", "bytes=a-b", "items=0-1", "", "bytes=" + "9" * 5000 + "-"],
)
def test_other_ranges_mean_the_whole_file(app, asked):
    assert Answer(app, "/files/scan.pdf", RANGE=asked).body == LARGE


def test_a_range_on_condition_of_another_version_means_the_whole_file(app):
    tag = Answer(app, "/files/scan.pdf").headers["ETag"]
    assert Answer(app, "/files/scan.pdf", RANGE="bytes=0-1", IF_RANGE=tag).status == 206
    assert Answer(app, "/files/scan.pdf", RANGE="bytes=0-1", IF_RANGE='"old"').body == LARGE


def test_an_empty_file_has_length_zero(app):
    answer = Answer(app, "/zero.txt")
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (200, "0", b"")
    assert Answer(app, "/zero.txt", RANGE="bytes=0-").status == 416


def test_other_methods_are_refused_or_passed_on(www, app):
    answer = Answer(app, "/", "POST")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert Answer(FileApp(www, fallback=behind), "/", "POST").body == b"behind"


def behind(environ, start_response):
    """An application behind the files."""
    start_response("200 OK", [])
    return [b"behind"]


def test_what_is_no_file_is_passed_on_but_never_a_path_that_climbs(www):
    app = FileApp(www, fallback=behind)
    assert Answer(app, "/desk/").body == b"behind"
    assert Answer(app, "/").body == "首页".encode()
    assert Answer(app, "/../x").status == 404


def test_a_missing_page_shows_the_site_s_own_words(www, app):
    assert "不存在" in Answer(app, "/nothing").body.decode()
    (www / "404.html").write_text("本站没有这一页")
    answer = Answer(app, "/nothing")
    assert (answer.status, answer.body.decode()) == (404, "本站没有这一页")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert Answer(app, "/nothing", "HEAD").body == b""
    (www / "404.html").unlink()
    (www / "404.html").mkdir()
    (www / "404.html" / "index.html").write_text("x")
    assert Answer(app, "/nothing").status == 404


def test_an_added_replaced_or_withdrawn_page_shows_at_once(www, app):
    assert Answer(app, "/new.html").status == 404
    (www / "new.html").write_text("one")
    first = Answer(app, "/new.html")
    (www / "draft").write_text("two")
    os.replace(www / "draft", www / "new.html")
    second = Answer(app, "/new.html", IF_NONE_MATCH=first.headers["ETag"])
    assert (first.body, second.status, second.body) == (b"one", 200, b"two")
    (www / "new.html").unlink()
    assert Answer(app, "/new.html").status == 404


def test_a_large_file_replaced_while_it_is_sent_is_sent_as_it_began(www, app):
    sent = []
    body = app(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/files/scan.pdf"},
        lambda status, headers: sent.append(headers),
    )
    parts = iter(body)
    received = next(parts)
    (www / "draft").write_bytes(b"short")
    os.replace(www / "draft", www / "files" / "scan.pdf")
    assert received + b"".join(parts) == LARGE
    body.close()
    assert Answer(app, "/files/scan.pdf").body == b"short"


def test_no_descriptor_is_left_open(www, app):
    paths = ["/", "/content/1", "/files/scan.pdf", "/nothing", "/empty", "/.git/config", "/zero.txt"]
    before = len(os.listdir("/proc/self/fd"))
    for path in paths:
        for headers in ({}, {"RANGE": "bytes=9999999-"}, {"IF_NONE_MATCH": "*"}, {"RANGE": "bytes=0-400000"}):
            for method in ("GET", "HEAD"):
                Answer(app, path, method, **headers)
    assert len(os.listdir("/proc/self/fd")) == before


def test_the_clock_is_the_real_one_unless_told(www):
    assert abs(FileApp(www)._clock() - time.time()) < 1

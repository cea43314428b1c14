"""A Word file that tries to fetch from the network and from the machine, and a server that counts."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import docx

from tests.documents.letter_cases import members
from tests.documents.samples import saved, with_member

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
_PICTURE = (
    f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}wordprocessingDrawing"><wp:extent cx="900000" '
    'cy="900000"/><wp:docPr id="1" name="a"/>'
    f'<a:graphic xmlns:a="{_DRAWING}main"><a:graphicData uri="{_DRAWING}picture"><pic:pic '
    f'xmlns:pic="{_DRAWING}picture"><pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:link="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
_FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {told} '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>值</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


@contextmanager
def counting_server() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths it is asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *told):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def word_file(address: str, local_file: str) -> bytes:
    """A document with linked pictures, included files and a template at the address."""
    document = docx.Document()
    document.add_paragraph("正文仍在")
    linked = [
        document.part.relate_to(target, _RELATIONS + "image", is_external=True)
        for target in (f"{address}/picture.png", f"file://{local_file}")
    ]
    document.part.relate_to(f"{address}/t.dotx", _RELATIONS + "attachedTemplate", is_external=True)
    told = (
        f'INCLUDETEXT "{local_file}"',
        f'INCLUDETEXT "file://{local_file}"',
        f'INCLUDEPICTURE "{address}/field.png" \\d',
        f"DDEAUTO soffice {local_file} a",
    )
    more = "".join(_PICTURE.replace("{relation}", one) for one in linked)
    more += "".join(_FIELD.format(told=one) for one in told)
    data = saved(document)
    body = members(data)["word/document.xml"].decode().replace("</w:body>", more + "</w:body>")
    return with_member(data, "word/document.xml", body.encode())

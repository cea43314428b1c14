"""Real files made on the spot for the tests of documents."""

import struct
import zipfile
from io import BytesIO

import docx
import openpyxl
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + b"\x00" * 400
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 40
PE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200


def docx_bytes(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for text in paragraphs or ("公告",):
        document.add_paragraph(text)
    return saved(document)


def xlsx_bytes(rows=(("姓名", "电话"),)) -> bytes:
    """An Excel file with one sheet of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(document) -> bytes:
    """What ``document.save`` writes."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_bytes(*pages: str, password: str | None = None, draw=None) -> bytes:
    """A PDF with one line of Chinese text a page; ``draw`` may draw more on the first."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    encryption = StandardEncryption(password, canPrint=1) if password else None
    sheet = canvas.Canvas(stream, encrypt=encryption)
    for text in pages or ("公告",):
        if text:
            sheet.setFont("STSong-Light", 14)
            sheet.drawString(72, 700, text)
        if draw:
            draw(sheet)
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


OFD_NS = "http://www.ofdspec.org/2016"


def ofd_bytes(*lines: str, author: str = "张三", extra: dict[str, bytes] | None = None) -> bytes:
    """An OFD file with one text object a line."""
    objects = "".join(
        f'<ofd:TextObject ID="{n + 10}" Boundary="20 {20 + n * 10} 100 8" Font="1" Size="5">'
        f'<ofd:TextCode X="0" Y="5">{line}</ofd:TextCode></ofd:TextObject>'
        for n, line in enumerate(lines)
    )
    members = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD_NS}" DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:Author>{author}</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD_NS}"><ofd:Pages><ofd:Page ID="1" '
        'BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page xmlns:ofd="{OFD_NS}"><ofd:Content>'
        f'<ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
    }
    return zip_bytes({**{name: text.encode() for name, text in members.items()}, **(extra or {})})


def zip_bytes(members: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_member(package: bytes, name: str, data: bytes) -> bytes:
    """The package with one member added or replaced."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    return zip_bytes({**members, name: data})


def ole_bytes(streams: dict[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """An OLE container with these streams, all above the size of the mini stream."""
    sector = 512
    contents = {
        name: data.ljust(max(4096, -(-len(data) // sector) * sector), b"\x00")
        for name, data in streams.items()
    }
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    directory_sectors = -(-(1 + len(streams) + len(storages)) // 4)
    at = 1 + directory_sectors
    fat = [0xFFFFFFFD, *range(2, 1 + directory_sectors), 0xFFFFFFFE]
    body = b""
    for name, data in contents.items():
        entries.append((name, 2, at, len(data)))
        count = len(data) // sector
        fat += [*range(at + 1, at + count), 0xFFFFFFFE]
        at += count
        body += data
    entries += [(name, 1, 0, 0) for name in storages]
    assert len(fat) <= 128, "one FAT sector only"
    directory = b"".join(_ole_entry(*entry) for entry in entries).ljust(directory_sectors * sector, b"\x00")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    return head + table + directory + body


def _ole_entry(name: str, kind: int, first: int, size: int) -> bytes:
    raw = (name + "\x00").encode("utf-16-le")
    entry = raw.ljust(64, b"\x00") + struct.pack("<HBB", len(raw), kind, 1)
    return entry.ljust(116, b"\xff") + struct.pack("<III", first, size, 0)

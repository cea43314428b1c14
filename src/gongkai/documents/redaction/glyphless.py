"""A font without any shape, for text searched and never seen: each character has a code and a meaning."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import pikepdf

ASCENT, DESCENT = 880, -120
_UNITS = 1000
_NAME = "/GongkaiNoShape"
_TABLE_ALIGN = 4
_GLYPH_SIZE = 32
_ENTRIES_A_BLOCK = 100
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) "
    "/Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


class ShapelessFont:
    """Gives every character a code and, once all are known, the font that tells their meaning."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, char: str) -> int:
        """The code of a character; a font holds 65,534 different ones, more than any page writes."""
        return self._codes.setdefault(char, len(self._codes) + 1)

    def font(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font object with its meanings, added to ``pdf``."""
        program = pikepdf.Stream(pdf, _font_program(), Length1=len(_font_program()))
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name(_NAME),
            Flags=4,
            FontBBox=[0, DESCENT, _UNITS, ASCENT],
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=DESCENT,
            CapHeight=ASCENT,
            StemV=80,
            FontFile2=pdf.make_indirect(program),
        )
        to_glyph = pikepdf.Stream(pdf, b"\x00\x00" * (len(self._codes) + 1))
        inner = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=pikepdf.Name(_NAME),
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=_UNITS,
            CIDToGIDMap=pdf.make_indirect(to_glyph),
        )
        outer = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name(_NAME),
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(inner)],
            ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, self._meanings().encode("ascii"))),
        )
        return pdf.make_indirect(outer)

    def _meanings(self) -> str:
        entries = [
            "<{code:04X}> <{meaning}>".format(code=code, meaning=char.encode("utf-16-be").hex().upper())
            for char, code in self._codes.items()
        ]
        blocks = [
            "{count} beginbfchar\n{lines}\nendbfchar\n".format(count=len(block), lines="\n".join(block))
            for block in _blocks(entries, _ENTRIES_A_BLOCK)
        ]
        return "".join([_CMAP_HEAD, *blocks, _CMAP_TAIL])


def _blocks(entries: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (entries[at : at + size] for at in range(0, len(entries), size))


def _glyph() -> bytes:
    """A line there and back: nothing of it is ever inked, but some programs pass over signs without size."""
    corner = struct.pack(">hhhhh", 1, 0, DESCENT, _UNITS, ASCENT)
    across, up = (0, _UNITS, -_UNITS // 2), (DESCENT, ASCENT - DESCENT, (DESCENT - ASCENT) // 2)
    drawn = struct.pack(">HH3B3h3h", len(across) - 1, 0, *([1] * len(across)), *across, *up)
    return (corner + drawn).ljust(_GLYPH_SIZE, b"\x00")


def _font_program() -> bytes:
    """A TrueType file with one glyph that shows nothing: readers ask for an embedded program."""
    tables = {
        b"glyf": _glyph(),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            *(0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0x0B, _UNITS, 0, 0),
            *(0, DESCENT, _UNITS, ASCENT, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, ASCENT, DESCENT, 0, _UNITS, *([0] * 11), 1),
        b"hmtx": struct.pack(">Hh", _UNITS, 0),
        b"loca": struct.pack(">HH", 0, _GLYPH_SIZE // 2),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 1, 3, 1, 0, 0, 1, *([0] * 8)),
    }
    offset = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, data in tables.items():
        padded = data + b"\x00" * (-len(data) % _TABLE_ALIGN)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += tag + struct.pack(">III", checksum, offset + len(body), len(data))
        body += padded
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    return header + directory + body

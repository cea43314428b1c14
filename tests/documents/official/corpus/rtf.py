"""Rich text as old word processors wrote it under the name .doc: GB2312 bytes as escapes."""


def rtf_document(*lines: tuple[str, str]) -> bytes:
    """Paragraphs, each (alignment c, l or r, text), in code page 936."""
    body = "".join(rf"\pard\q{align}\f0\fs32 {_escaped(text)}\par" + "\n" for align, text in lines)
    head = r"{\rtf1\ansi\ansicpg936\deff0\deflang1033\deflangfe2052"
    fonts = r"{\fonttbl{\f0\fnil\fcharset134 " + _escaped("仿宋_GB2312") + ";}}"
    return f"{head}{fonts}\n{body}}}".encode("ascii")


def _escaped(text: str) -> str:
    pieces = []
    for byte in text.encode("gbk"):
        plain = 0x20 <= byte < 0x7F and chr(byte) not in "\\{}"
        pieces.append(chr(byte) if plain else f"\\'{byte:02x}")
    return "".join(pieces)

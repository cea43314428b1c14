"""Which installed font stands in for each font of official documents, and which characters it lacks."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from gongkai.documents.letters.errors import ConversionFailed

# A letter's own face first, then the same face by other names, then the nearest free one.
_FANGSONG = ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang", "Noto Serif CJK SC")
_KAI = ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "LXGW WenKai", "AR PL UKai CN", "Noto Serif CJK SC")
_TITLE = ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "Noto Serif CJK SC:bold")
_SONG = ("SimSun", "新宋体", "STSong", "Noto Serif CJK SC")
_HEI = ("SimHei", "STHeiti", "Noto Sans CJK SC")
STAND_INS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋"), _FANGSONG),
    **dict.fromkeys(("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体"), _KAI),
    **dict.fromkeys(("方正小标宋简体", "方正小标宋_GBK", "小标宋"), _TITLE),
    **dict.fromkeys(("宋体", "SimSun", "新宋体", "华文中宋"), _SONG),
    **dict.fromkeys(("黑体", "SimHei", "华文细黑"), _HEI),
}
BODY_FONT = "仿宋_GB2312"
_HEAD = (
    '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n<dir>/usr/share/fonts</dir>\n'
)
_SECONDS = 20


def fontconfig_file(folder: Path, *, fonts_folder: Path | None = None) -> Path:
    """Write the fontconfig file with the stand-ins into ``folder``; an organ's own fonts come first."""
    lines = [_HEAD]
    if fonts_folder is not None:
        lines.append(f"<dir>{escape(str(fonts_folder))}</dir>\n")
    lines.append("<cachedir>{path}</cachedir>\n".format(path=escape(str(folder / "fontcache"))))
    lines += [_alias(name, stand_ins) for name, stand_ins in STAND_INS.items()]
    written = folder / "fonts.conf"
    written.write_text("".join([*lines, "</fontconfig>\n"]), encoding="utf-8")
    return written


def missing_glyphs(text: str, *, font: str = BODY_FONT, fonts_folder: Path | None = None) -> str:
    """The characters of ``text`` that the font used for ``font`` cannot show, each once.

    They would come from another face or not at all. Blanks and variation selectors need no glyph. Raises
    ConversionFailed when fontconfig is not installed.
    """
    covered = _coverage(font, fonts_folder, _contents(fonts_folder))
    wanted = dict.fromkeys(char for char in text if not char.isspace() and not _is_selector(char))
    return "".join(char for char in wanted if not any(low <= ord(char) <= high for low, high in covered))


def _contents(fonts_folder: Path | None) -> tuple[tuple[str, int], ...]:
    """What lies in the folder, so that a font added later is looked at."""
    if fonts_folder is None or not fonts_folder.is_dir():
        return ()
    return tuple(sorted((str(one), one.stat().st_mtime_ns) for one in fonts_folder.rglob("*")))


@lru_cache(maxsize=32)
def _coverage(
    font: str, fonts_folder: Path | None, contents: tuple[tuple[str, int], ...]
) -> tuple[tuple[int, int], ...]:
    program = shutil.which("fc-match")
    if program is None:
        raise ConversionFailed("没有安装 fontconfig，无法检查生僻字。请由管理员安装 fontconfig。")
    with tempfile.TemporaryDirectory(prefix="gongkai-fonts-") as folder:
        settings = fontconfig_file(Path(folder), fonts_folder=fonts_folder)
        told = subprocess.run(  # noqa: S603  # a program found on the path, its arguments are ours
            [program, "-f", "%{charset}", font],
            env={"FONTCONFIG_FILE": str(settings), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        ).stdout
    ranges = [one.partition("-") for one in told.split()]
    return tuple((int(low, 16), int(high or low, 16)) for low, _, high in ranges)


def _alias(name: str, stand_ins: tuple[str, ...]) -> str:
    wanted = [one.partition(":")[0] for one in (name, *stand_ins)]
    rule = (
        '<match target="pattern"><test qual="any" name="family"><string>{name}</string></test>'
        '<edit name="family" mode="prepend" binding="strong">{strings}</edit>{weight}</match>\n'
    )
    strings = "".join(f"<string>{escape(one)}</string>" for one in wanted)
    weight = (
        '<edit name="weight" mode="assign"><const>bold</const></edit>'
        if any(one.endswith(":bold") for one in stand_ins)
        else ""
    )
    return rule.format(name=escape(name), strings=strings, weight=weight)


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"

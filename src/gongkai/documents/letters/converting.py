"""Word files made into PDF by LibreOffice: one private profile a run, killed when it takes too long."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from gongkai.documents.letters.errors import ConversionFailed
from gongkai.documents.letters.fonts import fontconfig_file
from gongkai.documents.letters.holding import LINE_RULES, held_together

DEFAULT_SECONDS = 90
_MOST_MEMORY = 4 * 1024**3
_MOST_WRITTEN = 300 * 1024**2
_PROFILE_FOLDER = "profile"
_ABSENT = "没有安装 LibreOffice，无法生成 PDF。请由管理员安装 libreoffice-writer-nogui。"
_FAILED = "文档“{name}”无法转换为 PDF。请在 Word 或者 WPS 中打开并另存一份后重试。"
_TOO_LONG = "转换 PDF 超过{seconds}秒，已经停止。请减少内容或者稍后重试。"
# Linked pictures and sections stay unloaded, macros stay off: a document from outside may not reach out.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop \
oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">\
<value>0</value></prop></item>
{line_rules}</oor:items>
"""


def to_pdf(
    docx: Path, out: Path, *, timeout: float = DEFAULT_SECONDS, fonts_folder: Path | None = None
) -> None:
    """Write the PDF of a Word file to ``out``, whole or not at all; safe to run several at once.

    Raises ConversionFailed when LibreOffice is missing, fails or takes longer than ``timeout`` seconds.
    """
    to_pdfs([(docx, out)], timeout=timeout, fonts_folder=fonts_folder)


def to_pdfs(
    pairs: Sequence[tuple[Path, Path]],
    *,
    timeout: float = DEFAULT_SECONDS,
    fonts_folder: Path | None = None,
    hold_together: bool = False,
) -> None:
    """Write the PDFs of several Word files in one run of LibreOffice; raises ConversionFailed like to_pdf.

    ``hold_together`` is for letters: their dates and numbers do not break at the end of a line. All files
    are converted or none is written.
    """
    program = shutil.which("soffice")
    if program is None:
        raise ConversionFailed(_ABSENT)
    with tempfile.TemporaryDirectory(prefix="gongkai-pdf-") as name:
        folder = Path(name)
        sources = [
            folder / "in" / "{n}{suffix}".format(n=n, suffix=docx.suffix or ".docx")
            for n, (docx, _) in enumerate(pairs)
        ]
        (folder / "in").mkdir()
        for (docx, _), source in zip(pairs, sources, strict=True):
            _lay_in(docx, source, hold_together=hold_together)
        write_profile(folder, line_rules=LINE_RULES if hold_together else "")
        run_office(program, folder, sources, timeout=timeout, fonts_folder=fonts_folder)
        made = [folder / "out" / (source.stem + ".pdf") for source in sources]
        for (docx, _), pdf in zip(pairs, made, strict=True):
            if not pdf.is_file() or pdf.stat().st_size == 0:
                raise ConversionFailed(_FAILED.format(name=docx.name))
        for (_, out), pdf in zip(pairs, made, strict=True):
            _put(pdf, out)


def _lay_in(docx: Path, source: Path, *, hold_together: bool) -> None:
    try:
        source.write_bytes(held_together(docx.read_bytes()) if hold_together else docx.read_bytes())
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise ConversionFailed(_FAILED.format(name=docx.name)) from error


def write_profile(folder: Path, *, line_rules: str = "") -> None:
    """Write the private profile into ``folder``: no macros, no links to the outside."""
    user = folder / _PROFILE_FOLDER / "user"
    user.mkdir(parents=True)
    settings = _PROFILE.format(line_rules=line_rules)
    (user / "registrymodifications.xcu").write_text(settings, encoding="utf-8")


def run_office(
    program: str,
    folder: Path,
    sources: Sequence[Path],
    *,
    timeout: float,
    target: str = "pdf",
    fonts_folder: Path | None = None,
    is_bounded: bool = False,
) -> None:
    """Convert files to ``target`` into ``folder``/out with the profile there; what fails is not written.

    With ``is_bounded`` LibreOffice may not take more memory nor write a larger file than any honest document
    needs: for files that come from outside. Raises ConversionFailed after ``timeout`` seconds. No process
    outlives the run.
    """
    environment = _environment(folder, fonts_folder)
    command = [
        *(_bounds() if is_bounded else ()),
        program,
        f"-env:UserInstallation={(folder / _PROFILE_FOLDER).as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", target, "--outdir", str(folder / "out")),
        *map(str, sources),
    ]
    process = subprocess.Popen(  # noqa: S603  # a program found on the path, its arguments are ours
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise ConversionFailed(_TOO_LONG.format(seconds=int(timeout))) from error
    finally:
        # soffice starts children of its own; none may outlive the run.
        _end_group(process)


def _bounds() -> tuple[str, ...]:
    """The command that bounds the one after it; where the system has none, time alone bounds it."""
    program = shutil.which("prlimit")
    if program is None:
        return ()
    return (program, f"--as={_MOST_MEMORY}", f"--fsize={_MOST_WRITTEN}", "--core=0", "--")


def _environment(folder: Path, fonts_folder: Path | None) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "FONTCONFIG_FILE": str(fontconfig_file(folder, fonts_folder=fonts_folder)),
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _end_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def _put(pdf: Path, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=".pdf-")
    os.close(handle)
    try:
        shutil.copyfile(pdf, name)
        Path(name).replace(out)
    finally:
        Path(name).unlink(missing_ok=True)

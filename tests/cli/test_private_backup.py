"""Sealed case files come back from a backup and open with the keys that came with them."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.commands import environment, gongkai_ok
from tools.tracked import ROOT

_START = "import os, django; django.setup(); from gongkai.kernel import private; "
_KEEP = _START + (
    "import io; from django.utils import timezone; now = timezone.now(); key = private.new_key(now); "
    "print(private.take_in(key=key, name='张三.txt', stream=io.BytesIO('本人张三'.encode()), now=now).name)"
)
_READ = _START + (
    "from gongkai.kernel.models import PrivateFile; file = PrivateFile.objects.get(); "
    "print(private.original_name(file), b''.join(private.read_chunks(file)).decode())"
)


def _run(program: str, directory: Path) -> str:
    extra = {"GONGKAI_DIR": str(directory), "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, env=environment(**extra)
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_sealed_file_comes_back_and_opens(installation: Path, tmp_path: Path):
    name = _run(_KEEP, installation)
    gongkai_ok("backup", tmp_path / "b.tar", "--dir", installation)

    gongkai_ok("restore", tmp_path / "b.tar", "--dir", tmp_path / "back")

    assert (tmp_path / "back" / "cases" / name[:2] / name).stat().st_mode & 0o077 == 0
    assert os.stat(tmp_path / "back" / "cases").st_mode & 0o077 == 0
    assert _run(_READ, tmp_path / "back") == "张三.txt 本人张三"

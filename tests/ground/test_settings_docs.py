"""docs/settings.md names every setting of our own, and none that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NAME = re.compile(r"GONGKAI_[A-Z_]*[A-Z]")


def _in_code() -> set[str]:
    folders = (ROOT / "config", ROOT / "src", ROOT / "tests")
    files = [path for folder in folders for path in folder.rglob("*.py") if path != Path(__file__)]
    return {name for path in files for name in _NAME.findall(path.read_text("utf-8"))}


def test_every_setting_is_described_and_every_description_has_its_setting():
    described = set(_NAME.findall((ROOT / "docs" / "settings.md").read_text("utf-8")))
    assert described == _in_code()

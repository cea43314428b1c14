"""Which characters the fonts of a letter cannot show, and how an organ's own fonts come first."""

import shutil
import subprocess
from pathlib import Path

import pytest
import reportlab

from gongkai.documents.letters import ConversionFailed, missing_glyphs
from gongkai.documents.letters.fonts import STAND_INS, fontconfig_file

# A font that is not installed, and lacks Ā, which the face that stands in for it has.
OWN_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
OWN_NAME = "Bitstream Vera Sans"


def _matched(folder: Path, name: str, fonts_folder: Path | None = None) -> str:
    settings = fontconfig_file(folder, fonts_folder=fonts_folder)
    return subprocess.run(
        ["fc-match", "-f", "%{family}|%{weight}", name],
        env={"FONTCONFIG_FILE": str(settings), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_ordinary_and_rare_characters_of_names_can_be_shown():
    assert missing_glyphs("张三𬭚㛃䶮𬱖𫖯喆堃，。（）〔〕0-9A") == ""


def test_private_and_unassigned_characters_are_named_once_each():
    assert missing_glyphs("张\ue815三\ue815\U000f0001") == "\ue815\U000f0001"


def test_blanks_and_variation_selectors_need_no_shape():
    assert missing_glyphs(" \u3000\n邉\U000e0100\ufe0f") == ""


@pytest.mark.parametrize("name", STAND_INS)
def test_no_font_of_official_documents_falls_to_a_face_without_chinese(tmp_path, name):
    family = _matched(tmp_path, name)
    assert "DejaVu" not in family
    assert missing_glyphs("公开", font=name) == ""


def test_a_title_is_heavy(tmp_path):
    assert float(_matched(tmp_path, "方正小标宋简体").rpartition("|")[2]) > float(
        _matched(tmp_path, "仿宋_GB2312").rpartition("|")[2]
    )


def test_an_organs_own_font_comes_first_and_is_noticed_when_it_is_added(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    assert missing_glyphs("ĀA", font=OWN_NAME, fonts_folder=own) == ""
    shutil.copy(OWN_FONT, own)
    assert _matched(tmp_path, OWN_NAME, own).startswith(OWN_NAME)
    assert missing_glyphs("ĀA", font=OWN_NAME, fonts_folder=own) == "Ā"


def test_a_folder_with_marks_in_its_name_makes_no_broken_settings(tmp_path):
    own = tmp_path / "a & <b>"
    own.mkdir()
    assert "Noto" in _matched(tmp_path, "仿宋_GB2312", own)


def test_without_fontconfig_the_administrator_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ConversionFailed, match="fontconfig"):
        missing_glyphs("公", font="只此一次")

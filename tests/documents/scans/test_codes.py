"""The number of a sheet: told from a misread one."""

import secrets

import pytest

from gongkai.documents.scans import format_code, is_code, new_code, read_typed
from gongkai.documents.scans.codes import ALPHABET


def _free_and_check(code: str) -> str:
    """The ten characters behind the mark; they may themselves hold the letters of the mark."""
    return code.removeprefix("GK-").replace("-", "")


def test_a_new_code_proves_itself():
    code = new_code(secrets.choice)
    assert is_code(code) and len(code) == 14 and code.startswith("GK-")


@pytest.mark.parametrize("typed", ["{}", " {} ", "gk-{}", "{}　"])
def test_a_code_is_taken_as_people_type_it(typed):
    code = new_code(secrets.choice)
    bare = code.removeprefix("GK-") if "gk-" in typed else code
    assert read_typed(typed.format(bare).lower()) == code
    assert read_typed(code.replace("-", "")) == code
    assert read_typed("".join(chr(ord(c) + 0xFEE0) for c in code)) == code


def test_every_single_wrong_character_is_found():
    code = new_code(secrets.choice)
    characters = _free_and_check(code)
    for place, one in enumerate(characters):
        for other in ALPHABET:
            if other != one:
                assert read_typed(format_code(characters[:place] + other + characters[place + 1 :])) == ""


def test_characters_that_look_like_the_mark_are_taken():
    chosen = iter("ABGKGKGK2")
    code = new_code(lambda _alphabet: next(chosen))
    assert code.startswith("GK-ABGKG-") and len(_free_and_check(code)) == 10
    assert read_typed(code) == code and read_typed(code.removeprefix("GK-")) == code


def test_a_number_without_its_mark_may_begin_like_the_mark():
    chosen = iter("GKGKGKGK2")
    code = new_code(lambda _alphabet: next(chosen))
    assert (
        read_typed(code.removeprefix("GK-")) == read_typed(code.removeprefix("GK-").replace("-", "")) == code
    )


def test_two_neighbours_that_changed_places_are_found():
    for shift in range(len(ALPHABET)):
        chosen = iter(ALPHABET[(shift + 7 * place) % len(ALPHABET)] for place in range(9))
        characters = _free_and_check(new_code(lambda _alphabet, chosen=chosen: next(chosen)))
        for place in range(8):
            one, two = characters[place], characters[place + 1]
            if one != two:
                swapped = characters[:place] + two + one + characters[place + 2 :]
                assert read_typed(format_code(swapped)) == ""


@pytest.mark.parametrize("text", ["", "GK", "https://www.example.gov.cn/", "GK-00000-00000", "你好" * 20])
def test_anything_else_is_no_code(text):
    assert read_typed(text) == "" and not is_code(text)

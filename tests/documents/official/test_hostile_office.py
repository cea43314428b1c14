"""Hostile and broken office files end with a clear sentence, within bounded time and memory."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys

import pytest

from tests.documents import reaching_out
from tests.documents.official.corpus.files import CORPUS, office_files
from tests.documents.official.hostile_office import BOUNDED, REFUSED, cut_off, linked_field

# Wide, for a busy machine: what is caught is a file that costs minutes or gigabytes.
SECONDS = 90
OWN_MB = 1000
OFFICE_MB = 3000
CHINESE = re.compile(r"[\u4e00-\u9fff]{4}.*。")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def read_alone(name: str, data: bytes) -> dict:
    """What came of reading the file in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.documents.official.read_alone", name],
        input=data,
        capture_output=True,
        timeout=SECONDS + 30,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


def assert_bounded(said: dict) -> None:
    """Time and memory stayed in bounds."""
    assert said["seconds"] < SECONDS
    assert said["own_mb"] < OWN_MB
    assert said["office_mb"] < OFFICE_MB


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_turned_away_with_a_sentence(case):
    name, make = REFUSED[case]
    said = read_alone(name, make())
    assert said["kind"] in ("FileRefused", "ConversionFailed")
    assert CHINESE.search(said["message"]), said["message"]
    assert_bounded(said)


@needs_office
@pytest.mark.parametrize("case", BOUNDED)
def test_it_ends_within_bounds(case):
    name, make = BOUNDED[case]
    said = read_alone(name, make())
    assert said["kind"] == "read" or CHINESE.search(said["message"])
    assert_bounded(said)


@needs_office
def test_a_doc_cut_off_is_turned_away_wherever_the_cut_is():
    name = "notice-plain"
    (whole,) = (file.data for file in office_files({name: CORPUS[name]}, ["doc"]))
    for share in (0.1, 0.5, 0.9, 0.97):
        said = read_alone("通知.doc", cut_off(whole, share))
        assert said["kind"] in ("FileRefused", "ConversionFailed"), share
        assert CHINESE.search(said["message"])


@needs_office
def test_rich_text_with_linked_fields_asks_nothing_of_the_network():
    with reaching_out.counting_server() as (address, asked):
        read_alone("通知.rtf", linked_field(address))
    assert asked == []

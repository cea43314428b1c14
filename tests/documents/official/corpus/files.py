"""The whole corpus as files: docx as built, doc and pdf by LibreOffice, wps as WPS Office keeps it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from gongkai.documents.letters.converting import run_office, write_profile
from tests.documents.official.corpus.answers import ANSWERS
from tests.documents.official.corpus.county_letters import LETTERS
from tests.documents.official.corpus.county_orders import ORDERS
from tests.documents.official.corpus.notices import NOTICES
from tests.documents.official.corpus.odd import ODD
from tests.documents.official.corpus.public import PUBLIC
from tests.documents.official.corpus.truths import Catalogue, Document
from tests.documents.official.corpus.unusual import UNUSUAL

CORPUS: Catalogue = {**NOTICES, **ANSWERS, **PUBLIC, **ODD, **UNUSUAL, **ORDERS, **LETTERS}
FORMATS = ("docx", "doc", "wps", "pdf")
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """One document in one format."""

    document: Document
    ending: str
    data: bytes

    @property
    def name(self) -> str:
        """The name it bears when handed in."""
        return f"{self.document.name}.{self.ending}"


def office_files(catalogue: Catalogue = CORPUS, formats: Iterable[str] = FORMATS) -> list[OfficeFile]:
    """Every document in every format asked for; one run of LibreOffice for doc, one for pdf."""
    wanted = set(formats)
    built = {name: document.build() for name, document in catalogue.items()}
    converted = {
        target: _converted(catalogue, built, target)
        for target, needed in (("doc", wanted & {"doc", "wps"}), ("pdf", wanted & {"pdf"}))
        if needed
    }
    return [
        OfficeFile(document, ending, data)
        for document in catalogue.values()
        for ending, data in _endings(document, built, converted)
        if ending in wanted
    ]


def _endings(
    document: Document, built: dict[str, bytes], converted: dict[str, dict[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """A document's files; what was no docx in the first place stays what it was, beside its pdf."""
    plain, old = built[document.name], converted.get("doc", {}).get(document.name, b"")
    yield document.ending, plain
    if document.ending == "docx":
        yield "doc", old
        yield "wps", plain if document.is_ooxml_wps else old
    if "pdf" in converted:
        yield "pdf", converted["pdf"][document.name]


def _converted(catalogue: Catalogue, built: dict[str, bytes], target: str) -> dict[str, bytes]:
    program = which("soffice")
    assert program, "LibreOffice is needed to make the corpus"
    with tempfile.TemporaryDirectory(prefix="gongkai-corpus-") as name:
        folder = Path(name)
        write_profile(folder)
        (folder / "in").mkdir()
        sources = {
            name: folder / "in" / f"{name}.{document.ending}"
            for name, document in catalogue.items()
            if target == "pdf" or document.ending == "docx"
        }
        for name, source in sources.items():
            source.write_bytes(built[name])
        run_office(program, folder, list(sources.values()), timeout=_SECONDS, target=target)
        return {name: (folder / "out" / f"{name}.{target}").read_bytes() for name in sources}

"""Docx containers written the same way every time: fixed times, fixed order, no trace of who made them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
)
_LINK = '<Relationship Id="{id}" Type="{kind}" Target="{target}"/>'
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
)
_FOOTERS = {"rIdOdd": "footer1.xml", "rIdEven": "footer2.xml", "rIdFirst": "footer3.xml"}


def word_file(*, title: str, document: str, styles: str, settings: str, footers: Mapping[str, str]) -> bytes:
    """A docx of these parts; ``footers`` maps relation ids to footer parts."""
    named = {_FOOTERS[relation]: xml for relation, xml in footers.items()}
    kinds = {"document.xml": "document.main", "styles.xml": "styles", "settings.xml": "settings"}
    kinds |= dict.fromkeys(named, "footer")
    overrides = (
        "".join(
            f'<Override PartName="/word/{name}" ContentType="{_WORD.format(kind=kind)}"/>'
            for name, kind in kinds.items()
        )
        + f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/>'
    )
    top = _LINK.format(id="rId1", kind=_OFFICE + "officeDocument", target="word/document.xml") + _LINK.format(
        id="rId2", kind=_CORE_RELATION, target="docProps/core.xml"
    )
    links = [("rIdStyles", "styles", "styles.xml"), ("rIdSettings", "settings", "settings.xml")]
    links += [(relation, "footer", _FOOTERS[relation]) for relation in footers]
    inner = "".join(_LINK.format(id=one, kind=_OFFICE + kind, target=target) for one, kind, target in links)
    members = {
        "[Content_Types].xml": _TYPES.format(overrides=overrides),
        "_rels/.rels": _RELATIONS.format(links=top),
        "docProps/core.xml": _CORE.format(title=escape(title)),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _RELATIONS.format(links=inner),
        "word/styles.xml": styles,
        "word/settings.xml": settings,
        **{"word/" + name: xml for name, xml in named.items()},
    }
    return _packed({name: text.encode("utf-8") for name, text in members.items()})


def repacked(data: bytes) -> bytes:
    """The same container with fixed times and order, so that equal content gives equal bytes."""
    return repacked_with(data, {})


def repacked_with(data: bytes, replaced: Mapping[str, bytes]) -> bytes:
    """The container with these members in place of its own, with fixed times and order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in sorted(archive.namelist())} | dict(replaced)
    first = members.pop("[Content_Types].xml")
    return _packed({"[Content_Types].xml": first, **members})


def _packed(members: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return stream.getvalue()

"""Lines understood as an official document: every field, the body, and what to look at."""

from __future__ import annotations

from dataclasses import replace

from gongkai.documents.clean import clean_html
from gongkai.documents.official.edges import end_texts, head_texts
from gongkai.documents.official.fields import found_genre, found_title
from gongkai.documents.official.force import force_of
from gongkai.documents.official.force_words import Said
from gongkai.documents.official.formed import formed_on
from gongkai.documents.official.head import Head, head_of
from gongkai.documents.official.head_number import found_number
from gongkai.documents.official.imprint import imprint_lines, printed_on
from gongkai.documents.official.issuers import head_organs, issuer_of, organs_under_title, title_organs
from gongkai.documents.official.lines import Kind, Line, as_html_blocks
from gongkai.documents.official.listing import listed_attachments
from gongkai.documents.official.modes import mode_of
from gongkai.documents.official.results import FieldKey, OfficialReading, Proposed
from gongkai.documents.official.signing import Signature, main_end, signature_of
from gongkai.documents.official.source import Sourced
from gongkai.documents.official.splitting import taken_apart
from gongkai.documents.official.wording import SECRECY
from gongkai.documents.tree import Node, serialise

_MARKED = "文件上有“{mark}”字样，请先核对能否公开。"
_UNRELIABLE = "文字来自扫描件的识别结果，可能有错，请对照原件核对。"


def understood(sourced: Sourced) -> OfficialReading:
    """Return the reading of a document that has text."""
    lines = taken_apart(sourced.lines)
    head = head_of(lines)
    left_out = imprint_lines(lines, head.body)
    signature = signature_of(lines, head.body, left_out)
    main = _end_of_list(lines, head.body, signature.places)
    listed = listed_attachments(lines, head.body, main, left_out)
    fields = _fields(lines, head, signature, left_out, sourced.beside)
    if sourced.is_unreliable:
        fields = {key: _doubted(field) for key, field in fields.items()}
    return OfficialReading(
        fields=fields,
        body_html=_body(lines, head, left_out),
        pictures=sourced.pictures,
        listed_attachments=listed or listed_attachments(lines, main, len(lines), left_out, is_behind=True),
        notes=(*_marks(lines, sourced), *sourced.notes),
        text="\n".join([*(line.text for line in lines), *sourced.beside]),
    )


def _fields(
    lines: list[Line],
    head: Head,
    signature: Signature,
    left_out: set[int],
    beside: tuple[str, ...],
) -> dict[FieldKey, Proposed]:
    printed = next((day for line in reversed(lines) if (day := printed_on(line))), None)
    before, after = head_texts(lines, head), end_texts(lines, head, signature)
    title = found_title(lines, head)
    number = found_number(lines, head, [*before, *beside])
    formed = formed_on(lines, head, signature, number, printed, [*before, *after])
    effective, expires = force_of(_paragraphs(lines, head.body, left_out), formed, printed)
    return {
        FieldKey.TITLE: title,
        FieldKey.DOC_NUMBER: number,
        FieldKey.FORMED_ON: formed,
        FieldKey.ISSUER: issuer_of(
            signature,
            head_organs(lines, head.signs),
            title_organs(str(title.value or "")),
            lines[head.dated[0]] if head.dated else None,
            organs_under_title(lines, head),
            [*before, *after, *beside],
            has_head=bool(head.signs or head.numbers),
        ),
        FieldKey.MODE: mode_of(lines, [*before, *after, *beside]),
        FieldKey.GENRE: found_genre(lines, head, title, number),
        FieldKey.EFFECTIVE_ON: effective,
        FieldKey.EXPIRES_ON: expires,
    }


def _doubted(field: Proposed) -> Proposed:
    return replace(field, is_sure=False, doubt=_UNRELIABLE) if field.is_sure else field


def _marks(lines: list[Line], sourced: Sourced) -> list[str]:
    notes = []
    for text in [*(line.plain for line in lines[:40]), *sourced.beside]:
        found = SECRECY.match(text)
        if found and len(text) <= 30:
            notes.append(_MARKED.format(mark=text))
    return list(dict.fromkeys(notes))[:3]


def _end_of_list(lines: list[Line], start: int, signed: list[int]) -> int:
    end = main_end(lines, start)
    return min(end, signed[0]) if signed and signed[0] > start else end


def _paragraphs(lines: list[Line], start: int, left_out: set[int]) -> list[Said]:
    """The text in paragraphs; lines without an end go on with the next, as hasty typing leaves them."""
    out: list[Said] = []
    for place in range(start, len(lines)):
        line = lines[place]
        if line.kind is Kind.TABLE or place in left_out:
            continue
        where = f"正文第{place - start + 1}段"
        if out and out[-1].plain.endswith(("，", "、", "：", "自")):
            last = out.pop()
            out.append(Said(last.plain + line.plain, last.text + line.text, last.where))
        else:
            out.append(Said(line.plain, line.text, where))
    return out


def _body(lines: list[Line], head: Head, left_out: set[int]) -> str:
    kept = [lines[place] for place in head.kept]
    kept += [line for place, line in enumerate(lines) if place >= head.body and place not in left_out]
    root = Node("root", {}, list(as_html_blocks(kept)))
    return clean_html(serialise(root))

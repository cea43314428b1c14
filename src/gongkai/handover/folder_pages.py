"""The sheets of a piece: what was published, and who looked at it; pages that open without a network."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from gongkai.disclosure.models import Edition, EditionAttachment, Item, ReviewRecord
from gongkai.disclosure.rules import STEP_LABELS, Step
from gongkai.documents import clean_html
from gongkai.handover.pieces import Piece
from gongkai.law import catalogue
from gongkai.law.archive import RETENTIONS

PICTURES = "图片"


def published_sheet(piece: Piece, files: list[tuple[EditionAttachment, str]]) -> str:
    """The edition as a page; `files` are what it carries with the names they lie under beside the page."""
    body = clean_html(piece.edition.body_html)
    for carried, name in files:
        if carried.is_picture:
            body = body.replace(f'src="picture:{carried.file.digest}"', f'src="{name}"')
    context = {
        "piece": piece, "edition": piece.edition, "item": piece.item,
        "body": mark_safe(body),  # noqa: S308 - cleaned above
        "files": [(carried.name, name) for carried, name in files if not carried.is_picture],
        "retention": RETENTIONS.label(piece.retention),
        "genre": _label(catalogue.GENRES, piece.edition.genre),
        "mode": _label(catalogue.MODES, piece.edition.mode),
    }  # fmt: skip
    return render_to_string("handover/published.html", context)


def review_sheet(piece: Piece, reviews: list[tuple[ReviewRecord, str]], editions: list[Edition]) -> str:
    """Who looked, when, on what ground, and on which signed sheet; `reviews` with the sheets' names."""
    rows = [(record, _step(record.step), paper) for record, paper in reviews]
    context = {"piece": piece, "item": piece.item, "reviews": rows, "editions": editions}
    return render_to_string("handover/reviews.html", context)


def reviews_of(item: Item) -> list[ReviewRecord]:
    """The reviews of an item in order, with what their sheet needs."""
    return list(item.reviews.select_related("reviewer", "entered_by", "paper"))


def _label(table: catalogue.Table, code: str) -> str:
    return str(table.label(code)) if code in table else code


def _step(code: str) -> str:
    return STEP_LABELS[Step(code)] if code in set(Step) else "成批审查"

"""Articles as a letter cites them: each law by its full title and once, what it is about in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Undefined

from gongkai.documents.letters.values import written

_REGULATION = "《中华人民共和国政府信息公开条例》"
_OTHER_NAMES = ("政府信息公开条例", "《政府信息公开条例》", "中华人民共和国政府信息公开条例")
# A law before its article: in title marks, by its bare name, or left out where the Regulation is meant.
_CITED = re.compile(r"(?P<law>《[^《》]+》|[^《》“”第]+?(?:条例|办法|规定|法))?(?P<place>(?:第.+)?)")
_STOPS = "。；;，,、 \n"


def cited(article: Any) -> str:
    """An article as it is cited; one without the name of its law is of the Regulation."""
    return "".join(_law_and_place(article))


def cited_together(grounds: Any) -> str:
    """Grounds in one run, every law named once and every article once.

    A ground has an ``article`` and a ``label``, or is an article alone.
    """
    listed: dict[tuple[str, str], list[str]] = {}
    for ground in () if isinstance(grounds, Undefined | None) else grounds:
        article, label = _article_and_label(ground)
        labels = listed.setdefault(_law_and_place(article), [])
        if label and label not in labels:
            labels.append(label)
    pieces: list[str] = []
    last = None
    for (law, place), labels in listed.items():
        said = place if law == last and place else law + place
        pieces.append(said + ("（{labels}）".format(labels="；".join(labels)) if labels else ""))
        last = law
    return "、".join(piece for piece in pieces if piece)


def _article_and_label(ground: Any) -> tuple[str, str]:
    if not isinstance(ground, Mapping):
        return written(ground), ""
    return written(ground.get("article")), written(ground.get("label")).rstrip(_STOPS)


def _law_and_place(article: Any) -> tuple[str, str]:
    words = written(article).strip()
    found = _CITED.fullmatch(words)
    if not words or found is None:
        return words, ""
    law = found["law"] or _REGULATION
    if law in _OTHER_NAMES:
        law = _REGULATION
    return (law if law.startswith("《") else f"《{law}》"), found["place"]

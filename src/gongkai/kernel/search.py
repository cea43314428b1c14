"""The port through which documents become findable; the engine behind it is a table of character pairs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.db.models import QuerySet

from gongkai.kernel.models import SearchGram

#: Longer queries are cut: three pairs already narrow a search to a handful of documents.
MOST_GRAMS = 6


def normalise(text: str) -> str:
    """The form in which texts are compared: width folded, lower case, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def grams(text: str) -> set[str]:
    """The pairs of neighbouring characters; a single character stands for itself."""
    plain = normalise(text)
    if len(plain) == 1:
        return {plain}
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def index(scope: str, doc_id: int, texts: Iterable[str]) -> None:
    """Make the document findable by these texts and no others; inside the act's transaction."""
    wanted = set().union(*(grams(text) for text in texts if text))
    have = set(SearchGram.objects.filter(scope=scope, doc_id=doc_id).values_list("gram", flat=True))
    if have - wanted:
        SearchGram.objects.filter(scope=scope, doc_id=doc_id, gram__in=have - wanted).delete()
    SearchGram.objects.bulk_create(
        [SearchGram(scope=scope, gram=gram, doc_id=doc_id) for gram in sorted(wanted - have)],
        ignore_conflicts=True,
    )


def remove(scope: str, doc_id: int) -> None:
    """Take the document out of the scope."""
    SearchGram.objects.filter(scope=scope, doc_id=doc_id).delete()


def matching(scope: str, query: str) -> list[QuerySet[SearchGram, int]]:
    """Sub-queries of document ids; a document matches when its id is in all of them. Empty query: none."""
    docs = SearchGram.objects.filter(scope=scope)
    found = sorted(grams(query))[:MOST_GRAMS]
    if len(found) == 1 and len(found[0]) == 1:
        return [docs.filter(gram__startswith=found[0]).values_list("doc_id", flat=True)]
    return [docs.filter(gram=gram).values_list("doc_id", flat=True) for gram in found]

"""The port through which documents become findable; the engine behind it is a table of character pairs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from gongkai.kernel.models import SearchGram

#: Longer queries are cut: three rare pairs already narrow a search to a handful of documents.
MOST_GRAMS = 6
#: Pairs of a query that are counted to find the rarest, each up to so many documents.
MOST_COUNTED, MANY = 20, 2000
#: Pairs of a longer text that are looked at for what resembles it.
MOST_ALIKE = 80


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


def matching(scope: str, query: str) -> list[Q]:
    """Conditions on a document's row, all of which must hold; empty query: none.

    Rare pairs lead to the documents that hold them. Common ones are only asked of those found, or of one row
    after the other: to gather all that hold «关于» would cost more the more there are.
    """
    docs = SearchGram.objects.filter(scope=scope)
    found = sorted(grams(query))
    if len(found) == 1 and len(found[0]) == 1:
        return [Q(pk__in=docs.filter(gram__startswith=found[0]).values("doc_id"))]
    counted = sorted(zip(_counts(scope, found[:MOST_COUNTED]), found, strict=False))
    return [
        Q(pk__in=docs.filter(gram=gram).values("doc_id"))
        if count < MANY
        else Q(Exists(docs.filter(gram=gram, doc_id=OuterRef("pk"))))
        for count, gram in counted[:MOST_GRAMS]
    ]


def alike(scope: str, text: str, *, most: int) -> list[int]:
    """Ids of the documents that share most pairs with the text, best first, at most `most` of them.

    Pairs that very many documents hold, and those of digits alone, say nothing and are left out.
    """
    pairs = sorted(pair for pair in grams(text) if not pair.isdigit())[:MOST_ALIKE]
    telling = [pair for count, pair in zip(_counts(scope, pairs), pairs, strict=True) if 0 < count < MANY]
    rows = SearchGram.objects.filter(scope=scope, gram__in=telling).values("doc_id")
    found = rows.annotate(shared=Count("gram")).order_by("-shared", "-doc_id")
    return list(found.values_list("doc_id", flat=True)[:most])


def _counts(scope: str, pairs: list[str]) -> list[int]:
    """How many documents hold each pair, counted as far as MANY, all by one query."""
    if not pairs:
        return []
    table = SearchGram._meta.db_table
    # The only name put together here is our own table's.
    count = f"(SELECT COUNT(*) FROM (SELECT 1 FROM {table} WHERE scope = %s AND gram = %s LIMIT %s) AS held)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join([count] * len(pairs)),
            [value for pair in pairs for value in (scope, pair, MANY)],
        )
        return list(cursor.fetchone())

"""Before a request is entered: what the same applicant asked before, what is published on the matter."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from gongkai.disclosure import queries as disclosure
from gongkai.disclosure.models import Item
from gongkai.kernel.models import Organ, SearchGram
from gongkai.kernel.search import grams, normalise
from gongkai.requests.models import Case
from gongkai.requests.personal import Applicant, Asked, applicant_index, matter_index

MOST_EARLIER, MOST_PUBLISHED = 10, 5
#: Less of the wording than this in common is chance.
_SHARE, _FEWEST = 0.4, 4
#: A wording is compared by so many of its pairs of characters: rare ones tell, long ones only cost.
_MOST_GRAMS = 120


@dataclass(frozen=True)
class Earlier:
    """An earlier request of the same applicant; `same_words` says that it asked word for word the same."""

    case: Case
    same_words: bool


def earlier_requests(organ: Organ, applicant: Applicant, asked: Asked) -> list[Earlier]:
    """Requests the same applicant made to this organ before, those with the same wording first."""
    if not applicant.id_number.strip():
        return []
    matter = matter_index(asked) if asked.description.strip() else ""
    rows = Case.objects.filter(organ=organ, applicant_index=applicant_index(applicant)).order_by("-pk")
    found = [Earlier(case, bool(matter) and case.matter_index == matter) for case in rows[:50]]
    return sorted(found, key=lambda one: not one.same_words)[:MOST_EARLIER]


def published_on(organ: Organ, asked: Asked) -> list[Item]:
    """Public items of this organ on the matter: by document number, then by wording in common."""
    live = disclosure.live_items().filter(organ=organ)
    found: list[Item] = []
    number = normalise(asked.doc_number)
    if len(number) > 1:
        found += live.filter(live_edition__doc_number__iexact=asked.doc_number.strip())[:MOST_PUBLISHED]
    wanted = sorted(grams(asked.description))[:_MOST_GRAMS] if len(normalise(asked.description)) > 1 else []
    if wanted:
        least = max(_FEWEST, round(len(wanted) * _SHARE))
        shared = (
            SearchGram.objects.filter(
                scope=disclosure.PUBLIC_SCOPE, gram__in=wanted, doc_id__in=live.values("pk")
            )
            .values("doc_id")
            .annotate(shared=Count("gram"))
            .filter(shared__gte=min(least, len(wanted)))
            .order_by("-shared", "-doc_id")[:MOST_PUBLISHED]
        )
        ids = [row["doc_id"] for row in shared]
        items = {item.pk: item for item in live.filter(pk__in=ids)}
        found += [items[pk] for pk in ids if pk in items]
    return list({item.pk: item for item in found}.values())[:MOST_PUBLISHED]

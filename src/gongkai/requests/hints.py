"""Before a request is entered: what the same applicant asked before, what is published on the matter."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosure import queries as disclosure
from gongkai.disclosure.models import Item
from gongkai.kernel import search
from gongkai.kernel.models import Organ
from gongkai.requests.models import Case
from gongkai.requests.personal import Applicant, Asked, applicant_index, matter_index

MOST_EARLIER, MOST_PUBLISHED = 10, 5
#: Less of a title than this in the request, or fewer pairs of characters, is chance.
_SHARE, _FEWEST = 0.5, 4
_CANDIDATES = 200


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
    """Public items of this organ that resemble what is asked for, best first; one of that number leads."""
    told = " ".join((asked.description, asked.doc_number, asked.features))
    if len(search.normalise(told)) < 2:
        return []
    candidates = search.alike(disclosure.PUBLIC_SCOPE, told, most=_CANDIDATES)
    items = disclosure.live_items().filter(organ=organ, pk__in=candidates)
    wanted, number = _pairs(told), search.normalise(asked.doc_number)
    scored = sorted(((_score(item, wanted, number), item.pk, item) for item in items), reverse=True)
    return [item for score, _, item in scored[:MOST_PUBLISHED] if score]


def _score(item: Item, wanted: set[str], number: str) -> float:
    """How much of the title stands in the request."""
    edition = item.live_edition
    if edition is None:
        return 0
    if number and search.normalise(edition.doc_number) == number:
        return 2
    pairs = _pairs(edition.title)
    shared = len(pairs & wanted)
    share = shared / len(pairs) if pairs else 0
    return share if share >= _SHARE and shared >= _FEWEST else 0


def _pairs(text: str) -> set[str]:
    return {pair for pair in search.grams(text) if not pair.isdigit()}

"""What passes on when somebody leaves: the documents that still ask for something, and open imports."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from gongkai.kernel.models import Organ, Person
from gongkai.register import queries
from gongkai.register.attributes import PROACTIVE
from gongkai.register.models import RegisterEntry

LABEL = "未办结的发文登记"
ADDRESS = "/desk/register/?view=mine"
#: Something is still to be done: the attribute or the day, publication, a second look.
UNSETTLED = (
    Q(mode="") | Q(formed_on=None) | Q(reassess_on__isnull=False) | (Q(mode=PROACTIVE) & ~queries.PUBLISHED)
)


def minded_by(person: Person | int) -> Q:
    """The entries the person follows up; where nobody is named, those the person registered."""
    return Q(minder=person) | Q(minder=None, registered_by=person)


def pass_on(leaver: Person, successor: Person, organ: Organ, now: datetime) -> int:
    """Make the successor the one who follows up what the leaver has not settled; returns how many.

    Who registered a document stays as it was. Inside the caller's transaction.
    """
    rows = RegisterEntry.objects.filter(UNSETTLED, minded_by(leaver), organ=organ, voided_at=None)
    ids = list(rows.values_list("pk", flat=True))
    return RegisterEntry.objects.filter(pk__in=ids).update(minder=successor, changed_at=now)

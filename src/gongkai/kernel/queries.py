"""Reading organs, people, audit and outbox: each starts from what the person may see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from gongkai.kernel.audit import SYSTEM_CHAIN, chain_of
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import AuditEntry, Department, Organ, OutboxJob, Person, Role, RoleGrant
from gongkai.kernel.rights import Standing


def organs_visible_to(standing: Standing) -> QuerySet[Organ]:
    """Organs the person belongs to or supervises."""
    return Organ.objects.filter(pk__in=standing.home_organs | standing.supervised_organs)


def departments_visible_to(standing: Standing) -> QuerySet[Department]:
    """Departments of those organs."""
    return Department.objects.filter(organ__in=standing.home_organs | standing.supervised_organs)


def organs_administered_by(standing: Standing) -> QuerySet[Organ]:
    """Organs whose people, departments and columns the person administers."""
    return Organ.objects.filter(pk__in=standing.organs(Role.ADMIN))


def administered_organ(standing: Standing, code: str) -> Organ:
    """The organ with that code when the person administers it; raises NotVisible."""
    organ = organs_administered_by(standing).filter(code=code).first()
    if organ is None:
        raise NotVisible
    return organ


def people_visible_to(standing: Standing) -> QuerySet[Person]:
    """People with a grant, now or before, in an organ the person administers."""
    return Person.objects.filter(grants__organ__in=standing.organs(Role.ADMIN)).distinct()


def colleagues_of(organ: Organ, *roles: Role) -> QuerySet[Person]:
    """People who hold one of the roles in the organ now."""
    return Person.objects.filter(
        is_active=True, grants__organ=organ, grants__ended_at=None, grants__role__in=roles
    ).distinct()


def role_holders(
    organ: Organ, roles: tuple[Role, ...], departments: Iterable[int] = ()
) -> dict[Role, list[str]]:
    """The names of who holds each of the roles in the organ now, each name once, in order of entry.

    With departments, of the roles that are held in one only those there.
    """
    grants = RoleGrant.objects.filter(organ=organ, ended_at=None, role__in=roles, person__is_active=True)
    inside = list(departments)
    if inside:
        grants = grants.filter(Q(department=None) | Q(department__in=inside))
    found: dict[Role, list[str]] = {}
    for role, name in grants.order_by("person_id").values_list("role", "person__name"):
        names = found.setdefault(Role(role), [])
        if name not in names:
            names.append(name)
    return found


def held_grants(person: Person, organ: Organ) -> QuerySet[RoleGrant]:
    """What the person holds in the organ now, with the department it is for."""
    return RoleGrant.objects.filter(person=person, organ=organ, ended_at=None).select_related("department")


def grants_visible_to(standing: Standing) -> QuerySet[RoleGrant]:
    """Grants in organs the person administers."""
    return RoleGrant.objects.filter(organ__in=standing.organs(Role.ADMIN)).select_related(
        "person", "organ", "department"
    )


def audit_visible_to(standing: Standing) -> QuerySet[AuditEntry]:
    """The chains of organs whose auditor the person is; the authority's auditor also sees the system's."""
    return AuditEntry.objects.filter(chain__in=list(chains_audited_by(standing)))


def chains_audited_by(standing: Standing) -> dict[str, Organ | None]:
    """The chains the person audits, by name; the installation's own has no organ."""
    organs = list(Organ.objects.filter(pk__in=standing.organs(Role.AUDITOR)))
    chains: dict[str, Organ | None] = {chain_of(organ): organ for organ in organs}
    if any(organ.parent_id is None for organ in organs):
        chains[SYSTEM_CHAIN] = None
    return chains


def jobs_visible_to(standing: Standing) -> QuerySet[OutboxJob]:
    """Outbox jobs of organs the person administers or reviews for."""
    organs = standing.organs(Role.ADMIN, Role.REVIEWER)
    return OutboxJob.objects.filter(Q(organ__in=organs))


def visible_organ(standing: Standing, code: str) -> Organ:
    """The organ with that code; raises NotVisible."""
    organ = organs_visible_to(standing).filter(code=code).first()
    if organ is None:
        raise NotVisible
    return organ

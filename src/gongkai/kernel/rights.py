"""What a person may be, read once per request: a value that rules can decide on without the database."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models

from gongkai.kernel.models import Organ, Person, Role, RoleGrant

#: Roles that reach into the organs that were merged: what those published still needs somebody who corrects
#: it, takes a leak down and reads the audit.
UPKEEP_ROLES = frozenset({Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER, Role.SECURITY, Role.AUDITOR})


@dataclass(frozen=True)
class Standing:
    """The roles somebody holds now: organ ids and department ids, nothing else."""

    person_id: int
    organs_by_role: dict[str, frozenset[int]] = field(default_factory=dict)
    departments_by_role: dict[str, frozenset[int]] = field(default_factory=dict)
    department_organs: frozenset[int] = frozenset()
    supervised_organs: frozenset[int] = frozenset()

    def holds(self, role: Role, *, organ_id: int, department_id: int | None = None) -> bool:
        """Whether the role is held there; department roles ask for the department."""
        if department_id is not None and department_id in self.departments_by_role.get(role, frozenset()):
            return True
        return organ_id in self.organs_by_role.get(role, frozenset())

    def organs(self, *roles: Role) -> frozenset[int]:
        """Organs in which any of these organ-wide roles is held."""
        return frozenset().union(*(self.organs_by_role.get(role, frozenset()) for role in roles))

    def departments(self, *roles: Role) -> frozenset[int]:
        """Departments in which any of these department roles is held."""
        return frozenset().union(*(self.departments_by_role.get(role, frozenset()) for role in roles))

    @property
    def home_organs(self) -> frozenset[int]:
        """Organs the person belongs to in any role."""
        return frozenset().union(self.department_organs, *self.organs_by_role.values())


def standing_of(person: Person) -> Standing:
    """Read the person's live grants; a person who left or may not sign in holds nothing."""
    if not person.is_active or person.pk is None:
        return Standing(person_id=person.pk or 0)
    by_organ: dict[str, set[int]] = {}
    by_department: dict[str, set[int]] = {}
    department_organs: set[int] = set()
    absorbed: set[int] = set()
    grants = RoleGrant.objects.filter(person=person, ended_at=None)
    rows = grants.values_list("role", "organ_id", "department_id", "organ__absorbed")
    for role, organ_id, department_id, absorbed_id in rows:
        if department_id is None:
            by_organ.setdefault(role, set()).add(organ_id)
        else:
            by_department.setdefault(role, set()).add(department_id)
            department_organs.add(organ_id)
        if absorbed_id is not None and role in UPKEEP_ROLES:
            absorbed.add(organ_id)
    for organ_id in absorbed:
        for role in UPKEEP_ROLES & by_organ.keys():
            if organ_id in by_organ[role]:
                by_organ[role] |= _absorbed_by(organ_id)
    return Standing(
        person_id=person.pk,
        organs_by_role={role: frozenset(ids) for role, ids in by_organ.items()},
        departments_by_role={role: frozenset(ids) for role, ids in by_department.items()},
        department_organs=frozenset(department_organs),
        supervised_organs=_subtrees(by_organ.get(Role.AUTHORITY, set())),
    )


def _absorbed_by(organ_id: int) -> set[int]:
    """The organs that were merged into it, and those that had been merged into them."""
    found: set[int] = set()
    newest = {organ_id}
    while newest:
        merged = Organ.objects.filter(merged_into__in=newest).values_list("pk", flat=True)
        newest = set(merged) - found
        found |= newest
    return found


def _subtrees(organ_ids: set[int]) -> frozenset[int]:
    """The organs under the given ones, themselves included."""
    if not organ_ids:
        return frozenset()
    below = models.Q()
    for path in Organ.objects.filter(pk__in=organ_ids).values_list("path", flat=True):
        below |= models.Q(path__startswith=path)
    return frozenset(Organ.objects.filter(below).values_list("pk", flat=True))

"""Who can sign in to the demo, as a table for people."""

from __future__ import annotations

from gongkai.kernel.models import RoleGrant


def sign_ins() -> list[list[str]]:
    """Sign-in name, name, organ and roles of everybody, organ by organ."""
    grants = RoleGrant.objects.filter(ended_at=None).select_related("person", "organ", "department")
    rows: dict[int, list[str]] = {}
    for grant in grants.order_by("organ__path", "id"):
        place = f"（{grant.department.name}）" if grant.department else ""
        role = f"{grant.get_role_display()}{place}"
        person = grant.person
        if person.pk in rows:
            rows[person.pk][3] += f"、{role}"
        else:
            rows[person.pk] = [person.username, person.name, grant.organ.short_name, role]
    return list(rows.values())

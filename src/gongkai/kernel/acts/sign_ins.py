"""Signing in and what protects it, as the audit keeps it: ids only, no names and no addresses."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from gongkai.kernel import audit, keys
from gongkai.kernel.acts.organs import administered_organ
from gongkai.kernel.acts.people import own_person
from gongkai.kernel.errors import ActRefused
from gongkai.kernel.models import Organ, Person


def note_sign_in(*, person: Person, happened: str, now: datetime) -> None:
    """Write what happened at the sign-in («succeeded», «failed», «left» …) to each organ the person works in.

    Somebody without an organ is noted on the installation's own chain.
    """
    with transaction.atomic():
        for organ in _organs_of(person):
            audit.record(
                organ=organ, actor=person, act=f"kernel.sign_in.{happened}", subject="person",
                subject_id=person.pk, now=now,
            )  # fmt: skip


def note_failed_sign_in(*, username: str, happened: str, now: datetime) -> None:
    """Write a failed attempt («failed» or «locked_out»); who made it is not known, so there is no actor.

    For a name nobody bears only its keyed hash is kept: people type passwords there by mistake.
    """
    person = Person.objects.filter(username__iexact=username.strip()).first() if username else None
    with transaction.atomic():
        for organ in _organs_of(person) if person else [None]:
            audit.record(
                organ=organ, actor=None, act=f"kernel.sign_in.{happened}", subject="person",
                subject_id=person.pk if person else None, now=now,
                detail={} if person else {"name_hash": keys.keyed_hash(username, purpose="username")[:32]},
            )  # fmt: skip


def password_changed(*, person: Person, now: datetime) -> None:
    """The person chose a new password, so the one-time one is done with."""
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(must_change_password=False)
        person.must_change_password = False
        note_sign_in(person=person, happened="password_changed", now=now)


def remove_second_factor(*, actor: Person, organ_id: int, person_id: int, now: datetime) -> None:
    """Take off the second factor of somebody who lost the telephone and the recovery codes."""
    with transaction.atomic():
        organ = administered_organ(actor, organ_id)
        person = own_person(actor, organ, person_id)
        if person.pk == actor.pk:
            raise ActRefused("自己的两步验证请在“我的账号”中解除。")
        removed, _ = Authenticator.objects.filter(user=person).delete()
        if not removed:
            raise ActRefused("此人没有开启两步验证。")
        audit.record(
            organ=organ, actor=actor, act="kernel.person.second_factor_removed", subject="person",
            subject_id=person.pk, now=now,
        )  # fmt: skip


def _organs_of(person: Person) -> list[Organ | None]:
    organs = Organ.objects.filter(grants__person=person, grants__ended_at=None).distinct().order_by("pk")
    return list(organs) or [None]

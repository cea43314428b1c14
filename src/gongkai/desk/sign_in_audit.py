"""Hears what happens at the sign-in and has it written to the audit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from axes import signals as axes_signals
from django.contrib.auth import signals as auth_signals
from django.utils import timezone

from gongkai.kernel.acts import sign_ins
from gongkai.kernel.models import Person

#: Longer than any lock-out lasts.
ATTEMPTS_KEPT = timedelta(days=1)


def listen() -> None:
    """Connect once, when the app is ready."""
    auth_signals.user_logged_in.connect(_signed_in, dispatch_uid="gongkai.signed_in")
    auth_signals.user_logged_out.connect(_signed_out, dispatch_uid="gongkai.signed_out")
    auth_signals.user_login_failed.connect(_failed, dispatch_uid="gongkai.failed")
    axes_signals.user_locked_out.connect(_locked_out, dispatch_uid="gongkai.locked_out")
    account_signals.password_changed.connect(_password_changed, dispatch_uid="gongkai.password")
    mfa_signals.authenticator_added.connect(_factor_added, dispatch_uid="gongkai.factor_added")
    mfa_signals.authenticator_removed.connect(_factor_removed, dispatch_uid="gongkai.factor_removed")
    mfa_signals.authenticator_reset.connect(_factor_added, dispatch_uid="gongkai.factor_reset")
    mfa_signals.authentication_failed.connect(_factor_failed, dispatch_uid="gongkai.factor_failed")


def _signed_in(user: Person, **_: Any) -> None:
    sign_ins.note_sign_in(person=user, happened="succeeded", now=timezone.now())


def _signed_out(user: Person | None, **_: Any) -> None:
    if user is not None:
        sign_ins.note_sign_in(person=user, happened="left", now=timezone.now())


def _failed(credentials: dict[str, Any], **_: Any) -> None:
    name = str(credentials.get("username") or "")
    sign_ins.note_failed_sign_in(username=name, happened="failed", now=timezone.now())


def _locked_out(username: str | None, **_: Any) -> None:
    sign_ins.note_failed_sign_in(username=username or "", happened="locked_out", now=timezone.now())


def _password_changed(user: Person, **_: Any) -> None:
    sign_ins.password_changed(person=user, now=timezone.now())


def _factor_added(user: Person, **_: Any) -> None:
    sign_ins.note_sign_in(person=user, happened="second_factor_added", now=timezone.now())


def _factor_removed(user: Person, **_: Any) -> None:
    sign_ins.note_sign_in(person=user, happened="second_factor_removed", now=timezone.now())


def _factor_failed(user: Person, **_: Any) -> None:
    sign_ins.note_failed_sign_in(username=user.username, happened="second_factor_failed", now=timezone.now())


def forget_attempts(now: datetime) -> int:
    """Erase typed names and addresses of failed sign-ins once no lock-out needs them; returns how many."""
    from axes.models import AccessAttempt

    gone, _ = AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT).delete()
    return int(gone)

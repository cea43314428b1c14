"""How staff sign in: no open registration, second factors kept sealed."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from gongkai.kernel import keys
from gongkai.kernel.models import Person


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Sign-ins are made by an organ's administrator and by nobody else; no mail is sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """People have no mail address here; the audit holds what a mail would say."""


class SealedMfaAdapter(DefaultMFAAdapter):
    """One-time-password secrets and recovery seeds are encrypted with the installation's key."""

    def get_totp_label(self, user: Person) -> str:
        """The sign-in name, as the authenticator app shows it."""
        return user.username

    def encrypt(self, text: str) -> str:
        """Seal before storing."""
        return keys.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Unseal; raises InvalidToken when the key is not the one it was sealed with."""
        return keys.unseal(encrypted_text)

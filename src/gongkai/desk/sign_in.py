"""How staff sign in: no open registration, lock-out after failures, second factors kept sealed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest
from django.urls import reverse

from gongkai.kernel import keys
from gongkai.kernel.models import Person


def attempted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The sign-in name an attempt is counted under: case and surrounding blanks make no new name.

    Upper case first, as databases compare: to them ſ is an S and ı an I, which lower case alone leaves apart.
    """
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(typed).strip().upper().lower()


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Sign-ins are made by an organ's administrator and by nobody else; no mail is sent."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "这个账号已经停用，请联系本机关管理员。",
        "enter_current_password": "现在的密码不对，请重新输入。",
        "incorrect_password": "密码不对，请重新输入。",
        "incorrect_code": "验证码不对或已过期，请输入验证器上最新的数字。",
        "too_many_login_attempts": "尝试次数太多，请五分钟后再试。",
        "username_password_mismatch": "登录名或密码不对。连续输错五次将锁定三十分钟。",
        "rate_limited": "操作太频繁，请稍候再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """People have no mail address here; the audit holds what a mail would say."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever is locked out goes straight on to the lock's own page."""
        if AxesProxyHandler.is_allowed(request, credentials):
            super().pre_authenticate(request, **credentials)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("desk:account")


class SealedMfaAdapter(DefaultMFAAdapter):
    """One-time-password secrets and recovery seeds are encrypted with the installation's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "现在不能关闭两步验证。",
        "cannot_generate_recovery_codes": "请先开启两步验证，再生成备用码。",
        "incorrect_code": "验证码不对或已过期，请输入验证器上最新的数字。",
    }

    def get_totp_label(self, user: Person) -> str:
        """The sign-in name, as the authenticator app shows it."""
        return user.username

    def encrypt(self, text: str) -> str:
        """Seal before storing."""
        return keys.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Unseal; raises InvalidToken when the key is not the one it was sealed with."""
        return keys.unseal(encrypted_text)

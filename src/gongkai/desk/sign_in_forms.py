"""The sign-in forms in our words; what they check is allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django.forms import BaseForm

_RULES_IN_WORDS = "至少十个字符，不能全是数字，不能是常见密码，也不能与姓名、登录名相近。"


def _in_words(form: BaseForm, name: str, label: str, help_text: str = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class SignInForm(account_forms.LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_words(self, "login", "登录名")
        _in_words(self, "password", "密码")


class PasswordForm(account_forms.ChangePasswordForm):
    """The old password and, twice, the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_words(self, "oldpassword", "现在的密码")
        _in_words(self, "password1", "新密码", _RULES_IN_WORDS)
        _in_words(self, "password2", "再输入一次新密码")


class AgainForm(account_forms.ReauthenticateForm):
    """The password once more, before something that protects the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_words(self, "password", "密码")


class CodeForm(mfa_forms.AuthenticateForm):
    """The second factor at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_words(self, "code", "验证码", "验证器上的六位数字；手机不在身边时输入一个备用码。")


class CodeAgainForm(mfa_forms.ReauthenticateForm):
    """The second factor once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_words(self, "code", "验证码", "验证器上的六位数字，或一个备用码。")


class TotpForm(totp_forms.ActivateTOTPForm):
    """The first code, which proves that the authenticator was set up rightly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_words(self, "code", "验证码", "扫码后验证器上显示的六位数字。")

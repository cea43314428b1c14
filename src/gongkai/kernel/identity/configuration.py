"""Whether this installation is registered with a unified sign-in, and what its settings lack."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from gongkai.kernel.identity.sign_in import UnifiedSignIn

_LACKING = "统一身份认证缺少设置：{names}。"
_BAD_URL = "统一身份认证的地址“{value}”应以 https:// 开头（本机测试可用 http://127.0.0.1）。"
_BAD_FIELDS = "统一身份认证的字段对照“{value}”写法不对，例如 name=data.name,id_number=data.idcard。"
_NEEDED = ("name", "id_number")
_ADDRESSES = ("GONGKAI_IDENTITY_AUTHORIZE_URL", "GONGKAI_IDENTITY_TOKEN_URL", "GONGKAI_IDENTITY_PERSON_URL")


def provider() -> UnifiedSignIn | None:
    """The sign-in of the settings; None where none is set up, or not wholly."""
    if not settings.GONGKAI_IDENTITY_AUTHORIZE_URL or problems():
        return None
    return UnifiedSignIn(
        authorize_url=settings.GONGKAI_IDENTITY_AUTHORIZE_URL,
        token_url=settings.GONGKAI_IDENTITY_TOKEN_URL,
        person_url=settings.GONGKAI_IDENTITY_PERSON_URL,
        client_id=settings.GONGKAI_IDENTITY_CLIENT,
        client_secret=settings.GONGKAI_IDENTITY_SECRET,
        fields=_fields(),
        seconds=settings.GONGKAI_IDENTITY_SECONDS,
    )


def problems() -> list[str]:
    """What is wrong with the settings, in words for the administrator; nothing where it is switched off."""
    if not settings.GONGKAI_IDENTITY_AUTHORIZE_URL:
        return []
    found = []
    needed = (*_ADDRESSES, "GONGKAI_IDENTITY_CLIENT", "GONGKAI_IDENTITY_SECRET")
    lacking = [name for name in needed if not getattr(settings, name)]
    if lacking:
        found.append(_LACKING.format(names="、".join(lacking)))
    addresses = [str(getattr(settings, name)) for name in _ADDRESSES]
    found += [_BAD_URL.format(value=value) for value in addresses if value and not _is_safe(value)]
    if any(not _fields().get(name) for name in _NEEDED):
        found.append(_BAD_FIELDS.format(value=settings.GONGKAI_IDENTITY_FIELDS))
    return found


def _is_safe(url: str) -> bool:
    """Secrets and personal data travel there: encrypted, or not leaving the machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == "127.0.0.1")


def _fields() -> dict[str, str]:
    pairs = (pair.partition("=") for pair in settings.GONGKAI_IDENTITY_FIELDS.split(","))
    return {name.strip(): path.strip() for name, _, path in pairs if path.strip()}

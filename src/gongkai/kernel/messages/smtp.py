"""Messages by e-mail, over SMTP."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from enum import StrEnum

from django.core.mail import EmailMessage, get_connection

from gongkai.kernel.messages.messenger import MessageDelayed, MessageRefused, Outgoing, Receipt

_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_NO_SUCH_BOX = "邮件服务器不接受这个收件地址（应答 {code}）。请核对邮箱，或改用其他方式联系。"
_CONTENT = "邮件内容被邮件服务器拒绝（应答 {code}）。"
_SENDER = "邮件服务器不接受发件地址（应答 {code}），请核对设置。"
_ACCOUNT = "邮件服务器不接受账号或密码，请核对设置。"
_CAPABILITY = "邮件服务器不支持所设的加密或登录方式，请核对设置。"
_LATER = "邮件服务器暂时不收这封邮件（应答 {code}），稍后再试。"
_UNREACHABLE = "连不上邮件服务器，或者中途断开，稍后再试。"
_PERMANENT = 500


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = ""
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class EmailMessenger:
    """Sends through the organ's own mail server."""

    host: str
    port: int
    user: str
    password: str
    security: Security
    sender: str
    seconds: float

    def deliver(self, message: Outgoing, now: datetime) -> Receipt:
        """Send as plain text; the Message-ID is the same on every attempt."""
        _, _, domain = self.sender.rpartition("@")
        mail = EmailMessage(
            subject=message.title,
            body=message.body,
            from_email=formataddr((message.organ, self.sender)),
            to=[message.address],
            headers={
                "Message-ID": f"<{message.reference}@{domain}>",
                "Auto-Submitted": "auto-generated",
            },
            connection=get_connection(
                _BACKEND,
                host=self.host,
                port=self.port,
                username=self.user,
                password=self.password,
                use_tls=self.security == Security.STARTTLS,
                use_ssl=self.security == Security.TLS,
                timeout=self.seconds,
            ),
        )
        with _in_plain_words():
            mail.send()
        return Receipt()


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Say what went wrong without the server's own words: they name the address, and errors are logged."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code = min((answer[0] for answer in error.recipients.values()), default=_PERMANENT)
        raise _by_code(code, _NO_SUCH_BOX) from None
    except smtplib.SMTPDataError as error:
        raise _by_code(error.smtp_code, _CONTENT) from None
    except smtplib.SMTPSenderRefused as error:
        raise MessageDelayed(_SENDER.format(code=error.smtp_code)) from None
    except smtplib.SMTPAuthenticationError:
        raise MessageDelayed(_ACCOUNT) from None
    except smtplib.SMTPNotSupportedError:
        raise MessageDelayed(_CAPABILITY) from None
    except smtplib.SMTPResponseException as error:
        raise MessageDelayed(_LATER.format(code=error.smtp_code)) from None
    except OSError:  # smtplib's own errors are OSErrors too
        raise MessageDelayed(_UNREACHABLE) from None


def _by_code(code: int, permanent: str) -> MessageRefused | MessageDelayed:
    if code >= _PERMANENT:
        return MessageRefused(permanent.format(code=code))
    return MessageDelayed(_LATER.format(code=code))

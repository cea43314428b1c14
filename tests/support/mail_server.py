"""A mail server on a loopback port that answers as real ones do: takes, defers, refuses, breaks off."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "gk", "right-password"


@dataclass
class MailServer:
    """What arrived, and how to answer: by the mailbox's name, or with `data_answer` for every content."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    rcpt_answers: dict[str, str] = field(default_factory=dict)
    data_answer: str = "250 OK"
    breaks_off: bool = False
    sleeps: float = 0.0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer for one mailbox."""
        answer = self.rcpt_answers.get(address.partition("@")[0], "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the content, or not."""
        await asyncio.sleep(self.sleeps)
        if self.breaks_off:
            server.transport.abort()
            return "421 gone"
        if self.data_answer.startswith("2"):
            self.taken.append(BytesParser(EmailMessage, policy=default).parsebytes(envelope.content))
            self.senders.append(envelope.mail_from)
        return self.data_answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


@contextmanager
def mail_server(*, wants_login: bool = False) -> Iterator[MailServer]:
    """A running server; with `wants_login` it takes nothing from strangers."""
    server = MailServer(port=_free_port())
    login = {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": False}
    controller = Controller(
        server, hostname="127.0.0.1", port=server.port, **(login if wants_login else {})
    )  # fmt: skip
    controller.start()
    try:
        yield server
    finally:
        controller.stop()

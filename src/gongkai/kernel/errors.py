"""What an act may answer instead of acting. Messages are for people: Chinese, and they say what to do."""

from __future__ import annotations


class Refused(Exception):
    """An act that may not happen now; the message says why and what to do instead."""

    code = "refused"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code:
            self.code = code


class NotVisible(Exception):
    """The object is not there for this person: every door answers as if it did not exist."""


class ActRefused(Refused):
    """The person's role or the object's state does not allow the act."""

    code = "act_refused"


class SamePersonMayNotApprove(ActRefused):
    """The second person must not be the one who drafted or last edited (article 17's review)."""

    code = "same_person"


class InputRefused(Refused):
    """What was entered cannot be taken; `fields` names each faulty field with its message."""

    code = "input_refused"

    def __init__(
        self, message: str, *, fields: dict[str, str] | None = None, code: str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.fields = fields or {}


class StaleEdit(Refused):
    """Somebody else saved in between."""

    code = "stale_edit"


class KeyMissing(Refused):
    """The installation has no keys yet."""

    code = "key_missing"

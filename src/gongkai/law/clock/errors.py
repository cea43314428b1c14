"""What the clock cannot do; messages are Chinese and say what to write or do."""

from datetime import date


class ClockError(ValueError):
    """Base of the errors of the clock."""


class StoryUnreadable(ClockError):
    """A case file that cannot be read at all."""


class NoRules(ClockError):
    """A day before the first version of the rules."""

    def __init__(self, day: date, first: date) -> None:
        super().__init__(
            f"{day}收到的申请适用修订以前的条例，本程序只计算{first}以后收到的申请，请核对收到的日期。"
        )


class UnknownVersion(ClockError):
    """A rule version that is not in the table."""

    def __init__(self, version: str) -> None:
        super().__init__(f"没有代码为“{version}”的期限规则版本，请核对。")

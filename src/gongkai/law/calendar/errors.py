"""What can be wrong with a calendar, a notice or a count; messages say what to do next."""

from datetime import date


class CalendarError(ValueError):
    """Base of the errors of the working-day calendar."""


class InvalidNotice(CalendarError):
    """A holiday notice that must not be used; `problems` are complete Chinese sentences."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class InvalidOverlay(CalendarError):
    """A regional overlay that must not be used; `problems` are complete Chinese sentences."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class InvalidCount(CalendarError):
    """A number of working days that cannot be counted."""

    def __init__(self, n: int) -> None:
        super().__init__(f"工作日天数应为1至10000之间的整数，现为{n}，请改正。")


class CountLeavesCalendar(CalendarError):
    """A count that runs past the last date that exists."""

    def __init__(self, start: date) -> None:
        super().__init__(f"从{start}起算已超出公元9999年，请检查起算日期。")

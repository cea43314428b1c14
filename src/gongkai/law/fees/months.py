"""The calendar month (自然月) over which an applicant's items are added up."""

from datetime import date


def month_of(day: date) -> str:
    """The month a request counts in, as YYYY-MM; the day is the local date of its receipt."""
    return day.isoformat()[: len("2026-03")]

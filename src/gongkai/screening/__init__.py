"""What must not go out: personal numbers and secrecy marks in text, with their place in the original."""

from gongkai.screening.allowlist import Allowlist, NothingAllowed, ValueAllowlist, normalised_value
from gongkai.screening.findings import Check, Finding, Severity
from gongkai.screening.scan import screen_text

__all__ = [
    "Allowlist",
    "Check",
    "Finding",
    "NothingAllowed",
    "Severity",
    "ValueAllowlist",
    "normalised_value",
    "screen_text",
]

"""What must not go out: personal numbers and secrecy marks in text, with their place in the original."""

from gongkai.screening.allowlist import Allowlist, NothingAllowed, ValueAllowlist, normalised_value
from gongkai.screening.findings import Check, Finding, Severity
from gongkai.screening.resident_id import compact as compact_number
from gongkai.screening.resident_id import is_credit_code, is_resident_id
from gongkai.screening.scan import screen_text

__all__ = [
    "Allowlist",
    "Check",
    "Finding",
    "NothingAllowed",
    "Severity",
    "ValueAllowlist",
    "compact_number",
    "is_credit_code",
    "is_resident_id",
    "normalised_value",
    "screen_text",
]

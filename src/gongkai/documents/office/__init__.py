"""Files of old office programs, and of WPS, made docx and xlsx by LibreOffice within bounds."""

from gongkai.documents.office.converting import Handed, Modern, modernise, modernise_many
from gongkai.documents.office.judging import convertible_ending, judge_office
from gongkai.documents.office.running import convert_paths

__all__ = [
    "Handed",
    "Modern",
    "convert_paths",
    "convertible_ending",
    "judge_office",
    "modernise",
    "modernise_many",
]

"""What can go wrong between a template and a letter, said to the person who puts it right."""

from __future__ import annotations


class LetterError(ValueError):
    """A letter that cannot be made. ``message`` is Chinese and says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class TemplateRefused(LetterError):
    """The template is no harmless docx, or uses what templates may not use."""


class FieldsRefused(LetterError):
    """The fields given do not fit the letter: one is missing, unknown or of a kind that cannot be printed."""


class ConversionFailed(LetterError):
    """The docx could not be made a PDF."""

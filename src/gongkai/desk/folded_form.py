"""A form of which the seldom used fields lie folded below the others, open while one holds something."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.forms import BoundField


class FoldedForm(forms.Form):
    """`FOLDED` names the fields that are seldom filled in."""

    FOLDED: frozenset[str] = frozenset()

    def main_fields(self) -> Iterator[BoundField]:
        """What is always shown."""
        return (field for field in self if field.name not in self.FOLDED)

    def folded_fields(self) -> Iterator[BoundField]:
        """What is seldom needed."""
        return (field for field in self if field.name in self.FOLDED)

    def is_unfolded(self) -> bool:
        """Whether a folded field holds something or has to be corrected."""
        return any(field.errors or field.value() for field in self.folded_fields())

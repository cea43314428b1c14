"""Which days a filter may ask for."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator

FIRST_YEAR, LAST_YEAR = 1949, 2999
#: Beyond these a day has no midnight in every time zone, and databases refuse it.
POSSIBLE_DAYS = (MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31)))

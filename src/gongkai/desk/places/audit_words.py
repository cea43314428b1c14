"""The audit of 登载平台 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «places.».
_WORDS: Mapping[str, str] = {}
PLACE_ACTS: Mapping[str, str] = {f"places.{name}": words for name, words in _WORDS.items()}
PLACE_SUBJECTS: Mapping[str, str] = {}
PLACE_DETAILS: Mapping[str, str] = {}

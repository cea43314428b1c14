"""The audit of 一次投放 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «drops.».
_WORDS: Mapping[str, str] = {}
DROP_ACTS: Mapping[str, str] = {f"drops.{name}": words for name, words in _WORDS.items()}
DROP_SUBJECTS: Mapping[str, str] = {}
DROP_DETAILS: Mapping[str, str] = {}

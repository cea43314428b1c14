"""The audit of 交接与归档 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «handover.».
_WORDS: Mapping[str, str] = {}
HANDOVER_ACTS: Mapping[str, str] = {f"handover.{name}": words for name, words in _WORDS.items()}
HANDOVER_SUBJECTS: Mapping[str, str] = {}
HANDOVER_DETAILS: Mapping[str, str] = {}

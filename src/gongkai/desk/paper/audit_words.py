"""The audit of 纸面审签 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «paper.».
_WORDS: Mapping[str, str] = {}
PAPER_ACTS: Mapping[str, str] = {f"paper.{name}": words for name, words in _WORDS.items()}
PAPER_SUBJECTS: Mapping[str, str] = {}
PAPER_DETAILS: Mapping[str, str] = {}

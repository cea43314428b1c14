"""The audit of 发文登记 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «register.».
_WORDS: Mapping[str, str] = {}
REGISTER_ACTS: Mapping[str, str] = {f"register.{name}": words for name, words in _WORDS.items()}
REGISTER_SUBJECTS: Mapping[str, str] = {}
REGISTER_DETAILS: Mapping[str, str] = {}

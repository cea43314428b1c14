"""The audit of 主动公开基本目录 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «duty_list.».
_WORDS: Mapping[str, str] = {}
DUTY_LIST_ACTS: Mapping[str, str] = {f"duty_list.{name}": words for name, words in _WORDS.items()}
DUTY_LIST_SUBJECTS: Mapping[str, str] = {}
DUTY_LIST_DETAILS: Mapping[str, str] = {}

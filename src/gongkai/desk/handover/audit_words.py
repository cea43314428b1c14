"""The audit of handing over and of the year's folder in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "seen": "接手人看完交接页",
    "folder.asked": "生成年度归档文件夹",
    "folder.taken": "下载年度归档文件夹",
    "retention.set": "设定栏目保管期限",
}
HANDOVER_ACTS: Mapping[str, str] = {f"handover.{name}": words for name, words in _WORDS.items()}
HANDOVER_SUBJECTS: Mapping[str, str] = {"handover": "交接", "year_folder": "年度归档文件夹"}
HANDOVER_DETAILS: Mapping[str, str] = {"year": "年度", "retention": "保管期限"}

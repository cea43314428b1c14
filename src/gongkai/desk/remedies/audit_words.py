"""The audit of remedies in Chinese: acts, details and what their coded values are called."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.law.remedies import RESULTS
from gongkai.remedies.acts.progress import APPELLANTS
from gongkai.remedies.models import FactType, Fault, Forum

_PREFIX = "remedies.proceeding."
_WORDS: Mapping[str, str] = {
    "registered": "登记复议或者诉讼",
    "accepted": "登记受理（立案）",
    "copy_received": "登记收到副本和通知",
    "answered": "登记提交答复（答辩）",
    "hearing_set": "登记听证、开庭",
    "course_set": "变更审理程序",
    "extended": "登记延长审理期限",
    "decided": "登记复议诉讼结果",
    "appealed": "登记上诉",
    "fact_corrected": "更正复议诉讼的一项事实",
    "fact_voided": "删去复议诉讼的一项事实",
    "described": "修改案号和受理机关",
    "taken_over": "转由本人经办复议诉讼",
    "cancelled": "注销复议诉讼登记",
    "lesson_written": "写明教训",
}
REMEDY_ACTS: Mapping[str, str] = {f"{_PREFIX}{name}": words for name, words in _WORDS.items()}
REMEDY_DETAILS: Mapping[str, str] = {
    "case": "申请", "forum": "途径", "result": "结果", "lesson": "教训", "fault": "原因", "by": "上诉人",
    "course": "程序",
}  # fmt: skip
REMEDY_VALUES: Mapping[str, Mapping[str, str]] = {
    "forum": {str(one.value): str(one.label) for one in Forum},
    "result": {one.code: one.label for one in RESULTS},
    "fault": {str(one.value): str(one.label) for one in Fault},
    "type": {str(one.value): str(one.label) for one in FactType},
    "by": dict(APPELLANTS),
    "course": {"ordinary": "普通程序", "simple": "简易程序"},
}

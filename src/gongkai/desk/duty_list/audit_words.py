"""The audit of 主动公开基本目录 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «duty_list.».
_WORDS: Mapping[str, str] = {
    "line.saved": "保存公开目录的一项",
    "line.retired": "停用公开目录的一项",
    "started": "列出公开目录起始清单",
    "import.staged": "上传公开目录",
    "import.confirmed": "登记上传的公开目录",
    "import.dropped": "作废上传的文件",
    "zero.filed": "零报告",
    "not_applicable.filed": "登记本期不适用",
    "item.filed": "关联信息到公开任务",
    "filing.taken_back": "撤销公开任务的登记",
    "departments.called": "提醒科室完成公开任务",
    "returned.staged": "上传科室填报单",
    "returned.entered": "登记科室填报单",
}
DUTY_LIST_ACTS: Mapping[str, str] = {f"duty_list.{name}": words for name, words in _WORDS.items()}
DUTY_LIST_SUBJECTS: Mapping[str, str] = {"duty_line": "公开目录", "duty_import": "公开目录的上传文件"}
DUTY_LIST_DETAILS: Mapping[str, str] = {
    "duty": "事项", "lines": "项数", "period": "所属期", "on_behalf_of": "代谁填报", "new": "新增",
    "changed": "更新", "retired": "停用", "rows": "行数", "files": "文件数", "departments": "科室",
    "month": "月份", "drafts": "起草", "zeros": "零报告", "not_applicable": "不适用", "refused": "未登记",
}  # fmt: skip

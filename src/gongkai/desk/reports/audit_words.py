"""The audit of annual reports in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "report.begun": "开始编制年报",
    "report.compiled": "重新统计年报数据",
    "report.written": "修改年报文字",
    "report.passage_added": "添加年报段落",
    "report.passage_removed": "删去年报段落",
    "report.redrafted": "恢复年报底稿",
    "report.checked": "自查年报并提交审核",
    "report.reviewed": "审核通过年报",
    "report.returned": "退回年报",
    "report.signed": "签发年报",
    "report.submitted": "报送年报",
    "report.handed_to_portal": "生成年报门户稿件",
    "report.correction_opened": "开始更正年报",
    "task.added": "登记问题和改进措施",
    "task.edited": "修改问题和改进措施",
    "task.done": "登记措施完成情况",
    "task.rechecked": "复查改进措施",
    "task.answered": "写明措施落实情况",
    "task.dropped": "不再列入改进措施",
    "finding.judged": "判断核对结果",
    "file.checked": "核对年报文件",
    "file.checked_again": "重新核对年报文件",
    "letter.reminder": "催报年报",
    "letter.precheck": "提出年报预审意见",
    "letter.return": "退回所属机关年报",
    "letter.accepted": "年报审核通过",
    "season.set": "设定年报时间安排",
    "outline.set": "设定年报提纲",
}
REPORT_ACTS: Mapping[str, str] = {f"reporting.{name}": words for name, words in _WORDS.items()}
REPORT_SUBJECTS: Mapping[str, str] = {
    "report": "年报",
    "task": "改进措施",
    "verdict": "核对判断",
    "checked_file": "核对的年报文件",
    "season": "年报安排",
}
REPORT_DETAILS: Mapping[str, str] = {
    "year": "年度", "passage": "段落", "section": "部分", "changed": "有变化", "paper": "纸质签发",
    "item": "信息", "passed": "复查通过", "count": "项数",
}  # fmt: skip

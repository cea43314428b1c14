"""The audit of requests in Chinese: acts, details and what their coded values are called."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.kernel.private import Purpose
from gongkai.law.letters import LETTERS
from gongkai.law.outcomes import OUTCOMES, REPORT_ROWS
from gongkai.requests.models import IntakeChannel, ServiceChannel

_PREFIX = "requests.case."
_WORDS: Mapping[str, str] = {
    "filed": "网上提交申请",
    "registered": "登记申请",
    "confirmed": "登记确认",
    "amended": "更正登记事项",
    "event_corrected": "更正一项事实",
    "event_voided": "删去一项事实",
    "taken_over": "转由本人经办",
    "assigned": "分办到科室",
    "assignment_cancelled": "撤销分办",
    "claimed": "认领",
    "handed_back": "退回分办",
    "opined": "提出办理意见",
    "searched": "登记检索",
    "file_added": "添加材料",
    "correction_drafted": "起草补正告知书",
    "correction_received": "登记补正",
    "extension_drafted": "起草延期答复告知书",
    "reasons_drafted": "起草说明理由告知书",
    "reasons_received": "登记申请人的说明",
    "own_period_drafted": "起草延迟答复告知书",
    "consultation_drafted": "起草征求意见书",
    "consultation_noted": "登记对方收到或者答复",
    "consultation_silent": "登记对方逾期未答复",
    "objection_overridden": "以公共利益决定公开",
    "fee_drafted": "起草收费通知书",
    "fee_paid": "登记缴费",
    "file_given": "添加提供的文件",
    "given_removed": "移除提供的文件",
    "given_redacted": "遮盖提供的文件",
    "given_looked_at": "复核提供的文件",
    "decided": "拟定答复",
    "withdrawal_recorded": "登记申请人撤回",
    "letter_edited": "修改文书",
    "letter_submitted": "文书送审",
    "letter_checked": "文书审核通过",
    "letter_returned": "文书退回",
    "letter_signed": "签发文书",
    "letter_signed_on_paper": "登记纸质签批",
    "letter_voided": "作废文书",
    "letter_sealed": "上传盖章件",
    "letter_served": "登记送达",
    "letter_served_again": "再次送达",
    "service_proved": "登记签收或者退回",
    "letter_read": "申请人网上查阅文书",
    "given_read": "申请人网上查收文件",
    "correction_sent": "申请人网上补正",
    "correction_sent_late": "申请人网上逾期补正",
    "reasons_sent": "申请人网上说明理由",
    "withdrawal_asked": "申请人网上要求撤回申请",
    "split": "拆分",
    "code_reissued": "补发查询码",
    "advice_passed": "转告有关机关",
    "merged": "并案",
    "marked_repeat": "标明重复申请",
    "redone": "重新办理",
    "publication_proposed": "建议转为主动公开",
    "wish_published": "转为主动公开",
    "wish_declined": "不转为主动公开",
    "archived": "归档",
    "packaged": "生成案卷包",
    "package_ordered": "要求重新生成案卷包",
    "working_copies_cleared": "清理工作副本",
    "transferred": "移交档案",
    "destroyed": "到期销毁",
}
REQUEST_ACTS: Mapping[str, str] = {f"{_PREFIX}{name}": words for name, words in _WORDS.items()} | {
    "private.opened": "查看申请人信息或者案卷文件",
    "requests.advice.seen": "阅知别的机关的转告",
    "requests.settings.saved": "修改依申请公开设置",
    "requests.template.uploaded": "上传文书模板",
    "requests.template.activated": "启用文书模板",
    "requests.template.ended": "改回标准文书模板",
}
REQUEST_DETAILS: Mapping[str, str] = {
    "letter": "文书", "channel": "方式", "from": "原日期", "to": "改为", "type": "事实", "event": "事实编号",
    "search": "检索记录", "found": "找到", "consultation": "征求意见", "fee": "收费", "standard": "标准",
    "quantity": "数量", "fen": "金额（分）", "given": "提供的文件", "boxes": "遮盖处数", "passed": "放行处数",
    "decision": "决定", "outcome": "结果", "row": "年报行", "assignment": "分办", "number": "文号",
    "verdict": "比对结果", "service": "送达记录", "parts": "拆出的案件", "earlier": "先前案件",
    "new": "新案件", "task": "建议", "item": "编号", "retention": "保管期限", "reason": "依据",
    "signer": "签字人", "template": "模板", "purpose": "用途", "what": "内容", "confirmed": "确认日期",
    "withdrawn_on": "撤回日期",
}  # fmt: skip
#: What coded values are called; where two details of other duties share a name, their words are added.
REQUEST_VALUES: Mapping[str, Mapping[str, str]] = {
    "channel": {
        str(choice.value): str(choice.label) for kind in (IntakeChannel, ServiceChannel) for choice in kind
    },
    "letter_kind": {kind.code: kind.label for kind in LETTERS},
    "outcome": {outcome.code: outcome.label for outcome in OUTCOMES},
    "row": {row.code: row.label for row in REPORT_ROWS},
    "purpose": {str(choice.value): str(choice.label) for choice in Purpose},
    "what": {
        "applicant": "申请人信息",
        "data": "个人信息",
        "file": "文件",
        "evidence": "案卷包",
        "letter": "文书",
        "print": "打印的文书",
        "earlier": "按证件号码查到",
    },
    "standard": {"items": "按件", "pages": "按量"},
    "verdict": {"equal": "一致", "different": "不同", "by_eye": "人工核对"},
}

"""The audit in Chinese: every act, subject, door and detail by its word."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.desk.cases.audit_words import REQUEST_ACTS, REQUEST_DETAILS, REQUEST_VALUES
from gongkai.desk.drops.audit_words import DROP_ACTS, DROP_DETAILS, DROP_SUBJECTS
from gongkai.desk.duty_list.audit_words import DUTY_LIST_ACTS, DUTY_LIST_DETAILS, DUTY_LIST_SUBJECTS
from gongkai.desk.handover.audit_words import HANDOVER_ACTS, HANDOVER_DETAILS, HANDOVER_SUBJECTS
from gongkai.desk.paper.audit_words import PAPER_ACTS, PAPER_DETAILS, PAPER_SUBJECTS
from gongkai.desk.places.audit_words import PLACE_ACTS, PLACE_DETAILS, PLACE_SUBJECTS
from gongkai.desk.register.audit_words import REGISTER_ACTS, REGISTER_DETAILS, REGISTER_SUBJECTS
from gongkai.desk.remedies.audit_words import REMEDY_ACTS, REMEDY_DETAILS, REMEDY_VALUES
from gongkai.desk.reports.audit_words import REPORT_ACTS, REPORT_DETAILS, REPORT_SUBJECTS
from gongkai.disclosure.models import Item, Route, WorkKind
from gongkai.disclosure.rules import STEP_LABELS
from gongkai.kernel.models import Organ, Role
from gongkai.law import catalogue
from gongkai.requests.models import OfficeSettings

ACTS: Mapping[str, str] = (
    {
        "kernel.organ.founded": "设立机关",
        "kernel.organ.described": "修改机关信息",
        "kernel.organ.renamed": "变更机关名称",
        "kernel.organ.merged": "撤并机关",
        "kernel.organ.index_pattern_set": "设定索引号编制方式",
        "kernel.department.saved": "保存科室",
        "kernel.person.entered": "录入人员",
        "kernel.person.password_reset": "重置密码",
        "kernel.person.second_factor_removed": "解除他人两步验证",
        "kernel.person.handed_over": "交接工作",
        "kernel.role.granted": "授予角色",
        "kernel.role.ended": "取消角色",
        "kernel.sign_in.succeeded": "登录",
        "kernel.sign_in.left": "退出登录",
        "kernel.sign_in.failed": "登录失败",
        "kernel.sign_in.locked_out": "登录锁定",
        "kernel.sign_in.password_changed": "本人修改密码",
        "kernel.sign_in.second_factor_added": "开启两步验证或更换备用码",
        "kernel.sign_in.second_factor_removed": "关闭两步验证",
        "kernel.sign_in.second_factor_failed": "两步验证失败",
        "kernel.job.retried": "重试对外任务",
        "kernel.job.discarded": "放弃对外任务",
        "kernel.audit.exported": "导出审计记录",
        "kernel.audit.verified": "核验审计链",
        "disclosure.column.saved": "保存栏目",
        "disclosure.column.moved": "调整栏目次序",
        "disclosure.allow_list.added": "登记放行号码",
        "disclosure.allow_list.removed": "移出放行号码",
        "disclosure.import.staged": "上传存量导入表",
        "disclosure.import.approved": "批准存量导入",
        "disclosure.import.dropped": "放弃存量导入",
        "disclosure.legacy.sealed": "封存历史存量",
        "disclosure.item.imported": "导入存量信息",
        "reporting.figure.entered": "录入年报数据",
        "reporting.figure.taken_back": "撤回录入的年报数据",
        "reporting.figure.imported": "导入年报数据",
        "disclosure.item.drafted": "起草信息",
        "disclosure.item.edited": "编辑信息",
        "disclosure.item.attached": "上传附件",
        "disclosure.item.detached": "移除附件",
        "disclosure.item.attachments_arranged": "调整附件次序或名称",
        "disclosure.item.picture_added": "插入图片",
        "disclosure.item.submitted": "提交审核",
        "disclosure.item.reviewed": "审核通过",
        "disclosure.item.returned": "退回修改",
        "disclosure.item.referred": "报请保密审查",
        "disclosure.item.referral_answered": "登记审查答复",
        "disclosure.item.finding_passed": "放行筛查提示",
        "disclosure.item.published": "发布信息",
        "disclosure.item.scheduled": "设定定时发布",
        "disclosure.item.unscheduled": "取消定时发布",
        "disclosure.item.schedule_failed": "定时发布未成功",
        "disclosure.item.withheld": "登记为不公开",
        "disclosure.item.expedited": "急件先行发布",
        "disclosure.item.expedited_settled": "补办急件手续",
        "disclosure.item.round_opened": "开始修改已公开信息",
        "disclosure.item.discarded": "放弃修改或草稿",
        "disclosure.item.withdrawn": "撤回信息",
        "disclosure.item.taken_down": "紧急撤下并清除",
        "disclosure.item.expired": "标注到期失效",
        "disclosure.item.reassessed": "复查能否公开",
        "disclosure.item.linked": "关联政策解读",
        "disclosure.item.unlinked": "取消关联解读",
    }
    | dict(REQUEST_ACTS)
    | dict(REMEDY_ACTS)
    | dict(REPORT_ACTS)
    | dict(DROP_ACTS)
    | dict(DUTY_LIST_ACTS)
    | dict(HANDOVER_ACTS)
    | dict(PAPER_ACTS)
    | dict(PLACE_ACTS)
    | dict(REGISTER_ACTS)
)

SUBJECTS: Mapping[str, str] = {
    "organ": "机关",
    "department": "科室",
    "person": "人员",
    "column": "栏目",
    "item": "信息",
    "allowed_value": "放行号码",
    "job": "对外任务",
    "import_batch": "导入批次",
    "audit": "审计",
    "case": "申请",
    "advice": "转告",
    "letter": "文书",
    "proceeding": "复议诉讼",
    "figure": "年报数据",
    **REPORT_SUBJECTS,
    **DROP_SUBJECTS,
    **DUTY_LIST_SUBJECTS,
    **HANDOVER_SUBJECTS,
    **PAPER_SUBJECTS,
    **PLACE_SUBJECTS,
    **REGISTER_SUBJECTS,
}

DOORS: Mapping[str, str] = {
    "desk": "工作台",
    "portal": "门户",
    "api": "接口",
    "cli": "命令行",
    "worker": "后台任务",
    "demo": "演示",
    "code": "程序",
}

_DETAILS: Mapping[str, str] = {
    **DROP_DETAILS, **DUTY_LIST_DETAILS, **HANDOVER_DETAILS, **PAPER_DETAILS, **PLACE_DETAILS,
    **REGISTER_DETAILS,
} | {
    "code": "代码", "fields": "改动的项", "since": "启用", "into": "并入机关", "on": "日期",
    "grants_ended": "终止角色数", "pattern": "方式", "active": "在用", "role": "角色", "department": "科室",
    "successor": "接手人", "moved": "转交数", "left": "离任", "kind": "种类", "rows": "行数",
    "faults": "问题数",
    "up": "上移", "column": "栏目", "file": "文件", "check": "检查项", "step": "环节", "edition": "版本",
    "index_number": "索引号", "at": "定于", "mode": "公开方式", "ground": "理由", "approver": "口头同意人",
    "paper_due": "补办期限", "may_open": "可以公开", "opens": "可以公开", "files": "文件数", "route": "流程",
    "digest": "内容指纹",
    "policy": "政策文件", "batch": "批次", "line": "行", "key": "提示指纹", "name_hash": "登录名指纹",
    "expedited": "急件", "figure": "指标", "figures": "指标",
    "on_behalf_of": "代为填报", "reviewer": "签字人", "paper": "签字件",
} | dict(REQUEST_DETAILS) | dict(REMEDY_DETAILS) | dict(REPORT_DETAILS)  # fmt: skip

#: Details that are fingerprints: shown by their first characters.
_FINGERPRINTS = frozenset({"digest", "key", "name_hash"})


#: What coded values are called, by the name of the detail.
_VALUE_WORDS: Mapping[str, Mapping[str, str]] = (
    {
        "role": {str(role.value): str(role.label) for role in Role},
        "step": {str(step): label for step, label in STEP_LABELS.items()},
        "kind": {str(kind.value): str(kind.label) for kind in WorkKind} | dict(REQUEST_VALUES["letter_kind"]),
        "mode": {mode.code: mode.label for mode in catalogue.MODES},
        "ground": {ground.code: ground.label for ground in catalogue.GROUNDS},
        "route": {str(route.value): str(route.label) for route in Route},
        "pattern": {pattern.code: pattern.label for pattern in catalogue.INDEX_PATTERNS},
    }
    | {name: words for name, words in REQUEST_VALUES.items() if name != "letter_kind"}
    | dict(REMEDY_VALUES)
)
#: What the fields of an item and of an organ are called.
_FIELD_WORDS: Mapping[str, str] = {
    field.name: str(field.verbose_name)
    for model in (Organ, Item, OfficeSettings)
    for field in model._meta.concrete_fields
    if str(field.verbose_name) != field.name.replace("_", " ")
} | {"column": "栏目", "department": "科室"}


def act_label(act: str) -> str:
    """The act's word; an act of a later version is shown by its code."""
    return ACTS.get(act, act)


def subject_label(subject: str, subject_id: int | None) -> str:
    """«信息 12»."""
    word = SUBJECTS.get(subject, subject)
    return word if subject_id is None else f"{word} {subject_id}"


def detail_label(detail: Mapping[str, object]) -> str:
    """The details in one line."""
    shown = (f"{_DETAILS.get(name, name)}：{_value(name, value)}" for name, value in detail.items())
    return "；".join(part for part in shown if not part.endswith("："))


def _value(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_FIELD_WORDS.get(str(part), str(part)) for part in value)
    if name in _FINGERPRINTS:
        return str(value)[:12]
    return _VALUE_WORDS.get(name, {}).get(str(value), str(value))

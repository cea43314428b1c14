"""The sentences in which the clock gives its account; whole sentences, filled in and never glued."""

from collections.abc import Mapping
from datetime import date

from gongkai.law.clock.reading import BreachCode, ImpossibleCode, State

WHO_UNKNOWN = "有关单位"
SPAN_WHY = "{sent}向{who}征求意见，至{last}为止的时间不计算在内"
#: The basis of a line about the record itself and not about the law.
THE_RECORD = "案件的记录"
DAY_TAKEN_OUT = "征求意见期间，不计入"

BREACHES: Mapping[BreachCode, str] = {
    BreachCode.CORRECTION_NOTICE_LATE: (
        "补正通知发出过晚：应在收到申请之日起{n}个工作日内发出，最迟{limit}。答复期限不重新起算，"
        "请按原期限答复。"
    ),
    BreachCode.CORRECTION_NOTICE_SECOND: (
        "又一次要求补正：应当一次性告知全部补正事项。答复期限不再重新起算，请按原期限答复。"
    ),
    BreachCode.CORRECTION_RECEIVED_LATE: (
        "补正晚于通知的期限（{limit}）才收到。事实照记，答复期限自收到补正之日重新起算；"
        "是否有正当理由，请记入案卷。"
    ),
    BreachCode.EXTENSION_LATE: (
        "延长答复的告知过晚：应在首个期限届满以前告知，最迟{limit}。延长不计算，请尽快答复。"
    ),
    BreachCode.EXTENSION_TOO_LONG: "延长了{days}个工作日，超过上限，按{n}个工作日计算。",
    BreachCode.EXTENSION_SECOND: "又一次延长：答复期限只能延长一次，这一次不计算。",
    BreachCode.EXTENSION_OUT_OF_PLACE: "此时没有可以延长的答复期限（{state}），延长不计算。",
    BreachCode.OWN_PERIOD_LATE: (
        "延迟答复的告知过晚：应在答复期限届满以前告知，最迟{limit}。延迟不计算，请尽快答复。"
    ),
    BreachCode.OWN_PERIOD_SECOND: "又一次确定延迟答复的期限：以第一次告知申请人的为准，这一次不计算。",
    BreachCode.OWN_PERIOD_OUT_OF_PLACE: "此时没有可以延迟的答复期限（{state}），延迟不计算。",
    BreachCode.FEE_WITHOUT_RULE: "收到申请时信息处理费管理办法尚未施行，不能收费，收费通知不影响答复期限。",
    BreachCode.FEE_NOTICE_LATE: "收费通知发出过晚：应在办理期限内发出。答复期限不重新起算，请尽快答复。",
    BreachCode.FEE_NOTICE_SECOND: "又一次发出收费通知：一件申请只收费一次，这一次不影响答复期限。",
    BreachCode.FEE_PAID_LATE: "缴费晚于期限（{limit}）。事实照记，答复期限自缴清次日重新起算。",
    BreachCode.REPLIED_LATE: "答复晚于期限：最迟应在{due}答复，逾期{late}天。",
    BreachCode.OVERDUE: "期限{due}已过，至{as_of}仍未答复，逾期{late}天，请立即答复。",
}

IMPOSSIBLE: Mapping[ImpossibleCode, str] = {
    ImpossibleCode.CONFIRMED_BEFORE_SUBMITTED: "确认的日期早于提交的日期，请核对 received 中的两个日期。",
    ImpossibleCode.BEFORE_RECEIPT: "“{event}”早于收到申请，请核对日期；计算时未计入。",
    ImpossibleCode.AFTER_THE_END: "“{event}”在案件终结（{end}）以后，请核对日期或次序；计算时未计入。",
    ImpossibleCode.ANSWER_WITHOUT_QUESTION: (
        "“{event}”之前没有与它对应的事情，请补上或核对编号；计算时未计入。"
    ),
    ImpossibleCode.RECEIVED_AFTER_ANSWER: "“{event}”排在对方的答复意见之后，请核对日期或次序；计算时未计入。",
    ImpossibleCode.REPEATED: (
        "“{event}”与已有的记录重复（编号{id}），请删去一处或改用新的编号；计算时未计入。"
    ),
    ImpossibleCode.AMBIGUOUS: "“{event}”没有写编号，而同时有几次征求意见，请写明 id；计算时未计入。",
    ImpossibleCode.ENDS_BEFORE_IT_BEGINS: "“{event}”写明的期限（{until}）早于当天，请核对；这个期限未计入。",
    ImpossibleCode.DETAIL_MISSING: "“{event}”没有写明{detail}，请补上；计算时未计入。",
}

RECEIPT_DAY = "以{channel}方式收到申请，本日为收到申请之日，期限从次日起算。"
RECEIPT_CONFIRMED = "申请以{channel}方式提交于{submitted}，本日经确认，为收到申请之日，期限从次日起算。"
RECEIPT_UNKNOWN = "申请以{channel}方式提交，尚未与申请人确认，收到申请之日未定，期限还不能起算。"

CORRECTION_REQUESTED = "发出补正通知，要求最迟{respond_by}补正；收到补正之日答复期限重新起算。"
CORRECTION_OPEN_ENDED = "发出补正通知，没有写明补正的期限；收到补正之日答复期限重新起算。"
CORRECTION_DISPUTED = "又发补正通知或补正通知过晚，答复期限照原来的计算。"
CORRECTION_RECEIVED = "收到补正，答复期限重新起算。"
RESTART_CLEARS = "期限重新起算，此前的征求意见、延长和延迟不再计算。"
CORRECTION_NO_RESTART = "收到补正；补正通知过晚或不是第一次，答复期限不重新起算。"
CORRECTION_LAPSED = "至{respond_by}没有收到补正，视为放弃申请，不再处理。"

CONSULTATION_SENT = "向{who}发出征求意见书，答复期限从次日起停止计算，至对方答复或对方期限届满为止。"
CONSULTATION_RECEIVED = "{who}收到征求意见书，对方的期限为{n}个工作日，{silence}。"
CONSULTATION_ANSWERED = "{who}答复意见。"
CONSULTATION_LAPSES = "{who}的{n}个工作日届满（{from_}起算），{silence}；从次日起继续计算答复期限。"
CONSULTATION_WITHOUT_EFFECT = "{event}，不影响现在的答复期限。"

EXTENDED = "经公开工作机构负责人同意并告知申请人，延长答复期限{days}个工作日。"
EXTENDED_WITHOUT_EFFECT = "延长答复期限，不计算。"
REASONS_REQUESTED = "申请的数量、频次明显超过合理范围，要求申请人说明理由；答复期限照常计算。"
REASONS_GIVEN = "申请人说明理由；答复期限照常计算。"
OWN_PERIOD = "告知申请人延迟答复，最迟{until}答复。"
OWN_PERIOD_WITHOUT_EFFECT = "告知申请人延迟答复，不计算。"

FEE_NOTICED = "发出收费通知，最迟{pay_by}缴清；缴清次日答复期限重新起算。"
FEE_WITHOUT_EFFECT = "发出收费通知，不影响答复期限。"
FEE_PAID = "费用缴清，答复期限从次日起重新计算。"
FEE_PAID_NO_RESTART = "费用缴清；收费通知不影响答复期限，不重新起算。"
FEE_LAPSED = "至{pay_by}没有缴清费用，视为放弃申请，不再处理。"

REPLIED = "作出答复，案件办结。"
WITHDRAWN = "申请人撤回申请，案件办结。"

FIRST_DUE = "从{start}次日起第{n}个工作日，为答复期限的最后一天（未计延长）。"
DUE_EXTENDED = "加上延长的{days}个工作日，为答复期限的最后一天。"
DUE_RESTARTED = "若认为有争议的通知也使期限重新起算，则至本日；为稳妥，请按{due}办理。"
AS_OF = "截至本日，已用{used}个工作日，剩余{remaining}个工作日。"

NO_PERIOD: Mapping[State, str] = {
    State.OPEN: "期限尚未起算",
    State.AWAITING_CORRECTION: "正在等待补正",
    State.AWAITING_FEE: "正在等待缴费",
    State.OWN_PERIOD: "已确定延迟答复的期限",
    State.LAPSED: "已不再处理",
}
DETAIL_WORKING_DAYS = "延长几个工作日（working_days，1以上的整数）"
DETAIL_UNTIL = "延迟到哪一天（until）"


def in_words(day: date) -> str:
    """The date as an official writes it: 2026年2月10日."""
    return f"{day.year}年{day.month}月{day.day}日"

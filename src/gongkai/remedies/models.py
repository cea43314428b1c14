"""The nouns of remedies: a proceeding, the facts that happened in it, and what was learnt from losing it."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person


class Forum(models.TextChoices):
    """Who decides; the law's codes."""

    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION = "litigation", "行政诉讼"


class BroughtBy(models.TextChoices):
    """Who challenges."""

    APPLICANT = "applicant", "申请人"
    THIRD_PARTY = "third_party", "第三方"
    OTHER = "other", "其他利害关系人"


class About(models.TextChoices):
    """What is challenged."""

    DECISION = "decision", "答复"
    INACTION = "inaction", "逾期不答复"
    NOTICE = "notice", "补正、延期等程序告知"
    OTHER = "other", "其他行为"


class Stage(models.TextChoices):
    """How far it has come; follows from the facts."""

    FILED = "filed", "已提出，待受理"
    ANSWERING = "answering", "待本机关答复（答辩）"
    HEARING = "hearing", "审理中"
    DECIDED = "decided", "已审结"
    CANCELLED = "cancelled", "登记有误，已注销"


class FactType(models.TextChoices):
    """What can happen in a proceeding."""

    FILED = "filed", "提出复议申请（起诉）"
    ACCEPTED = "accepted", "受理（立案）"
    COPY_RECEIVED = "copy_received", "收到副本和答复（应诉）通知"
    COURSE_SET = "course_set", "确定审理程序"
    ANSWERED = "answered", "提交答复（答辩）和证据"
    HEARING = "hearing", "听证、开庭或者当面听取意见"
    EXTENDED = "extended", "延长审理期限"
    DECIDED = "decided", "作出决定（裁判）"
    APPEALED = "appealed", "提起上诉"
    VOID = "void", "删去一项登记错误的事实"


class Fault(models.TextChoices):
    """Why a decision was set aside, in the categories lessons are listed by."""

    FACTS = "facts", "认定事实不清、证据不足"
    GROUND = "ground", "不予公开的理由不成立"
    SEPARATION = "separation", "能区分处理而没有区分"
    SEARCH = "search", "检索不充分"
    CONTENT = "content", "答非所问、没有全面答复"
    REASONS = "reasons", "没有说明理由、依据"
    LAW = "law", "适用依据错误"
    THIRD_PARTY = "third_party", "第三方意见没有征求或者处理不当"
    PROCEDURE = "procedure", "违反法定程序"
    LATE = "late", "逾期答复"
    NOTICE = "notice", "救济途径告知错误"
    OTHER = "other", "其他"


class Proceeding(models.Model):
    """One reconsideration or suit over one case. Its facts are rows of their own; dates here are their copy.

    A suit is either direct or follows a reconsideration, which is named in `after` where it is on record
    here. An appeal stays in the same proceeding: it opens it again until the second instance has decided.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="proceedings")
    case = models.ForeignKey("requests.Case", on_delete=models.PROTECT, related_name="proceedings")
    decision = models.ForeignKey(
        "requests.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="proceedings"
    )
    forum = models.CharField("途径", max_length=16, choices=Forum.choices)
    after_reconsideration = models.BooleanField("复议后起诉", default=False)
    after = models.ForeignKey(
        "self",
        verbose_name="先行的复议",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="suits",
    )
    brought_by = models.CharField("提出人", max_length=12, choices=BroughtBy.choices)
    about = models.CharField("对什么不服", max_length=10, choices=About.choices)
    body = models.CharField("复议机关（法院）", max_length=100)
    docket = models.CharField("案号", max_length=80, blank=True, default="")
    handler = models.ForeignKey(
        Person, verbose_name="经办人", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField("注销理由", max_length=200, blank=True, default="")
    # What the facts say, for lists and lamps.
    stage = models.CharField("进展", max_length=10, choices=Stage.choices, default=Stage.FILED)
    course = models.CharField("审理程序", max_length=10)
    instance = models.PositiveSmallIntegerField("审级", default=1)
    filed_on = models.DateField("提出日期")
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    copy_received_on = models.DateField("收到副本日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    hearing_on = models.DateField("听证、开庭日期", null=True, blank=True)
    decided_on = models.DateField("审结日期", null=True, blank=True)
    result = models.CharField("结果", max_length=30, blank=True, default="")
    result_column = models.CharField("年报表四的栏", max_length=10, blank=True, default="")
    redo_by = models.DateField("重新答复期限", null=True, blank=True)
    next_due = models.DateField("下一期限", null=True, blank=True)
    next_code = models.CharField(max_length=10, blank=True, default="")
    next_provisional = models.BooleanField(default=False)
    amber_on = models.DateField(null=True, blank=True)
    red_on = models.DateField(null=True, blank=True)
    calendar_version = models.CharField(max_length=80, blank=True, default="")
    read_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=("organ", "stage", "id"), name="proceeding_by_stage"),
            models.Index(fields=("organ", "filed_on", "decided_on"), name="proceeding_by_year"),
            models.Index(fields=("next_due",), name="proceeding_by_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(after_reconsideration=False) | models.Q(forum="litigation"),
                name="only_a_suit_follows",
            ),
            models.CheckConstraint(
                condition=models.Q(after=None) | models.Q(after_reconsideration=True), name="followed_is_told"
            ),
        ]

    def __str__(self) -> str:
        return self.docket or self.body


class ProceedingFact(models.Model):
    """A fact of a proceeding. Rows are only ever added: a correction names the row it takes the place of."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="facts")
    type = models.CharField("事实", max_length=14, choices=FactType.choices)
    on = models.DateField("日期")
    data = models.JSONField(default=dict)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    reason = models.CharField("更正理由", max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("proceeding", "id")

    def __str__(self) -> str:
        return f"{self.type} {self.on}"


class Lesson(models.Model):
    """What was learnt from a decision that was set aside: why, on which ground, what to do the next time."""

    proceeding = models.OneToOneField(Proceeding, on_delete=models.PROTECT, related_name="lesson")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="lessons")
    outcome = models.CharField("原答复的结果", max_length=30, blank=True, default="")
    grounds = models.JSONField("原答复的理由", default=list)
    fault = models.CharField("被纠正的原因", max_length=12, choices=Fault.choices)
    why = models.CharField("具体情况", max_length=500)
    todo = models.CharField("以后怎样做", max_length=500)
    decided_on = models.DateField("审结日期")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-decided_on", "-id")
        indexes = [models.Index(fields=("organ", "outcome", "-decided_on"), name="lesson_by_outcome")]

    def __str__(self) -> str:
        return self.get_fault_display()

"""The case: one request of one applicant to one organ, with the facts that happened to it."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Department, Organ, Person, PrivateKey


class ApplicantKind(models.TextChoices):
    """The applicants' columns of the annual table, in its order."""

    NATURAL = "natural", "自然人"
    COMMERCIAL = "commercial", "商业企业"
    RESEARCH = "research", "科研机构"
    WELFARE = "welfare", "社会公益组织"
    LEGAL_SERVICE = "legal_service", "法律服务机构"
    OTHER = "other", "其他法人或组织"


class IntakeChannel(models.TextChoices):
    """How a request reached the organ; the receipt day follows from it (article 31)."""

    COUNTER = "counter", "当面提交"
    SIGNED_POST = "signed_post", "挂号信、邮政特快等签收邮件"
    POST = "post", "平常信函"
    ONLINE = "online", "网上提交"
    FAX = "fax", "传真"


class CaseStage(models.TextChoices):
    """How far the office's work has come. What the clock says is another matter and is derived."""

    FILED = "filed", "待登记确认"
    HANDLING = "handling", "办理中"
    CORRECTING = "correcting", "待补正"
    PAYING = "paying", "待缴费"
    DECIDING = "deciding", "答复审签中"
    ANSWERED = "answered", "已办结"
    ARCHIVED = "archived", "已归档"


class FormOfInformation(models.TextChoices):
    """In what form the applicant wants the information (article 29)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子数据"
    READ = "read", "现场查阅、抄录"


class WayOfGetting(models.TextChoices):
    """By which route the applicant wants it (article 29)."""

    POST = "post", "邮寄"
    ONLINE = "online", "网上查收"
    EMAIL = "email", "电子邮件"
    PICK_UP = "pick_up", "当面领取"
    FAX = "fax", "传真"


class Case(models.Model):
    """One request (政府信息公开申请). Identity and wording lie sealed under the case's own key.

    `stage` is the office's progress; `clock_state`, `due` and what follows are a copy of what the clock last
    said, for lists and lamps. The clock itself is asked anew whenever it matters.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField("编号", max_length=60, unique=True)
    year = models.PositiveSmallIntegerField("年度")
    key = models.OneToOneField(PrivateKey, on_delete=models.PROTECT, related_name="case")
    channel = models.CharField("提交方式", max_length=12, choices=IntakeChannel.choices)
    applicant_kind = models.CharField("申请人类别", max_length=14, choices=ApplicantKind.choices)
    applicant_masked = models.CharField("申请人", max_length=60)
    applicant_index = models.CharField(max_length=64, db_index=True)
    matter_index = models.CharField(max_length=64, blank=True, default="")
    sealed_applicant = models.TextField()
    sealed_asked = models.TextField()
    subject = models.CharField("事由", max_length=80)
    form = models.CharField("提供形式", max_length=12, choices=FormOfInformation.choices)
    way = models.CharField("获取途径", max_length=10, choices=WayOfGetting.choices)
    electronic_service = models.BooleanField("同意电子送达", default=False)
    needs_help = models.BooleanField("阅读或视听障碍，需要协助", default=False)
    oral = models.BooleanField("口头提出、代为填写", default=False)
    submission_token = models.CharField(max_length=64, unique=True, null=True, blank=True)
    code_hash = models.CharField(max_length=64)
    sealed_code = models.TextField()
    stage = models.CharField("办理状态", max_length=10, choices=CaseStage.choices, default=CaseStage.FILED)
    submitted_at = models.DateTimeField("提交时间")
    registered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handler = models.ForeignKey(
        Person,
        verbose_name="经办人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="handled_cases",
    )
    changed_at = models.DateTimeField()
    # What the clock said when it was last asked.
    rules_version = models.CharField(max_length=40, blank=True, default="")
    calendar_version = models.CharField(max_length=80, blank=True, default="")
    clock_state = models.CharField(max_length=20, default="open")
    day0 = models.DateField("收到申请之日", null=True, blank=True)
    first_due = models.DateField(null=True, blank=True)
    due = models.DateField("答复期限", null=True, blank=True)
    wait_until = models.DateField("等待期限", null=True, blank=True)
    amber_on = models.DateField(null=True, blank=True)
    red_on = models.DateField(null=True, blank=True)
    provisional = models.BooleanField("暂定", default=False)
    read_on = models.DateField("时钟读取日", null=True, blank=True)
    # The end.
    outcome = models.CharField("办理结果", max_length=30, blank=True, default="")
    report_row = models.CharField("年报表三的行", max_length=12, blank=True, default="")
    counted = models.BooleanField("计入年报", default=True)
    ended_on = models.DateField("办结日期", null=True, blank=True)
    answered_by_case = models.ForeignKey(
        "self",
        verbose_name="并案答复",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_cases",
    )
    split_from = models.ForeignKey(
        "self", verbose_name="拆分自", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    redo_of = models.ForeignKey(
        "self",
        verbose_name="重新办理",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="redone_by",
    )
    repeats = models.ForeignKey(
        "self",
        verbose_name="重复于",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="repeated_by",
    )

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=("organ", "stage", "due", "id"), name="case_by_stage"),
            models.Index(fields=("organ", "-id"), name="case_by_organ"),
            models.Index(fields=("organ", "applicant_index", "day0"), name="case_by_applicant"),
            models.Index(fields=("organ", "day0"), name="case_by_day0"),
            models.Index(fields=("organ", "ended_on"), name="case_by_end"),
            models.Index(
                fields=("organ", "amber_on"), name="open_case_by_lamp", condition=models.Q(ended_on=None)
            ),
            models.Index(
                fields=("organ", "due", "id"), name="open_case_by_due", condition=models.Q(ended_on=None)
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseEvent(models.Model):
    """A fact of the case, from which the clock derives its dates. Rows are only ever added.

    A fact entered wrongly is not altered: a later row names it in `replaces`. A row of type «void» with
    `replaces` says that the fact did not happen.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    type = models.CharField(max_length=30)
    on = models.DateField("日期")
    data = models.JSONField(default=dict)
    letter = models.ForeignKey(
        "requests.Letter", null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    reason = models.CharField("更正理由", max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("case", "id")

    def __str__(self) -> str:
        return f"{self.type} {self.on}"


class DueChange(models.Model):
    """A due date that became another one, with the reason: the old date is never lost."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="due_changes")
    old_due = models.DateField(null=True, blank=True)
    new_due = models.DateField(null=True, blank=True)
    reason = models.CharField("原因", max_length=200)
    calendar_version = models.CharField(max_length=80)
    rules_version = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ("case", "id")

    def __str__(self) -> str:
        return f"{self.old_due} → {self.new_due}"


class Assignment(models.Model):
    """What a department is asked to do for a case, by when, and what it answered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    task = models.CharField("办理要求", max_length=300)
    internal_due = models.DateField("内部期限", null=True, blank=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    claimed_by = models.ForeignKey(
        Person, verbose_name="认领人", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    handed_back_at = models.DateTimeField("退回时间", null=True, blank=True)
    handed_back_reason = models.CharField("退回理由", max_length=300, blank=True, default="")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    advice = models.CharField("公开意见", max_length=20, blank=True, default="")
    sealed_opinion = models.TextField(blank=True, default="")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("case", "id")
        indexes = [
            models.Index(
                fields=("department", "internal_due"),
                name="assignment_open",
                condition=models.Q(answered_at=None, handed_back_at=None, cancelled_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def is_open(self) -> bool:
        """Whether the department still owes its part."""
        return self.answered_at is None and self.handed_back_at is None and self.cancelled_at is None


class SearchRecord(models.Model):
    """Where was looked for the information, by whom, with which words, and what was found (article 36(4))."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="searches")
    place = models.CharField("检索范围", max_length=200)
    words = models.CharField("检索词", max_length=200)
    result = models.CharField("检索结果", max_length=500)
    found = models.BooleanField("找到")
    on = models.DateField("检索日期")
    by_name = models.CharField("检索人", max_length=60)
    minutes = models.PositiveIntegerField("用时（分钟）", null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("case", "id")

    def __str__(self) -> str:
        return self.place

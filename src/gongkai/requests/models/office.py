"""What surrounds the cases: files, the archive, an organ's own settings, and the public form's helpers."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person, PrivateFile, PrivateKey
from gongkai.requests.models.case import Case


class CaseFileRole(models.TextChoices):
    """What a file of a case is."""

    IDENTITY = "identity", "身份证明"
    MANDATE = "mandate", "委托书"
    REQUEST = "request", "申请书"
    ENVELOPE = "envelope", "信封、收件凭证"
    CORRECTION = "correction", "补正材料"
    REASONS = "reasons", "申请人说明"
    OPINION = "opinion", "征求意见的答复"
    DEPARTMENT = "department", "科室意见材料"
    PAYMENT = "payment", "缴费凭证"
    APPROVAL = "approval", "审批件"
    OTHER = "other", "其他材料"


class CaseFile(models.Model):
    """A file that came in or belongs to the case's record; what goes out are letters and given files."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    role = models.CharField("材料种类", max_length=12, choices=CaseFileRole.choices)
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("case", "id")

    def __str__(self) -> str:
        return self.get_role_display()


class ArchiveEntry(models.Model):
    """The case's place in the archive: retention, file number, and what became of the working copy."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="archive")
    retention = models.CharField("保管期限", max_length=20)
    retain_until = models.DateField("保管期满", null=True, blank=True)
    item_number = models.PositiveIntegerField("件号")
    archived_at = models.DateTimeField("归档时间")
    archived_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    package = models.ForeignKey(
        PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    package_digest = models.CharField(max_length=64, blank=True, default="")
    package_failure = models.CharField(max_length=200, blank=True, default="")
    cleared_at = models.DateTimeField("工作副本清理时间", null=True, blank=True)
    transferred_on = models.DateField("移交日期", null=True, blank=True)
    transferred_to = models.CharField("移交单位", max_length=100, blank=True, default="")
    destroyed_at = models.DateTimeField("销毁时间", null=True, blank=True)

    class Meta:
        ordering = ("case",)

    def __str__(self) -> str:
        return str(self.item_number)


class OfficeSettings(models.Model):
    """An organ's own values for requests: number series, remedy bodies, texts, switches of its lawyer."""

    organ = models.OneToOneField(Organ, on_delete=models.PROTECT, related_name="request_settings")
    reply_series = models.CharField("答复书代字", max_length=30, blank=True, default="")
    notice_series = models.CharField("告知书代字", max_length=30, blank=True, default="")
    organ_position = models.CharField("机关类型（救济）", max_length=30, default="local_department")
    government = models.CharField("受理行政复议的人民政府", max_length=100, blank=True, default="")
    superior = models.CharField("上一级主管部门", max_length=100, blank=True, default="")
    review_online = models.CharField("网上行政复议渠道", max_length=200, blank=True, default="")
    court = models.CharField("管辖法院", max_length=100, blank=True, default="")
    notices_off = models.JSONField("不附救济告知的文书", default=list)
    fee_enabled = models.BooleanField("收取信息处理费", default=False)
    fee_payment = models.CharField("缴费方式", max_length=300, blank=True, default="")
    correction_days = models.PositiveSmallIntegerField("补正期限（工作日）", default=15)
    internal_days = models.PositiveSmallIntegerField("科室办理期限（工作日）", default=7)
    retention = models.CharField("保管期限", max_length=20, default="years_10")
    red_head = models.BooleanField("文书使用红色版头", default=False)
    accepts_online = models.BooleanField("接收网上申请", default=True)
    intake_note = models.CharField("申请须知补充", max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return self.organ.name


class IntakeDraft(models.Model):
    """A form somebody began and has not sent: sealed, found again only by its token, gone after its day."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    key = models.OneToOneField(PrivateKey, on_delete=models.PROTECT, related_name="+")
    sealed_values = models.TextField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"#{self.pk}"


class OfferedAnswer(models.Model):
    """How often, on a day, published information was shown, opened, and a request filed all the same."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    shown = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    filed = models.PositiveIntegerField("仍然提交", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("organ", "on"), name="offered_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class PublicationTask(models.Model):
    """Several applicants asked for the same disclosable information: publish it? (article 44)"""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    matter_index = models.CharField(max_length=64)
    subject = models.CharField("信息", max_length=80)
    cases = models.ManyToManyField(Case, related_name="publication_tasks")
    raised_at = models.DateTimeField()
    item_id = models.BigIntegerField("公开条目", null=True, blank=True)
    declined_reason = models.CharField("不转主动公开的理由", max_length=300, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=("organ", "matter_index"), name="one_task_for_a_matter")
        ]

    def __str__(self) -> str:
        return self.subject

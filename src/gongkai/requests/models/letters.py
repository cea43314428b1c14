"""Letters: what leaves the office on paper or on the screen, from draft to proof of service."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person, PrivateFile, StoredFile
from gongkai.requests.models.case import Case


class LetterState(models.TextChoices):
    """Where a letter stands: checked, signed and numbered, sealed, served."""

    DRAFT = "draft", "起草中"
    CHECKING = "checking", "待审核"
    SIGNING = "signing", "待签发"
    SIGNED = "signed", "已签发编号，待盖章"
    SEALED = "sealed", "已盖章，待送达"
    SERVED = "served", "已送达"
    VOID = "void", "已作废"


class Letter(models.Model):
    """One official letter of a case. Its facts lie sealed; its file is made from them and never edited.

    `content_digest` says which content was checked and signed; a change sends the letter back to draft.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField("文书种类", max_length=40)
    state = models.CharField("状态", max_length=10, choices=LetterState.choices, default=LetterState.DRAFT)
    sealed_fields = models.TextField()
    content_digest = models.CharField(max_length=64)
    template = models.ForeignKey(
        "requests.LetterTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    effect = models.JSONField(default=dict)
    drafter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    last_editor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    returned_reason = models.CharField("退回理由", max_length=300, blank=True, default="")
    number = models.CharField("文号", max_length=80, blank=True, default="")
    issued_on = models.DateField("落款日期", null=True, blank=True)
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(
        PrivateFile, verbose_name="签发稿", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pdf = models.ForeignKey(
        PrivateFile,
        verbose_name="签发稿 PDF",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    pdf_failure = models.CharField(max_length=200, blank=True, default="")
    sealed_file = models.ForeignKey(
        PrivateFile, verbose_name="盖章件", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed_comparison = models.JSONField("盖章件比对", default=dict)
    sealed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("case", "id")
        indexes = [models.Index(fields=("state", "case"), name="letter_by_state")]

    def __str__(self) -> str:
        return self.number or self.kind


class LetterReview(models.Model):
    """Who checked, returned or signed which content of a letter, and when. Rows are only ever added."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="reviews")
    step = models.CharField(max_length=12)
    result = models.CharField(max_length=12)
    note = models.CharField("意见", max_length=500, blank=True, default="")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("letter", "id")

    def __str__(self) -> str:
        return f"{self.step} {self.result}"


class ServiceChannel(models.TextChoices):
    """How a letter was served."""

    COUNTER = "counter", "当面送达"
    POST = "post", "邮政寄送"
    ONLINE = "online", "网上送达"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"
    ENTRUSTED = "entrusted", "委托送达"
    NOTICE = "notice", "公告送达"


class Service(models.Model):
    """One try to serve a letter, with its proof. For post the day of posting counts."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="services")
    channel = models.CharField("送达方式", max_length=10, choices=ServiceChannel.choices)
    on = models.DateField("送达（交邮）日期")
    tracking = models.CharField("邮件号码", max_length=40, blank=True, default="")
    received_on = models.DateField("签收日期", null=True, blank=True)
    returned_on = models.DateField("退回日期", null=True, blank=True)
    returned_reason = models.CharField("退回原因", max_length=200, blank=True, default="")
    proof = models.ForeignKey(
        PrivateFile,
        verbose_name="送达凭证",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    read_at = models.DateTimeField("网上首次查阅", null=True, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("letter", "id")

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.on}"


class LetterTemplate(models.Model):
    """A docx template an organ put in the standard one's place; older ones are kept for their letters."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="letter_templates")
    kind = models.CharField("文书种类", max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField("启用时间")
    until = models.DateTimeField("停用时间", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("organ", "kind", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("organ", "kind"), condition=models.Q(until=None), name="one_template_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.kind

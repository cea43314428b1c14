"""The report of an organ on a year, and its editions: the working one, and those that were signed."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person, StoredFile


class ReportState(models.TextChoices):
    """How far the report of a year has come."""

    COMPILING = "compiling", "编制中"
    CHECKED = "checked", "已自查"
    REVIEWED = "reviewed", "已审核"
    SIGNED = "signed", "已签发"
    SUBMITTED = "submitted", "已报主管部门"
    PUBLISHED = "published", "已公布"


class AnnualReport(models.Model):
    """政府信息公开工作年度报告 of one organ on one year (articles 49 and 50).

    `state` is that of the edition being worked on or, when none is, of the newest one. A correction after
    signing opens a new edition with a reason and goes the same way again.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="annual_reports")
    year = models.PositiveSmallIntegerField("报告年度")
    form_code = models.CharField("格式", max_length=8)
    state = models.CharField(
        "状态", max_length=10, choices=ReportState.choices, default=ReportState.COMPILING
    )
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("开始编制时间")
    changed_at = models.DateTimeField("最后修改时间")
    returned_reason = models.CharField("退回理由", max_length=500, blank=True, default="")
    #: The item on the portal that carries it, once one was made.
    item = models.OneToOneField(
        "disclosure.Item", null=True, blank=True, on_delete=models.PROTECT, related_name="annual_report"
    )
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta:
        ordering = ("-year", "organ")
        constraints = [models.UniqueConstraint(fields=("organ", "year"), name="one_report_a_year")]
        indexes = [models.Index(fields=("year", "state"), name="report_by_state")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year}"


class ReportEdition(models.Model):
    """One edition. The working one is written on; a frozen one never changes: triggers refuse it.

    Freezing puts the whole content (cells, prose with its figures filled in, signature) into `content` with
    its digest, and the cases behind each cell into CellMember.
    """

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版次")
    reason = models.CharField("更正理由", max_length=300, blank=True, default="")
    opened_at = models.DateTimeField("开始时间")
    compiled_at = models.DateTimeField("统计时间", null=True, blank=True)
    checked_at = models.DateTimeField("自查时间", null=True, blank=True)
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: Digest of the content that was reviewed: what is signed must be what was reviewed.
    reviewed_digest = models.CharField(max_length=64, blank=True, default="")
    last_editor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    signed_on = models.DateField("落款日期", null=True, blank=True)
    signed_on_paper = models.BooleanField("纸质签发", default=False)
    frozen_at = models.DateTimeField("定稿时间", null=True, blank=True)
    content = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    algorithm = models.CharField(max_length=10, default="sha256")

    class Meta:
        ordering = ("report", "number")
        constraints = [
            models.UniqueConstraint(fields=("report", "number"), name="edition_once_in_report"),
            models.UniqueConstraint(
                fields=("report",), condition=models.Q(frozen_at=None), name="one_working_edition_of_report"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} #{self.number}"


class EditionFile(models.Model):
    """A file made of a frozen edition: what is submitted and published. Only added."""

    class Kind(models.TextChoices):
        """Its format."""

        DOCX = "docx", "Word 文档"
        PDF = "pdf", "PDF"
        XLSX = "xlsx", "Excel 工作簿"

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("生成时间")

    class Meta:
        ordering = ("edition", "kind")
        constraints = [models.UniqueConstraint(fields=("edition", "kind"), name="edition_file_once")]

    def __str__(self) -> str:
        return self.kind


class Origin(models.TextChoices):
    """Where the figure of a cell comes from."""

    COMPUTED = "computed", "由系统统计"
    ENTERED = "entered", "录入"
    IMPORTED = "imported", "导入"


class ReportCell(models.Model):
    """A figure of an edition as it was last compiled. Amounts are kept in ten-thousandths of 万元.

    `value` is None where nobody has provided the figure yet: it is printed blank and fails the form's check.
    """

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="cells")
    table = models.CharField(max_length=8)
    row = models.CharField(max_length=24)
    column = models.CharField(max_length=16, blank=True, default="")
    value = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.COMPUTED)

    class Meta:
        ordering = ("edition", "id")
        constraints = [
            models.UniqueConstraint(fields=("edition", "table", "row", "column"), name="cell_once_in_edition")
        ]

    def __str__(self) -> str:
        return f"{self.table}/{self.row}/{self.column}"


class CellMember(models.Model):
    """What stood behind a cell when its edition was frozen: a case, a proceeding or an item, never altered.

    Totals have no rows of their own: their members are those of the cells they add up.
    """

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="members")
    table = models.CharField(max_length=8)
    row = models.CharField(max_length=24)
    column = models.CharField(max_length=16, blank=True, default="")
    case = models.ForeignKey(
        "requests.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="counted_in"
    )
    proceeding = models.ForeignKey(
        "remedies.Proceeding", null=True, blank=True, on_delete=models.PROTECT, related_name="counted_in"
    )
    item = models.ForeignKey(
        "disclosure.Item", null=True, blank=True, on_delete=models.PROTECT, related_name="counted_in"
    )

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=("edition", "table", "row", "column"), name="member_by_cell")]

    def __str__(self) -> str:
        return f"{self.table}/{self.row}/{self.column}"

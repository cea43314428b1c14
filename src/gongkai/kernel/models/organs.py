"""Organs in a tree, their departments, and the names they bore."""

from __future__ import annotations

from django.db import models


class OrganKind(models.TextChoices):
    """What an organ is, as far as its duties differ."""

    AUTHORITY = "authority", "政府信息公开工作主管部门"
    BUREAU = "bureau", "政府部门"
    TOWNSHIP = "township", "乡镇人民政府、街道办事处"
    ENTRUSTED = "entrusted", "法律法规授权的组织"


class Organ(models.Model):
    """An administrative organ that discloses in its own name (articles 2, 4, 10).

    The row outlives renaming and merging: items keep pointing at it, so their index numbers stay valid.
    """

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("规范全称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("类型", max_length=12, choices=OrganKind.choices, default=OrganKind.BUREAU)
    parent = models.ForeignKey(
        "self",
        verbose_name="上级主管",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    path = models.CharField(max_length=200, db_index=True, editable=False, default="")
    index_pattern = models.CharField("索引号编制方式", max_length=40, default="standard")
    index_front = models.CharField("索引号前段码", max_length=30, blank=True, default="")
    doc_prefix = models.CharField("发文机关代字", max_length=20, blank=True, default="")
    site_id_code = models.CharField("网站标识码", max_length=10, blank=True, default="")
    icp_number = models.CharField("ICP 备案号", max_length=40, blank=True, default="")
    police_number = models.CharField("公安备案号", max_length=40, blank=True, default="")
    office_name = models.CharField("公开工作机构", max_length=60, blank=True, default="")
    address = models.CharField("办公地址", max_length=120, blank=True, default="")
    office_hours = models.CharField("办公时间", max_length=120, blank=True, default="")
    phone = models.CharField("联系电话", max_length=40, blank=True, default="")
    fax = models.CharField("传真", max_length=40, blank=True, default="")
    email = models.CharField("电子邮箱", max_length=80, blank=True, default="")
    postcode = models.CharField("邮政编码", max_length=6, blank=True, default="")
    opened_on = models.DateField("启用日期", help_text="此日之前的信息只能作为历史存量导入")
    legacy_sealed_at = models.DateTimeField("历史存量封存时间", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name="并入", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )
    closed_on = models.DateField("撤并日期", null=True, blank=True)

    class Meta:
        ordering = ("path", "id")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the materialised path («/1/7/») that subtree queries read; the tree is shallow."""
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        prefix = self.parent.path if self.parent else "/"
        path = f"{prefix}{self.pk}/"
        if path != self.path:
            self.path = path
            type(self).objects.filter(pk=self.pk).update(path=path)


class OrganName(models.Model):
    """A name an organ bore until a day; what was issued then keeps that name."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField("名称", max_length=100)
    until = models.DateField("使用至")
    reason = models.CharField("变更依据", max_length=200)

    class Meta:
        ordering = ("organ", "until")

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department (科室) of an organ: the unit that drafts."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="departments")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=60)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ("organ", "position", "id")
        constraints = [
            models.UniqueConstraint(fields=("organ", "code"), name="department_code_unique_in_organ")
        ]

    def __str__(self) -> str:
        return self.name

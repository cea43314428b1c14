"""Columns (栏目): where an item appears, which route it takes, and what it is by default."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ


class Route(models.TextChoices):
    """Who has to look before something of this column goes out."""

    ONE = "one", "起草人 → 另一人审核"
    HEAD_OFFICE = "head_office", "起草人 → 科室负责人 → 公开办"
    FULL = "full", "起草人 → 科室负责人 → 公开办 → 签发人"


class Zone(models.TextChoices):
    """The two parts of an organ's pages: the platform of disclosure holds no general news."""

    PLATFORM = "platform", "政府信息公开"
    GENERAL = "general", "工作动态及其他"


class Outlet(models.TextChoices):
    """Where something goes out: on this portal, in a column of another platform, or in both."""

    HERE = "here", "本平台门户"
    THERE = "there", "登载平台"
    BOTH = "both", "两处都发"


class Column(models.Model):
    """A column of an organ. Its list numbers items in the order they were published, for good."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="columns")
    parent = models.ForeignKey(
        "self",
        verbose_name="上级栏目",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=60)
    description = models.CharField("栏目说明", max_length=300)
    keywords = models.CharField("关键词", max_length=120, blank=True, default="")
    column_type = models.CharField("栏目类别", max_length=40, default="policy")
    zone = models.CharField("所在区域", max_length=10, choices=Zone.choices, default=Zone.PLATFORM)
    # One of the platform's fixed columns (指南、制度、法定主动公开内容、年报), or empty in the general zone.
    platform_part = models.CharField("平台栏目", max_length=40, blank=True, default="")
    route = models.CharField("审核流程", max_length=12, choices=Route.choices, default=Route.ONE)
    default_class = models.CharField("默认法定类别", max_length=40, blank=True, default="")
    default_category = models.CharField("默认统计类别", max_length=40, default="other")
    default_genre = models.CharField("默认体裁", max_length=40, default="other")
    default_topic = models.CharField("默认主题", max_length=40, blank=True, default="t22")
    default_time_class = models.CharField("默认时限类别", max_length=40, default="long_term")
    default_outlet = models.CharField(
        "默认发布去处", max_length=6, choices=Outlet.choices, default=Outlet.HERE
    )
    default_department = models.ForeignKey(
        "kernel.Department", verbose_name="责任科室", null=True, blank=True, on_delete=models.PROTECT
    )
    limit_kind = models.CharField("公开期限", max_length=40, default="general")
    freshness = models.CharField("更新期限", max_length=40, blank=True, default="")
    requires_doc_number = models.BooleanField("须填文号", default=False)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ("organ", "position", "id")
        constraints = [models.UniqueConstraint(fields=("organ", "code"), name="column_code_unique_in_organ")]

    def __str__(self) -> str:
        return self.name

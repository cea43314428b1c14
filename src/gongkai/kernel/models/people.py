"""People who sign in, and the roles they hold in organs."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from gongkai.kernel.models.organs import Department, Organ


class Role(models.TextChoices):
    """What a person may be in an organ; rights follow from these and nothing else."""

    DRAFTER = "drafter", "起草人"
    HEAD = "head", "科室负责人"
    REVIEWER = "reviewer", "公开办审核员"
    OFFICE_HEAD = "office_head", "公开工作机构负责人"
    SIGNER = "signer", "签发人"
    ADMIN = "admin", "机关管理员"
    SECURITY = "security", "安全保密员"
    AUDITOR = "auditor", "审计员"
    AUTHORITY = "authority", "主管部门"


#: Roles that are held in one department, not in the organ as a whole.
DEPARTMENT_ROLES = frozenset({Role.DRAFTER, Role.HEAD})
#: 三员: one person holds at most one of these in an organ.
SEPARATED_ROLES = frozenset({Role.ADMIN, Role.SECURITY, Role.AUDITOR})


class PersonManager(BaseUserManager["Person"]):
    """Look-up by sign-in name, which ignores case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with that sign-in name; raises Person.DoesNotExist."""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in. Leaving ends the sign-in, never the row: audit and reviews refer to it."""

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("可登录", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    left_on = models.DateField("离任日期", null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(Lower("username"), name="username_once_whatever_its_case")]

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """A role held by a person in an organ (and department) until it ends."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="grants")
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    role = models.CharField("角色", max_length=12, choices=Role.choices)
    since = models.DateTimeField("授予时间")
    ended_at = models.DateTimeField("终止时间", null=True, blank=True)

    class Meta:
        ordering = ("organ", "role", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("person", "organ", "department", "role"),
                condition=models.Q(ended_at=None, department__isnull=False),
                name="role_once_per_department",
            ),
            models.UniqueConstraint(
                fields=("person", "organ", "role"),
                condition=models.Q(ended_at=None, department__isnull=True),
                name="role_once_per_organ",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(role__in=sorted(DEPARTMENT_ROLES), department__isnull=False)
                    | (~models.Q(role__in=sorted(DEPARTMENT_ROLES)) & models.Q(department__isnull=True))
                ),
                name="role_department_matches_role",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

"""System checks: what must hold before the installation may run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from gongkai.kernel import identity, keys, messages, triggers


@register(Tags.database)
def append_only_triggers(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Audit rows and issued numbers are append-only only while their triggers stand."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        if not set(connections[alias].introspection.table_names()) & {"kernel_auditentry"}:
            continue
        missing = triggers.missing(alias)
        if missing:
            messages.append(
                Error(
                    "审计等只增表的触发器缺失：{}。".format("、".join(missing)),
                    hint="运行 gongkai migrate 重新建立，并查明是谁删除的。",
                    id="gongkai.E002",
                )
            )
    return messages


def installation_problems() -> list[str]:
    """What keeps this installation from serving, in Chinese; empty when it may start."""
    problems = [
        f"缺少密钥 keys/{name}.key，请运行 gongkai init。"
        for name in keys.KEY_NAMES
        if not (keys.keys_dir() / f"{name}.key").is_file()
    ]
    try:
        tables = connections["default"].introspection.table_names()
    except DatabaseError:
        return [*problems, "连接不上数据库，请检查 DATABASE_URL 或数据目录。"]
    if "kernel_auditentry" not in tables:
        problems.append("数据库还没有建表，请运行 gongkai init。")
    elif triggers.missing():
        problems.append("审计表的触发器缺失，请运行 gongkai migrate，并查明原因。")
    return problems + messages.problems() + identity.problems()

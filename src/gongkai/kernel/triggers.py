"""Database triggers that make rows append-only; installed after migrations, looked for at start."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections


@dataclass(frozen=True)
class AppendOnly:
    """A table whose rows may not be deleted, and updated only when `update_when` (SQL over old/new) holds."""

    table: str
    update_when: str = ""


_tables: dict[str, AppendOnly] = {}


def register(rule: AppendOnly) -> None:
    """Add a table; called from the ready() of the app that owns it."""
    _tables[rule.table] = rule


def names(table: str) -> tuple[str, str]:
    """The trigger names of a table: for update and for delete."""
    return f"{table}_no_update", f"{table}_no_delete"


def install(alias: str = "default") -> None:
    """Create every trigger anew on tables that exist; safe to repeat."""
    connection = connections[alias]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for rule in _tables.values():
            if rule.table in present:
                for statement in _statements(rule, connection.vendor):
                    cursor.execute(statement)


def drop(alias: str = "default") -> None:
    """Remove every trigger: for the test-suite's emptying of tables between tests, and for nothing else."""
    connection = connections[alias]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for rule in _tables.values():
            if rule.table not in present:
                continue
            for name in names(rule.table):
                on = f" ON {rule.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(alias: str = "default") -> list[str]:
    """Names of triggers that should be there and are not."""
    connection = connections[alias]
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    wanted = [name for rule in _tables.values() for name in names(rule.table)]
    return [name for name in wanted if name not in present]


def _statements(rule: AppendOnly, vendor: str) -> list[str]:
    on_update, on_delete = names(rule.table)
    allowed = f" WHEN (NOT ({rule.update_when}))" if rule.update_when else ""
    if vendor == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION gongkai_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
            f"DROP TRIGGER IF EXISTS {on_update} ON {rule.table}",
            f"DROP TRIGGER IF EXISTS {on_delete} ON {rule.table}",
            f"CREATE TRIGGER {on_update} BEFORE UPDATE ON {rule.table} FOR EACH ROW{allowed}"
            " EXECUTE FUNCTION gongkai_append_only()",
            f"CREATE TRIGGER {on_delete} BEFORE DELETE ON {rule.table} FOR EACH ROW"
            " EXECUTE FUNCTION gongkai_append_only()",
        ]
    abort = f"BEGIN SELECT RAISE(ABORT, '{rule.table} is append-only'); END"
    return [
        f"DROP TRIGGER IF EXISTS {on_update}",
        f"DROP TRIGGER IF EXISTS {on_delete}",
        f"CREATE TRIGGER {on_update} BEFORE UPDATE ON {rule.table} FOR EACH ROW{allowed} {abort}",
        f"CREATE TRIGGER {on_delete} BEFORE DELETE ON {rule.table} FOR EACH ROW {abort}",
    ]

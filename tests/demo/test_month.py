"""The clerk's month stands in the demo: the duty list, and the register of documents."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def rows(demo: Path, question: str) -> list[tuple]:
    with sqlite3.connect(f"file:{demo / 'gongkai.sqlite3'}?mode=ro", uri=True) as database:
        return database.execute(question).fetchall()


def test_the_bureau_has_its_list_with_departments_and_contacts(built_demo):
    lines = rows(built_demo, "SELECT level2, rhythm_text, department_id, contact_id FROM duty_list_dutyline")
    assert len(lines) == 6
    assert all(department and contact for _, _, department, contact in lines)
    assert sum(rhythm == "每月底前" for _, rhythm, _, _ in lines) == 2, "something is due in every month"


def test_every_numbered_document_stands_in_the_register(built_demo):
    missing = rows(
        built_demo,
        "SELECT doc_number FROM disclosure_item i JOIN kernel_organ o ON o.id = i.organ_id"
        " WHERE o.code = 'gxj' AND doc_number LIKE o.doc_prefix || '%'"
        " AND NOT EXISTS (SELECT 1 FROM register_registerentry e WHERE e.item_id = i.id)",
    )
    assert missing == []
    assert rows(built_demo, "SELECT count(*) FROM register_registerentry WHERE mode = ''") == [(1,)]

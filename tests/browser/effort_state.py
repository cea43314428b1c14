"""What stands in an installation after a way was gone: each item that is no part of what stood before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.disclosure.models import Item

ROOT = Path(__file__).resolve().parents[2]
_FIELDS = (
    "title", "doc_number", "issuer", "formed_on", "effective_on", "expires_on", "topic", "genre", "mode",
    "ground", "validity", "statutory_class", "statistical_category", "time_class", "outlet", "work_state",
    "review_step",
)  # fmt: skip


def state_of(folder: Path) -> dict[str, Any]:
    """Items by title, and answers to terms, of the installation in the folder; by a process of its own."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "GONGKAI_DIR": str(folder),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.effort_state"],
        check=True, capture_output=True, text=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def _item(item: Item) -> dict[str, Any]:
    import re

    from gongkai.documents import html_to_plain

    text = [" ".join(line.split()) for line in html_to_plain(item.body_html).text.splitlines()]
    return {name: str(getattr(item, name) or "") for name in _FIELDS} | {
        "text": [line for line in text if line],
        "pictures": re.findall(r"picture:([0-9a-f]{64})", item.body_html),
        "column": item.column.name, "department": item.department.name, "drafter": item.drafter.name,
        "entered_by": item.last_editor.name,
        "attachments": [[one.name, one.file.digest] for one in item.attachments.select_related("file")],
        "interprets": sorted(one.policy.title for one in item.interprets.select_related("policy")),
    }  # fmt: skip


def _state() -> dict[str, Any]:
    from gongkai.disclosure.models import Item
    from gongkai.duty_list.models import DutyFiling

    items = Item.objects.filter(public_state="none").select_related("column", "department", "drafter")
    filings = DutyFiling.objects.select_related("line", "on_behalf_of")
    return {
        "items": {item.title: _item(item) for item in items},
        "numbers": {item.title: item.pk for item in items},
        "filings": sorted(
            [one.line.level2, str(one.kind), one.on_behalf_of.name if one.on_behalf_of else ""]
            for one in filings
        ),
    }


def main() -> None:
    """Print it as the last line."""
    import django

    django.setup()
    print(json.dumps(_state()))


if __name__ == "__main__":
    main()

"""The real annual report can be uploaded, reviewed and published in the demo, through the acts."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.demo.seed import seed_report
from tests.support.commands import environment, gongkai_ok
from tools.tracked import ROOT

PROGRAM = """
import io, json, sys
from pathlib import Path
import django
django.setup()
from django.utils import timezone
from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.addresses import item_path
from gongkai.disclosure.models import Column, Item
from gongkai.documents import plain_to_html
from gongkai.kernel.models import Person

report, now = Path(sys.argv[1]), timezone.now()
who = {person.username: person for person in Person.objects.all()}
column = Column.objects.get(organ__code="gxj", code="nianbao")
text = report.read_text("utf-8")
item = draft(
    actor=who["zhoujing"], column_id=column.pk, now=now,
    values={"title": "2023年政府信息公开工作年度报告", "body_html": plain_to_html(text)},
)
stream = io.BytesIO(report.read_bytes())
attach(actor=who["zhoujing"], item_id=item.pk, name="年报.txt", stream=stream, now=now)
submit(actor=who["zhoujing"], item_id=item.pk, now=now)
for name in ("heweidong", "limin", "sunzhiqiang"):
    review(actor=who[name], item_id=item.pk, now=now)
publish(actor=who["limin"], item_id=item.pk, now=now)
item = Item.objects.select_related("organ").get(pk=item.pk)
print(json.dumps({"path": item_path(item), "category": item.statistical_category}))
"""


@pytest.mark.skipif(seed_report() is None, reason="the real report is not beside the project")
def test_it_goes_out_and_is_not_counted(demo: Path):
    report = seed_report()
    chosen = environment(GONGKAI_DIR=str(demo), DJANGO_SETTINGS_MODULE="config.settings.dev")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(report)], env=chosen, capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    gongkai_ok("worker", "--once", "--dir", demo)

    page = (demo / "release" / "www" / told["path"]).read_text("utf-8")
    assert "348条" in page and "行风热线" in page
    assert told["category"] == "not_counted"
    figures = json.loads(gongkai_ok("demo", "--build-only", "--json", "--dir", demo))
    assert figures["published"]["total"] == 96
    gongkai_ok("verify", "release", "--dir", demo)
    gongkai_ok("verify", "audit", "--dir", demo)


def test_the_folder_of_the_report_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGKAI_SEED_DIR", str(tmp_path))
    assert seed_report() is None

    (tmp_path / "年报.txt").write_bytes(io.BytesIO(b"x").getvalue())
    assert seed_report() == tmp_path / "年报.txt"

"""The guide that is made from the organ's entries."""

import pytest

from gongkai.kernel.acts.organs import describe_organ
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_what_article_12_asks_for_and_nobody_entered_is_named(bureau, site):
    changes = {"fax": "", "office_hours": ""}
    describe_organ(actor=bureau.admin, organ_id=bureau.organ.pk, changes=changes, now=NOW)
    site.write()
    text = site.page(f"/{bureau.organ.code}/zwgk/zhinan/").text
    assert "仍缺：办公时间、传真号码" in text
    entry = site.page(f"/{bureau.organ.code}/zwgk/ysqgk/").text
    assert "本机关尚未登记：办公时间" in entry and "传真：发送至" not in entry

"""The pages of handing over and of the year's folder."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.handover.acts.hand_over import hand_over
from gongkai.handover.folder import make_folders
from gongkai.handover.models import ColumnRetention, Handover, YearFolder
from gongkai.kernel.acts.organs import save_department
from gongkai.kernel.models import OutboxJob, Role
from tests.factories import NOW, later, make_bureau, make_draft, make_live, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


@pytest.fixture
def as_person(client, bureau):
    def go(name: str):
        client.force_login(bureau.people[name])
        return client

    return go


def handed_over(bureau, note: str = "") -> Handover:
    make_draft(bureau)
    return hand_over(
        actor=bureau.admin, organ_id=bureau.organ.pk, leaver_id=bureau.drafter.pk,
        successor_id=bureau.outsider.pk, note=note, now=later(days=1),
    )  # fmt: skip


def test_the_administrator_hands_over_with_a_note(bureau, as_person):
    make_draft(bureau)
    address = reverse("desk:person_hand_over", args=[bureau.organ.code, bureau.drafter.pk])
    answer = as_person("admin").post(
        address, {"successor": bureau.outsider.pk, "note": "材料在二号柜", "leaves": "on"}, follow=True
    )
    assert "接手人登录后会看到交接页" in answer.content.decode()
    assert Handover.objects.get().note == "材料在二号柜"


def test_the_first_day_is_one_page(bureau, as_person):
    make_live(bureau, title="关于申报试点的通知")
    found = handed_over(bureau, "先看第三批。")
    client = as_person("outsider")
    assert "您接手的工作" in client.get("/desk/").content.decode()
    landed = client.get(reverse("desk:handovers"), follow=True)
    page = landed.content.decode()
    assert landed.request["PATH_INFO"] == reverse("desk:first_day", args=[found.pk])
    for told in (
        "先看第三批。", "在办信息和草稿</a>：1 件", "起草人 → 另一人审核", "张reviewer、张reviewer2",
        "关于申报试点的通知", "看完了，首页不再提示",
    ):  # fmt: skip
        assert told in page, told
    answer = client.post(reverse("desk:first_day_seen", args=[found.pk]), follow=True)
    assert "您接手的工作" not in answer.content.decode()
    assert (
        "看完了，首页不再提示" not in client.get(reverse("desk:first_day", args=[found.pk])).content.decode()
    )


def test_the_first_day_names_ones_own_heads_and_leads_only_where_one_may_go(bureau, as_person):
    far = make_person("远方负责人", bureau.organ, (Role.HEAD, save_department(
        actor=None, organ=bureau.organ, code="far", name="远方科", now=NOW, position=9
    )))  # fmt: skip
    found = handed_over(bureau)
    page = as_person("outsider").get(reverse("desk:first_day", args=[found.pk])).content.decode()
    assert bureau.head.name in page and far.name not in page
    assert reverse("desk:duty_month") in page and reverse("desk:drop_new") in page
    assert reverse("desk:year_folders") not in page
    office = as_person("office_head").get(reverse("desk:first_day", args=[found.pk])).content.decode()
    assert reverse("desk:year_folders") in office


def test_an_empty_list_says_how_a_hand_over_begins(as_person):
    assert "由管理员在“人员与角色”里" in as_person("drafter").get(reverse("desk:handovers")).content.decode()


def test_the_office_has_a_folder_made_and_takes_it_away(bureau, as_person):
    make_live(bureau)
    client, address = as_person("reviewer"), reverse("desk:year_folders")
    assert "还没有生成过" in client.get(address).content.decode()
    page = client.post(address, {"organ": bureau.organ.pk, "year": 2026}, follow=True).content.decode()
    assert "正在生成" in page and "看看好了没有" in page
    make_folders([OutboxJob.objects.get(kind="handover.folder").payload], later(days=0))
    page = client.get(address).content.decode()
    assert "可以下载" in page and "有 1 处没有放入" in page
    answer = client.get(reverse("desk:year_folder", args=[YearFolder.objects.get().pk]))
    assert answer["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_a_folder_that_is_not_ready_is_not_there(bureau, as_person):
    client = as_person("reviewer")
    client.post(reverse("desk:year_folders"), {"organ": bureau.organ.pk, "year": 2026})
    assert client.get(reverse("desk:year_folder", args=[YearFolder.objects.get().pk])).status_code == 404


def test_retentions_are_kept_column_by_column_and_nonsense_is_refused(bureau, as_person):
    client, address = as_person("office_head"), reverse("desk:folder_retention")
    name = f"column_{bureau.columns['tzgg'].pk}"
    client.post(address, {name: "permanent", "column_x": "permanent"})
    assert ColumnRetention.objects.get().retention == "permanent"
    assert client.post(address, {name: "99"}).status_code == 409
    assert client.post(address, {"column_999999": "permanent"}).status_code == 404
    client.post(address, {name: ""})
    assert not ColumnRetention.objects.exists()

"""Finding by pairs of characters: the same answers whether a pair is rare or in every document."""

from __future__ import annotations

import pytest

from gongkai.kernel import search
from gongkai.kernel.models import OutboxJob

TITLES = {
    1: "关于绿色工厂创建的通知", 2: "关于工厂绿色改造的通知", 3: "第99批技术改造项目", 4: "ＡＢＣ认证  通知",
}  # fmt: skip


@pytest.fixture
def indexed(db):
    """Rows of any kind with ids 1 to 4, findable by the titles above."""
    from tests.factories import NOW

    OutboxJob.objects.bulk_create(
        OutboxJob(pk=pk, kind="test", created_at=NOW, not_before=NOW) for pk in TITLES
    )
    for pk, title in TITLES.items():
        search.index("test", pk, [title])


@pytest.mark.parametrize("many", [1, 2, 3, 2000])
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("绿色工厂", {1}), ("工厂", {1, 2}), ("关于", {1, 2}), ("通知", {1, 2, 4}), ("99批", {3}),
        ("abc", {4}), ("认证通知", {4}), ("厂", {1, 2}), ("不在其中", set()), ("关于技术", set()),
    ],
)  # fmt: skip
def test_a_document_is_found_when_it_holds_every_pair(indexed, monkeypatch, many, words, found):
    monkeypatch.setattr(search, "MANY", many)
    conditions = search.matching("test", words)
    assert conditions
    assert set(OutboxJob.objects.filter(*conditions).values_list("pk", flat=True)) == found


def test_pairs_are_counted_by_one_query(indexed, django_assert_num_queries):
    with django_assert_num_queries(1):
        search.matching("test", "关于绿色工厂创建的通知")


def test_nothing_asked_is_no_condition_and_another_scope_finds_nothing(indexed):
    assert search.matching("test", "") == []
    assert not OutboxJob.objects.filter(*search.matching("other", "通知")).exists()

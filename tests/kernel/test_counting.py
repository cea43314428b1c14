"""Several selections counted in one question."""

from __future__ import annotations

import pytest

from gongkai.kernel.counting import counted
from gongkai.kernel.models import Organ, Person, RoleGrant
from tests.factories import make_bureau

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def test_selections_of_several_tables_are_counted_at_once(bureau, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = counted(
            {
                "organs": Organ.objects.order_by("name"),
                "nobody": Person.objects.filter(username="niemand"),
                "none": Person.objects.none(),
                "impossible": Person.objects.filter(pk__in=[]),
                "drafters": RoleGrant.objects.filter(role="drafter").select_related("person"),
            }
        )
    assert found == {"organs": 2, "nobody": 0, "none": 0, "impossible": 0, "drafters": 3}


def test_a_row_that_joins_have_doubled_counts_once(bureau):
    twice = Organ.objects.filter(departments__isnull=False)
    assert twice.count() == 2
    assert counted({"organs": twice}) == {"organs": 1}
    assert counted({"first": Organ.objects.none(), "then": twice}) == {"first": 0, "then": 1}


def test_nothing_asked_nothing_counted(bureau, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert counted({}) == {}
        assert counted({"none": Organ.objects.none()}) == {"none": 0}

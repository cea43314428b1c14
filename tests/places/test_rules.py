"""How a posting goes on, as a table."""

import pytest

from gongkai.places.models import PostingState as S
from gongkai.places.rules import next_state

TABLE = [
    # state, meant, same, next
    (None, True, False, S.TO_POST),
    (None, False, False, None),
    (S.TO_POST, True, False, S.TO_POST),
    (S.TO_POST, False, False, S.NOT_NEEDED),
    (S.NOT_NEEDED, True, False, S.TO_POST),
    (S.NOT_NEEDED, False, False, S.NOT_NEEDED),
    (S.POSTED, True, True, S.POSTED),
    (S.POSTED, True, False, S.CHANGED),
    (S.POSTED, False, True, S.TO_TAKE_OFF),
    (S.CHANGED, True, True, S.POSTED),
    (S.CHANGED, True, False, S.CHANGED),
    (S.CHANGED, False, False, S.TO_TAKE_OFF),
    (S.GONE, True, True, S.GONE),
    (S.GONE, False, False, S.TAKEN_OFF),
    (S.TO_TAKE_OFF, True, True, S.POSTED),
    (S.TO_TAKE_OFF, True, False, S.CHANGED),
    (S.TO_TAKE_OFF, False, False, S.TO_TAKE_OFF),
    (S.TAKEN_OFF, True, False, S.TO_POST),
    (S.TAKEN_OFF, False, False, S.TAKEN_OFF),
]


@pytest.mark.parametrize(("now", "meant", "same", "then"), TABLE)
def test_a_posting_goes_on_as_the_table_says(now, meant, same, then):
    assert next_state(now, meant=meant, same=same) == then

"""Numbers: drawn in order, given back by a failed act, never issued twice."""

import threading

import pytest
from django.db import connection, transaction

from gongkai.kernel import numbering
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import IssuedNumber
from tests.factories import NOW


@pytest.mark.django_db
def test_a_failed_act_gives_its_number_back():
    with transaction.atomic():
        assert numbering.draw("s") == 1
    with pytest.raises(RuntimeError), transaction.atomic():
        assert numbering.draw("s") == 2
        raise RuntimeError
    with transaction.atomic():
        assert numbering.draw("s") == 2


@pytest.mark.django_db
def test_a_number_is_issued_once_for_good():
    numbering.issue(series="i", number="A/1", subject="item", subject_id=1, now=NOW)
    with pytest.raises(Refused, match="不能重复"):
        numbering.issue(series="i", number="A/1", subject="item", subject_id=2, now=NOW)
    assert IssuedNumber.objects.get(number="A/1").subject_id == 1
    numbering.issue(series="j", number="A/1", subject="item", subject_id=2, now=NOW)


@pytest.mark.django_db
def test_old_stock_lifts_the_sequence_and_never_lowers_it():
    with transaction.atomic():
        numbering.raise_to("s", 40)
        numbering.raise_to("s", 7)
        assert numbering.draw("s") == 41


@pytest.mark.django_db(transaction=True)
def test_two_people_drawing_at_once_get_different_numbers():
    drawn: list[int] = []

    def draw_some() -> None:
        try:
            for _ in range(20):
                with transaction.atomic():
                    drawn.append(numbering.draw("race"))
        finally:
            connection.close()

    threads = [threading.Thread(target=draw_some) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(drawn) == list(range(1, 61))

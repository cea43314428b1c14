"""Counts and locks: exact under one hand and under many at once, on both databases."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from gongkai.kernel import gate, keys
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import FailureCounter, RateCounter
from tests.factories import NOW, later
from tests.kernel.gate_solver import solved

HOUR = timedelta(hours=1)
#: The beginning of a window of an hour.
SHARP = NOW.replace(minute=0)


@pytest.fixture(autouse=True)
def _keys(gongkai_dir):
    keys.make_keys()


def _allowed(times: int, *, now=SHARP, key: str = "a", purpose: str = "file", limit: int = 3) -> int:
    return sum(gate.allow(purpose, key, limit=limit, per=HOUR, now=now) for _ in range(times))


@pytest.mark.django_db
class TestRates:
    """How often."""

    def test_so_many_and_no_more(self):
        assert _allowed(5) == 3

    def test_keys_and_purposes_are_counted_apart(self):
        assert _allowed(5) == _allowed(5, key="b") == _allowed(5, purpose="query") == 3

    def test_a_refusal_does_not_count(self):
        _allowed(50)
        assert RateCounter.objects.get().count == 3

    def test_a_window_later_the_earlier_one_still_counts_in_part(self):
        assert _allowed(5, limit=10) == 5
        assert _allowed(20, now=SHARP + HOUR, limit=10) == 5
        assert _allowed(20, now=SHARP + timedelta(minutes=90), limit=10) == 2
        assert _allowed(20, now=SHARP + 3 * HOUR, limit=10) == 10

    def test_nobody_gets_twice_the_limit_around_the_edge(self):
        just_before, just_after = SHARP - timedelta(seconds=1), SHARP + timedelta(seconds=1)
        assert _allowed(20, now=just_before, limit=10) + _allowed(20, now=just_after, limit=10) == 10

    def test_nothing_is_allowed_when_the_limit_is_none(self):
        assert _allowed(3, limit=0) == 0


@pytest.mark.django_db
class TestLocks:
    """Wrong answers."""

    @pytest.fixture(autouse=True)
    def _settings(self, settings):
        settings.GONGKAI_GATE_TRIES, settings.GONGKAI_GATE_LOCK_MINUTES = 3, 10

    def _fail(self, times: int, now) -> object:
        return [gate.failed("query", "a", now) for _ in range(times)][-1]

    def test_some_failures_are_free_and_then_it_locks(self):
        assert self._fail(2, NOW) is None and not gate.is_locked("query", "a", NOW)
        assert self._fail(1, NOW) == later(minutes=10)
        assert gate.is_locked("query", "a", later(minutes=9))
        assert not gate.is_locked("query", "a", later(minutes=10))
        assert gate.failures_of("query", "a") == (3, 1)

    def test_others_are_not_locked(self):
        self._fail(3, NOW)
        assert not gate.is_locked("query", "b", NOW) and not gate.is_locked("other", "a", NOW)

    def test_each_lock_is_twice_as_long_up_to_a_day(self):
        now, lengths = NOW, []
        for _ in range(12):
            until = self._fail(3, now)
            lengths.append((until - now).total_seconds() / 60)
            now = until
        assert lengths[:4] == [10, 20, 40, 80]
        assert lengths[-1] == lengths[-2] == 24 * 60

    def test_failures_while_locked_do_not_make_it_longer(self):
        self._fail(3, NOW)
        assert self._fail(30, later(minutes=5)) == later(minutes=10)
        assert gate.failures_of("query", "a") == (3, 1)

    def test_a_quiet_day_is_forgotten(self):
        self._fail(3, NOW)
        assert self._fail(2, later(days=1, minutes=11)) is None
        assert self._fail(1, later(days=1, minutes=11)) == later(days=1, minutes=21)

    def test_the_right_answer_is_forgiven(self):
        self._fail(2, NOW)
        gate.forgive("query", "a")
        assert self._fail(2, NOW) is None
        assert gate.failures_of("query", "nobody") == (0, 0)

    def test_a_try_counts_before_it_is_judged_and_says_until_when(self):
        for _ in range(3):
            gate.attempt("query", "a", NOW)
        with pytest.raises(gate.LockedOut, match="已锁定到3月2日 09:40") as refusal:
            gate.attempt("query", "a", NOW)
        assert refusal.value.until == later(minutes=10)
        gate.attempt("query", "a", later(minutes=10))


def _at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """What the act returned or raised in threads that start together."""
    start = threading.Barrier(count)
    results: list[object] = [None] * count

    def run(place: int) -> None:
        start.wait()
        try:
            results[place] = act(place)
        except Refused as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return results


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Many hands."""

    def test_the_limit_holds(self):
        results = _at_once(12, lambda _: gate.allow("file", "a", limit=5, per=HOUR, now=SHARP))
        assert sorted(map(str, results)) == ["False"] * 7 + ["True"] * 5

    def test_a_puzzle_opens_once(self):
        solution = solved(gate.new_challenge(NOW, 20))
        results = _at_once(8, lambda _: gate.check(solution, NOW))
        assert results.count(None) == 1
        assert {result.code for result in results if result is not None} == {"spent"}

    def test_guesses_get_no_further_than_the_tries(self, settings):
        settings.GONGKAI_GATE_TRIES = 3
        results = _at_once(12, lambda _: gate.attempt("query", "a", NOW))
        assert results.count(None) == 3
        assert sum(isinstance(result, gate.LockedOut) for result in results) == 9

    def test_no_failure_is_lost(self, settings):
        settings.GONGKAI_GATE_TRIES = 100
        results = _at_once(12, lambda _: gate.failed("query", "a", NOW))
        assert results == [None] * 12
        assert FailureCounter.objects.get().failures == 12

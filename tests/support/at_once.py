"""Acts in threads that start together."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import DatabaseError, connection

from gongkai.kernel.errors import NotVisible, Refused


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned or was refused with; none waits longer than a minute."""
    start = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int) -> None:
        start.wait()
        try:
            results[place] = acts[place]()
        except (Refused, NotVisible, DatabaseError) as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return results

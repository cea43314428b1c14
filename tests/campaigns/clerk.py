"""Clerks at the desk over HTTP: what the answer said is done goes into the journal, nothing else does."""

from __future__ import annotations

import http.client
import random
import re
import string
from dataclasses import dataclass
from urllib.parse import urlencode

SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')
TAGS = re.compile(r"<[^>]*>")
CSRF = "campaigncampaigncampaigncampaign"
LOST = (ConnectionError, http.client.HTTPException, TimeoutError)


@dataclass(frozen=True)
class Written:
    """A line for the journal."""

    pk: int


class Clerk:
    """A signed-in person; every request goes over a connection of its own, as a restart would have it."""

    def __init__(self, port: int, session: str) -> None:
        self._port = port
        self._cookies = f"sessionid={session}; csrftoken={CSRF}"

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page. Raises one of LOST when the server is not there."""
        status, _, text = self._ask("GET", path, None)
        return status, text

    def post(self, path: str, **fields: object) -> str:
        """The address the answer leads on to. Raises ValueError when the act was not accepted."""
        status, location, text = self._ask("POST", path, {"csrfmiddlewaretoken": CSRF, **fields})
        if status != 302 or "/accounts/" in location:
            words = " ".join(TAGS.sub(" ", text).split())
            raise ValueError(f"{path}：{status} {location} {words[:1500]}")
        return location

    def _ask(self, method: str, path: str, fields: dict[str, object] | None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        headers = {"Cookie": self._cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, urlencode(fields) if fields else None, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()
        finally:
            connection.close()


class Desk:
    """A drafter and a reviewer at work until the server is gone."""

    def __init__(self, port: int, people: dict[str, str], columns: list[int], today: str) -> None:
        self._drafter, self._reviewer = Clerk(port, people["drafter"]), Clerk(port, people["reviewer"])
        self._columns, self._today = columns, today

    def is_there(self) -> bool:
        """Whether the server answers."""
        try:
            return self._drafter.get("/desk/")[0] == 200
        except (OSError, *LOST):
            return False

    def work(self, journal, chance: random.Random) -> None:
        """Draft, submit, review, publish, now and then withdraw; returns when the server is gone."""
        try:
            while True:
                self._publish_one(journal, chance)
        except (OSError, *LOST):
            return

    def _publish_one(self, journal, chance: random.Random) -> None:
        mark = "".join(chance.choices(string.ascii_lowercase, k=8))
        location = self._drafter.post(
            "/desk/items/new/", title=f"关于{mark}项目申报的通知", column=chance.choice(self._columns),
            formed_on=self._today, body_text=f"各有关企业：现将申报事项通知如下，记号：{mark}。",
            submit_now="1",
        )  # fmt: skip
        item = Written(int(location.strip("/").split("/")[2]))
        journal.tell("drafted", item)
        journal.tell("submitted", item)
        place = f"/desk/items/{item.pk}/acts/"
        _, page = self._reviewer.get(place + "review/")
        seen = SEEN.search(page)
        self._reviewer.post(place + "review/", ground="第十七条", note="", seen=seen[1] if seen else "")
        journal.tell("reviewed", item)
        self._reviewer.post(place + "publish/")
        journal.tell("published", item, edition=1, mark=mark)
        if chance.random() < 0.3:
            self._reviewer.post(place + "withdraw/", reason="内容有误")
            journal.tell("withdrawn", item)

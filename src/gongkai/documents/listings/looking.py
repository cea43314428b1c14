"""Opening single pages of theirs, a bounded number of them: is it still there, was its text edited?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.documents.listings.addresses import host_of, is_home, same_address
from gongkai.documents.listings.findings import Difference, Ours, Pair
from gongkai.documents.listings.fingerprints import page_fingerprint, shows_title
from gongkai.documents.listings.markup import breaks_off, page_text
from gongkai.documents.listings.obstacles import obstacle
from gongkai.documents.listings.reading_results import Fetch, Fetched, FetchFailed

_GONE = "登记的网址打不开了（{status}），栏目里也没有。"
_HOME = "登记的网址转到了首页，栏目里也没有。"
_ANSWERS = "栏目里没有这一条，但登记的网址还能打开，可能移到了别的栏目。"
_OTHER = "栏目里没有这一条，登记的网址能打开，但页面上没有这个标题，请打开查看。"
_FAILED = "栏目里没有这一条，登记的网址这次没有读到，不能断定已经不在：{why}"
_NOT_ASKED = "栏目里没有这一条，登记的网址这次没有打开查看，不能断定已经不在。"
_EDITED = "登载的正文与上一次对照时不同，请核对。"
_BROKEN_OFF = "网页没有收全。"
_STATUS = "对方服务器答复{status}。"
_NOT_THERE = frozenset({404, 410})


class Looking:
    """Opens pages through `fetch`, at most `most` of them in its life; without `fetch` none."""

    def __init__(self, fetch: Fetch | None, most: int) -> None:
        self._fetch = fetch
        self._left = most if fetch is not None else 0

    def at(self, our: Ours) -> tuple[str, str]:
        """What becomes of something not listed any more: «gone» or «uncertain», and the sentence."""
        try:
            answer = self._open(our.url)
        except FetchFailed as failure:
            return "uncertain", _FAILED.format(why=failure.sentence)
        if answer is None:
            return "uncertain", _NOT_ASKED
        if answer.status in _NOT_THERE:
            return "gone", _GONE.format(status=answer.status)
        if answer.status != 200:
            return "uncertain", _FAILED.format(why=_STATUS.format(status=answer.status))
        moved = same_address(answer.final_url) != same_address(our.url)
        if moved and is_home(answer.final_url) and host_of(answer.final_url):
            return "gone", _HOME
        if _is_cut(answer):
            return "uncertain", _FAILED.format(why=_BROKEN_OFF)
        if shows_title(answer.body, our.title):
            return "uncertain", _ANSWERS
        hindered = obstacle(answer)
        return "uncertain", _FAILED.format(why=hindered) if hindered else _OTHER

    def fingerprints(
        self, pairs: Sequence[Pair], known: Mapping[str, str]
    ) -> tuple[list[Difference], dict[str, str]]:
        """The pages whose text was edited since, and every fingerprint read now."""
        by_key = {pair.ours.key: pair for pair in pairs}
        edited, read = [], {}
        for key, before in known.items():
            pair = by_key.get(key)
            now = self._fingerprint(pair.theirs.url) if pair is not None else ""
            if pair is None or not now:
                continue
            read[key] = now
            if before and now != before:
                edited.append(Difference(_EDITED, pair.ours, pair.theirs, "text"))
        return edited, read

    def _fingerprint(self, url: str) -> str:
        try:
            answer = self._open(url)
        except FetchFailed:
            return ""
        if answer is None or answer.status != 200 or obstacle(answer) or _is_cut(answer):
            return ""
        return page_fingerprint(answer.body)

    def _open(self, url: str) -> Fetched | None:
        if self._left <= 0 or self._fetch is None:
            return None
        self._left -= 1
        return self._fetch(url)


def _is_cut(answer: Fetched) -> bool:
    return breaks_off(page_text(answer.body, answer.content_type) or "")

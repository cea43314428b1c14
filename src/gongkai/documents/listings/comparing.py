"""Their list beside ours: what is missing, changed, gone, still there, theirs alone, or not to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gongkai.documents.listings.findings import Comparison, Difference, Ours, Pair
from gongkai.documents.listings.looking import Looking
from gongkai.documents.listings.matching import match
from gongkai.documents.listings.reading_results import Entry, Fetch, Listing
from gongkai.documents.listings.telling import changes, day_word
from gongkai.documents.listings.titles import normal_title

_MISSING = "应于{due}前登载，对方栏目里没有。"
_NOT_READ_SO_FAR = "没有读到这一条，但对方列表没有读全，不能断定没有登载。"
_LISTED_NO_MORE = "登记过网址，现在列表里没有读到；对方列表没有读全，不能断定已经不在。"
_UNDATED = "没有登载日期可比，也没有读到，请打开对方栏目查看。"
_STILL = "本平台已不再公开，对方栏目里仍有。"
_MAYBE_DATE = "标题相同，但日期相差较大（我们的{ours}，对方的{theirs}），不能断定是同一条。"
_MAYBE_NEAR = "标题只差编号一类的字，日期相同，不能断定是同一条：我们的是“{ours}”，对方的是“{theirs}”。"
_THEIRS = "对方栏目里有，我们没有。"
_TWICE = "标题与已对上的一条相同，可能重复登载。"
_UNDATED_THEIRS = "对方有{count}条没有日期、也与我们的对不上，没有列为差异。"
_UNREADABLE = "对方列表读不出，没有比较。"


def compare(
    ours: Sequence[Ours], theirs: Listing, *, today: date, since: date | None = None,
    known: Mapping[str, str] | None = None, fetch: Fetch | None = None, most_checks: int = 20,
) -> Comparison:  # fmt: skip
    """What their list shows of ours. Guarantees that nothing is called missing or gone on thin evidence.

    Days are days in Beijing. Ours older than `since` are looked for but never missed; entries of theirs
    older than `since`, or without a date, are never held against them. Missing: `due_on` (else
    `published_on`) is before `today`, and the listing covers the day. Gone: an address was registered, the
    listing covers the day and the address answers 404 or 410 or leads to a home page; asked through `fetch`,
    at most `most_checks` addresses in all. `known` holds, for the keys whose page should be opened, the
    fingerprint kept from last time («» to take the first one); pages are opened in its order after the gone
    candidates. Without `fetch` nothing is opened and nothing gone. An unreadable listing gives only a note.
    """
    if not theirs.readable:
        return Comparison(notes=(*theirs.notes, _UNREADABLE))
    found = match(ours, theirs.entries)
    looking = Looking(fetch, most_checks)
    result: dict[str, list[Difference]] = {name: [] for name in ("missing", "gone", "uncertain")}
    waiting = []
    for our in found.ours_left.values():
        kind, sentence = _absent(our, theirs, today, since, looking)
        if kind == "waiting":
            waiting.append(our.key)
        elif kind:
            result[kind].append(Difference(sentence, our))
    result["uncertain"] += [Difference(_maybe(pair), pair.ours, pair.theirs) for pair in found.maybe]
    wanted = [pair for pair in found.pairs if pair.ours.wanted]
    edited, fingerprints = looking.fingerprints(wanted, known or {})
    alone, undated = _theirs_only(found.theirs_left.values(), found.pairs, since)
    notes = [*theirs.notes, *([_UNDATED_THEIRS.format(count=undated)] if undated else [])]
    return Comparison(
        found=tuple(wanted), missing=tuple(result["missing"]), gone=tuple(result["gone"]),
        changed=tuple(change for pair in wanted for change in changes(pair)) + tuple(edited),
        still_there=tuple(
            Difference(_STILL, one.ours, one.theirs) for one in found.pairs if not one.ours.wanted
        ),
        theirs_only=tuple(alone), uncertain=tuple(result["uncertain"]), waiting=tuple(waiting),
        notes=tuple(notes), fingerprints=fingerprints,
    )  # fmt: skip


def _absent(our: Ours, theirs: Listing, today: date, since: date | None, looking: Looking) -> tuple[str, str]:
    """What it means that ours was not found: a kind and a sentence; «» when it means nothing."""
    day = our.published_on
    if not our.wanted or (since is not None and day is not None and day < since):
        return "", ""
    if our.url:
        if not theirs.covers(day):
            return "uncertain", _LISTED_NO_MORE
        return looking.at(our)
    due = our.due_on or day
    if due is None:
        return "uncertain", _UNDATED
    if due >= today:
        return "waiting", ""
    if not theirs.covers(day):
        return "uncertain", _NOT_READ_SO_FAR
    return "missing", _MISSING.format(due=day_word(due))


def _maybe(pair: Pair) -> str:
    if pair.by == "near":
        return _MAYBE_NEAR.format(ours=pair.ours.title, theirs=pair.theirs.title)
    return _MAYBE_DATE.format(
        ours=day_word(pair.ours.published_on), theirs=day_word(pair.theirs.published_on)
    )


def _theirs_only(
    left: Iterable[Entry], pairs: Sequence[Pair], since: date | None
) -> tuple[list[Difference], int]:
    known = {normal_title(pair.theirs.title) for pair in pairs}
    alone, undated = [], 0
    for entry in left:
        if entry.published_on is None and since is not None:
            undated += 1
        elif entry.published_on is None or since is None or entry.published_on >= since:
            sentence = _TWICE if normal_title(entry.title) in known else _THEIRS
            alone.append(Difference(sentence, theirs=entry))
    return alone, undated

"""The topic tree (主题分类): 22 classes with their children, and the path written with a backslash."""

from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, UnknownCode, rows

PATH_SEPARATOR = "\\"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Entry):
    """A topic; `parent` is the code of its class, None for the 22 classes themselves."""

    parent: str | None


def _topics() -> list[Topic]:
    found = []
    for row, entry in rows("topics.toml", "topic"):
        found.append(Topic(parent=None, **entry))
        for child in row.get("child", ()):
            found.append(
                Topic(parent=row["code"], code=child["code"], label=child["label"], basis=entry["basis"])
            )
    return found


TOPICS: Table[Topic] = Table("主题分类", _topics())


def top_topics() -> tuple[Topic, ...]:
    """The 22 classes in their order."""
    return tuple(topic for topic in TOPICS if topic.parent is None)


def children_of(code: str) -> tuple[Topic, ...]:
    """The children of a class in their order, none for 其他. Raises UnknownCode."""
    parent = TOPICS[code]
    return tuple(topic for topic in TOPICS if topic.parent == parent.code)


def topic_path(code: str) -> str:
    r"""The path shown on item pages, e.g. 综合政务\政务公开. Raises UnknownCode."""
    topic = TOPICS[code]
    if topic.parent is None:
        return topic.label
    return TOPICS[topic.parent].label + PATH_SEPARATOR + topic.label


def topic_by_path(path: str) -> Topic:
    """The topic a path names, as old stock writes it. Raises UnknownCode."""
    plain = path.strip()
    for topic in TOPICS:
        if topic_path(topic.code) == plain:
            return topic
    raise UnknownCode(TOPICS.name, plain)

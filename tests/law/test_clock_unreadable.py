"""Case files that cannot be read: refused with one Chinese sentence that says where, and what to write."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.clock import Channel, EventType, Party, StoryUnreadable, read_story, story_from_mapping
from gongkai.law.clock.story_file import MOST_BYTES, MOST_DEEP

RECEIVED = "received: {channel: counter, submitted: 2026-03-02}\n"
#: Ten anchors, each ten times the one before: a gigabyte when unfolded.
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)


def refusal(content: bytes | str) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(StoryUnreadable) as caught:
        read_story(content.encode() if isinstance(content, str) else content)
    return str(caught.value)


def events(*rows: str) -> str:
    """A case file with these events."""
    return RECEIVED + "events:\n" + "".join(f"  - {row}\n" for row in rows)


#: A case file and what the sentence says of it, by what is wrong.
FILES: dict[str, tuple[bytes | str, str]] = {
    "nothing": (b"", "文件是空的"),
    "a comment only": ("# 只有注释\n", "文件是空的"),
    "a sentence": ("只是一句话\n", "文件内容应是“键: 值”的形式"),
    "a list": ("- a\n- b\n", "文件内容应是“键: 值”的形式"),
    "no receipt": ("events: []\n", "缺少 received"),
    "an empty receipt": ("received:\n", "缺少 received"),
    "the receipt is a word": ("received: counter\n", "received 应是“键: 值”的形式"),
    "no channel": ("received: {submitted: 2026-03-02}\n", "第1行，received 缺少 channel"),
    "a strange channel": ("received: {channel: email}\n", "counter、signed_post、post、online、fax"),
    "misspelt": ("received: {channel: counter, submited: 2026-03-02}\n", "是不是想写 submitted"),
    "misspelt above": (RECEIVED + "event: []\n", "第2行，文件内容的 event 不认识，是不是想写 events"),
    "events are a word": (RECEIVED + "events: 没有\n", "第2行，events 应是一个列表"),
    "a strange type": (
        events("{on: 2026-03-05, type: replied}", "{on: 2026-03-06, type: paused}"),
        "第4行，第2件事（events）的 type 写作“paused”，不认识，请写其中之一：correction_requested、",
    ),
    "twice": (RECEIVED + RECEIVED, "第2行的 received 写了两次"),
    "a bracket left open": ("received: {channel: counter\n", "第2行不合 YAML 的写法"),
    "a tab": ("received:\n\tchannel: counter\n", "第2行不合 YAML 的写法"),
    "a quotation left open": ("received: 'a\n", "不合 YAML 的写法"),
    "a list for a key": ("? [a, b]\n: c\n", "第1行的键不是一个词"),
    "two documents": (f"{RECEIVED}---\n{RECEIVED}", "不止一份内容"),
    "a bomb of aliases": (BOMB, "第2行用了引用（*），请直接写出内容"),
    "a merge": ("received: &r {channel: counter}\nevents:\n  - <<: *r\n", "第3行用了引用"),
    "an alias within itself": ("a: &a [*a]\n", "第1行用了引用"),
    "very deep in brackets": ("[" * 500_000, "套了太多层"),
    "very deep by lines": ("".join("  " * n + "a:\n" for n in range(200)), "套了太多层"),
    "very deep in dashes": ("- " * 100_000, "套了太多层"),
    "huge": (b"x" * (MOST_BYTES + 1), "文件超过1兆字节"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是 UTF-8"),
    "zeros": (b"\x00\x01\x02\x03" * 10, "不合 YAML 的写法"),
    "a docx file": (b"PK\x03\x04\x14\x00\x06\x00", "不合 YAML 的写法"),
    "GBK": ("received: 收到\n".encode("gb18030"), "另存为 UTF-8"),
    "UTF-16": ("received: a\n".encode("utf-16"), "不是 UTF-8"),
}
#: The same of one event in an otherwise good file.
EVENTS = {
    "an event is a word": ("补正", "第1件事（events）应是“键: 值”的形式"),
    "no date": ("{type: replied}", "第3行，第1件事（events）缺少 on"),
    "no type": ("{on: 2026-03-05}", "第3行，第1件事（events）缺少 type"),
    "a short date": ("{on: 2026-3-5, type: replied}", "请写成 2026-02-10 这样的形式"),
    "slashes": ("{on: 2026/03/05, type: replied}", "on 写作“2026/03/05”，不是日期"),
    "no such day": ("{on: 2026-02-30, type: replied}", "on 写作“2026-02-30”，不是日期"),
    "a date in words": ("{on: 3月5日, type: replied}", "on 写作“3月5日”，不是日期"),
    "a number for a date": ("{on: 20260305, type: replied}", "on 写作“20260305”，不是日期"),
    "a list for a date": ("{on: [2026-03-05], type: replied}", "不是日期"),
    "days in words": ("{on: 2026-03-05, type: extended, working_days: 二十}", "不是整数"),
    "half a day": ("{on: 2026-03-05, type: extended, working_days: 1.5}", "不是整数"),
    "too many days": ("{on: 2026-03-05, type: extended, working_days: 99999999}", "不是整数"),
    "a strange party": (
        "{on: 2026-03-05, type: consultation_sent, party: 第三方}",
        "third_party、co_maker、other_organ",
    ),
    "a list for an id": ("{on: 2026-03-05, type: consultation_sent, id: [a]}", "id 应是一个词或数字"),
    "misspelt in an event": (
        "{on: 2026-03-05, type: correction_requested, respond_bye: 2026-03-20}",
        "respond_by",
    ),
    "two dates": ("{on: 2026-03-05, on: 2026-03-06, type: replied}", "第3行的 on 写了两次"),
}
CASES = {**FILES, **{what: (events(row), says) for what, (row, says) in EVENTS.items()}}


@pytest.mark.parametrize(("content", "says"), CASES.values(), ids=CASES)
def test_a_file_that_cannot_be_read_is_refused_with_place_and_remedy(content: bytes | str, says: str) -> None:
    began = time.monotonic()
    sentence = refusal(content)

    assert says in sentence
    assert sentence.endswith("。") and "\n" not in sentence and len(sentence) < 400
    assert time.monotonic() - began < 5


def test_a_long_wrong_value_is_shown_in_part() -> None:
    sentence = refusal(events("{on: " + "9" * 5_000 + ", type: replied}"))

    assert "9…”，不是日期" in sentence and len(sentence) < 150


@pytest.mark.parametrize(
    "text", ["!!python/object/apply:os.system [ls]", "!!python/name:os.system", "!!binary aGk="]
)
def test_a_tag_is_only_text_and_runs_nothing(text: str) -> None:
    assert "received" in refusal(f"received: {text}\n")


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_in_another_way(content: bytes) -> None:
    try:
        read_story(content)
    except StoryUnreadable as refused:
        assert str(refused).endswith("。")


KEYS = st.text(max_size=5) | st.sampled_from(
    ["received", "events", "channel", "submitted", "on", "type", "id", "party", "until"]
)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates()
    | st.sampled_from([*Channel, *EventType, *Party]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
))  # fmt: skip
def test_no_table_makes_it_fail_in_another_way(table: object) -> None:
    try:
        story_from_mapping(table)
    except StoryUnreadable as refused:
        assert str(refused).endswith("。")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeff" + RECEIVED, id="a mark at the beginning"),
        pytest.param(RECEIVED.replace("\n", "\r\n") + "events:\r\n", id="lines of Windows"),
        pytest.param("received:\n  channel: 'counter'\n  submitted: \"2026-03-02\"\n", id="in quotes"),
        pytest.param("title: 张三的申请\n备注: 急\n" + RECEIVED, id="notes of the writer"),
        pytest.param("%YAML 1.2\n---\n" + RECEIVED + "...\n", id="with a beginning and an end"),
        pytest.param(RECEIVED + "events: ~\n", id="no events yet"),
    ],
)
def test_what_people_write_is_read(content: str) -> None:
    story = read_story(content.encode())

    assert (story.received.channel, str(story.received.submitted), story.events) == (
        Channel.COUNTER,
        "2026-03-02",
        (),
    )


def test_a_plain_reader_of_yaml_may_have_made_on_a_truth_value() -> None:
    table = {
        "received": {"channel": "counter", "submitted": "2026-03-02"},
        "events": [{True: "2026-03-05", "type": "replied"}],
    }

    assert story_from_mapping(table).events[0].type is EventType.REPLIED


def test_depth_within_reason_is_read() -> None:
    deep = "note: " + "[" * (MOST_DEEP - 2) + "]" * (MOST_DEEP - 2) + "\n"

    assert read_story((deep + RECEIVED).encode()).received.channel is Channel.COUNTER

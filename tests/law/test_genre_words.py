"""The genre told by the last word of a title."""

import pytest

from gongkai.law.catalogue import GENRE_WORDS, GENRES, genre_told_by


@pytest.mark.parametrize(
    ("title", "genre", "word"),
    [
        ("关于开学工作的通知", "notice", "通知"), ("关于更名的复函", "letter", "复函"),
        ("海岳市人民政府令", "order", "令"), ("行政复议法实施细则", "rules", "细则"),
        ("2023年国民经济和社会发展统计公报", "statistics", "统计公报"), ("拟聘用人员公示", "other", "公示"),
        ("2023年政府信息公开工作年度报告", "disclosure_report", "信息公开工作年度报告"),
        ("行政处罚决定书", "administrative_decision", "决定书"), ("关于征求办法草案意见", "other", "意见"),
        ("关于加强征求意见工作的意见", "opinion", "意见"),
    ],
)  # fmt: skip
def test_the_longest_word_at_the_end_tells_the_genre(title, genre, word):
    told = genre_told_by(title)
    assert told is not None
    assert (told.genre, told.word) == (genre, word)


def test_no_known_word_tells_nothing():
    assert genre_told_by("关于开学工作的若干情况") is None
    assert genre_told_by("") is None


def test_each_of_the_fifteen_kinds_of_official_document_has_its_word_and_is_certain():
    statutory = [genre.code for genre in GENRES if genre.statutory]
    told = [entry for entry in GENRE_WORDS if entry.code in statutory]
    assert [entry.genre for entry in told] == statutory
    assert all(entry.certain and not entry.basis.needs_confirmation for entry in told)


def test_no_word_stands_in_two_rows_without_a_word_before_it():
    words = [word for entry in GENRE_WORDS if not entry.after for word in entry.words]
    assert len(words) == len(set(words))

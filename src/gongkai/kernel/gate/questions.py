"""The other way through the door: a plain question, for whoever has no script or cannot wait for one."""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from gongkai.kernel import keys
from gongkai.kernel.gate.rates import allow
from gongkai.kernel.gate.tokens import GateRefused, opened, signed, spend

KIND = "q1"
_WRONG = "回答不对。请回答页面上新的问题。"
_TOO_MANY = "回答的次数太多。请一小时后再试，或到本机关现场、邮寄提交。"
_SUM = "{}加{}等于几？"
_DIFFERENCE = "{}减{}等于几？"
_LARGER = "{}和{}，哪个数大？"
_CHARACTER = "“{}”的第{}个字是什么？"
_NEXT_DAY = "星期{}的后一天是星期几？"
_STRANGER = "{}、{}、{}、{}，哪一个不是{}？"
_DIGITS = "零一二三四五六七八九"
_DAYS = "一二三四五六日"
_WORDS = ("政府信息公开", "春夏秋冬", "东西南北", "青山绿水", "万事如意", "五谷丰登", "风调雨顺", "四海为家")
_PLACES = ("一", "二", "三", "四")
#: Three of a kind, one that is not, and what the three are.
_STRANGERS = (
    ("苹果", "香蕉", "梨", "桌子", "水果"),
    ("红", "黄", "蓝", "铁", "颜色"),
    ("猫", "狗", "马", "碗", "动物"),
    ("春天", "夏天", "冬天", "椅子", "季节"),
    ("铅笔", "钢笔", "毛笔", "西瓜", "笔"),
    ("汽车", "火车", "自行车", "馒头", "车"),
    ("白菜", "萝卜", "芹菜", "皮鞋", "蔬菜"),
    ("医生", "教师", "司机", "月亮", "职业"),
)
_NUMERAL = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


@dataclass(frozen=True)
class Question:
    """What the page shows, and the token that goes back with the answer."""

    token: str
    text: str


def new_question(now: datetime) -> Question:
    """A question of a random kind. The token holds the answer only as a keyed hash."""
    text, answer = secrets.choice(_KINDS)()
    salt = secrets.token_hex(8)
    return Question(token=signed(KIND, salt, _mark(salt, answer), now=now), text=text)


def check_answer(token: str, answer: str, now: datetime, *, who: str) -> None:
    """Accept a right answer once; raises GateRefused with the reason.

    A wrong answer uses the question up, and `who` (an address) may answer only so many in an hour.
    """
    _salt, _until, salt, mark = opened(KIND, token, now=now)
    per_hour = settings.GONGKAI_GATE_QUESTIONS_PER_HOUR
    if not allow("gate.question", who, limit=per_hour, per=timedelta(hours=1), now=now):
        raise GateRefused(_TOO_MANY, code="too_many")
    spend(token, now=now)
    if not hmac.compare_digest(_mark(salt, answer), mark):
        raise GateRefused(_WRONG, code="wrong")


def _mark(salt: str, answer: str) -> str:
    return keys.keyed_hash(f"{salt}.{normal_answer(answer)}", purpose="gate.answer")[:32]


def normal_answer(answer: str) -> str:
    """An answer in one writing: 十二, １２ and «12。» are the same, and so are 周三 and 星期三."""
    plain = unicodedata.normalize("NFKC", answer)
    plain = re.sub(r"[\s,.!?，。、！？“”\"'「」]", "", plain).lower()
    plain = re.sub(r"^(?:星期|礼拜|周)(?=.)", "", plain)
    plain = "日" if plain == "天" else plain
    numeral = _NUMERAL.fullmatch(plain)
    if numeral:
        tens, ones = (_DIGITS.index(part) if part else None for part in numeral.groups())
        return str((1 if tens is None else tens) * 10 + (ones or 0))
    if plain in set(_DIGITS):
        return str(_DIGITS.index(plain))
    return "2" if plain == "两" else plain


def _in_words(number: int) -> str:
    """A number below a hundred in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def _sum() -> tuple[str, str]:
    one, other = secrets.randbelow(20) + 1, secrets.randbelow(9) + 1
    return _SUM.format(_in_words(one), _in_words(other)), str(one + other)


def _difference() -> tuple[str, str]:
    less, rest = secrets.randbelow(9) + 1, secrets.randbelow(15) + 1
    return _DIFFERENCE.format(_in_words(less + rest), _in_words(less)), str(rest)


def _larger() -> tuple[str, str]:
    one = secrets.randbelow(80) + 1
    other = one + secrets.randbelow(19) + 1
    shown = [_in_words(one), _in_words(other)]
    secrets.SystemRandom().shuffle(shown)
    return _LARGER.format(*shown), str(other)


def _character() -> tuple[str, str]:
    word, place = secrets.choice(_WORDS), secrets.randbelow(4)
    return _CHARACTER.format(word, _PLACES[place]), word[place]


def _next_day() -> tuple[str, str]:
    day = secrets.randbelow(7)
    return _NEXT_DAY.format(_DAYS[day]), _DAYS[(day + 1) % 7]


def _stranger() -> tuple[str, str]:
    *shown, kind = secrets.choice(_STRANGERS)
    stranger = shown[3]
    secrets.SystemRandom().shuffle(shown)
    return _STRANGER.format(*shown, kind), stranger


_KINDS: tuple[Callable[[], tuple[str, str]], ...] = (
    _sum, _difference, _larger, _character, _next_day, _stranger,
)  # fmt: skip

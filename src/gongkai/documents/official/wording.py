"""What lines of an official document look like: names of organs, dates, marks, rules, notes."""

from __future__ import annotations

import re
from datetime import date

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_ORGAN_END = (
    "人民政府|政府|办公室|办公厅|局|委员会|委|厅|部|院|中心|领导小组|指挥部|专班|办事处|分局|大队|支队|总队|中队"
    "|公司|集团|管委会|联合会|总工会|工会|协会|学会|学校|大学|学院|中学|小学|医院|银行|支行|分行|法院|检察院|站|所|处|署|办"
    "|党组|党委|工委|馆|社|团委|妇联|工商联|科协|残联|文联|联席会议|海关|审计署|消防救援局|办公会|政协|研究院|基地|总站"
    "|幼儿园|村委会|居委会|常委会|代表大会|商会|红十字会|理事会|基金会|纪检组|工作组|调查组|领导组"
    "|电视台|气象台|林场|农场|合作社|街道|公署|监委|组委会|筹委会|评委会|服务队|救援队|武装部|仲裁院|体校|党校|职校|技校|分校|分部|院区"
    "|园区|公园|景区|开发区|试验区|新区"
)
# Blanks included, with which names are spread over a line.
_LONGEST_ORGAN = 400
_ORGAN = re.compile(rf"[\u4e00-\u9fffA-Za-z（）()·“”]{{2,38}}(?:{_ORGAN_END})")
_NO_ORGAN = re.compile(
    r"^(?:关于|附件|附表|附录|抄送|抄报|主送|分送|报送|各|有关|为|经|请|现|本|该|根据|按照|联系|特此|此复|印发)|[，。；、]|的$"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:省|市|县|区|州|盟|旗|镇|乡|街道)")
_ZEROS = "〇○零ＯOo0Ο◯０Ｏ"
_CHINESE = {**dict.fromkeys(_ZEROS, 0), **{sign: n for n, sign in enumerate("一二三四五六七八九", 1)}}
_DIGITS = "".join(_CHINESE)
_DATES = (
    re.compile(
        rf"(?P<y>(?<!\d)\d{{4}}|[{_DIGITS}]{{4}})年(?P<m>\d{{1,2}}|[元正一二三四五六七八九十]{{1,3}})月"
        r"(?P<d>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号]"
    ),
    re.compile(r"(?<!\d)(?P<y>\d{4})(?P<dot>[.．/\-—－])(?P<m>\d{1,2})(?P=dot)(?P<d>\d{1,2})(?!\d)"),
)
BLANK_DATE = re.compile(r"(?:\d{4}|[_×xX*＊]*)年[_×xX*＊\d]{0,4}月[_×xX*＊\d]{0,4}日")
_RULE = re.compile(r"[_＿━─—－\-=＝~☆★▁▂■\u2500-\u257f]{5,}")
_COPY_NUMBER = re.compile(r"(?:份号[:：]?)?(?:№|No\.?)?\d{6}")
SECRECY = re.compile(
    r"(?:绝密|机密|秘密)(?:[★☆].{0,12})?|内部(?:资料|文件|使用).{0,14}|(?:注意保存|妥善保管|不得外传).{0,6}"
)
_URGENCY = re.compile(r"(?:特急|加急|特提|平急|急件|紧急)(?:[·.]?明电)?")
_SIGNER = re.compile(r"(?:签发人|会签人|签发)[:：].{0,40}")
INDEX = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}登记编?号|索引号|发布机构|发文日期|主题分类|文号|标题|有效性|名称|成文日期|生成日期|发布日期|信息类别)[:：].*"
    r"|[A-Z]{2,8}\d{0,4}[-—–]\d{2,4}[-—–]\d{3,8}"
)
ATTACHMENT_HEADER = re.compile(r"附[件表录]?[一二三四五六七八九十\d]{0,3}[-—]?\d{0,2}[:：]?")
PERSON_SIGN = re.compile(
    r"(?:代理?|副)?(?:省长|市长|州长|盟长|县长|区长|旗长|镇长|乡长|主席|厅长|局长|部长|主任|署长|行长|院长|校长|园长|会长|理事长|书记|总经理|董事长|馆长|站长|所长|检察长|秘书长|大队长|指挥长|组长|专员|签发人)[:：]?[\u4e00-\u9fff·]{2,6}"
)
SALUTATION = re.compile(r"[^。；]{2,400}[:：]")


def squeezed(text: str) -> str:
    """Text without any blanks, with full-width figures and letters as plain ones."""
    return _SPACES.sub("", text).translate(_WIDE)


def narrow(text: str) -> str:
    """Text with full-width figures and letters as plain ones; blanks stay."""
    return text.translate(_WIDE)


def is_organ(text: str) -> bool:
    """Whether the whole text reads like the name of an organ; nothing of a page's length does."""
    if len(text) > _LONGEST_ORGAN:
        return False
    plain = squeezed(text)
    return _ORGAN.fullmatch(plain) is not None and _NO_ORGAN.search(plain) is None


def organs_in(text: str) -> tuple[str, ...]:
    """The organs a line names and nothing else: one, or several set apart by blanks or 、; else none."""
    if is_organ(text):
        parts = [part for part in re.split(r"[\s\u3000]+", text.strip()) if part]
        if len(parts) > 1 and all(is_organ(part) and len(part) > 3 for part in parts):
            return tuple(name for part in parts for name in _parted(squeezed(part)))
        return _parted(squeezed(text))
    parts = [part for part in re.split(r"[\s\u3000、]+", text.strip()) if part]
    if len(parts) > 1 and all(is_organ(part) for part in parts):
        return tuple(name for part in parts for name in _parted(squeezed(part)))
    return ()


def _parted(name: str) -> tuple[str, ...]:
    """A name in which the place with which it begins comes again as the two names that ran together."""
    place = _PLACE.match(name)
    again = name.find(place[0], place.end()) if place else -1
    if again > 0 and is_organ(name[:again]) and is_organ(name[again:]):
        return (name[:again], *_parted(name[again:]))
    return (name,)


def dates_in(text: str) -> list[tuple[date, re.Match[str]]]:
    """The whole dates in a squeezed text, in its order; what is no day of the calendar is left out."""
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = _day(match)
            if day is not None:
                found.append((day, match))
    return sorted(found, key=lambda one: one[1].start())


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(_year(match["y"]), _small(match["m"]), _small(match["d"]))
    except ValueError:
        return None


def _year(text: str) -> int:
    year = int("".join(str(_CHINESE.get(sign, sign)) for sign in text))
    if not 1949 <= year <= 2099:
        raise ValueError(text)
    return year


def _small(text: str) -> int:
    if text.isdigit():
        return int(text)
    text = text.replace("元", "一").replace("正", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE[text] if text in _CHINESE else _bad(text)
    return (_CHINESE.get(tens, 1) if tens else 1) * 10 + (_CHINESE.get(ones, 0) if ones else 0)


def chinese_number(text: str) -> int | None:
    """A small number in figures or Chinese numerals, or None."""
    try:
        return _small(text)
    except (ValueError, KeyError):
        return None


def in_figures(year: str) -> str:
    """A year in Chinese numerals, sign by sign, as figures; one in figures stays."""
    return "".join(str(_CHINESE.get(sign, sign)) for sign in year)


def _bad(text: str) -> int:
    raise ValueError(text)


def is_rule(plain: str) -> bool:
    """Whether a squeezed line is a drawn rule."""
    return _RULE.fullmatch(plain) is not None


def is_head_mark(plain: str) -> bool:
    """Whether a squeezed line is the copy's number, a mark of secrecy or urgency, or the signer."""
    return any(
        pattern.fullmatch(plain) is not None for pattern in (_COPY_NUMBER, SECRECY, _URGENCY, _SIGNER)
    ) or (
        len(plain) <= 24 and SECRECY.match(plain) is not None and plain.endswith(("急", "特提", "年", "月"))
    )


def is_sentence(plain: str, *, is_centred: bool) -> bool:
    """Whether a squeezed line is running text and no part of a head or title."""
    if re.match(
        r"第[一二三四五六七八九十百\d]+[章条节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）](?!.{0,3}$)",
        plain,
    ):
        return True
    if plain.endswith(("。", "；", "，", ";")) or "。" in plain:
        return True
    return not is_centred and len(plain) > 30 and "，" in plain

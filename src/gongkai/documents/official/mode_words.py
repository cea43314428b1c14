"""The words in which documents tell how they are to be disclosed, and what each of them means."""

from __future__ import annotations

import re

_PARTLY = re.compile(
    r"删减|部分|区分|遮盖|脱密|有限|定向|内部|范围内|延[期迟]|年后|月后|除外|择机|适时|(?:不|非|不予)主动|视情"
)
_WITHHELD = re.compile(
    r"(?:暂?不|暂?不予|暂?不宜|不得|不能|不可|不应|免[予于]|不对外|不向社会|不得对外|非)公开|否"
)
_ON_REQUEST = re.compile(r"依(?:法)?(?:依)?申请(?:公开|提供)?|(?:依照?|根据|按)?申请(?:后|人申请)?公开")
_PROACTIVE = re.compile(
    r"(?:面?向全?社会|对社会|社会|对外|主动|全文|全部|完全|予以|准予|应当|应予|可以|可|同意|在?网上|上网|在?网站上?)*"
    r"公开(?:发布|发行)?|(?:主动|对外|面?向社会|公开)(?:发布|公布)|主动|是"
)
#: A mode inside other words; the longer ones first, so that «不予公开» is not read as «公开».
WORDS = re.compile(
    r"(?P<withheld>(?:暂?不予|暂?不宜|暂不|不得|免[予于]|不对外|不)公开)|(?P<on_request>依申请公开|依申请)"
    r"|(?P<proactive>主动公开|(?:公开|对外|向社会)发布|(?:予以|全文|向社会)公开)"
)
_TAIL = re.compile(r"(?:类|类别|信息|文件|件|范围|事项)$")
_BEHIND = re.compile(r"^(?P<said>[^（(，,；;]+)[（(，,；;].*$")
#: What other labels add behind the mode: «公开时限：长期公开».
_BEYOND = re.compile(r"[，,；;。]?(?:公开)?(?:时限|时间|期限|范围|依据|理由|渠道|载体)[:：].*$")
_BOX = r"[☑✓✔√■▣☒●◉◆🗹★□○☐◻◯▢]"
_CHOICE = r"(?:主动公开|依申请公开|不予公开|不宜公开|不公开)"
_BOXES_ALONE = re.compile(rf"(?:{_BOX}{_CHOICE}|{_CHOICE}{_BOX}){{2,3}}")
_NO_COLON = re.compile(
    rf"(?:政府|政务)?(?:信息)?公开(?:属性|方式|类别|选项|类型|形式)(?P<rest>(?:{_BOX}?{_CHOICE}{_BOX}?){{1,3}})"
)
_LABEL = re.compile(
    r"[（(【\[]?[\u4e00-\u9fff]{0,6}?(?:公开|发布)[\u4e00-\u9fff]{0,6}?(?:[（(][^）)]{0,12}[)）])?[:：](?P<rest>.*)"
)
_PROPERTY = re.compile(r"[（(【\[]?(?:文件|公文|信息|本件|此件)?属性[:：](?P<rest>.*)")
_STRICT = re.compile(
    r"[（(【\[]?(?:政府|政务|公文|文件|校务|院务|厂务|村务)?(?:信息)?(?:是否)?公开(?:属性|方式|类别|选项|类型|形式|程度|性质|情况|意见|与否)?"
    r"(?:选项|属性|方式|类别|类型)?(?:[（(][^）)]{0,12}[)）])?[:：]"
)
_LONGEST = 40
_IMPRINT = re.compile(r"[抄主分][送报][:：]|印发|\d日印")
_NO_MODE = re.compile(
    r"(?:时限|时间|日期|期限|渠道|载体|网址?|平台|电话|地点|内容|目录|程序|机构|单位|责任|理由|依据|原因|对象|人)"
    r"(?:[（(][^）)]{0,12}[)）])?[:：]"
)
_ALONE = re.compile(
    r"(?P<open>[（(【\[〔])?(?P<this>(?:此|本|该)(?:件|文件?|通知|公告|通告|意见|批复|函))?(?P<said>[^，。；（()）：:]{2,14})"
    r"[。.]?[)）】\]〕]?"
)


def meaning_of(said: str) -> str | None:
    """The code of what is said (proactive, on_request, withheld), or None where it is not one clear thing."""
    text = _BEYOND.sub("", re.sub(r"[。.\s]+$", "", said).rstrip("）)】]"))
    behind = _BEHIND.match(text)
    if behind and not WORDS.search(text[behind.end("said") :]):
        if _WITHHELD.fullmatch(behind["said"]):
            return "withheld"
        text = text if _PARTLY.search(text) else behind["said"]
    if _PARTLY.search(text):
        return None
    text = _TAIL.sub("", text) if len(text) > 3 else text
    for code, pattern in (("withheld", _WITHHELD), ("on_request", _ON_REQUEST), ("proactive", _PROACTIVE)):
        if pattern.fullmatch(text):
            return code
    return None


def codes_in(text: str) -> set[str]:
    """Every mode that is named somewhere in a text."""
    return {found.lastgroup for found in WORDS.finditer(text) if found.lastgroup}


def labelled(plain: str) -> str | None:
    """What stands behind «公开属性：» or a label like it; None for a line without such a label."""
    bare = _NO_COLON.fullmatch(plain)
    if bare or _BOXES_ALONE.fullmatch(plain):
        return bare["rest"] if bare else plain
    found = _LABEL.fullmatch(plain) or _PROPERTY.fullmatch(plain)
    if found is None or _NO_MODE.search(plain[: found.start("rest")]):
        return None
    rest, label = found["rest"], plain[: found.start("rest")]
    if _IMPRINT.search(rest):
        return None
    if _STRICT.fullmatch(label):
        return rest if "公开" in rest or not rest or meaning_of(rest) is not None else None
    says = len(rest) <= _LONGEST and (WORDS.search(rest) or meaning_of(rest) is not None)
    return rest if says and "。" not in rest[:-1] else None


def noted(plain: str) -> str | None:
    """What a line says that is nothing but a note: «（此件公开发布）», «主动公开»; else None."""
    found = _ALONE.fullmatch(plain)
    if found is None:
        return None
    said = found["said"]
    is_note = bool(found["this"]) or bool(found["open"])
    if not is_note and said in ("公开", "主动", "是", "否", "依申请", "公布", "对外公布", "社会公开"):
        return None
    if meaning_of(said) is not None:
        return said
    return (
        said
        if is_note and _PARTLY.search(said) and "公开" in said
        else (said if re.fullmatch(r"(?:删减|脱密|遮盖)后(?:主动)?公开|部分公开", said) else None)
    )

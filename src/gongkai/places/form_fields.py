"""The entry form of another platform: its fields in order, each filled from ours or always the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from gongkai.disclosure.checks.metadata import CODED_FIELDS
from gongkai.disclosure.models import Edition
from gongkai.kernel.errors import InputRefused
from gongkai.law.catalogue import topic_path
from gongkai.places.models import Place, Posting

BODY, FILES = "body", "files"
MOST_FIELDS, MOST_LABEL, MOST_TEXT = 40, 40, 200


@dataclass(frozen=True)
class OurField:
    """Something of an edition that goes into a field over there: its name here, and how it is written."""

    code: str
    label: str
    words: Callable[[Edition], str]


def _text(name: str) -> Callable[[Edition], str]:
    return lambda edition: str(getattr(edition, name) or "")


def _day(name: str) -> Callable[[Edition], str]:
    def words(edition: Edition) -> str:
        value = getattr(edition, name)
        return value.isoformat() if isinstance(value, date) else ""

    return words


def _coded(name: str) -> Callable[[Edition], str]:
    def words(edition: Edition) -> str:
        code, table = str(getattr(edition, name)), CODED_FIELDS[name]
        return str(table.label(code)) if code in table else ""

    return words


def _topic(edition: Edition) -> str:
    return topic_path(edition.topic) if edition.topic in CODED_FIELDS["topic"] else ""


OUR_FIELDS: Mapping[str, OurField] = {
    one.code: one
    for one in (
        OurField("title", "名称", _text("title")),
        OurField("index_number", "索引号", _text("index_number")),
        OurField("doc_number", "文号", _text("doc_number")),
        OurField("issuer", "发布机构", _text("issuer")),
        OurField("organ_name", "本机关", _text("organ_name")),
        OurField("department_name", "科室", _text("department_name")),
        OurField("formed_on", "成文日期", _day("formed_on")),
        OurField("published_on", "发布日期", lambda one: localdate(one.published_at).isoformat()),
        OurField("column", "本栏目", lambda one: one.column.name),
        OurField("topic", "主题分类", _topic),
        OurField("genre", "体裁", _coded("genre")),
        OurField("statutory_class", "法定公开类别", _coded("statutory_class")),
        OurField("mode", "公开方式", _coded("mode")),
        OurField("validity", "有效性", _coded("validity")),
        OurField("effective_on", "施行日期", _day("effective_on")),
        OurField("expires_on", "有效期至", _day("expires_on")),
        OurField("keywords", "关键词", _text("keywords")),
        OurField("summary", "内容概述", _text("summary")),
        OurField("origin", "信息来源", _text("origin")),
        OurField("audience", "服务对象", _text("audience")),
        OurField("their_column", "对方栏目", lambda one: ""),
        OurField(BODY, "正文", lambda one: ""),
        OurField(FILES, "附件", lambda one: ""),
    )
}
_BY_LABEL = {one.label: one.code for one in OUR_FIELDS.values()}
#: What most entry forms ask for, in their usual order.
USUAL_ORDER = (
    ("栏目", "their_column"), ("标题", "title"), ("索引号", "index_number"), ("文号", "doc_number"),
    ("发布机构", "issuer"), ("成文日期", "formed_on"), ("发布日期", "published_on"),
    ("主题分类", "topic"), ("关键词", "keywords"), ("摘要", "summary"), ("正文", BODY), ("附件", FILES),
)  # fmt: skip


def usual_order() -> list[dict[str, str]]:
    """The usual form as a place keeps it."""
    return [{"label": label, "field": field} for label, field in USUAL_ORDER]


def written_order(order: list[dict[str, str]]) -> str:
    """The order as lines that people edit: «标题：名称», «是否公开：“是”»."""
    return "\n".join(_line(row) for row in order)


def _line(row: Mapping[str, str]) -> str:
    if "field" in row:
        return f"{row['label']}：{OUR_FIELDS[row['field']].label}"
    return f"{row['label']}：“{row['text']}”"


def read_order(text: str) -> list[dict[str, str]]:
    """The lines as a place keeps them; raises InputRefused naming the line that is not understood."""
    order, seen = [], set()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or len(lines) > MOST_FIELDS:
        raise _refused(f"请按对方录入表的次序填写，一行一项，最多 {MOST_FIELDS} 项。")
    for line in lines:
        label, _, ours = line.replace(":", "：", 1).partition("：")
        label, ours = label.strip(), ours.strip()
        if not label or not ours or len(label) > MOST_LABEL or len(ours) > MOST_TEXT:
            raise _refused(f"这一行看不懂：{line[:60]}。请写成“对方的名称：我们的要素”。")
        if label in seen:
            raise _refused(f"“{label}”写了两次，请只留一个。")
        seen.add(label)
        order.append(_entry(label, ours))
    return order


def _entry(label: str, ours: str) -> dict[str, str]:
    if ours[0] in "“\"'" and ours[-1] in "”\"'" and len(ours) > 1:
        return {"label": label, "text": ours[1:-1]}
    if ours not in _BY_LABEL:
        raise _refused(f"没有“{ours}”这个要素；每条都一样的内容请加引号，如“是”。")
    return {"label": label, "field": _BY_LABEL[ours]}


def _refused(message: str) -> InputRefused:
    return InputRefused(message, fields={"form_order": message})


@dataclass(frozen=True)
class FilledField:
    """A field of their form with what goes into it; `kind` is text, body or files."""

    label: str
    value: str
    kind: str = "text"


def filled_fields(posting: Posting, edition: Edition) -> list[FilledField]:
    """Their form in their order, filled from the edition."""
    return [_filled(row, posting, edition) for row in order_of(posting.place)]


def order_of(place: Place) -> list[dict[str, str]]:
    """The order of the place's form; the usual one while nobody has set it."""
    return list(place.form_order) or usual_order()


def _filled(row: Mapping[str, str], posting: Posting, edition: Edition) -> FilledField:
    if "text" in row:
        return FilledField(row["label"], row["text"])
    field = row["field"]
    if field in {BODY, FILES}:
        return FilledField(row["label"], "", field)
    if field == "their_column":
        return FilledField(row["label"], posting.place_column.label)
    return FilledField(row["label"], OUR_FIELDS[field].words(edition))

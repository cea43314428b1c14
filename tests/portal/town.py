"""A small town's site with something on every kind of page."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from gongkai.disclosure.acts.attach import add_picture, attach
from gongkai.disclosure.acts.columns import save_column
from gongkai.disclosure.acts.correct import change_validity, correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.models import Item
from tests.factories import NOW, Bureau, later, make_column, make_draft, make_live

TABLE = "<table><tbody><tr><th>项目</th><th>金额</th></tr><tr><td>甲</td><td>1</td></tr></tbody></table>"


def pdf(text: str = "form") -> io.BytesIO:
    """A one-page PDF."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(80, 700, text)
    canvas.save()
    buffer.seek(0)
    return buffer


def picture() -> io.BytesIO:
    """A small PNG."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), (31, 78, 140)).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def publish_draft(bureau: Bureau, item_id: int, *, now=NOW) -> Item:
    """Take a draft of a one-step column all the way."""
    submit(actor=bureau.drafter, item_id=item_id, now=now)
    item = review(actor=bureau.reviewer, item_id=item_id, now=now)
    if item.work_state == "approved":
        publish(actor=bureau.reviewer, item_id=item_id, now=now)
    return Item.objects.get(pk=item_id)


@dataclass
class Town:
    """The items by what they are."""

    bureau: Bureau
    policy: Item
    interpretation: Item
    news: Item
    corrected: Item
    repealed: Item
    withdrawn: Item


def make_town(bureau: Bureau) -> Town:
    """Publish one of everything, and 23 notices so that a list has two pages."""
    add_columns(bureau)
    for _ in range(21):
        make_live(bureau, topic="t02_01")
    make_live(bureau, "zn", title="政府信息公开指南")
    make_live(bureau, "zd", title="政府信息公开工作制度")
    make_live(bureau, "nb", title="2025年政府信息公开工作年度报告")
    make_live(bureau, "child", title="项目申报结果公示")
    policy = make_live(
        bureau, "zcwj", title="关于支持技术改造的若干措施", doc_number="文工信发〔2026〕5号", genre="notice",
        validity="in_force", summary="十二条措施。", keywords="技术改造", body_html=f"<p>正文。</p>{TABLE}",
    )  # fmt: skip
    return Town(
        bureau, policy, make_interpretation(bureau, policy), make_live(bureau, "gzdt", title="走访企业"),
        make_corrected(bureau), make_repealed(bureau), make_withdrawn(bureau),
    )  # fmt: skip


def add_columns(bureau: Bureau) -> None:
    """The platform's fixed columns and one column below another."""
    for code, part, kind in (
        ("zn", "guide", "guide"), ("zd", "rules", "policy"), ("nb", "annual_reports", "annual_report"),
    ):  # fmt: skip
        bureau.columns[code] = make_column(bureau.organ, code, platform_part=part, column_type=kind)
    bureau.columns["child"] = save_column(
        actor=None, organ=bureau.organ, parent_id=bureau.columns["tzgg"].pk, now=NOW,
        values={"code": "jggs", "name": "结果公示", "description": "公示。", "platform_part": "statutory"},
    )  # fmt: skip


def make_interpretation(bureau: Bureau, policy: Item) -> Item:
    """An interpretation with a picture and two files, linked to its policy."""
    draft = make_draft(bureau, title="《若干措施》政策解读", genre="interpretation")
    address = add_picture(actor=bureau.drafter, item_id=draft.pk, name="图.png", stream=picture(), now=NOW)
    body = f'<p>解读如下。</p><figure><img src="{address}" alt="一图读懂"></figure>'
    edit(actor=bureau.drafter, item_id=draft.pk, values={"body_html": body}, now=NOW)
    attach(actor=bureau.drafter, item_id=draft.pk, name="申请表.pdf", stream=pdf(), now=NOW)
    table = io.BytesIO("项目,金额\n甲,1\n".encode())
    attach(actor=bureau.drafter, item_id=draft.pk, name="汇总表.csv", stream=table, now=NOW)
    link_interpretation(actor=bureau.drafter, policy_id=policy.pk, interpretation_id=draft.pk, now=NOW)
    return publish_draft(bureau, draft.pk)


def make_corrected(bureau: Bureau) -> Item:
    """An item whose wrong character was mended nine days later."""
    item = make_live(bureau, title="关于征集作品的通之")
    when = later(days=9)
    correct(actor=bureau.drafter, item_id=item.pk, reason="错字", now=when, light=True)
    edit(actor=bureau.drafter, item_id=item.pk, values={"title": "关于征集作品的通知"}, now=when)
    return publish_draft(bureau, item.pk, now=when)


def make_repealed(bureau: Bureau) -> Item:
    """A policy document marked repealed."""
    item = make_live(
        bureau, "zcwj", title="用电补贴暂行办法", doc_number="文工信发〔2026〕2号", genre="notice",
        validity="in_force",
    )  # fmt: skip
    change_validity(
        actor=bureau.drafter, item_id=item.pk, validity="repealed", note="依据文工信发〔2026〕5号废止",
        now=later(days=3),
    )  # fmt: skip
    return publish_draft(bureau, item.pk, now=later(days=3))


def make_withdrawn(bureau: Bureau) -> Item:
    """A withdrawn item."""
    item = make_live(bureau, title="关于重复申报核查的通知")
    return withdraw(actor=bureau.reviewer, item_id=item.pk, reason="申报时间有误", now=later(hours=5))

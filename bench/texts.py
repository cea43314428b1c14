"""Titles and bodies that read like a bureau's year, drawn from word lists by a seeded chance."""

from __future__ import annotations

import random
from datetime import date

MATTERS = (
    "中小企业数字化转型", "技术改造项目申报", "专精特新企业认定", "安全生产专项整治", "工业用地集约利用",
    "绿色工厂创建", "惠企资金兑现", "民爆物品安全检查", "无线电管理", "工业经济运行监测", "企业减负",
    "产业链供应链对接", "首台套技术装备奖补", "工业互联网平台建设", "节能监察", "军民融合发展",
    "信息基础设施建设", "制造业单项冠军培育", "小微企业创业创新", "行政执法三项制度", "营商环境优化",
    "政务公开标准化", "财政预算绩效管理", "政府采购合同公示", "行政许可和行政处罚双公示", "人大代表建议办理",
)  # fmt: skip
KINDS = ("通知", "公告", "实施方案", "工作要点", "管理办法", "情况通报", "公示", "意见", "批复", "政策解读")
ACTS = ("开展", "做好", "组织", "加强", "推进", "规范", "调整", "公布", "深化", "落实")
PLACES = ("全区", "沿海三镇", "经济开发区", "城区各街道", "高新技术园区", "各镇街", "临港片区", "北部山区")
SENTENCES = (
    "为贯彻落实上级有关工作部署，结合我区实际，现将有关事项通知如下。",
    "各有关单位要高度重视，明确责任分工，细化工作措施，按时完成各项任务。",
    "申报单位应当对所提交材料的真实性负责，弄虚作假的，取消资格并依法追究责任。",
    "受理时间为工作日上午八时三十分至十一时三十分，下午二时至五时。",
    "联系科室将及时汇总进展情况，每月底前报送区工作专班办公室。",
    "对符合条件的企业，按照实际投入给予补助，单个项目最高不超过五十万元。",
    "有关部门应当加强事中事后监管，建立工作台账，实行销号管理。",
    "公示期内如有异议，请以书面形式向本机关反映，并提供必要的证明材料。",
    "本办法自发布之日起施行，原有规定与本办法不一致的，以本办法为准。",
    "全年共检查企业三百二十家次，发现隐患六百一十五处，整改率达到百分之九十九。",
    "要坚持问题导向和目标导向相统一，推动各项政策直达快享、免申即享。",
    "预算执行进度符合序时要求，重点支出得到有效保障。",
)  # fmt: skip
PREFIX = "文工信字"


def title(chance: random.Random, organ: str, day: date, number: int) -> str:
    """A title of some 15 to 40 characters; `number` makes it one of a kind."""
    matter, kind, act = chance.choice(MATTERS), chance.choice(KINDS), chance.choice(ACTS)
    place = chance.choice(PLACES)
    shapes = (
        f"{organ}关于{act}{place}{matter}工作的{kind}",
        f"关于{act}{day.year}年度{matter}（第{number}批）的{kind}",
        f"{organ}{day.year}年{day.month}月{matter}情况（{number}）",
        f"关于印发《{place}{matter}{kind}》的通知",
        f"{place}{matter}{kind}（{day.year}年第{number}号）",
    )
    return chance.choice(shapes)


def summary(chance: random.Random) -> str:
    """One item in three has one, of a sentence."""
    return chance.choice(SENTENCES) if chance.random() < 1 / 3 else ""


def body(chance: random.Random) -> str:
    """Clean HTML of some 200 to 1,500 characters; one in ten holds a table."""
    paragraphs = [
        "<p>{}</p>".format("".join(chance.choices(SENTENCES, k=chance.randint(2, 5))))
        for _ in range(chance.randint(3, 9))
    ]
    if chance.random() < 0.1:
        rows = "".join(
            f"<tr><td>{n}</td><td>{chance.choice(MATTERS)}</td><td>{chance.randint(10, 900)}</td></tr>"
            for n in range(1, 16)
        )
        paragraphs.append(
            f"<table><thead><tr><th>序号</th><th>项目</th><th>万元</th></tr></thead><tbody>{rows}</tbody></table>"
        )
    return "".join(paragraphs)


def document_number(chance: random.Random, day: date, number: int) -> str:
    """Two items in five bear one."""
    return f"{PREFIX}〔{day.year}〕{number}号" if chance.random() < 0.4 else ""

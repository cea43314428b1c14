"""Notices, opinions, replies and letters of a county, its towns, its hospitals and its schools."""

from gongkai.documents.official import FieldKey
from tests.documents.official.corpus.sheet import Sheet
from tests.documents.official.corpus.truths import Catalogue, entry

LETTERS: Catalogue = {}
ZHEN = "云沛县白杨镇人民政府"


@entry(
    LETTERS, "joint-opinion-five",
    title="关于加强校外托管机构监督管理的实施意见", number="云教体联〔2023〕4号", formed="2023-09-18",
    issuer="云沛县教育和体育局、云沛县公安局、云沛县民政局、云沛县市场监督管理局、云沛县消防救援大队",
    mode="proactive", genre="opinion", listed=("联席会议成员名单", "托管机构登记表", "日常检查记录表"),
    body=("属地管理",), not_body=("云教体联", "信息公开"),
)  # fmt: skip
def joint_opinion_five() -> bytes:
    organs = [
        "云沛县教育和体育局",
        "云沛县公安局",
        "云沛县民政局",
        "云沛县市场监督管理局",
        "云沛县消防救援大队",
    ]
    sheet = Sheet().joint(organs, how="table").number("云教体联〔2023〕4号").rule()
    sheet.title("关于加强校外托管机构监督管理的", "实施意见").to("各乡镇（街道），县直各有关单位：")
    sheet.p(
        "为加强校外托管机构监督管理，提出如下意见：", "一、坚持属地管理、部门协同。", "二、建立联席会议制度。"
    )
    sheet.listed("附件：1.联席会议成员名单", "2.托管机构登记表", "3.日常检查记录表").blank(2)
    table = sheet.document.add_table(rows=3, cols=2)
    for place, organ in enumerate(organs):
        table.rows[place // 2].cells[place % 2].text = organ
    table.rows[2].cells[1].text = "2023年9月18日"
    return sheet.imprint(
        "信息公开选项：主动公开", "云沛县教育和体育局办公室　2023年9月19日印发", how="lines"
    ).save()


@entry(
    LETTERS, "school-reply",
    title="云沛县教育和体育局关于同意白杨镇中心幼儿园增设分园的批复", number="云教体复〔2024〕5号",
    formed="2024-03-22", issuer="云沛县教育和体育局", mode="on_request", genre="reply",
    body=("《关于增设分园的请示》（白幼〔2024〕1号）", "办学规模6个班"), not_body=("云教体复",),
)  # fmt: skip
def school_reply() -> bytes:
    sheet = (
        Sheet().head("云沛县教育和体育局", size=42).rule().number("云教体复〔2024〕5号", how="right").blank()
    )
    sheet.title("云沛县教育和体育局关于同意白杨镇中心", "幼儿园增设分园的批复").to("白杨镇中心幼儿园：")
    sheet.p("你园《关于增设分园的请示》（白幼〔2024〕1号）收悉。根据云教体发〔2022〕31号文件精神，批复如下：")
    sheet.p("同意增设分园，办学规模6个班。此复。").sign("云沛县教育和体育局", "2024年3月22日")
    return sheet.imprint("公开方式：依申请公开|（共印6份）", how="two cells").save()


@entry(
    LETTERS, "reply-letter-quotes",
    title="海岳市文川区生态环境分局关于《文川区餐饮油烟整治方案（征求意见稿）》的复函",
    number="文环函〔2023〕56号",
    formed="2023-10-09", issuer="海岳市文川区生态环境分局", mode="withheld", genre="letter",
    also={FieldKey.ISSUER: ("海岳市生态环境局文川分局",)},
    body=("海环发〔2022〕14号", "文城管函〔2023〕88号", "建议删去第五条"), not_body=("文环函", "不予公开"),
)  # fmt: skip
def reply_letter_quotes() -> bytes:
    sheet = Sheet().head("海岳市文川区生态环境分局", size=36).number("文环函〔2023〕56号", how="right").rule()
    sheet.title("海岳市文川区生态环境分局关于《文川区", "餐饮油烟整治方案（征求意见稿）》的复函").to(
        "区城市管理局："
    )
    sheet.p(
        "贵局《关于征求意见的函》（文城管函〔2023〕88号）收悉。经研究，依据海环发〔2022〕14号、文政办发〔2021〕9号、"
    )
    sheet.p(
        "环办大气〔2020〕2号等文件，现函复如下：", "一、建议删去第五条。", "二、其余无意见。", "专此函复。"
    )
    sheet.sign("海岳市文川区生态环境分局", "2023年10月9日", how="indent")
    return sheet.imprint("（联系人：秦峰　电话：0638-8271122）", mode="此件不予公开", how="lines").save()


@entry(
    LETTERS, "party-and-government",
    title="中共云沛县委办公室 云沛县人民政府办公室关于印发《云沛县河湖长制工作方案》的通知",
    number="云办发〔2023〕19号", formed="2023-06-12", issuer="中共云沛县委办公室、云沛县人民政府办公室",
    genre="notice", body=("设立县、乡、村三级河长",), not_body=("云办发",),
    also={FieldKey.TITLE:
          ("中共云沛县委办公室云沛县人民政府办公室关于印发《云沛县河湖长制工作方案》的通知",)},
)  # fmt: skip
def party_and_government() -> bytes:
    organs = ["中共云沛县委办公室", "云沛县人民政府办公室"]
    sheet = Sheet().joint(organs, how="lines").number("云办发〔2023〕19号").rule("shape")
    sheet.title(*organs, "关于印发《云沛县河湖长制工作方案》的", "通　知", how="paragraphs")
    sheet.to("各乡镇党委和人民政府，县直各部门：")
    sheet.p("《云沛县河湖长制工作方案》已经县委、县政府领导同志同意，现印发给你们，请结合实际认真贯彻落实。")
    sheet.sign_side_by_side(organs, "2023年6月12日").p("（此件发至乡镇级）").page()
    sheet.title("云沛县河湖长制工作方案").p("一、工作目标。设立县、乡、村三级河长。")
    return sheet.imprint("中共云沛县委办公室　　　　　　2023年6月12日印发").save()


@entry(
    LETTERS, "town-circular",
    title="白杨镇人民政府关于2023年秋季秸秆禁烧工作情况的通报", number="白政发〔2023〕45号",
    formed="2023-11-06",
    issuer=ZHEN, mode="proactive", genre="circular", also={FieldKey.ISSUER: ("白杨镇人民政府",)},
    body=("火点12处", "东岗村"), not_body=("白政发",),
)  # fmt: skip
def town_circular() -> bytes:
    sheet = (
        Sheet()
        .head("云沛县白杨镇人民政府文件", how="spaced", size=26)
        .number("白政发〔2023〕45号")
        .rule("underscores")
    )
    sheet.title("白杨镇人民政府关于2023年秋季", "秸秆禁烧工作情况的通报", how="spaces").to(
        "各村民委员会、镇直各单位："
    )
    sheet.p("今年秋季，全镇共发现火点12处，现通报如下：", "一、东岗村火点5处，责令作出书面检查。", how="wide")
    sheet.p("二、其余各村要引以为戒。", how="wide").sign(ZHEN, "2023年11月6日", how="wide")
    return (
        sheet.p("主动公开", how="none").imprint("白杨镇党政综合办公室  2023年11月6日印发", how="lines").save()
    )


@entry(
    LETTERS, "hospital-notice-table",
    title="关于印发《云沛县中医医院2024年度设备采购计划》的通知", number="云中医发〔2024〕3号",
    formed="2024-01-26", issuer="云沛县中医医院", genre="notice",
    body=("彩超仪", "第60项"), not_body=("云中医发",),
)  # fmt: skip
def hospital_notice_table() -> bytes:
    sheet = Sheet().page_numbers().head("云沛县中医医院文件", size=38).number("云中医发〔2024〕3号").rule()
    sheet.title("关于印发《云沛县中医医院2024年度", "设备采购计划》的通知").to("各科室：")
    sheet.p("经院长办公会研究，制定2024年度设备采购计划如下，请遵照执行。")
    rows = [[f"第{n}项", "彩超仪" if n == 1 else f"设备{n}", "1台", "院部"] for n in range(1, 61)]
    sheet.table(["项目", "名称", "数量", "使用科室"], *rows, merge=(0, 2, 0, 3))
    return sheet.sign("云沛县中医医院", "2024年1月26日").imprint("抄报：县卫生健康委员会。").save()


@entry(
    LETTERS, "street-office-seal",
    title="关于做好辖区防汛值班工作的通知", number="北办发〔2024〕22号", formed="2024-06-20",
    issuer="海岳市文川区北滩街道办事处", mode="proactive", genre="notice", listed=("防汛值班表",
    "应急物资清单"),
    body=("24小时值班",), not_body=("北办发",),
)  # fmt: skip
def street_office_seal() -> bytes:
    sheet = (
        Sheet()
        .marks("加急")
        .head("海岳市文川区北滩街道办事处文件", size=28)
        .number("北办发〔2024〕22号")
        .rule()
    )
    sheet.title("关于做好辖区防汛值班工作的通知").to("各社区居委会、机关各办公室：")
    sheet.p("6月20日至9月30日，实行24小时值班制度，不得脱岗。").listed(
        "附件1：防汛值班表", "附件2：应急物资清单"
    )
    sheet.sign("海岳市文川区北滩街道办事处（公章）", "2024年6月20日", how="indent")
    sheet.attached("附件1", "防汛值班表").table(["日期", "带班", "值班"], ["6月20日", "钱枫", "秦峰"])
    return sheet.imprint(
        "公开类型：主动公开", "北滩街道党政综合办公室　2024年6月20日印发", how="lines"
    ).save()


@entry(
    LETTERS, "old-fees-notice",
    title="关于2005年秋季中小学收费标准的通知", number="云教〔2005〕18号", formed="2005-08-25",
    issuer="云沛县教育局、云沛县物价局", genre="notice", effective="2005-09-01",
    body=("每生每学期60元",), not_body=("主题词", "云教"),
)  # fmt: skip
def old_fees_notice() -> bytes:
    sheet = (
        Sheet("宋体", 14)
        .head("云沛县教育局", how="spaced", size=26)
        .head("云沛县物价局", how="spaced", size=26)
    )
    sheet.number("云教（2005）18号").rule("underscores").title(
        "关于2005年秋季中小学收费标准的通知", how="spaces"
    )
    sheet.to("各乡镇中心学校、县直各学校：").p("小学杂费每生每学期60元，初中80元。", how="wide")
    sheet.p("本通知自2005年9月1日起执行。", how="wide").sign(
        "云沛县教育局", "云沛县物价局", "二○○五年八月二十五日", how="wide"
    )
    return sheet.imprint("主题词：教育　收费　标准　通知", "抄送：县纪委、县监察局。", how="lines").save()


@entry(
    LETTERS, "school-letter",
    title="关于商请协助维护校园周边交通秩序的函", number="云一中函〔2024〕4号", formed="2024-03-08",
    issuer="云沛县第一中学", genre="letter", body=("早晚高峰",), not_body=("云一中函",),
)  # fmt: skip
def school_letter() -> bytes:
    sheet = Sheet().head("云沛县第一中学", size=40).rule().number("云一中函〔2024〕4号", how="left")
    sheet.title("关于商请协助维护校园周边交通秩序的函").to("县公安局交通警察大队：")
    sheet.p("为确保师生安全，商请贵队在早晚高峰派员疏导交通。", "请予支持为荷。")
    return sheet.sign("云沛县第一中学", "2024.3.8", how="spaces").save()


@entry(
    LETTERS, "fund-measures",
    title="云沛县财政局 云沛县科学技术局关于印发《云沛县科技创新专项资金管理办法》的通知",
    number="云财教〔2023〕112号", formed="2023-12-04", issuer="云沛县财政局、云沛县科学技术局",
    mode="proactive",
    genre="notice", effective="2024-01-01", expires="2026-12-31", listed=("云沛县科技创新专项资金管理办法",),
    body=("专款专用", "云财教〔2019〕77号"), not_body=("云财教〔2023〕112号",),
    also={FieldKey.TITLE: ("云沛县财政局云沛县科学技术局关于印发《云沛县科技创新专项资金管理办法》的通知",)},
)  # fmt: skip
def fund_measures() -> bytes:
    organs = ["云沛县财政局", "云沛县科学技术局"]
    sheet = Sheet().joint(organs, how="one cell").number("云财教〔2023〕112号").rule()
    sheet.title("云沛县财政局　云沛县科学技术局", "关于印发《云沛县科技创新专项资金", "管理办法》的通知")
    sheet.to("各有关单位：").p("现将《云沛县科技创新专项资金管理办法》印发给你们，请遵照执行。")
    sheet.listed("附：云沛县科技创新专项资金管理办法").sign_side_by_side(
        organs, "2023年12月4日", how="spaces"
    )
    sheet.page().title("云沛县科技创新专项资金管理办法").p("第一条　专项资金应当专款专用。")
    sheet.p(
        "第二条　本办法自2024年1月1日起施行，有效期至2026年12月31日。原办法（云财教〔2019〕77号）同时废止。"
    )
    return sheet.imprint("公开属性：主动公开", "云沛县财政局办公室　　　　2023年12月5日印发").save()


@entry(
    LETTERS, "town-petition",
    title="关于解决白杨镇敬老院消防改造资金的请示", number="白政〔2024〕8号", formed="2024-02-01",
    issuer=ZHEN,
    mode="withheld", genre="petition", also={FieldKey.ISSUER: ("白杨镇人民政府",)},
    body=("尚缺资金38万元",), not_body=("签发人", "白政〔2024〕8号"),
)  # fmt: skip
def town_petition() -> bytes:
    sheet = (
        Sheet()
        .head("白杨镇人民政府文件", size=38)
        .number("白政〔2024〕8号", signer="签发人：白一舟", how="table")
        .rule()
    )
    sheet.title("关于解决白杨镇敬老院消防改造资金的", "请　示").to("县人民政府：")
    sheet.p("我镇敬老院消防设施老化，改造尚缺资金38万元，恳请县政府予以解决。", "妥否，请批示。")
    sheet.sign(ZHEN, "2024年2月1日").p("（联系人：钱枫；联系电话：0638-8278001）")
    return sheet.imprint("白杨镇党政综合办公室　2024年2月1日印发", mode="公开属性：不公开（内部事务）").save()


@entry(
    LETTERS, "unsigned-guidance",
    title="云沛县卫生健康委员会办公室关于开展职业病防治宣传周活动的通知", number="云卫办〔2024〕15号",
    formed="2024-04-18", issuer="云沛县卫生健康委员会办公室", mode="proactive", genre="notice",
    body=("4月25日至5月1日",), not_body=("云卫办",), listed=("活动情况统计表",),
)  # fmt: skip
def unsigned_guidance() -> bytes:
    sheet = Sheet().head("云沛县卫生健康委员会办公室", size=34).rule().number("云卫办〔2024〕15号")
    sheet.title("云沛县卫生健康委员会办公室关于开展", "职业病防治宣传周活动的通知", how="paragraphs")
    sheet.to("各乡镇卫生院，委属各单位：").p("宣传周时间为4月25日至5月1日。请于5月10日前报送总结。")
    sheet.listed("附件：活动情况统计表", how="breaks").sign(
        "云沛县卫生健康委员会办公室", "2024年4月18日", how="spaces"
    )
    sheet.p("（政务公开：主动公开）", how="none")
    return sheet.attached("附件", "活动情况统计表").table(["单位", "场次", "人数"], ["", "", ""]).save()

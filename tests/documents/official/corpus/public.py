"""What is said to everyone: opinions, decisions, orders, announcements, public showings."""

from gongkai.documents.official import FieldKey
from tests.documents.official.corpus.sheet import Sheet
from tests.documents.official.corpus.truths import UNCLEAR, Catalogue, entry

PUBLIC: Catalogue = {}
QU = "海岳市文川区人民政府"
BAN = "海岳市文川区人民政府办公室"


@entry(
    PUBLIC, "opinion-implementing",
    title="海岳市文川区人民政府关于促进乡村产业振兴的实施意见", number="文政发〔2020〕9号",
    formed="2020-05-28", issuer=QU, mode="proactive", genre="opinion",
    body=("（一）发展特色种植", "到2025年", "国发〔2019〕12号"), not_body=("文政发〔2020〕9号", "— 1 —"),
)  # fmt: skip
def opinion_implementing() -> bytes:
    sheet = Sheet().page_numbers().head("海岳市文川区人民政府文件").number("文政发〔2020〕9号").rule()
    sheet.title("海岳市文川区人民政府", "关于促进乡村产业振兴的", "实施意见")
    sheet.to("各镇人民政府、街道办事处，区政府各部门，各直属机构：")
    sheet.p("根据《国务院关于促进乡村产业振兴的指导意见》（国发〔2019〕12号），制定本实施意见。")
    sheet.h("一、总体目标").p("到2025年，形成三个产值过亿元的产业。").h("二、重点任务")
    sheet.p("（一）发展特色种植。推广优质小麦。", "（二）壮大龙头企业。").h("三、保障措施").p("加强领导。")
    sheet.sign(QU, "2020年5月28日", how="indent").p("（此件公开发布）")
    return sheet.imprint("抄送：区委各部门。", BAN + "　　2020年5月28日印发").save()


@entry(
    PUBLIC, "opinion-joint-three",
    title="关于进一步规范建筑工地扬尘治理的意见", number="文住建发〔2021〕52号", formed="2021-10-12",
    issuer="海岳市文川区住房和城乡建设局、海岳市文川区综合行政执法局、海岳市生态环境局文川分局",
    mode="proactive", genre="opinion", effective="2021-11-01", expires="2024-10-31",
    body=("六个百分之百",), not_body=("文住建发", "公开属性"),
)  # fmt: skip
def opinion_joint_three() -> bytes:
    organs = [
        "海岳市文川区住房和城乡建设局", "海岳市文川区综合行政执法局", "海岳市生态环境局文川分局",
    ]  # fmt: skip
    sheet = Sheet().joint(organs).number("文住建发〔2021〕52号").rule()
    sheet.title("关于进一步规范建筑工地扬尘治理的意见").to("各建设、施工、监理单位：")
    sheet.p("一、落实六个百分之百。", "二、本意见自2021年11月1日起施行，有效期三年。")
    sheet.sign(*organs, "2021年10月12日", how="indent")
    return sheet.imprint(
        "海岳市文川区住房和城乡建设局办公室　2021年10月12日印发", mode="公开属性：主动公开"
    ).save()


@entry(
    PUBLIC, "notice-joint-one-cell",
    title="关于做好春季传染病防控工作的通知", number="平卫联发〔2024〕3号", formed="2024-02-26",
    issuer="平岚县卫生健康局、平岚县教育和体育局", mode="proactive", genre="notice",
    body=("晨午检",), not_body=("平卫联发",),
)  # fmt: skip
def joint_one_cell() -> bytes:
    organs = ["平岚县卫生健康局", "平岚县教育和体育局"]
    sheet = Sheet().joint(organs, how="one cell").number("平卫联发〔2024〕3号").rule("shape")
    sheet.title("关于做好春季传染病防控工作的通知").to("各乡镇卫生院、中小学校：")
    sheet.p("各学校要落实晨午检制度。").sign_side_by_side(organs, "2024年2月26日")
    return sheet.imprint(
        "平岚县卫生健康局办公室　　2024年2月26日印发", how="lines", mode="此件主动公开"
    ).save()


@entry(
    PUBLIC, "notice-joint-lines",
    title="关于联合开展农资打假专项行动的通知", number="文农发〔2022〕17号", formed="2022-03-01",
    issuer="海岳市文川区农业农村局、海岳市文川区市场监督管理局、海岳市公安局文川分局",
    mode=None, genre="notice", body=("行动时间为3月至5月",), not_body=("文农发",),
)  # fmt: skip
def joint_lines() -> bytes:
    organs = ["海岳市文川区农业农村局", "海岳市文川区市场监督管理局", "海岳市公安局文川分局"]
    sheet = Sheet().joint(organs, how="lines").number("文农发〔2022〕17号").rule()
    sheet.title("关于联合开展农资打假", "专项行动的通知").to("各镇农业综合服务中心：")
    sheet.p("决定联合开展专项行动，行动时间为3月至5月。")
    return sheet.sign_side_by_side(organs, "2022年3月1日").save()


@entry(
    PUBLIC, "notice-joint-side-by-side-spaces",
    title="关于命名文川区文明校园的通知", number="文教体字〔2023〕60号", formed="2023-12-04",
    issuer="海岳市文川区教育和体育局、共青团海岳市文川区委员会", mode="proactive", genre="notice",
    body=("城西小学等8所学校",), not_body=("文教体字",),
)  # fmt: skip
def joint_side_by_side() -> bytes:
    organs = ["海岳市文川区教育和体育局", "共青团海岳市文川区委员会"]
    sheet = Sheet(size=14).joint(organs, how="lines").number("文教体字〔2023〕60号").rule()
    sheet.title("关于命名文川区文明校园的通知").to("各中小学校：").p("决定命名城西小学等8所学校为文明校园。")
    return (
        sheet.sign_side_by_side(organs, "2023年12月4日", how="spaces")
        .imprint("主动公开", "海岳市文川区教育和体育局办公室　2023年12月5日印发")
        .save()
    )


@entry(
    PUBLIC, "decision-repeal",
    title="海岳市文川区人民政府关于废止和修改部分行政规范性文件的决定", number="文政发〔2022〕21号",
    formed="2022-12-20", issuer=QU, mode="proactive", genre="decision", effective="2022-12-20",
    body=("文政发〔2012〕5号", "自公布之日起施行"), not_body=("文政发〔2022〕21号",),
    listed=("废止的行政规范性文件目录（12件）", "修改的行政规范性文件目录（3件）"),
)  # fmt: skip
def decision_repeal() -> bytes:
    sheet = Sheet().head("海岳市文川区人民政府文件").number("文政发〔2022〕21号").rule()
    sheet.title("海岳市文川区人民政府关于废止和修改", "部分行政规范性文件的决定").to("各镇人民政府：")
    sheet.p("经清理，决定废止12件、修改3件。本决定自公布之日起施行。")
    sheet.listed("附件：1. 废止的行政规范性文件目录（12件）；", "2. 修改的行政规范性文件目录（3件）。").sign(
        QU, "2022年12月20日", how="indent"
    ).p("（此件公开发布）")
    sheet.attached("附件1", "废止的行政规范性文件目录（12件）")
    sheet.table(
        ["序号", "文件名称", "文号"], ["1", "文川区粮食直补办法", "文政发〔2012〕5号"],
        ["2", "文川区集贸市场管理规定", "文政发〔2008〕31号"],
    )  # fmt: skip
    sheet.attached("附件2", "修改的行政规范性文件目录（3件）")
    return sheet.table(["序号", "文件名称"], ["1", "文川区户外广告管理办法"]).save()


@entry(
    PUBLIC, "decision-penalty-style",
    title="关于授予城西小学等单位“书香校园”称号的决定", number="文教体〔2023〕9号", formed="2023-04-23",
    issuer="海岳市文川区教育和体育局", mode="proactive", genre="decision",
    body=("珍惜荣誉",), not_body=("文教体〔2023〕9号", "□"),
)  # fmt: skip
def decision_boxes() -> bytes:
    sheet = Sheet().head("海岳市文川区教育和体育局文件", how="table", size=30)
    sheet.number("文教体〔2023〕9号").rule().title("关于授予城西小学等单位", "“书香校园”称号的决定")
    sheet.to("各学校：").p("希望受表彰单位珍惜荣誉。").sign("海岳市文川区教育和体育局", "2023年4月23日")
    return sheet.imprint("公开属性：☑主动公开　□依申请公开　□不予公开", "共印30份").save()


@entry(
    PUBLIC, "order",
    title="文川区户外广告设施管理办法", number="第3号", formed="2021-12-01", issuer=QU, mode=None,
    genre="order", effective="2022-01-01", body=("第三条", "2021年11月26日"),
    also={
        FieldKey.DOC_NUMBER: ("海岳市文川区人民政府令第3号", "文川区人民政府令第3号"),
        FieldKey.TITLE: ("海岳市文川区人民政府令",), FieldKey.GENRE: ("regulation", "rules"),
        FieldKey.ISSUER: ("文川区人民政府",),
    },
)  # fmt: skip
def order() -> bytes:
    sheet = Sheet().head("海岳市文川区人民政府令", size=38).number("第3号").rule()
    sheet.p("《文川区户外广告设施管理办法》已经2021年11月26日区政府第9次常务会议通过，现予公布，")
    sheet.p("自2022年1月1日起施行。", how="none").sign("区长　魏民", "2021年12月1日", how="indent").page()
    sheet.title("文川区户外广告设施管理办法").p("第一条　为规范户外广告，制定本办法。")
    sheet.p("第二条　本区户外广告适用本办法。", "第三条　本办法自2022年1月1日起施行。")
    return sheet.save()


@entry(
    PUBLIC, "announcement-land",
    title="海岳市文川区自然资源局国有建设用地使用权挂牌出让公告", number="文自资告字〔2023〕12号",
    formed="2023-08-07", issuer="海岳市文川区自然资源局", mode=None, genre="announcement",
    body=("2023年9月6日16时", "15236平方米"), not_body=("文自资告字〔2023〕12号",),
)  # fmt: skip
def announcement_land() -> bytes:
    sheet = Sheet("宋体", 12).title("海岳市文川区自然资源局", "国有建设用地使用权挂牌出让公告", bold=True)
    sheet.centred("文自资告字〔2023〕12号")
    sheet.p("经批准，我局决定挂牌出让下列地块，申请截止时间为2023年9月6日16时：")
    sheet.table(
        ["地块编号", "位置", "面积", "起始价"], ["2023-08", "滨河路北", "15236平方米", "4120万元"],
        ["", "中心街东", "8800平方米", "2600万元"], merge=(1, 0, 2, 0),
    )  # fmt: skip
    return sheet.picture().sign("海岳市文川区自然资源局", "2023年8月7日").save()


@entry(
    PUBLIC, "announcement-year-number",
    title="关于2023年招录协管员的公告", number="2023年第4号", formed="2023-05-06",
    issuer="海岳市文川区综合行政执法局", mode=None, genre="announcement",
    body=("报名时间：2023年5月15日至5月19日",), not_body=("2023年第4号",),
)  # fmt: skip
def announcement_year_number() -> bytes:
    sheet = Sheet().head("海岳市文川区综合行政执法局公告", size=32).number("2023年第4号").rule()
    sheet.title("关于2023年招录协管员的公告").p("一、名额：12名。", "二、报名时间：2023年5月15日至5月19日。")
    return sheet.sign("海岳市文川区综合行政执法局", "2023年5月6日", how="indent").save()


@entry(
    PUBLIC, "public-notice-road",
    title="关于滨河路封闭施工期间交通管制的通告", number=None, formed="2022-04-18",
    issuer="海岳市公安局文川分局交通警察大队、海岳市文川区交通运输局", mode=None, genre="public_notice",
    effective="2022-04-25", expires="2022-06-30", body=("禁止一切车辆通行",),
    also={FieldKey.EFFECTIVE_ON: (None,), FieldKey.EXPIRES_ON: (None,)},
)  # fmt: skip
def public_notice_road() -> bytes:
    sheet = Sheet().title("关于滨河路封闭施工期间", "交通管制的通告", how="paragraphs")
    sheet.p("因施工需要，自2022年4月25日至2022年6月30日，滨河路禁止一切车辆通行。特此通告。")
    return sheet.sign("海岳市公安局文川分局交通警察大队", "海岳市文川区交通运输局", "2022年4月18日").save()


@entry(
    PUBLIC, "showing-allowances",
    title="2023年第二批公益性岗位补贴公示", number=None, formed="2023-07-20",
    issuer="海岳市文川区人力资源和社会保障局", mode=None, genre="other",
    also={FieldKey.GENRE: (None, "announcement", "public_notice")},
    body=("公示期为2023年7月20日至7月26日", "0638-8270012"), not_body=("2023年第二批公益性岗位补贴公示",),
)  # fmt: skip
def showing_allowances() -> bytes:
    sheet = Sheet("宋体", 14).title("2023年第二批公益性岗位补贴公示", style="Heading 1")
    sheet.p("经审核，下列单位符合条件，公示期为2023年7月20日至7月26日。", how="wide")
    sheet.table(["单位", "人数", "金额（元）"], ["青石镇社会保障所", "6", "10800"], ["合计", "6", "10800"])
    sheet.p("监督电话：0638-8270012", how="wide")
    return sheet.sign("海岳市文川区人力资源和社会保障局", "2023年7月20日", how="wide").save()


@entry(
    PUBLIC, "showing-before-appointment",
    title="拟任职干部公示", number=None, formed="2024-03-11", issuer="云沛县人力资源和社会保障局",
    mode=None, genre="other", also={FieldKey.GENRE: (None, "announcement", "public_notice")},
    body=("拟任云沛县社会保险中心副主任", "3月11日至3月15日"),
)  # fmt: skip
def showing_appointment() -> bytes:
    sheet = Sheet().title("拟任职干部公示", how="spaces").p("根据有关规定，现将拟任职人员公示如下：")
    sheet.p("白一舟，拟任云沛县社会保险中心副主任。", "公示时间：3月11日至3月15日。")
    return sheet.sign("云沛县人力资源和社会保障局", "2024 年 3 月 11 日", how="spaces").save()


@entry(
    PUBLIC, "notice-thirty-days-later",
    title="海岳市文川区人民政府关于划定禁止燃放烟花爆竹区域的通告", number="文政通〔2023〕1号",
    formed="2023-12-08", issuer=QU, mode="proactive", genre="public_notice", effective=UNCLEAR,
    body=("自发布之日起30日后施行",), not_body=("文政通",),
)  # fmt: skip
def thirty_days_later() -> bytes:
    sheet = Sheet().head("海岳市文川区人民政府", how="runs", size=36).number("文政通〔2023〕1号").rule()
    sheet.title("海岳市文川区人民政府关于划定", "禁止燃放烟花爆竹区域的通告")
    sheet.p("为保障安全，滨河路以内禁止燃放烟花爆竹。", "本通告自发布之日起30日后施行。")
    return sheet.sign(QU, "2023年12月8日", how="indent").imprint("公开类型：主动公开").save()

"""Documents the reader was not made with: written before it was tried on them, in lay-outs common and not."""

from gongkai.documents.official import FieldKey
from tests.documents.official.corpus.sheet import Sheet
from tests.documents.official.corpus.truths import Catalogue, entry

HELD_OUT: Catalogue = {}
SHI = "清屏市人民政府"


@entry(
    HELD_OUT, "water-plan",
    title="清屏市水务局关于印发《清屏市2024年节约用水工作实施方案》的通知", number="清水发〔2024〕31号",
    formed="2024-03-19", issuer="清屏市水务局", mode="proactive", genre="notice",
    listed=("清屏市2024年节约用水工作实施方案", "任务分解表"), body=("万元GDP用水量",),
    not_body=("清水发〔2024〕31号",),
)  # fmt: skip
def water_plan() -> bytes:
    sheet = Sheet().marks("000031").head("清屏市水务局文件").number("清水发〔2024〕31 号").rule()
    sheet.title("清屏市水务局", "关于印发《清屏市2024年节约用水", "工作实施方案》的通知").to(
        "各县（区）水务局："
    )
    sheet.p("为贯彻《清屏市节约用水条例》（2019年5月1日起施行），现将方案印发给你们。万元GDP用水量下降4%。")
    sheet.listed("附件：1.清屏市2024年节约用水工作实施方案", "2.任务分解表")
    sheet.sign("清屏市水务局", "2024年3月19日", how="indent").p(
        "（此件主动公开）", "（联系人：方舟，0639-3320011）"
    )
    return sheet.imprint("抄送：市政府办公室。", "清屏市水务局办公室　　　　2024年3月19日印发").save()


@entry(
    HELD_OUT, "tax-notice",
    title="国家税务总局清屏市税务局关于调整办税服务厅办公时间的通告", number="2024年第2号",
    formed="2024-05-30", issuer="国家税务总局清屏市税务局", genre="public_notice", effective="2024-06-10",
    body=("每周六上午",), not_body=("2024年第2号",),
)  # fmt: skip
def tax_notice() -> bytes:
    sheet = (
        Sheet().title("国家税务总局清屏市税务局", "关于调整办税服务厅办公时间的通告").centred("2024年第2号")
    )
    sheet.p(
        "为方便纳税人，自2024年6月10日起，各办税服务厅每周六上午对外办公。", "本通告自2024年6月10日起施行。"
    )
    return sheet.p("特此通告。").sign("国家税务总局清屏市税务局", "2024年5月30日").save()


@entry(
    HELD_OUT, "village-listing",
    title="青石沟村2023年度村级财务收支情况公示", number=None, formed="2024-01-10",
    issuer="青石沟村村民委员会", genre="other", also={FieldKey.ISSUER: ("青石沟村村委会",)},
    body=("光伏收益",),
)  # fmt: skip
def village_listing() -> bytes:
    sheet = Sheet("宋体", 15).title("青石沟村2023年度", "村级财务收支情况公示", bold=True)
    sheet.table(["项目", "收入（元）", "支出（元）"], ["光伏收益", "36000", ""], ["环境整治", "", "12800"])
    sheet.p("公示期为7天。如有异议，请向村务监督委员会反映。")
    return sheet.sign("青石沟村村民委员会（章）", "2024年1月10日").save()


@entry(
    HELD_OUT, "university-rules",
    title="清屏师范学院学生宿舍管理规定（修订）", number="清师院字〔2023〕58号", formed="2023-08-30",
    issuer="清屏师范学院", mode="on_request", genre="rules", effective="2023-09-01",
    body=("熄灯时间为23时", "2017年印发的"), not_body=("清师院字〔2023〕58号",),
    also={FieldKey.TITLE: ("清屏师范学院学生宿舍管理规定",)},
)  # fmt: skip
def university_rules() -> bytes:
    sheet = Sheet().head("清屏师范学院文件", size=42).number("清师院字〔2023〕58号").rule("star")
    sheet.title("清屏师范学院学生宿舍管理规定", "（修订）", how="paragraphs").centred("第一章  总则")
    sheet.p("第一条　为加强学生宿舍管理，制定本规定。", "第二条　熄灯时间为23时。").centred("第二章  附则")
    sheet.p(
        "第三条　本规定自2023年9月1日起施行，2017年印发的《学生宿舍管理办法》"
        "（清师院字〔2017〕20号）同时废止。"
    )
    sheet.sign("清屏师范学院", "2023年8月30日")
    return sheet.imprint("公开属性：依申请公开", "清屏师范学院办公室  2023年8月31日印发", how="lines").save()


@entry(
    HELD_OUT, "appointments",
    title="清屏市人民政府关于方舟等同志任免职的通知", number="清政任〔2024〕3号", formed="2024-04-22",
    issuer=SHI,
    mode="proactive", genre="notice", body=("任命方舟为市统计局副局长", "试用期一年"), not_body=("清政任",),
)  # fmt: skip
def appointments() -> bytes:
    sheet = Sheet().head(SHI, size=44).rule().number("清政任〔2024〕3号", how="right")
    sheet.title(SHI, "关于方舟等同志任免职的通知").to("各县（区）人民政府，市政府各部门：")
    sheet.p("经研究，决定：", "任命方舟为市统计局副局长（试用期一年）；", "免去秦岭的市粮食局副局长职务。")
    sheet.sign(SHI, "2024年4月22日", how="indent").p("（此件公开发布）")
    return sheet.imprint("抄送：市委组织部，市纪委监委。", how="lines").save()


@entry(
    HELD_OUT, "environment-approval",
    title="关于清屏市城北污水处理厂扩建工程环境影响报告书的批复", number="清环审〔2024〕17号",
    formed="2024-02-06",
    issuer="清屏市生态环境局", mode="proactive", genre="reply",
    body=("清发改审〔2023〕201号", "自批准之日起超过五年"), not_body=("清环审〔2024〕17号",),
)  # fmt: skip
def environment_approval() -> bytes:
    sheet = Sheet().head("清屏市生态环境局文件").number("清环审〔2024〕17号").rule()
    sheet.title("关于清屏市城北污水处理厂扩建工程", "环境影响报告书的批复").to("清屏市排水有限公司：")
    sheet.p(
        "你公司《关于报批环境影响报告书的请示》（清排〔2024〕2号）收悉。项目经清发改审〔2023〕201号立项。批复如下："
    )
    sheet.p("一、同意该报告书结论。", "二、本批复自批准之日起超过五年方开工建设的，应当报我局重新审核。")
    sheet.sign("清屏市生态环境局", "2024年2月6日")
    return sheet.imprint(
        "公开方式：主动公开", "抄送：城北区生态环境分局。", "清屏市生态环境局办公室　2024年2月6日印发"
    ).save()


@entry(
    HELD_OUT, "joint-three-shared-row",
    title="关于开展2024年春季校园食品安全专项检查的通知", number="清市监联发〔2024〕2号", formed="2024-02-28",
    issuer="清屏市市场监督管理局、清屏市教育局、清屏市卫生健康委员会", mode="proactive", genre="notice",
    listed=("检查要点", "检查情况汇总表"), body=("3月31日前",), not_body=("清市监联发",),
)  # fmt: skip
def joint_three_shared_row() -> bytes:
    organs = ["清屏市市场监督管理局", "清屏市教育局", "清屏市卫生健康委员会"]
    sheet = Sheet().joint(organs, how="lines").number("清市监联发〔2024〕2号").rule()
    sheet.title("关于开展2024年春季校园食品安全", "专项检查的通知").to("各县（区）有关局委：")
    sheet.p("请于3月31日前完成检查。").listed("附件：1．检查要点", "　　　2．检查情况汇总表").blank(2)
    sheet.line_of("清屏市市场监督管理局　　　清屏市教育局", align="center")
    sheet.line_of("清屏市卫生健康委员会", align="center")
    sheet.line_of("2024年2月28日", align="right")
    return sheet.imprint("政府信息公开选项：主动公开", "清屏市市场监督管理局办公室　2024年2月28日印发").save()


@entry(
    HELD_OUT, "party-group-minutes",
    title="清屏市交通运输局党组会议纪要", number="第8期", formed="2024-03-15",
    issuer="清屏市交通运输局办公室",
    mode="withheld", genre="minutes", body=("研究春运总结工作",), not_body=("不予公开",),
    also={FieldKey.DOC_NUMBER: ("〔2024〕第8期", "〔2024〕8号"), FieldKey.TITLE: ("党组会议纪要",)},
)  # fmt: skip
def party_group_minutes() -> bytes:
    sheet = Sheet().marks("内部资料　注意保存").head("清屏市交通运输局党组会议纪要", size=30).number("第8期")
    sheet.line_of("清屏市交通运输局办公室　　　　　　　2024年3月15日").paragraph_format.space_after = 0
    sheet.rule().p(
        "3月12日，局党组书记方舟主持召开党组会议，研究春运总结工作。", "会议强调，要抓好道路运输安全。"
    )
    return (
        sheet.p("发：局党组成员，各科室。", how="none").imprint("信息公开属性：不予公开", how="lines").save()
    )


@entry(
    HELD_OUT, "price-hearing",
    title="清屏市发展和改革委员会关于召开城区自来水价格调整听证会的公告（第二号）", number=None,
    formed="2024-06-05",
    issuer="清屏市发展和改革委员会", mode=None, genre="announcement", body=("6月25日上午9时",),
    also={FieldKey.DOC_NUMBER: ("第二号",),
          FieldKey.TITLE: ("清屏市发展和改革委员会关于召开城区自来水价格调整听证会的公告",)},
)  # fmt: skip
def price_hearing() -> bytes:
    sheet = Sheet().title("清屏市发展和改革委员会关于召开城区", "自来水价格调整听证会的公告", "（第二号）")
    sheet.p("定于6月25日上午9时召开听证会，现将参加人名单公告如下：")
    sheet.table(["序号", "姓名", "类别"], ["1", "石榴", "消费者"], ["2", "白露", "经营者"])
    return sheet.sign("清屏市发展和改革委员会", "2024年6月5日").save()


@entry(
    HELD_OUT, "trial-measures-end",
    title="清屏市残疾人联合会 清屏市财政局关于印发《残疾人辅助器具补贴办法（试行）》的通知",
    number="清残联发〔2023〕40号", formed="2023-11-01", issuer="清屏市残疾人联合会、清屏市财政局",
    mode="proactive", genre="notice", effective="2023-12-01", expires="2025-11-30", body=("补贴标准",),
    not_body=("清残联发",),
    also={FieldKey.TITLE:
          ("清屏市残疾人联合会清屏市财政局关于印发《残疾人辅助器具补贴办法（试行）》的通知",)},
)  # fmt: skip
def trial_measures_end() -> bytes:
    organs = ["清屏市残疾人联合会", "清屏市财政局"]
    sheet = Sheet().joint(organs, how="table").number("清残联发〔2023〕40号").rule()
    sheet.title(*organs, "关于印发《残疾人辅助器具补贴办法", "（试行）》的通知").to(
        "各县（区）残联、财政局："
    )
    sheet.p("现将办法印发给你们，请遵照执行。").sign_side_by_side(organs, "2023年11月1日").page()
    sheet.title("残疾人辅助器具补贴办法（试行）").p("第一条　补贴标准不超过价格的80%。")
    sheet.p("第二条　本办法自2023年12月1日起施行，有效期2年。")
    return sheet.imprint("清屏市残疾人联合会办公室  2023年11月1日印发", mode="信息公开形式：主动公开").save()


@entry(
    HELD_OUT, "hospital-letter",
    title="清屏市第二人民医院关于医疗纠纷投诉事项的复函", number="清二院函〔2024〕11号", formed="2024-04-09",
    issuer="清屏市第二人民医院", mode="withheld", genre="letter", body=("诊疗过程",), not_body=("清二院函",),
)  # fmt: skip
def hospital_letter() -> bytes:
    sheet = (
        Sheet().head("清屏市第二人民医院", size=40).number("清二院函〔2024〕11号", how="right").rule("shape")
    )
    sheet.title("清屏市第二人民医院", "关于医疗纠纷投诉事项的复函").to("市医疗纠纷人民调解委员会：")
    sheet.p("贵委转来的材料（清医调〔2024〕6号）收悉。经核实诊疗过程，我院意见见附页。", "特此函复。")
    sheet.sign("清屏市第二人民医院", "2024年4月9日", how="spaces")
    return sheet.p("（此件不公开）", how="none").save()


@entry(
    HELD_OUT, "civil-defence",
    title="清屏市人民政府关于试鸣防空警报的通告", number="清政告〔2023〕5号", formed="2023-09-08", issuer=SHI,
    mode="proactive", genre="public_notice", body=("9月18日上午9时18分",), not_body=("清政告",),
)  # fmt: skip
def civil_defence() -> bytes:
    sheet = Sheet().head("清屏市人民政府通告", size=40).number("清政告〔2023〕5号").rule()
    sheet.title("清屏市人民政府", "关于试鸣防空警报的通告", how="paragraphs")
    sheet.p("定于9月18日上午9时18分在全市试鸣防空警报，请保持正常工作生活秩序。", "特此通告。")
    return sheet.sign(SHI, "2023年9月8日", how="indent").imprint("公开类别：主动公开", how="lines").save()


@entry(
    HELD_OUT, "statistics-report",
    title="关于清屏市2023年度法治政府建设情况的报告", number="清政〔2024〕12号", formed="2024-03-01",
    issuer=SHI,
    mode="proactive", genre="report", body=("行政机关负责人出庭应诉率",), not_body=("签发人",),
)  # fmt: skip
def statistics_report() -> bytes:
    sheet = (
        Sheet()
        .head("清屏市人民政府文件")
        .number("清政〔2024〕12号", signer="签发人：方　舟", how="spaces")
        .rule()
    )
    sheet.title("关于清屏市2023年度法治政府建设情况的", "报　告").to("省人民政府：")
    sheet.p("2023年，我市行政机关负责人出庭应诉率达98%。现将有关情况报告如下：", "一、依法行政制度更加健全。")
    sheet.sign(SHI, "2024年3月1日").p("（此件公开发布）")
    return sheet.imprint("清屏市人民政府办公室　　　　　　2024年3月1日印发").save()


@entry(
    HELD_OUT, "urban-relocation",
    title="清屏市城北区人民政府关于老火车站片区国有土地上房屋征收的决定", number="北政征字〔2024〕1号",
    formed="2024-05-06", issuer="清屏市城北区人民政府", mode="proactive", genre="decision",
    listed=("征收范围图", "征收补偿方案"), body=("六十日内", "签约期限"), not_body=("北政征字",),
)  # fmt: skip
def urban_relocation() -> bytes:
    sheet = (
        Sheet().head("清屏市城北区人民政府文件", how="text box", size=34).number("北政征字〔2024〕1号").rule()
    )
    sheet.title("清屏市城北区人民政府关于老火车站片区", "国有土地上房屋征收的决定")
    sheet.p("根据《国有土地上房屋征收与补偿条例》（国务院令第590号），决定对老火车站片区房屋实施征收。")
    sheet.p(
        "一、签约期限：2024年5月10日至2024年7月9日。",
        "二、不服本决定的，可以自公布之日起六十日内申请行政复议。",
    )
    sheet.listed("附件：1.征收范围图；2.征收补偿方案").sign(
        "清屏市城北区人民政府", "2024年5月6日", how="indent"
    )
    return sheet.imprint("公开属性：主动公开。", how="lines").save()


@entry(
    HELD_OUT, "library-hours",
    title="清屏市图书馆关于2024年劳动节开放时间的公告", number=None, formed="2024-04-26",
    issuer="清屏市图书馆",
    genre="announcement", body=("照常开放",),
)  # fmt: skip
def library_hours() -> bytes:
    sheet = Sheet(size=15).title("清屏市图书馆关于2024年", "劳动节开放时间的公告").to("广大读者：")
    sheet.p("5月1日至5月5日，各阅览室照常开放，开放时间为9:00—17:00。自助借阅机24小时服务。")
    return sheet.sign("清屏市图书馆", "2024年4月26日", how="spaces").save()


@entry(
    HELD_OUT, "housing-fund",
    title="关于提高住房公积金租房提取额度的通知", number="清公积金〔2024〕9号", formed="2024-06-28",
    issuer="清屏市住房公积金管理中心", mode="proactive", genre="notice", effective="2024-07-01",
    body=("每月1500元",), not_body=("清公积金",),
)  # fmt: skip
def housing_fund() -> bytes:
    sheet = (
        Sheet()
        .head("清屏市住房公积金管理中心文件", size=32)
        .number("清公积金〔2024〕9号")
        .rule("underscores")
    )
    sheet.title("关于提高住房公积金租房提取额度的通知").to("各缴存单位：")
    sheet.p(
        "一、租房提取额度提高到每月1500元。",
        "二、本通知自2024年7月1日起执行，此前规定与本通知不一致的，以本通知为准。",
    )
    sheet.sign("清屏市住房公积金管理中心", "2024年6月28日")
    return sheet.imprint("公开方式：□不予公开　□依申请公开　☑主动公开", "2024年6月28日印发").save()

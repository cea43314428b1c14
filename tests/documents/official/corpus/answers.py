"""Replies, letters, petitions, reports, minutes and circulars: what passes between organs."""

from gongkai.documents.official import FieldKey
from tests.documents.official.corpus.sheet import Sheet
from tests.documents.official.corpus.truths import Catalogue, entry

ANSWERS: Catalogue = {}
QU = "海岳市文川区人民政府"
SHI = "海岳市人民政府"


@entry(
    ANSWERS, "reply-plan",
    title="海岳市人民政府关于文川区国土空间分区规划的批复", number="海政复〔2023〕14号",
    formed="2023-07-11", issuer=SHI, mode="proactive", genre="reply",
    body=("《关于报请审批文川区国土空间分区规划的请示》（文政〔2023〕29号）收悉", "耕地保有量不低于32.6万亩"),
    not_body=("海政复", "抄送", "人民政府关于文川区国土空间分区规划的批复"),
)  # fmt: skip
def reply_plan() -> bytes:
    sheet = Sheet().page_numbers().head(SHI).rule().number("海政复〔2023〕14号", how="right").blank()
    sheet.title("海岳市人民政府关于文川区", "国土空间分区规划的批复").to("文川区人民政府：")
    sheet.p("你区《关于报请审批文川区国土空间分区规划的请示》（文政〔2023〕29号）收悉。现批复如下：")
    sheet.p("一、原则同意该规划。", "二、到2035年，耕地保有量不低于32.6万亩。")
    sheet.sign(SHI, "2023年7月11日", how="indent").p("（此件公开发布）")
    return sheet.imprint("抄送：市自然资源和规划局。", "海岳市人民政府办公室　　2023年7月12日印发").save()


@entry(
    ANSWERS, "reply-old-paper",
    title="关于同意设立文川区城西幼儿园的批复", number="文教复〔2009〕3号", formed="2009-06-01",
    issuer="海岳市文川区教育局", mode=None, genre="reply",
    body=("同意设立", "办学规模为9个班"), not_body=("文教复", "此复抄"),
)  # fmt: skip
def reply_old_paper() -> bytes:
    sheet = Sheet("宋体", 14).head("海岳市文川区教育局文件", how="spaced", size=26)
    sheet.number("文教复（2009）3号").rule("underscores")
    sheet.blank().title("关于同意设立文川区城西幼儿园的批复", how="spaces").to("青石镇中心学校：")
    sheet.p("你校2009年5月18日报来的请示收悉。经研究，同意设立。办学规模为9个班，请抓紧筹备。", how="wide")
    sheet.p("此复。", how="wide").sign("海岳市文川区教育局", "二００九年六月一日", how="wide")
    return sheet.imprint("抄送：区民政局、区卫生局。", how="lines").save()


@entry(
    ANSWERS, "letter-to-proposal",
    title="关于对区十八届人大二次会议第37号建议的答复", number="文交函〔2023〕18号",
    formed="2023-06-15", issuer="海岳市文川区交通运输局", mode="proactive", genre="letter",
    body=("增加公交3路末班车", "感谢您对我区交通工作的关心"), not_body=("文交函", "联系人"),
    also={FieldKey.GENRE: ("reply", "other")},
)  # fmt: skip
def letter_to_proposal() -> bytes:
    sheet = Sheet().head("海岳市文川区交通运输局", size=34).rule().number("文交函〔2023〕18号", how="right")
    sheet.p("（此件主动公开）", how="none")
    sheet.title("关于对区十八届人大二次会议", "第37号建议的答复", how="paragraphs").to("山月白代表：")
    sheet.p("您提出的关于优化公交线路的建议收悉，现答复如下：我局已增加公交3路末班车。")
    sheet.p("感谢您对我区交通工作的关心。").sign("海岳市文川区交通运输局", "2023年6月15日")
    return sheet.imprint("抄送：区人大常委会代表工作室。", how="lines").save()


@entry(
    ANSWERS, "letter-asking-opinions",
    title="海岳市文川区司法局关于征求《文川区行政执法公示办法（征求意见稿）》意见的函",
    number="文司函〔2024〕2号", formed="2024-01-05", issuer="海岳市文川区司法局", mode=None, genre="letter",
    listed=("文川区行政执法公示办法（征求意见稿）", "意见反馈表"),
    body=("请于1月19日前反馈", "自2024年　月　日起施行"), not_body=("文司函",),
)  # fmt: skip
def letter_asking_opinions() -> bytes:
    sheet = (
        Sheet().head("海岳市文川区司法局", how="text box", size=36).number("文司函〔2024〕2号", how="right")
    )
    sheet.title("海岳市文川区司法局关于征求", "《文川区行政执法公示办法（征求意见稿）》", "意见的函")
    sheet.to("区政府各部门：").p("现送上征求意见稿，请于1月19日前反馈。")
    sheet.listed("附件：1．文川区行政执法公示办法（征求意见稿）", "2．意见反馈表")
    sheet.sign("海岳市文川区司法局", "2024年1月5日", how="indent")
    sheet.attached("附件1", "文川区行政执法公示办法", "（征求意见稿）")
    sheet.p("第一条　为规范行政执法公示，制定本办法。", "第二条　本办法自2024年　月　日起施行。")
    return sheet.attached("附件2", "意见反馈表").table(["单位", ""], ["意见", ""]).save()


@entry(
    ANSWERS, "petition-withheld",
    title="海岳市文川区人民政府关于申请调整城镇开发边界的请示", number="文政〔2023〕41号",
    formed="2023-09-26", issuer=QU, mode="withheld", genre="petition",
    body=("妥否，请批示",), not_body=("文政〔2023〕41号", "签发人", "不予公开"),
)  # fmt: skip
def petition_withheld() -> bytes:
    sheet = Sheet().marks("特急").head("海岳市文川区人民政府文件")
    sheet.number("文政〔2023〕41号", signer="签发人：魏民", how="table").rule()
    sheet.title("海岳市文川区人民政府", "关于申请调整城镇开发边界的请示").to("市人民政府：")
    sheet.p(
        "因岚河大桥项目建设需要，拟调整城镇开发边界。妥否，请批示。", "（联系人：秦峰，电话：0638-8270000）"
    )
    sheet.sign(QU, "2023年9月26日")
    return sheet.imprint(
        "海岳市文川区人民政府办公室|2023年9月26日印发", how="two cells", mode="公开属性：不予公开"
    ).save()


@entry(
    ANSWERS, "petition-signer-spaces",
    title="关于拨付小型水库维修资金的请示", number="柳政〔2022〕12号", formed="2022-03-14",
    issuer="平岚县柳桥镇人民政府", mode="withheld", genre="petition",
    also={FieldKey.ISSUER: ("柳桥镇人民政府",)}, body=("共需资金46万元",), not_body=("签发人",),
)  # fmt: skip
def petition_signer_spaces() -> bytes:
    sheet = (
        Sheet().head("柳桥镇人民政府文件").number("柳政〔2022〕12号", signer="签发人：石　磊", how="spaces")
    )
    sheet.rule().title("关于拨付小型水库维修资金的请示").to("县人民政府：")
    sheet.p("我镇3座小型水库需要维修，共需资金46万元，特请示拨付。当否，请批复。", how="wide")
    sheet.sign("平岚县柳桥镇人民政府", "2022年3月14日", how="spaces")
    return sheet.imprint("信息公开类别：不公开", "平岚县柳桥镇党政办公室　　2022年3月14日印").save()


@entry(
    ANSWERS, "report-to-authority",
    title="海岳市文川区人民政府关于2022年法治政府建设情况的报告", number="文政〔2023〕5号",
    formed="2023-02-27", issuer=QU, mode="proactive", genre="report",
    body=("全年办结行政复议案件63件",), not_body=("文政〔2023〕5号", "签发人"),
)  # fmt: skip
def report_to_authority() -> bytes:
    sheet = Sheet().page_numbers(header="海岳市文川区人民政府文件").head_picture()
    sheet.number("文政〔2023〕5号", signer="签发人：魏　民", how="tab").rule("shape")
    sheet.title("海岳市文川区人民政府关于2022年", "法治政府建设情况的报告").to("市人民政府：")
    sheet.h("一、主要做法", style="Heading 2").p("全年办结行政复议案件63件。").h(
        "二、存在问题", style="Heading 2"
    )
    sheet.p("基层执法力量仍然薄弱。").sign(QU, "2023年2月27日", how="indent").p("（此件公开发布）")
    return sheet.save()


@entry(
    ANSWERS, "minutes-number-of-issue",
    title="区政府第27次常务会议纪要", number="第27期", formed="2023-03-09",
    issuer="海岳市文川区人民政府办公室", mode="on_request", genre="minutes",
    body=("会议听取了区住建局", "会议决定"), not_body=("依申请公开", "分送"),
    also={
        FieldKey.DOC_NUMBER: ("〔2023〕27号", "第27期"),
        FieldKey.TITLE: ("海岳市文川区人民政府常务会议纪要", "文川区人民政府常务会议纪要"),
    },
)  # fmt: skip
def minutes_number_of_issue() -> bytes:
    sheet = Sheet().head("文川区人民政府常务会议纪要", size=32).number("第27期")
    sheet.line_of("海岳市文川区人民政府办公室　　　　　　　　　2023年3月9日")
    sheet.rule().title("区政府第27次常务会议纪要")
    sheet.p("3月6日，区长主持召开第27次常务会议。", "会议听取了区住建局关于老旧小区改造情况的汇报。")
    sheet.p("会议决定，改造工程于2023年4月开工。").p("出席：（名单略）", "列席：（名单略）")
    return sheet.imprint(
        "分送：区政府领导，有关单位。", "海岳市文川区人民政府办公室　2023年3月9日印发", mode="依申请公开"
    ).save()


@entry(
    ANSWERS, "minutes-special",
    title="关于研究岚河大桥建设有关问题的会议纪要", number="〔2022〕18号", formed="2022-08-02",
    issuer="海岳市文川区人民政府办公室", mode=None, genre="minutes",
    also={FieldKey.DOC_NUMBER: ("专题会议纪要〔2022〕18号",)},
    body=("议定如下事项", "2022年9月底前完成征迁"), not_body=("〔2022〕18号",),
)  # fmt: skip
def minutes_special() -> bytes:
    sheet = Sheet().head("专题会议纪要", how="spaced", size=36).number("〔2022〕18号")
    sheet.line_of("海岳市文川区人民政府办公室\t\t\t2022年8月2日").paragraph_format.space_after = 0
    sheet.rule("underscores").title("关于研究岚河大桥建设有关问题的", "会议纪要", how="paragraphs")
    sheet.p("7月29日，区政府召开专题会议，议定如下事项：", "一、区交通运输局为建设单位。")
    return sheet.p("二、青石镇2022年9月底前完成征迁。").save()


@entry(
    ANSWERS, "circular-praise",
    title="海岳市文川区人民政府关于2022年度全区安全生产工作先进单位的通报", number="文政发〔2023〕2号",
    formed="2023-01-30", issuer=QU, mode="proactive", genre="circular",
    body=("授予青石镇等5个单位", "再创佳绩", "区应急管理局"), not_body=("文政发〔2023〕2号",),
)  # fmt: skip
def circular_praise() -> bytes:
    sheet = Sheet().head("海岳市文川区人民政府文件", how="runs").number("文政发", "〔2023", "〕2号").rule()
    sheet.title("海岳市文川区人民政府", "关于2022年度全区安全生产工作", "先进单位的通报", how="paragraphs")
    sheet.to("各镇人民政府、街道办事处，区政府各部门：")
    sheet.p("2022年，全区安全生产形势稳定。区政府决定，授予青石镇等5个单位先进单位称号。希望再创佳绩。")
    sheet.table(["序号", "先进单位"], ["1", "青石镇人民政府"], ["2", "北滩街道办事处"], ["3", "区应急管理局"])
    sheet.sign(QU, "2023年1月30日", how="indent")
    return sheet.imprint("公开方式：主动公开", "抄送：各人民团体。", "区政府办公室　2023年1月31日印发").save()


@entry(
    ANSWERS, "circular-inspection",
    title="关于2023年第一季度政府网站检查情况的通报", number="文政办字〔2023〕21号",
    formed="2023-04-17", issuer="海岳市文川区人民政府办公室", mode="proactive", genre="circular",
    listed=("2023年第一季度政府网站检查情况表",), body=("合格率为94.7%", "2023年第一季度检查结果"),
    not_body=("文政办字〔2023〕21号", "责任编辑"),
)  # fmt: skip
def circular_inspection() -> bytes:
    sheet = Sheet().head("海岳市文川区人民政府办公室", size=34).number("文政办字〔2023〕21号").rule()
    sheet.title("关于2023年第一季度政府网站", "检查情况的通报").to("区政府各部门：")
    sheet.p("一季度共抽查网站38个，合格率为94.7%。附件中列明存在问题。")
    sheet.listed("附件：2023年第一季度政府网站检查情况表").sign("海岳市文川区人民政府办公室", "2023年4月17日")
    sheet.p("（此件公开发布）").attached("附件", "2023年第一季度政府网站检查情况表")
    rows = [[str(n), f"第{n}号网站", "合格", "2023年第一季度检查结果"] for n in range(1, 61)]
    return sheet.table(["序号", "名称", "结果", "备注"], *rows, merge=(0, 2, 0, 3)).save()

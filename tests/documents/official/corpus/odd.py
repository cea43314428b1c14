"""Papers put together in odd ways: all in one table, old RTF, no styles, wrong brackets, two seals."""

from gongkai.documents.official import FieldKey
from tests.documents.official.corpus.rtf import rtf_document
from tests.documents.official.corpus.sheet import Sheet
from tests.documents.official.corpus.truths import UNCLEAR, Catalogue, entry

ODD: Catalogue = {}
QU = "海岳市文川区人民政府"
BAN = "海岳市文川区人民政府办公室"


@entry(
    ODD, "scheme-printed", wps=True,
    title="海岳市文川区人民政府办公室关于印发文川区城市更新三年行动方案（2023—2025年）的通知",
    number="文政办发〔2023〕30号", formed="2023-08-21", issuer=BAN, mode="proactive", genre="notice",
    listed=("重点任务分工表",), body=("2025年底前完成56个小区", "责任单位：区住建局"),
    not_body=("文政办发〔2023〕30号",),
)  # fmt: skip
def scheme_printed() -> bytes:
    sheet = Sheet().page_numbers().head("海岳市文川区人民政府办公室文件", size=32)
    sheet.number("文政办发", "〔", "2023", "〕", "30", "号").rule()
    sheet.title(BAN, "关于印发文川区城市更新三年行动方案", "（2023—2025年）", "的通知", how="paragraphs")
    sheet.to("各镇人民政府、街道办事处，区政府有关部门：")
    sheet.p("《文川区城市更新三年行动方案（2023—2025年）》已经区政府研究同意，现印发给你们。")
    sheet.sign(BAN, "2023年8月21日", how="indent").p("（此件公开发布）").page()
    sheet.title("文川区城市更新三年行动方案", "（2023—2025年）").h("一、目标")
    sheet.p("2025年底前完成56个小区改造。（责任单位：区住建局）").listed("附件：重点任务分工表")
    sheet.attached("附件", "重点任务分工表").table(["任务", "责任单位"], ["小区改造", "区住建局"])
    return sheet.imprint("抄送：区委各部门。", BAN + "　2023年8月22日印发").save()


@entry(
    ODD, "all-in-one-table",
    title="关于做好汛期地质灾害防治工作的通知", number="文自资字〔2022〕35号", formed="2022-06-30",
    issuer="海岳市文川区自然资源局", mode=None, genre="notice",
    body=("实行24小时值班",), not_body=("文自资字",),
)  # fmt: skip
def all_in_one_table() -> bytes:
    sheet = Sheet(size=14)
    cell = sheet.document.add_table(rows=1, cols=1).rows[0].cells[0]
    sheet.line_of("海岳市文川区自然资源局文件", align="center", size=30, red=True, into=cell)
    sheet.line_of("文自资字〔2022〕35号", align="center", into=cell)
    sheet.line_of("关于做好汛期地质灾害防治工作的通知", align="center", size=22, into=cell)
    sheet.line_of("各镇自然资源所：", into=cell)
    sheet.line_of("　　各所要落实巡查责任，实行24小时值班。", into=cell)
    sheet.line_of("海岳市文川区自然资源局", align="right", into=cell)
    sheet.line_of("2022年6月30日", align="right", into=cell)
    return sheet.save()


@entry(
    ODD, "old-rtf", ending="doc",
    title="关于印发文川区行政审批服务大厅管理制度的通知", number="文政办发〔2005〕22号",
    formed="2005-07-04", issuer="文川区人民政府办公室", mode=None, genre="notice",
    body=("首问负责制",), not_body=("文政办发", "打字"), also={FieldKey.ISSUER: (BAN,)},
)  # fmt: skip
def old_rtf() -> bytes:
    return rtf_document(
        ("c", "文川区人民政府办公室文件"), ("c", "文政办发[2005]22号"), ("c", "━━━━━━━━━━━━━━━━━━"),
        ("c", "关于印发文川区行政审批服务"), ("c", "大厅管理制度的通知"),
        ("l", "各乡镇人民政府，区直各部门："),
        ("l", "　　现将管理制度印发给你们。一、首问负责制。二、限时办结制。"), ("l", ""),
        ("r", "文川区人民政府办公室"), ("r", "二ＯＯ五年七月四日"), ("l", "主题词：审批　制度　通知"),
        ("l", "打字：张　校对：李　共印80份"),
    )  # fmt: skip


@entry(
    ODD, "two-signing-leaders",
    title="关于申报省级卫生镇的请示", number="文卫健〔2023〕17号", formed="2023-05-30",
    issuer="海岳市文川区卫生健康局、平岚县卫生健康局", mode=None, genre="petition",
    body=("特此请示",), not_body=("签发人",),
)  # fmt: skip
def two_signing_leaders() -> bytes:
    organs = ["海岳市文川区卫生健康局", "平岚县卫生健康局"]
    sheet = Sheet().joint(organs).number("文卫健〔2023〕17号", signer="签发人：魏民 石磊", how="table").rule()
    sheet.title("关于申报省级卫生镇的请示").to("市卫生健康委员会：").p("拟申报青石镇、柳桥镇。特此请示。")
    return sheet.sign_side_by_side(organs, "2023年5月30日").save()


@entry(
    ODD, "party-and-government",
    title="中共海岳市文川区委办公室海岳市文川区人民政府办公室关于加强基层治理的若干措施",
    number="文办发〔2023〕7号", formed="2023-04-12", genre="rules",
    issuer="中共海岳市文川区委办公室、海岳市文川区人民政府办公室", mode="on_request",
    also={
        FieldKey.GENRE: ("opinion", "other", "notice", "scheme", None),
        FieldKey.TITLE: (
            "中共海岳市文川区委办公室 海岳市文川区人民政府办公室关于加强基层治理的若干措施",
            "中共海岳市文川区委办公室、海岳市文川区人民政府办公室关于加强基层治理的若干措施",
        ),
    },
    body=("每个村配备一名网格员",), not_body=("文办发", "依申请公开"),
)  # fmt: skip
def party_and_government() -> bytes:
    organs = ["中共海岳市文川区委办公室", "海岳市文川区人民政府办公室"]
    sheet = Sheet().joint(organs, word="文件").number("文办发〔2023〕7号").rule("star")
    sheet.title(*organs, "关于加强基层治理的若干措施").to("各镇党委和人民政府：")
    sheet.p("一、每个村配备一名网格员。", "二、区委、区政府每年考核一次。")
    sheet.sign_side_by_side(organs, "2023年4月12日")
    return sheet.imprint("中共海岳市文川区委办公室　2023年4月12日印发", mode="公开方式：依申请公开").save()


@entry(
    ODD, "withheld-with-ground", wps=True,
    title="关于调整内设机构职责分工的通知", number="文审批〔2023〕12号", formed="2023-02-08",
    issuer="海岳市文川区行政审批服务局", mode="withheld", genre="notice",
    body=("综合科负责",), not_body=("第十六条", "不予公开"),
)  # fmt: skip
def withheld_with_ground() -> bytes:
    sheet = Sheet().head("海岳市文川区行政审批服务局文件", size=30).number("文审批〔2023〕12号").rule("shape")
    sheet.title("关于调整内设机构职责分工的通知").to("机关各科室：").p("综合科负责文电、档案工作。")
    sheet.sign("海岳市文川区行政审批服务局", "2023.2.8", how="right")
    return sheet.imprint(
        "海岳市文川区行政审批服务局　2023年2月8日印发",
        mode="公开属性：不予公开（依据《中华人民共和国政府信息公开条例》第十六条第一款）",
    ).save()


@entry(
    ODD, "measures-alone",
    title="文川区政务公开考核办法", number=None, formed=None, issuer=None, mode=None, genre="rules",
    effective="2019-04-01", body=("第二条", "自2019年4月1日起施行"),
)  # fmt: skip
def measures_alone() -> bytes:
    sheet = Sheet().title("文川区政务公开考核办法").centred("第一章 总则", size=16)
    sheet.p("第一条　为做好考核工作，制定本办法。", "第二条　考核对象为区政府各部门。", how="wide")
    return sheet.p("第三条　本办法自2019年4月1日起施行。", how="wide").save()


@entry(
    ODD, "number-in-wrong-brackets",
    title="关于2022年度农村集体资产清查结果的通报", number="平农〔2022〕66号", formed="2022-11-15",
    issuer="平岚县农业农村局", mode="proactive", genre="circular",
    body=("全县共有集体资产8.7亿元",), not_body=("平农",),
)  # fmt: skip
def wrong_brackets() -> bytes:
    sheet = Sheet().head("平岚县农业农村局文件", how="spaced", size=32).number("平农﹝2022﹞ 66 号").rule()
    sheet.title("关于2022年度农村集体资产清查", "结果的通报", how="spaces").to("各乡镇农经站：")
    sheet.p("经清查，全县共有集体资产8.7亿元。", how="narrow").sign("平岚县农业农村局", "2022年11月15日")
    return sheet.imprint("平岚县农业农村局办公室 2022年11月15日印发", mode="公开属性：主动公开").save()


@entry(
    ODD, "long-table-landscape", wps=True,
    title="海岳市文川区水利局关于下达2024年度水利工程维修养护计划的通知", number="文水字〔2024〕5号",
    formed="2024-01-22", issuer="海岳市文川区水利局", mode="proactive", genre="notice",
    listed=("2024年度水利工程维修养护计划表",), body=("第80项工程", "合计"), not_body=("文水字",),
)  # fmt: skip
def long_table_landscape() -> bytes:
    sheet = Sheet().page_numbers().head("海岳市文川区水利局文件").number("文水字〔2024〕5号").rule()
    sheet.title("海岳市文川区水利局关于下达2024年度", "水利工程维修养护计划的通知").to("各镇水利站：")
    sheet.p("现将维修养护计划下达给你们，请于2024年11月30日前完成。")
    sheet.listed("附件：2024年度水利工程维修养护计划表").sign("海岳市文川区水利局", "2024年1月22日")
    sheet.attached("附件", "2024年度水利工程维修养护计划表").centred("单位：万元")
    rows = [[str(n), f"第{n}项工程", "青石镇", f"{n}.5", ""] for n in range(1, 81)]
    sheet.table(["序号", "工程", "地点", "投资", "备注"], *rows, ["合计", "", "", "3280", ""])
    return sheet.imprint(
        "公开属性：□不予公开 □依申请公开 ■主动公开", "文川区水利局办公室　2024年1月22日印发"
    ).save()


@entry(
    ODD, "dates-disagree",
    title="关于公布行政许可事项清单的通知", number="云审改办〔2023〕3号", formed=None,
    issuer="云沛县行政审批制度改革领导小组办公室", mode="proactive", genre="notice",
    body=("共217项",), not_body=("云审改办",),
)  # fmt: skip
def dates_disagree() -> bytes:
    sheet = Sheet().head("云沛县行政审批制度改革领导小组办公室文件", size=24).number("云审改办〔2023〕3号")
    sheet.rule().title("关于公布行政许可事项清单的通知").to("各乡镇人民政府，县直各部门：")
    sheet.p("清单共217项，现予公布。2019年7月1日起施行的旧清单同时停止使用。")
    sheet.sign("云沛县行政审批制度改革领导小组办公室", "2023年　月　日")
    return sheet.imprint("公开方式：主动公开。", "2023年6月25日印发").save()


@entry(
    ODD, "year-disagrees",
    title="关于印发2024年政务公开工作要点的通知", number="文政公开办〔2024〕1号", formed=UNCLEAR,
    issuer="海岳市文川区政务公开工作领导小组办公室", mode="proactive", genre="notice",
    body=("工作要点",), not_body=("文政公开办",),
)  # fmt: skip
def year_disagrees() -> bytes:
    sheet = Sheet().head("海岳市文川区政务公开工作领导小组办公室", size=26).rule()
    sheet.number("文政公开办〔2024〕1号", how="right").title("关于印发2024年政务公开", "工作要点的通知")
    sheet.to("区政府各部门：").p("现将工作要点印发给你们，请抓好落实。")
    sheet.sign("海岳市文川区政务公开工作领导小组办公室", "2042年3月6日", how="indent")
    return sheet.imprint("此件公开发布", "2024年3月6日印发").save()


@entry(
    ODD, "removed-before-publication",
    title="关于王家庄片区旧村改造有关事项的批复", number="文政复〔2021〕6号", formed="2021-09-13",
    issuer=QU, mode=UNCLEAR, genre="reply", body=("同意该片区改造方案",), not_body=("文政复〔2021〕6号",),
)  # fmt: skip
def removed_before_publication() -> bytes:
    sheet = Sheet().head(QU).number("文政复〔2021〕6号", how="right").rule("shape")
    sheet.title("关于王家庄片区旧村改造", "有关事项的批复", how="paragraphs").to("北滩街道办事处：")
    sheet.p("《关于改造方案的请示》收悉，同意该片区改造方案。", "此复。").sign(QU, "2021 年 9 月 13 日")
    return sheet.imprint("公开属性：删减后公开", BAN + "　　2021年9月14日印发").save()

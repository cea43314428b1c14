"""Notices: the bulk of what an office sends out."""

from gongkai.documents.official import FieldKey
from tests.documents.official.corpus.sheet import Sheet
from tests.documents.official.corpus.truths import UNCLEAR, Catalogue, entry

NOTICES: Catalogue = {}
QU = "海岳市文川区人民政府"
BAN = "海岳市文川区人民政府办公室"
PRINTED = "海岳市文川区人民政府办公室　　　　　　2023年2月16日印发"


@entry(
    NOTICES, "notice-plain",
    title="海岳市文川区人民政府关于做好2023年春季农业生产工作的通知", number="文政发〔2023〕3号",
    formed="2023-02-15", issuer=QU, mode="proactive", genre="notice",
    body=("各镇人民政府、街道办事处", "确保春播面积不低于12万亩", "压实工作责任"),
    not_body=("文政发〔2023〕3号", "抄送", "印发", "人民政府文件", "春季农业生产工作的通知"),
)  # fmt: skip
def plain() -> bytes:
    sheet = Sheet().page_numbers().head("海岳市文川区人民政府文件").blank(2)
    sheet.number("文政发〔2023〕3号").rule().blank()
    sheet.title("海岳市文川区人民政府", "关于做好2023年春季农业生产工作的通知").blank()
    sheet.to("各镇人民政府、街道办事处，区政府各部门：")
    sheet.p("为做好2023年春季农业生产工作，现将有关事项通知如下。")
    sheet.h("一、抓好春耕备耕").p("各镇、街道要抢抓农时，确保春播面积不低于12万亩。")
    sheet.h("二、压实工作责任").p("区农业农村局要加强指导，每旬汇总进度。")
    sheet.sign(QU, "2023年2月15日", how="indent")
    sheet.p("（此件公开发布）")
    return sheet.imprint("抄送：区委办公室，区人大常委会办公室，区政协办公室。", PRINTED).save()


@entry(
    NOTICES, "notice-chinese-date",
    title="文川区人民政府办公室关于开展河道清理整治的通知", number="文政办发〔2011〕47号",
    formed="2011-10-20", issuer="海岳市文川区人民政府办公室", mode=None, genre="notice",
    body=("岚河、沙河两岸", "十一月底前"), not_body=("主题词", "文政办发", "共印120份"),
    also={FieldKey.ISSUER: ("文川区人民政府办公室",)},
)  # fmt: skip
def chinese_date() -> bytes:
    sheet = Sheet(size=15).head("文川区人民政府办公室文件", how="runs").number("文政办发〔2011〕47号")
    sheet.rule("star").blank().title("文川区人民政府办公室关于开展", "河道清理整治的通知", how="paragraphs")
    sheet.to("各镇人民政府，区水利局、区环保局：")
    sheet.p("为改善水环境，决定对岚河、沙河两岸开展清理整治，十一月底前完成。", how="wide")
    sheet.sign("海岳市文川区人民政府办公室", "二〇一一年十月二十日", how="wide")
    sheet.blank(4).p("主题词：水利　环保　整治　通知", how="none")
    return sheet.imprint(
        "文川区人民政府办公室                2011年10月21日印发", "共印120份", how="lines"
    ).save()


@entry(
    NOTICES, "notice-circle-date",
    title="关于做好冬季森林防火工作的通知", number="青政发〔2014〕8号", formed="2014-11-03",
    issuer="海岳市文川区青石镇人民政府", mode=None, genre="notice",
    also={FieldKey.ISSUER: ("青石镇人民政府",)}, body=("各村民委员会", "严禁野外用火"),
    not_body=("青石镇人民政府文件",),
)  # fmt: skip
def circle_date() -> bytes:
    sheet = Sheet().head("青石镇人民政府文件").number("青政发〔2014〕8号").rule("underscores")
    sheet.title("关于做好冬季森林防火工作的通知", how="spaces").to("各村民委员会，镇直各单位：")
    sheet.p("入冬以来风大物燥，严禁野外用火。请各村认真做好以下工作。", how="narrow")
    sheet.p("1、落实责任，各村书记为第一责任人。", "2、加强巡查，重点地段昼夜有人。", how="narrow")
    sheet.sign("海岳市文川区青石镇人民政府", "二○一四年十一月三日", how="spaces")
    return sheet.save()


@entry(
    NOTICES, "notice-zero-date",
    title="海岳市文川区教育和体育局关于规范中小学作息时间的通知", number="文教体发〔2020〕15号",
    formed="2020-09-08", issuer="海岳市文川区教育和体育局", mode="proactive", genre="notice",
    body=("小学上课时间不早于8:20",), not_body=("公开方式", "校对"),
)  # fmt: skip
def zero_date() -> bytes:
    sheet = Sheet().head("海岳市文川区教育和体育局文件", size=34)
    sheet.number("文教体发", "〔2020〕", "15", "号").rule()
    sheet.title("海岳市文川区教育和体育局", "关于规范中小学", "作息时间的通知").to("各中小学校：")
    sheet.p("根据上级要求，小学上课时间不早于8:20，初中不早于8:00。")
    sheet.sign("海岳市文川区教育和体育局", "二零二零年九月八日")
    return sheet.imprint(
        "海岳市文川区教育和体育局办公室　2020年9月8日印发", "校对：教育科", mode="公开方式：主动公开"
    ).save()


@entry(
    NOTICES, "notice-letter-o-date",
    title="关于报送年度统计资料的通知", number="文统字〔2010〕6号", formed="2010-01-12",
    issuer="海岳市文川区统计局", mode=None, genre="notice", listed=("统计资料报送目录",),
    body=("1月31日前报区统计局",), not_body=("文统字",),
)  # fmt: skip
def letter_o_date() -> bytes:
    sheet = Sheet("宋体", 14).head("海岳市文川区统计局文件").number("文统字[2010]6号").rule("shape")
    sheet.title("关于报送年度统计资料的通知").to("各有关单位：")
    sheet.p("请于1月31日前报区统计局，逾期按有关规定处理。", how="wide")
    sheet.listed("附件：统计资料报送目录").sign("海岳市文川区统计局", "二O一O年一月十二日", how="wide")
    return sheet.save()


@entry(
    NOTICES, "notice-printing-measures",
    title="海岳市文川区人民政府办公室关于印发《文川区政府投资项目管理办法》的通知",
    number="文政办发〔2022〕19号", formed="2022-06-10", issuer=BAN, mode="proactive", genre="notice",
    effective="2022-07-15", expires="2027-07-14",
    body=("第一条", "政府投资项目实行概算管理", "同时废止"), not_body=("文政办发〔2022〕19号", "抄送"),
)  # fmt: skip
def printing_measures() -> bytes:
    sheet = Sheet().page_numbers().head("海岳市文川区人民政府办公室文件", size=32)
    sheet.number("文政办发〔2022〕19号").rule()
    sheet.title("海岳市文川区人民政府办公室", "关于印发《文川区政府投资项目", "管理办法》的通知")
    sheet.to("各镇人民政府、街道办事处，区政府有关部门，有关单位：")
    sheet.p("《文川区政府投资项目管理办法》已经区政府同意，现印发给你们，请认真贯彻执行。")
    sheet.sign(BAN, "2022年6月10日").p("（此件公开发布）").page()
    sheet.title("文川区政府投资项目管理办法").centred("第一章　总　则")
    sheet.p("第一条　为规范政府投资行为，根据《政府投资条例》，制定本办法。")
    sheet.p("第二条　政府投资项目实行概算管理。").centred("第二章　附　则")
    sheet.p("第三条　本办法自2022年7月15日起施行，有效期至2027年7月14日。")
    sheet.p("2017年3月1日起施行的《文川区政府投资管理暂行办法》（文政办发〔2017〕5号）同时废止。")
    return sheet.imprint("抄送：区委各部门。", BAN + "　2022年6月13日印发").save()


@entry(
    NOTICES, "notice-years-of-validity",
    title="海岳市文川区工业和信息化局 海岳市文川区财政局关于印发《文川区企业上云补贴实施细则》的通知",
    number="文工信规〔2023〕2号", formed="2023-01-18",
    issuer="海岳市文川区工业和信息化局、海岳市文川区财政局", mode="proactive", genre="notice",
    effective="2023-03-01", expires="2028-02-29", listed=("企业上云补贴申请表",),
    also={
        FieldKey.TITLE: (
            "海岳市文川区工业和信息化局海岳市文川区财政局关于印发《文川区企业上云补贴实施细则》的通知",
        ),
    },
    body=("补贴标准为年度服务费的30%", "企业上云补贴申请表"), not_body=("文工信规",),
)  # fmt: skip
def years_of_validity() -> bytes:
    sheet = Sheet().joint(["海岳市文川区工业和信息化局", "海岳市文川区财政局"], how="table")
    sheet.number("文工信规〔2023〕2号").rule()
    sheet.title(
        "海岳市文川区工业和信息化局　海岳市文川区财政局", "关于印发《文川区企业上云补贴", "实施细则》的通知"
    )
    sheet.to("各镇、街道，各有关企业：").p("现将《文川区企业上云补贴实施细则》印发给你们，请遵照执行。")
    sheet.listed("附件：企业上云补贴申请表")
    sheet.sign("海岳市文川区工业和信息化局", "海岳市文川区财政局", "2023年1月18日", how="indent").page()
    sheet.title("文川区企业上云补贴实施细则").p("第一条　补贴标准为年度服务费的30%。")
    sheet.p("第二条　本细则由区工业和信息化局会同区财政局负责解释。")
    sheet.p("第三条　本细则自2023年3月1日起施行，有效期5年。")
    sheet.attached("附件", "企业上云补贴申请表").table(["企业名称", ""], ["服务内容", ""], ["金额", ""])
    return sheet.imprint("公开属性：主动公开", "海岳市文川区工业和信息化局办公室　2023年1月19日印发").save()


@entry(
    NOTICES, "notice-from-date-of-issue",
    title="文川区市场监督管理局关于印发《食品小作坊登记管理规定》的通知", number="文市监发〔2021〕33号",
    formed="2021-08-30", issuer="海岳市文川区市场监督管理局", mode="proactive", genre="notice",
    effective="2021-08-30", body=("自印发之日起施行",), not_body=("信息公开选项",),
)  # fmt: skip
def from_date_of_issue() -> bytes:
    sheet = Sheet().head("海岳市文川区市场监督管理局文件", how="text box", size=30)
    sheet.number("文市监发〔2021〕33号").rule("shape")
    sheet.title("文川区市场监督管理局关于印发《食品", "小作坊登记管理规定》的通知", how="text box")
    sheet.to("各市场监管所，机关各科室：")
    sheet.p("现将《食品小作坊登记管理规定》印发给你们，请认真执行。")
    sheet.sign("海岳市文川区市场监督管理局", "2021年8月30日", how="indent").page()
    sheet.centred("食品小作坊登记管理规定", size=22).p("第一条　小作坊应当依法登记。")
    sheet.p("第二条　本规定自印发之日起施行。")
    sheet.imprint("海岳市文川区市场监督管理局办公室　2021年8月31日印发", mode="信息公开选项：主动公开")
    return sheet.save()


@entry(
    NOTICES, "notice-personnel",
    title="海岳市文川区人民政府关于白一舟等任免职务的通知", number="文政任〔2023〕4号",
    formed="2023-05-22", issuer=QU, mode="proactive", genre="notice",
    body=("任命白一舟为区统计局副局长", "试用期一年"), not_body=("文政任",),
)  # fmt: skip
def personnel() -> bytes:
    sheet = Sheet().head("海岳市文川区人民政府").number("文政任〔2023〕4号", how="right").rule()
    sheet.title("海岳市文川区人民政府", "关于白一舟等任免职务的通知")
    sheet.to("各镇人民政府、街道办事处，区政府各部门：").p("经2023年5月20日区政府第31次常务会议研究，决定：")
    sheet.p("任命白一舟为区统计局副局长（试用期一年）；", "免去山月白的区信访局副局长职务。")
    sheet.sign(QU, "2023年5月22日")
    return sheet.imprint("抄送：区委组织部。", PRINTED.replace("2月16", "5月23"), mode="此件公开发布").save()


@entry(
    NOTICES, "notice-no-number",
    title="关于2023年中秋国庆放假安排的通知", number=None, formed="2023-09-18",
    issuer="海岳市文川区北滩街道办事处", mode=None, genre="notice",
    body=("9月29日至10月6日放假调休", "7月24日至"), not_body=("关于2023年中秋国庆放假安排的通知",),
)  # fmt: skip
def no_number() -> bytes:
    sheet = Sheet("宋体", 14).title("关于2023年中秋国庆放假安排的通知", style="Title").to("各社区、各科室：")
    sheet.p("根据《国务院办公厅关于部分节假日安排的通知》（国办发明电〔2022〕16号），现通知如下：")
    sheet.numbered("9月29日至10月6日放假调休，共8天。", "7月24日至7月30日已轮休的人员值班。")
    return sheet.sign("海岳市文川区北滩街道办事处", "2023年9月18日").save()


@entry(
    NOTICES, "notice-date-missing",
    title="关于开展安全生产大检查的通知", number="文安办〔2023〕9号", formed=None,
    issuer="海岳市文川区安全生产委员会办公室", mode=None, genre="notice",
    body=("检查自2023年6月1日开始", "2023年5月15日全区安全生产会议"), not_body=("文安办〔2023〕9号",),
    also={FieldKey.ISSUER: ("文川区安全生产委员会办公室",)},
)  # fmt: skip
def date_missing() -> bytes:
    sheet = (
        Sheet().head("文川区安全生产委员会办公室", size=32).number("文安办〔2023〕9号").rule("underscores")
    )
    sheet.title("关于开展安全生产大检查的通知", how="table").to("区安委会各成员单位：")
    sheet.p("为落实2023年5月15日全区安全生产会议精神，决定开展大检查。检查自2023年6月1日开始，6月30日结束。")
    return sheet.sign("海岳市文川区安全生产委员会办公室").save()


@entry(
    NOTICES, "notice-quoted-traps",
    title="海岳市文川区人民政府办公室关于转发区民政局文川区养老服务设施建设方案的通知",
    number="文政办字〔2022〕88号", formed="2022-12-05", issuer=BAN, mode="on_request", genre="notice",
    body=("文民发〔2022〕41号", "海政发〔2021〕3号", "2021年4月6日起施行"),
    not_body=("文政办字〔2022〕88号", "依申请公开"),
)  # fmt: skip
def quoted_traps() -> bytes:
    sheet = Sheet().marks("000012").head("海岳市文川区人民政府办公室文件", size=32)
    sheet.number("文政办字〔２０２２〕８８号").rule()
    sheet.title("海岳市文川区人民政府办公室", "关于转发区民政局文川区养老服务设施", "建设方案的通知")
    sheet.to("各镇人民政府、街道办事处，区政府有关部门：")
    sheet.p("根据《海岳市养老服务促进办法》（海政发〔2021〕3号，2021年4月6日起施行），区民政局拟订了")
    sheet.p(
        "《文川区养老服务设施建设方案》（文民发〔2022〕41号），已经区政府2022年11月28日会议通过，现转发。"
    )
    sheet.sign(BAN, "2022年12月5日").page().title("文川区养老服务设施建设方案")
    sheet.centred("区民政局").centred("2022年11月10日").p("到2025年，每个街道建成一处综合养老中心。")
    sheet.imprint("抄送：区委办公室。", BAN + " 2022年12月6日印发", mode="公开属性：依申请公开")
    return sheet.save()


@entry(
    NOTICES, "notice-tracked-and-commented",
    title="关于组织申报科技计划项目的通知", number="文科发〔2023〕11号", formed="2023-04-03",
    issuer="海岳市文川区科学技术局", mode="proactive", genre="notice",
    listed=("2023年度科技计划项目申报指南", "科技计划项目申报书（格式）"),
    body=("申报截止2023年5月31日",), not_body=("截止2023年4月30日", "这里要再核对", "文科发"),
)  # fmt: skip
def tracked_and_commented() -> bytes:
    sheet = Sheet().head("海岳市文川区科学技术局文件").number("文科发〔2023〕11号").rule()
    sheet.title("关于组织申报科技计划项目的通知").to("各有关单位：")
    sheet.changed("申报截止2023年", "4月30日", "5月31日", "，逾期不予受理。")
    sheet.commented("项目支持额度不超过20万元。", "这里要再核对一下财政局的意见")
    sheet.listed("附件：1.2023年度科技计划项目申报指南", "2.科技计划项目申报书（格式）", how="breaks")
    sheet.sign("海岳市文川区科学技术局", "2023年4月3日")
    return sheet.p("（公开方式：主动公开）").save()


@entry(
    NOTICES, "notice-many-attachments",
    title="海岳市文川区财政局关于编制2024年部门预算的通知", number="文财预〔2023〕56号",
    formed="2023-10-09", issuer="海岳市文川区财政局", mode="proactive", genre="notice",
    listed=(
        "部门预算编制说明", "收支总表", "财政拨款收支表", "一般公共预算支出表（按功能分类科目）",
        "政府性基金预算支出表", "国有资本经营预算支出表", "“三公”经费预算表",
        "文川区2024年度部门整体支出绩效目标申报表及填报说明",
    ),
    body=("10月31日前报送",), not_body=("文财预",),
)  # fmt: skip
def many_attachments() -> bytes:
    sheet = (
        Sheet().head("海岳市文川区财政局文件").number("文财预〔2023〕56号", signer="签发人：魏民", how="tab")
    )
    sheet.rule().title("海岳市文川区财政局关于", "编制2024年部门预算的通知").to("区直各部门：")
    sheet.p("请各部门按要求编制，10月31日前报送。")
    sheet.listed(
        "附件：１．部门预算编制说明", "２．收支总表", "３．财政拨款收支表",
        "４．一般公共预算支出表（按功能分类科目）", "５．政府性基金预算支出表", "６．国有资本经营预算支出表",
        "７．“三公”经费预算表", "８．文川区2024年度部门整体支出绩效目标申报表", "　　及填报说明",
    )  # fmt: skip
    sheet.sign("海岳市文川区财政局", "2023年10月9日")
    return sheet.imprint("海岳市文川区财政局办公室　2023年10月9日印发", mode="公开选项：主动公开").save()


@entry(
    NOTICES, "notice-both-boxes-ticked",
    title="关于调整城镇垃圾处理收费标准的通知", number="文发改价〔2023〕7号", formed="2023-03-27",
    issuer="海岳市文川区发展和改革局", mode=UNCLEAR, genre="notice", effective="2023-05-01",
    body=("每户每月6元", "5月1日起执行"), not_body=("文发改价",),
)  # fmt: skip
def both_boxes_ticked() -> bytes:
    sheet = Sheet().head("海岳市文川区发展和改革局文件", how="table", size=30)
    sheet.number("文发改价〔2023〕7号").rule().title("关于调整城镇垃圾处理收费标准的通知").to("各有关单位：")
    sheet.p("经研究，居民垃圾处理费调整为每户每月6元。本通知自2023年5月1日起执行。")
    sheet.sign("海岳市文川区发展和改革局", "2023年3月27日")
    sheet.imprint(
        "海岳市文川区发展和改革局办公室　2023年3月28日印发", mode="公开属性：☑主动公开　☑依申请公开"
    )
    return sheet.save()

"""Documents in less usual lay-outs and wordings: frames, forms above the title, modes in other words."""

from docx.oxml import parse_xml
from docx.shared import Pt

from gongkai.documents.official import FieldKey
from tests.documents.official.corpus.markup import W
from tests.documents.official.corpus.sheet import Sheet
from tests.documents.official.corpus.truths import Catalogue, entry

UNUSUAL: Catalogue = {}
QU = "海岳市文川区人民政府"
BAN = "海岳市文川区人民政府办公室"
XIAN = "云沛县人民政府"


def _framed(sheet: Sheet, text: str, size: float) -> None:
    """A red line in a frame, as old templates place the head."""
    made = sheet.line_of(text, align="center", size=size, red=True)
    made._p.get_or_add_pPr().append(
        parse_xml(f'<w:framePr {W} w:w="8800" w:hSpace="180" w:wrap="around" w:hAnchor="margin" w:y="400"/>')
    )


def _in_control(sheet: Sheet, many: int, tag: str) -> None:
    """The last paragraphs put inside a content control, as templates with fields have them."""
    body = sheet.document.element.body
    paragraphs = [each for each in body.iterchildren() if each.tag.endswith("}p")][-many:]
    control = parse_xml(
        f'<w:sdt {W}><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    paragraphs[0].addprevious(control)
    for each in paragraphs:
        control[-1].append(each)


@entry(
    UNUSUAL, "framed-head",
    title="云沛县人民政府关于表扬2023年度招商引资先进集体的通报", number="云政字〔2024〕3号",
    formed="2024-02-19", issuer=XIAN, mode="proactive", genre="circular",
    body=("授予白杨镇等6个单位",), not_body=("云政字", "主动公开类", "人民政府文件"),
)  # fmt: skip
def framed_head() -> bytes:
    sheet = Sheet()
    _framed(sheet, "云沛县人民政府文件", 44)
    sheet.number("云政字〔2024〕3号").rule().title("云沛县人民政府关于表扬2023年度招商", "引资先进集体的通报")
    sheet.to("各乡镇人民政府，县政府各部门：").p("为表扬先进，决定授予白杨镇等6个单位先进集体称号。")
    sheet.sign("云沛县人民政府（盖章）", "２０２４年２月１９日", how="indent")
    return sheet.imprint("属性：主动公开类", "云沛县人民政府办公室　２０２４年２月２０日印发").save()


@entry(
    UNUSUAL, "head-in-page-header",
    title="关于暂停办理部分不动产登记业务的通告", number=None, formed="2023-10-12",
    issuer="海岳市文川区不动产登记中心", mode=None, genre="public_notice",
    body=("10月20日18时至10月22日24时",), not_body=("关于暂停办理部分不动产登记业务的通告",),
)  # fmt: skip
def head_in_page_header() -> bytes:
    sheet = Sheet(size=15).page_numbers(header="海岳市文川区不动产登记中心")
    sheet.title("关于暂停办理部分不动产登记业务的", "通　告", how="paragraphs")
    sheet.p("因系统升级，10月20日18时至10月22日24时暂停办理登记业务。给您带来不便，敬请谅解。")
    sheet.blank(1).line_of("海岳市文川区不动产登记中心　　2023年10月12日", align="right")
    return sheet.save()


@entry(
    UNUSUAL, "title-in-content-control",
    title="海岳市文川区民政局关于公布全区养老机构等级评定结果的公告", number="文民公告〔2023〕2号",
    formed="2023-11-03", issuer="海岳市文川区民政局", mode="proactive", genre="announcement",
    listed=("养老机构等级评定结果",), body=("共有9家养老机构",), not_body=("文民公告",),
)  # fmt: skip
def title_in_content_control() -> bytes:
    sheet = Sheet().head("海岳市文川区民政局", size=36).rule()
    sheet.number("文民公告〔2023〕2号", how="right")
    _in_control(sheet, 1, "发文字号")
    sheet.title("海岳市文川区民政局关于公布全区", "养老机构等级评定结果的公告")
    _in_control(sheet, 1, "标题")
    sheet.p("经评定，共有9家养老机构取得等级，名单见附件。").listed("附：养老机构等级评定结果")
    sheet.sign("海岳市文川区民政局", "2023年11月3日").p("（本文主动向社会公开）")
    return sheet.attached("附", "养老机构等级评定结果").table(["机构", "等级"], ["松鹤园", "三级"]).save()


@entry(
    UNUSUAL, "telegram",
    title="关于做好第9号台风防御工作的紧急通知", number="文防指电〔2023〕6号", formed="2023-08-29",
    issuer="海岳市文川区防汛抗旱指挥部", mode=None, genre="notice",
    body=("停止一切水上作业",), not_body=("特急", "发往"),
)  # fmt: skip
def telegram() -> bytes:
    sheet = Sheet().head("发　电", size=36)
    sheet.table(
        ["发电单位", "海岳市文川区防汛抗旱指挥部", "签批", "魏民"],
        ["等级", "特急·明电", "编号", "文防指电〔2023〕6号"],
    ).blank()
    sheet.title("关于做好第9号台风防御工作的", "紧急通知").to("各镇、街道防汛抗旱指挥部：")
    sheet.p("台风将于8月31日影响我区，自今日起停止一切水上作业，转移危险区群众。")
    return sheet.sign("海岳市文川区防汛抗旱指挥部", "2023年8月29日").save()


@entry(
    UNUSUAL, "trial-two-years",
    title="海岳市文川区医疗保障局关于印发文川区长期照护服务机构管理细则（试行）的通知",
    number="文医保发〔2023〕26号", formed="2023-09-14", issuer="海岳市文川区医疗保障局", mode="proactive",
    genre="notice", effective="2023-10-01", expires="2025-09-30",
    body=("服务机构应当具有独立法人资格",), not_body=("文医保发",),
)  # fmt: skip
def trial_two_years() -> bytes:
    sheet = Sheet().head("海岳市文川区医疗保障局文件", size=32).number("文医保发〔2023〕26号").rule("star")
    sheet.title("海岳市文川区医疗保障局", "关于印发文川区长期照护服务机构", "管理细则（试行）的通知")
    sheet.to("各定点服务机构：").p("现将细则印发给你们，请遵照执行。")
    sheet.sign("海岳市文川区医疗保障局", "2023年9月14日", how="indent").page()
    sheet.title("文川区长期照护服务机构管理细则", "（试行）").p("第一条　服务机构应当具有独立法人资格。")
    sheet.p("第二条　本细则从2023年10月1日开始实行，试行期两年。")
    return sheet.imprint("公开形式：全文公开", "文川区医疗保障局办公室　2023年9月14日印发").save()


@entry(
    UNUSUAL, "stops-being-carried-out",
    title="关于停止执行部分收费政策的通知", number="文财综〔2023〕44号", formed="2023-12-11",
    issuer="海岳市文川区财政局 海岳市文川区发展和改革局", mode="proactive", genre="notice",
    body=("自2024年1月1日起停止执行", "文财综〔2018〕9号"), not_body=("文财综〔2023〕44号",),
)  # fmt: skip
def stops_being_carried_out() -> bytes:
    organs = ["海岳市文川区财政局", "海岳市文川区发展和改革局"]
    sheet = Sheet()
    for organ in organs:
        sheet.line_of(organ, align="center", size=34, red=True)
    sheet.number("文财综〔2023〕44号").rule().title("关于停止执行部分收费政策的通知").to("各有关单位：")
    sheet.p("《关于停车场收费的通知》（文财综〔2018〕9号，2018年6月1日起施行）自2024年1月1日起停止执行。")
    sheet.sign("海岳市文川区财政局（印）", "海岳市文川区发展和改革局（印）", "二〇二三年十二月十一日")
    return sheet.imprint("信息公开：主动", "2023年12月12日印发").save()


@entry(
    UNUSUAL, "number-in-the-title",
    title="关于转发海政办发〔2023〕8号文件做好稳岗工作的通知", number="文人社字〔2023〕31号",
    formed="2023-05-08", issuer="海岳市文川区人力资源和社会保障局", mode=None, genre="notice",
    listed=("海岳市人民政府办公室关于做好稳岗工作的通知（海政办发〔2023〕8号）",),
    body=("结合我区实际",), not_body=("文人社字",),
)  # fmt: skip
def number_in_the_title() -> bytes:
    sheet = Sheet().head("海岳市文川区人力资源和社会保障局文件", size=26)
    sheet.number("文人社字〔2023〕31号").rule().title("关于转发海政办发〔2023〕8号文件", "做好稳岗工作的通知")
    sheet.to("各镇人社所：").p("现将海政办发〔2023〕8号文件转发给你们，结合我区实际，认真落实。")
    sheet.listed("附件：海岳市人民政府办公室关于做好稳岗工作的通知（海政办发", "〔2023〕8号）")
    return sheet.sign("海岳市文川区人力资源和社会保障局", "2023年5月8日", how="indent").save()


@entry(
    UNUSUAL, "attachments-in-words",
    title="平岚县农业农村局关于组织申报2024年农机购置补贴的通知", number="平农机〔2024〕1号",
    formed="2024-01-16", issuer="平岚县农业农村局", mode="proactive", genre="notice",
    listed=("补贴申请表", "补贴机具范围", "经销企业名单"), body=("3月底前",), not_body=("平农机",),
)  # fmt: skip
def attachments_in_words() -> bytes:
    sheet = Sheet().head("平岚县农业农村局文件", how="text box", size=38).number("平农机〔2024〕1号").rule()
    sheet.title("平岚县农业农村局关于组织申报", "2024年农机购置补贴的通知").to("各乡镇农业农村办公室：")
    sheet.p("请于3月底前组织申报。")
    sheet.listed("附件一：补贴申请表", "附件二：补贴机具范围", "附件三：经销企业名单")
    sheet.sign("平岚县农业农村局", "2024年1月16日")
    return sheet.imprint("政务公开属性：主动公开", "平岚县农业农村局办公室  2024年1月16日印发").save()


@entry(
    UNUSUAL, "supplement",
    title="关于《文川区人才公寓管理办法》的补充通知", number="文住建字〔2023〕特1号", formed="2023-06-27",
    issuer="海岳市文川区住房和城乡建设局", mode="on_request", genre="notice",
    body=("第八条补充一款", "文住建字〔2022〕40号"), not_body=("特1号",),
)  # fmt: skip
def supplement() -> bytes:
    sheet = Sheet().head("海岳市文川区住房和城乡建设局文件", size=28).number("文住建字〔2023〕特1号").rule()
    sheet.title("关于《文川区人才公寓管理办法》的", "补 充 通 知", how="paragraphs").to("各有关单位：")
    sheet.p("《文川区人才公寓管理办法》（文住建字〔2022〕40号）第八条补充一款：共有产权的，从其约定。")
    sheet.sign("海岳市文川区住房和城乡建设局", "2023年6月27日")
    return sheet.imprint("公开类别：依申请", "2023年6月28日印发").save()


@entry(
    UNUSUAL, "three-signers-two-rows",
    title="关于建立涉企检查联合工作机制的意见", number="文司联〔2023〕5号", formed="2023-10-30",
    issuer="海岳市文川区司法局 海岳市文川区应急管理局 海岳市文川区市场监督管理局", mode="proactive",
    genre="opinion", effective="2024-01-01", body=("一次检查",), not_body=("文司联",),
)  # fmt: skip
def three_signers_two_rows() -> bytes:
    organs = ["海岳市文川区司法局", "海岳市文川区应急管理局", "海岳市文川区市场监督管理局"]
    sheet = Sheet().joint(organs, how="one cell").number("文司联〔2023〕5号").rule("shape")
    sheet.title("关于建立涉企检查联合工作机制的意见").to("各镇、街道：").p("一、进一次门，办一次检查。")
    sheet.p("二、本意见施行时间为2024年1月1日。").blank(2)
    sheet.line_of("海岳市文川区司法局        海岳市文川区应急管理局")
    sheet.line_of("海岳市文川区市场监督管理局", align="center").paragraph_format.space_after = Pt(2)
    sheet.line_of("2023年10月30日", align="right")
    return sheet.imprint("（此件予以公开）", how="lines").save()


@entry(
    UNUSUAL, "motion",
    title="云沛县人民政府关于提请审议2023年县级预算调整方案的议案", number="云政案〔2023〕6号",
    formed="2023-11-20", issuer=XIAN, mode="withheld", genre="motion",
    body=("请予审议",), not_body=("云政案", "暂不公开"),
)  # fmt: skip
def motion() -> bytes:
    sheet = Sheet().head("云沛县人民政府", how="runs").rule().number("云政案〔2023〕6号", how="right")
    sheet.title("云沛县人民政府", "关于提请审议2023年县级预算调整", "方案的议案")
    sheet.to("县人大常委会：").p("现提请县人大常委会会议审议2023年县级预算调整方案，请予审议。")
    sheet.sign("县长　石磊", "2023年11月20日", how="indent")
    return sheet.imprint("公开属性：不公开", "云沛县人民政府办公室　2023年11月20日印发").save()


@entry(
    UNUSUAL, "validity-by-range",
    title="文川区城区限时停车管理规定", number="文公通字〔2023〕11号", formed="2023-04-28",
    issuer="海岳市公安局文川分局", mode=None, genre="rules", effective="2023-06-01", expires="2026-05-31",
    also={FieldKey.GENRE: ("public_notice", "other", "regulation", None)},
    body=("停车不超过30分钟",), not_body=("文公通字",),
)  # fmt: skip
def validity_by_range() -> bytes:
    sheet = Sheet("宋体", 14).title("文川区城区限时停车管理规定", bold=True).centred("文公通字〔2023〕11号")
    sheet.p("第一条　设有限时标志的路段，停车不超过30分钟。", "第二条　由交通警察大队负责实施。", how="wide")
    sheet.p("第三条　本规定有效期自2023年6月1日至2026年5月31日。", how="wide")
    return sheet.sign("海岳市公安局文川分局", "2023年4月28日", how="wide").save()


@entry(
    UNUSUAL, "cover-page",
    title="海岳市文川区人民政府办公室关于印发文川区突发环境事件应急预案的通知", number="文政办发〔2022〕27号",
    formed="2022-09-19", issuer=BAN, mode="proactive", genre="notice",
    body=("本预案自发布之日起实施", "应急指挥部"), not_body=("文政办发〔2022〕27号",),
    effective="2022-09-19",
)  # fmt: skip
def cover_page() -> bytes:
    sheet = Sheet().head("海岳市文川区人民政府办公室文件", size=32).number("文政办发〔2022〕27号").rule()
    sheet.title(BAN + "关于印发", "文川区突发环境事件应急预案的通知").to("各镇人民政府、街道办事处：")
    sheet.p("现将修订后的预案印发给你们，2016年8月5日印发的预案同时废止。").sign(BAN, "2022年9月19日")
    sheet.p("（此件公开发布）").page().blank(8).title("文川区突发环境事件应急预案").blank(10)
    sheet.centred("海岳市文川区人民政府", "2022年8月").page().centred("目　　录")
    sheet.p("1 总则\t1", "2 组织体系\t2", "3 附则\t9").page().p("1 总则", "设立区突发环境事件应急指挥部。")
    return sheet.p("3 附则", "本预案自发布之日起实施。").imprint(BAN + " 2022年9月20日印发").save()


@entry(
    UNUSUAL, "year-in-number-plain",
    title="关于开展2008年度企业年检工作的通知", number="文工商字〔2008〕4号", formed="2008-01-21",
    issuer="海岳市工商行政管理局文川分局", mode=None, genre="notice", body=("6月30日",),
    also={FieldKey.DOC_NUMBER: ("文工商字2008年第4号",)}, not_body=("文工商字",),
)  # fmt: skip
def year_in_number_plain() -> bytes:
    sheet = Sheet("宋体", 14).head("海岳市工商行政管理局文川分局", how="spaced", size=24)
    sheet.number("文工商字〈2008〉4号").rule("underscores")
    sheet.title("关于开展2008年度企业年检工作的", "通　　知", how="spaces").to("辖区内各企业：")
    sheet.p("年检截止日期为6月30日。逾期不参加年检的，依法处理。", how="wide")
    return sheet.sign("海岳市工商行政管理局文川分局", "二〇〇八年元月二十一日", how="spaces").save()


@entry(
    UNUSUAL, "letter-with-sender-lines",
    title="关于商请提供地块规划条件的函", number="北办函〔2024〕9号", formed="2024-03-05",
    issuer="海岳市文川区北滩街道办事处", mode="withheld", genre="letter",
    body=("请贵局支持为盼",), not_body=("北办函", "不予公开"),
)  # fmt: skip
def letter_with_sender_lines() -> bytes:
    sheet = Sheet().head("北滩街道办事处", size=38).rule()
    sheet.line_of("地址：海岳市文川区北滩路2号　电话：0638-8270099", align="center", size=9)
    sheet.number("北办函〔2024〕9号", how="right").title("关于商请提供地块规划条件的函")
    sheet.to("区自然资源局：").p("为推进北滩片区改造，商请提供地块规划条件。请贵局支持为盼。")
    sheet.sign("海岳市文川区北滩街道办事处", "2024-03-05")
    return sheet.imprint("信息公开选项：不予公开", "联系人：钱枫　电话：0638-8270098", how="lines").save()


@entry(
    UNUSUAL, "last-lines-swapped",
    title="海岳市文川区文化和旅游局关于2023年度非物质文化遗产代表性传承人名单的公示", number=None,
    formed="2023-12-25", issuer="海岳市文川区文化和旅游局", mode=None, genre="other",
    also={FieldKey.GENRE: (None, "announcement", "public_notice")},
    body=("公示期自2023年12月25日至2023年12月29日", "柳编"),
)  # fmt: skip
def last_lines_swapped() -> bytes:
    sheet = Sheet(size=14).title(
        "海岳市文川区文化和旅游局关于2023年度", "非物质文化遗产代表性传承人", "名单的公示"
    )
    sheet.p("经专家评审，拟认定下列传承人，公示期自2023年12月25日至2023年12月29日。")
    sheet.table(["项目", "传承人"], ["柳编", "山月白"], ["剪纸", "白一舟"])
    return sheet.blank(2).sign("2023年12月25日", "海岳市文川区文化和旅游局").save()

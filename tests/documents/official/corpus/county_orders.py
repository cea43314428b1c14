"""Orders, public notices, decisions and minutes of a county, its bureaus, its hospital and its schools."""

from gongkai.documents.official import FieldKey
from tests.documents.official.corpus.sheet import Sheet
from tests.documents.official.corpus.truths import Catalogue, entry

ORDERS: Catalogue = {}
XIAN = "云沛县人民政府"
BAN = "云沛县人民政府办公室"


@entry(
    ORDERS, "traffic-notice",
    title="云沛县公安局交通警察大队关于对迎宾路采取限制通行措施的通告", number="云公交通告〔2024〕2号",
    formed="2024-02-26", issuer="云沛县公安局交通警察大队", genre="public_notice",
    effective="2024-03-01", expires="2024-08-31",
    body=("重型货车绕行", "〔2019〕7号"), not_body=("云公交通告〔2024〕2号",),
)  # fmt: skip
def traffic_notice() -> bytes:
    sheet = Sheet(size=16).title("云沛县公安局交通警察大队", "关于对迎宾路采取限制通行措施的通告")
    sheet.centred("云公交通告〔2024〕2号").blank()
    sheet.p("因迎宾路雨污分流改造，根据《中华人民共和国道路交通安全法》第三十九条，现将有关事项通告如下：")
    sheet.p(
        "一、施工期间，重型货车绕行环城北路。", "二、《关于迎宾路限行的通告》（云公交通告〔2019〕7号）停用。"
    )
    sheet.p("三、本通告自2024年3月1日起施行，至2024年8月31日止。", "特此通告。")
    return sheet.sign("云沛县公安局交通警察大队", "2024年2月26日").save()


@entry(
    ORDERS, "dog-order",
    title="海岳市养犬管理办法", number="第86号", formed="2024-02-20", issuer="海岳市人民政府",
    genre="order", effective="2024-05-01",
    also={FieldKey.TITLE: ("海岳市人民政府令",), FieldKey.GENRE: ("rules", "regulation"),
          FieldKey.DOC_NUMBER: ("海岳市人民政府令第86号",)},
    body=("第一条", "免疫接种", "市长"), not_body=("第86号",),
)  # fmt: skip
def dog_order() -> bytes:
    sheet = Sheet().head("海岳市人民政府令", size=44).number("第 86 号").rule()
    sheet.p(
        "《海岳市养犬管理办法》已经2024年1月30日市人民政府第41次常务会议审议通过，现予公布，自2024年5月1日起施行。"
    )
    sheet.sign("市　长　王　远", "2024年2月20日", how="indent").page().title("海岳市养犬管理办法")
    sheet.centred("第一章　总　则").p(
        "第一条　为了规范养犬行为，根据《中华人民共和国动物防疫法》，制定本办法。"
    )
    return sheet.p("第二条　饲养犬只应当依法进行免疫接种。", "第三条　本办法由市公安局负责解释。").save()


@entry(
    ORDERS, "fire-ban",
    title="云沛县人民政府森林防火禁火令", number="云政令〔2024〕1号", formed="2024-03-05", issuer=XIAN,
    mode="proactive", genre="order", effective="2024-03-05",
    body=("严禁一切野外用火",), not_body=("云政令〔2024〕1号",),
)  # fmt: skip
def fire_ban() -> bytes:
    sheet = Sheet().title("云沛县人民政府", "森林防火禁火令", how="paragraphs").centred("云政令〔2024〕1号")
    sheet.p(
        "为有效预防森林火灾，现发布如下命令：",
        "一、禁火期：3月15日至5月15日。",
        "二、禁火期内，严禁一切野外用火。",
    )
    sheet.p("三、违反本令的，依法处理。本令自发布之日起施行。").sign(XIAN, "县长　石磊", "2024年3月5日")
    return sheet.p("（此件公开发布）", how="none").save()


@entry(
    ORDERS, "repeal-decision",
    title="云沛县人民政府关于废止部分行政规范性文件的决定", number="云政发〔2023〕21号", formed="2023-12-29",
    issuer=XIAN, mode="proactive", genre="decision", effective="2023-12-29",
    listed=("云沛县人民政府决定废止的行政规范性文件目录",),
    body=("云政发〔2011〕8号", "云政办发〔2014〕33号", "决定废止15件"), not_body=("云政发〔2023〕21号",
    "抄送"),
)  # fmt: skip
def repeal_decision() -> bytes:
    sheet = Sheet().head("云沛县人民政府文件").number("云政发〔2023〕21号").rule("shape")
    sheet.title("云沛县人民政府", "关于废止部分行政规范性文件的决定").to(
        "各乡镇人民政府、街道办事处，县政府各部门："
    )
    sheet.p(
        "根据《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号），县政府决定废止15件"
    )
    sheet.p("行政规范性文件（目录见附件）。本决定自公布之日起施行。")
    sheet.listed("附件：云沛县人民政府决定废止的行政规范性文件目录").sign(
        XIAN, "2023年12月29日", how="indent"
    )
    sheet.attached("附件", "云沛县人民政府决定废止的", "行政规范性文件目录")
    rows = [[str(n), f"关于第{n}号事项的通知", f"云政办发〔{2010 + n % 9}〕{n * 3}号"] for n in range(1, 14)]
    sheet.table(["序号", "名称", "文号"], ["14", "关于集镇建设的意见", "云政发〔2011〕8号"], *rows,
                ["15", "关于殡葬改革的通知", "云政办发〔2014〕33号"])  # fmt: skip
    return sheet.imprint("抄送：县委各部门，县人大常委会办公室。", "云沛县人民政府办公室　2023年12月29日印发",
                         mode="公开方式：主动公开").save()  # fmt: skip


@entry(
    ORDERS, "county-minutes",
    title="云沛县人民政府县长办公会议纪要", number="〔2024〕2号", formed="2024-01-19", issuer=BAN,
    genre="minutes", body=("会议研究了县城供水价格调整事宜", "2024年4月1日起执行新价格"),
    also={FieldKey.TITLE: ("县长办公会议纪要",), FieldKey.ISSUER: (XIAN,)},
)  # fmt: skip
def county_minutes() -> bytes:
    sheet = Sheet().head("县长办公会议纪要", size=40).number("〔2024〕2号")
    sheet.line_of("云沛县人民政府办公室　　　　　　　　　　　2024年1月19日").paragraph_format.space_after = 0
    sheet.rule().p("2024年1月15日，县长石磊主持召开县长办公会议，研究有关事项。现纪要如下：")
    sheet.p("一、会议研究了县城供水价格调整事宜。会议议定，2024年4月1日起执行新价格。")
    sheet.p("二、会议听取了县教体局关于校舍安全情况的汇报。")
    sheet.p("出席：石磊、白一舟。列席：钱枫、魏民。", how="none")
    return sheet.imprint("分送：县政府领导同志，参会单位。", how="lines").save()


@entry(
    ORDERS, "land-announcement",
    title="云沛县国有建设用地使用权网上挂牌出让公告", number="云自然资告字〔2024〕7号", formed="2024-04-11",
    issuer="云沛县自然资源和规划局", genre="announcement",
    body=("保证金", "YP2024-06", "挂牌时间为2024年5月6日至2024年5月15日"), not_body=("云自然资告字",),
)  # fmt: skip
def land_announcement() -> bytes:
    sheet = Sheet("宋体", 14).title("云沛县国有建设用地使用权", "网上挂牌出让公告", bold=True)
    sheet.centred("（云自然资告字〔2024〕07号）")
    sheet.p("经云沛县人民政府批准，我局决定以挂牌方式出让2宗国有建设用地使用权。现公告如下：", how="wide")
    rows = [[f"YP2024-{n:02}", "城东新区", f"{n * 1000}㎡", "工业", "50年", "360万元"] for n in range(5, 45)]
    sheet.table(["地块编号", "位置", "面积", "用途", "年限", "保证金"], *rows)
    sheet.p("二、挂牌时间为2024年5月6日至2024年5月15日。", "三、联系电话：0638-8260127。", how="wide")
    return sheet.sign("云沛县自然资源和规划局", "2024年4月11日", how="wide").save()


@entry(
    ORDERS, "market-announcement",
    title="云沛县市场监督管理局关于公布2023年第四批“双随机”抽查结果的公告", number="2023年第12号",
    formed="2023-12-20", issuer="云沛县市场监督管理局", mode="proactive", genre="announcement",
    listed=("抽查结果汇总表", "未通过检查的企业名单"), body=("共抽查企业126户",), not_body=("2023年第12号",),
)  # fmt: skip
def market_announcement() -> bytes:
    sheet = Sheet().head("云沛县市场监督管理局公告", size=32).number("2023年　第12号").rule("star")
    sheet.title("云沛县市场监督管理局关于公布", "2023年第四批“双随机”抽查结果的公告")
    sheet.p("本次共抽查企业126户，现将结果予以公布。", "特此公告。")
    sheet.listed("附件：1. 抽查结果汇总表   2. 未通过检查的企业名单").sign(
        "云沛县市场监督管理局", "2023年12月20日"
    )
    return sheet.p("（信息公开形式：主动公开）", how="none").save()


@entry(
    ORDERS, "hospital-listing",
    title="云沛县人民医院2024年公开招聘编外专业技术人员拟聘用人员公示", number=None, formed="2024-05-27",
    issuer="云沛县人民医院", genre="other", also={FieldKey.GENRE: ("announcement", "public_notice", None)},
    body=("公示时间为2024年5月27日至5月31日", "秦晓"),
)  # fmt: skip
def hospital_listing() -> bytes:
    sheet = Sheet(size=15).title("云沛县人民医院2024年公开招聘编外", "专业技术人员拟聘用人员公示")
    sheet.p("根据《云沛县人民医院2024年公开招聘公告》规定，经笔试、面试、体检，现将拟聘用人员予以公示。")
    sheet.table(["岗位", "姓名", "准考证号"], ["护理", "秦晓", "20240518"], ["药剂", "石榴", "20240533"])
    sheet.p(
        "公示时间为2024年5月27日至5月31日。对公示有异议的，请向医院纪检监察室反映。", "电话：0638-8267777"
    )
    return sheet.sign("云沛县人民医院", "二〇二四年五月二十七日", how="indent").save()


@entry(
    ORDERS, "school-decision",
    title="关于表彰2023—2024学年度优秀班主任的决定", number="文二小字〔2024〕9号", formed="2024-07-02",
    issuer="海岳市文川区第二实验小学", mode="on_request", genre="decision",
    body=("白露等8位教师", "再接再厉"), not_body=("文二小字", "依申请公开"),
    also={FieldKey.TITLE: ("关于表彰2023-2024学年度优秀班主任的决定",)},
)  # fmt: skip
def school_decision() -> bytes:
    sheet = Sheet().head("海岳市文川区第二实验小学文件", size=30).number("文二小字〔2024〕9号").rule()
    sheet.title("关于表彰2023—2024学年度", "优秀班主任的决定").to("各年级组、各处室：")
    sheet.p("本学年，学校涌现出一批优秀班主任。经校务会研究，决定对白露等8位教师予以表彰。希望再接再厉。")
    sheet.sign("海岳市文川区第二实验小学", "2024年7月2日")
    return sheet.imprint(
        "公开属性|依申请公开", "文川区第二实验小学办公室|2024年7月2日印", how="two cells"
    ).save()


@entry(
    ORDERS, "council-rules",
    title="云沛县人民政府办公室关于印发云沛县行政复议委员会工作规则的通知", number="云政办发〔2023〕17号",
    formed="2023-08-08", issuer=BAN, mode="proactive", genre="notice", effective="2023-08-08",
    expires=None, body=("委员会会议实行票决", "本规则自印发之日起施行", "云政办发〔2012〕40号"),
    not_body=("云政办发〔2023〕17号", "共印80份"),
)  # fmt: skip
def council_rules() -> bytes:
    sheet = (
        Sheet()
        .head("云沛县人民政府办公室文件", how="table", size=34)
        .number("云政办发〔2023〕17号", how="table")
    )
    sheet.rule().title(
        "云沛县人民政府办公室", "关于印发云沛县行政复议委员会", "工作规则的通知", how="paragraphs"
    )
    sheet.to("各乡镇人民政府，各街道办事处，县政府各部门、各直属单位：")
    sheet.p("《云沛县行政复议委员会工作规则》已经县政府同意，现印发给你们，请认真贯彻执行。").sign(
        BAN, "2023年8月8日"
    )
    sheet.p("（此件公开发布）").page().title("云沛县行政复议委员会工作规则")
    sheet.p(
        "第一条　委员会会议实行票决。",
        "第二条　原《云沛县行政复议委员会议事规则》（云政办发〔2012〕40号）同时废止。",
    )
    sheet.p("第三条　本规则自印发之日起施行。")
    return sheet.imprint(
        "抄送：县监委，县法院，县检察院。", "云沛县人民政府办公室　2023年8月8日印发", "共印80份"
    ).save()


@entry(
    ORDERS, "scheme-alone",
    title="云沛县2024年义务教育阶段学校招生入学工作方案", number=None, formed="2024-06-03",
    issuer="云沛县教育和体育局", genre="scheme",
    body=("6月20日起网上报名", "云沛县教育和体育局"),
)  # fmt: skip
def scheme_alone() -> bytes:
    sheet = Sheet().title("云沛县2024年义务教育阶段学校", "招生入学工作方案")
    sheet.centred("云沛县教育和体育局").centred("2024年6月3日").blank()
    sheet.p("为做好2024年义务教育阶段学校招生入学工作，制定本方案。").h("一、招生对象")
    sheet.p("年满6周岁的适龄儿童。").h("二、报名时间").p("6月20日起网上报名，7月10日公布名单。")
    return sheet.p("三、各校要严格执行招生政策，接受社会监督。").save()


@entry(
    ORDERS, "penalty-standards",
    title="云沛县城市管理局关于印发《云沛县城市管理行政处罚裁量基准》的通知", number="云城管规〔2024〕1号",
    formed="2024-01-08", issuer="云沛县城市管理局", mode="proactive", genre="notice", effective="2024-02-08",
    expires="2029-02-07", listed=("云沛县城市管理行政处罚裁量基准",),
    body=("违法行为", "云城管发〔2018〕66号"), not_body=("云城管规〔2024〕1号", "YPDR"),
)  # fmt: skip
def penalty_standards() -> bytes:
    sheet = Sheet()
    sheet.line_of("YPDR-2024-14001", align="right", size=14)
    sheet.head("云沛县城市管理局文件", size=36).number("云城管规〔2024〕1号").rule()
    sheet.title("云沛县城市管理局关于印发《云沛县城市", "管理行政处罚裁量基准》的通知").to("局属各单位：")
    sheet.p("现将《云沛县城市管理行政处罚裁量基准》印发给你们，自2024年2月8日起施行，有效期5年。")
    sheet.p("《关于印发处罚裁量标准的通知》（云城管发〔2018〕66号）同时废止。")
    sheet.listed("附件：云沛县城市管理行政处罚裁量基准").sign(
        "云沛县城市管理局", "2024年1月8日", how="indent"
    )
    sheet.attached("附件", "云沛县城市管理行政处罚裁量基准")
    sheet.table(["违法行为", "情节", "基准"], *[[f"第{n}项", "一般", f"{n}00元"] for n in range(1, 50)])
    return sheet.imprint("云沛县城市管理局办公室　　　　2024年1月8日印发", mode="公开属性：主动公开").save()

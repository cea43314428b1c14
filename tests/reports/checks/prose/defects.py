"""Planted defects: paragraphs with one wrong thing each, and the check that has to find it."""

from __future__ import annotations

BUSY_DEFECTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "carried_after_done": (
        "prose_count.carried_out",
        ("上年结转政府信息公开申请2件，已办结35件，结转2件。",),
    ),
    "growth_in_brackets": (
        "prose_percent.growth",
        ("公开信息154条。比2022年（131条）增加23条，增长27.6%。",),
    ),
    "parts_numbered": (
        "prose_sum.parts",
        (
            "2023年公开742条。内容包括：1.机构职能类13条；2.政策法规类86条；3.业务工作类412条；4.其他类222条。",
        ),
    ),
    "fee_not_and_so_much": (
        "prose_contradiction.processing_fee",
        ("收到政府信息公开申请34件，均按期答复，未收取费用。", "收取信息处理费380元。"),
    ),
    "received": ("prose_count.new", ("2023年，我局共收到政府信息公开申请43件，办结35件。",)),
    "received_number_first": ("prose_count.new", ("全年收到43件政府信息公开申请。",)),
    "received_under_heading": ("prose_count.new", ("（二）依申请公开。", "全年新收43件，办结35件。")),
    "received_full_width": ("prose_count.new", ("全年共接收公民、法人和其他组织政府信息公开申请４３件。",)),
    "received_numerals": ("prose_count.new", ("收到政府信息公开申请四十三件。",)),
    "received_with_growth": ("prose_count.new", ("收到政府信息公开申请31件，同比下降15%。",)),
    "received_by_short_name": ("prose_count.new", ("2023年，区水务局共收到政府信息公开申请43件。",)),
    "received_sum_unsaid": ("prose_count.new", ("2023年，我局收到政府信息公开申请36件。",)),
    "accepted": ("prose_count.accepted", ("全区共受理政府信息公开申请63件。",)),
    "carried_in": ("prose_count.carried_in", ("收到政府信息公开申请34件，上年结转3件。",)),
    "carried_in_by_year": ("prose_count.carried_in", ("收到政府信息公开申请34件，2022年结转3件。",)),
    "carried_out": ("prose_count.carried_out", ("办结政府信息公开申请35件，结转下年度4件。",)),
    "carried_out_by_year": ("prose_count.carried_out", ("办结政府信息公开申请35件，结转至2024年4件。",)),
    "carried_out_in_work": ("prose_count.carried_out", ("收到政府信息公开申请34件，尚在办理中的4件。",)),
    "handled": ("prose_count.handled", ("收到政府信息公开申请34件，按期办结53件。",)),
    "handled_short": ("prose_count.handled", ("收到政府信息公开申请34件，已办结30件。",)),
    "answered": ("prose_count.answered", ("收到政府信息公开申请34件，共办理39件。",)),
    "open": ("prose_count.open", ("办结政府信息公开申请35件，其中予以公开6件。",)),
    "partial": ("prose_count.partial", ("办结政府信息公开申请35件，部分公开5件。",)),
    "deny": ("prose_count.deny", ("办结政府信息公开申请35件，不予公开4件。",)),
    "unable": ("prose_count.unable", ("办结政府信息公开申请35件，其中无法提供的11件。",)),
    "notproc": ("prose_count.notproc", ("办结政府信息公开申请35件，不予处理5件。",)),
    "other": ("prose_count.other", ("办结政府信息公开申请35件，其他处理9件。",)),
    "detail": ("prose_count.unable.1", ("收到政府信息公开申请34件，因本机关不掌握7件。",)),
    "detail_repeated": ("prose_count.notproc.2", ("收到政府信息公开申请34件，重复申请3件。",)),
    "natural": ("prose_count.natural", ("收到政府信息公开申请34件，其中自然人申请28件。",)),
    "legal": ("prose_count.legal", ("收到政府信息公开申请34件，其中法人或其他组织申请6件。",)),
    "commercial": ("prose_count.commercial", ("收到政府信息公开申请34件，其中商业企业5件。",)),
    "review": ("prose_count.review.total", ("因政府信息公开被申请行政复议6件。",)),
    "review_received": ("prose_count.review.total", ("全年共收到涉及政府信息公开的行政复议案件6件。",)),
    "review_upheld": (
        "prose_count.review.upheld",
        ("因政府信息公开引发行政复议5件，其中维持3件，纠正1件。",),
    ),
    "lawsuit": ("prose_count.lawsuit.total", ("因政府信息公开被提起行政诉讼7件。",)),
    "both": ("prose_count.remedies.total", ("涉及政府信息公开的行政复议、行政诉讼案件共9件。",)),
    "normative": ("prose_count.normative.made", ("全年制发行政规范性文件8件。",)),
    "normative_valid": ("prose_count.normative.valid", ("制发行政规范性文件6件，现行有效23件。",)),
    "penalty": ("prose_count.penalty", ("2023年共作出行政处罚决定39件。",)),
    "fees": ("prose_count.fees", ("全年行政事业性收费共计46.08万元。",)),
    "parts_closed": (
        "prose_sum.parts",
        (
            "发布政务信息共计96条，其中：机构职能3条，业务动态50条，政策文件11条，重点领域61条，其他信息11条。",
        ),
    ),
    "parts_short": (
        "prose_sum.parts",
        (
            "发布政务信息共计96条，其中：机构职能3条，业务动态50条，政策文件11条，重点领域16条，其他信息11条。",
        ),
    ),
    "parts_beyond": ("prose_sum.parts", ("主动公开政府信息96条，其中政策文件71条、政策解读35条。",)),
    "part_beyond": ("prose_sum.parts", ("召开新闻发布会3场，其中主要负责人出席5场。",)),
    "parts_applicants": (
        "prose_sum.parts",
        ("去年受理34件，其中自然人30件、法人5件。",),
    ),
    "parts_in_brackets": ("prose_sum.parts", ("承办建议提案9件（其中人大建议3件、政协提案5件）。",)),
    "parts_of_review": (
        "prose_sum.parts",
        ("被申请行政复议5件，其中维持2件，纠正1件，其他结果1件，尚未审结2件。",),
    ),
    "total_after": ("prose_sum.total", ("承办人大代表建议3件、政协委员提案4件，共8件。",)),
    "grades": (
        "prose_sum.grades",
        ("共承办人大代表建议3件、政协委员提案3件。办复率100%，办理结果为A类5件。",),
    ),
    "grades_split": ("prose_sum.grades", ("承办人大代表建议3件、政协委员提案4件，其中A类5件、B类3件。",)),
    "proposals": ("prose_sum.proposals", ("办理建议提案8件，人大代表建议3件，政协委员提案4件。",)),
    "reply_rate": ("prose_percent.rate", ("承办人大代表建议和政协提案8件，办结7件，办复率100%。",)),
    "hotline_rate": ("prose_percent.rate", ("受理网民留言120条，回复110条，回复率98%。",)),
    "growth": ("prose_percent.growth", ("发布信息348条，比2022年的310条增长22.3%。",)),
    "growth_by_difference": ("prose_percent.growth", ("发布信息348条，比上年增加38条，增长21.3%。",)),
    "growth_two_years": ("prose_percent.growth", ("2022年发布信息310条，2023年发布信息348条，增长8.3%。",)),
    "growth_direction": ("prose_percent.growth", ("发布信息310条，较2022年348条增长10.9%。",)),
    "share": ("prose_percent.share", ("发布信息200条，其中政策类50条，占35%。",)),
    "all_done": ("prose_contradiction.all_done", ("收到政府信息公开申请34件，均已办结。",)),
    "all_done_elsewhere": ("prose_contradiction.all_done", ("（二）依申请公开。全部申请已按期办结。",)),
    "full_rate": ("prose_contradiction.full_rate", ("（二）依申请公开。全年依申请公开办结率达100%。",)),
    "none_received": ("prose_contradiction.none_received", ("2023年，我局未收到政府信息公开申请。",)),
    "none_by_order": ("prose_contradiction.none_received", ("本年度未收到政府信息依申请公开。",)),
    "nil": ("prose_contradiction.none_received", ("2023年无政府信息公开申请。",)),
    "no_review": ("prose_contradiction.review", ("全年未发生因政府信息公开引起的行政复议案件。",)),
    "no_lawsuit": ("prose_contradiction.lawsuit", ("没有因政府信息公开被申请行政复议或者提起行政诉讼。",)),
    "no_carry_out": (
        "prose_contradiction.no_carry_out",
        ("办结政府信息公开申请35件，无结转下年度办理的申请。",),
    ),
    "no_carry_in": ("prose_contradiction.no_carry_in", ("收到政府信息公开申请34件，无上年结转。",)),
    "fee": (
        "prose_contradiction.processing_fee",
        ("2023年未收取信息处理费。", "本年度共收取政府信息公开信息处理费380元。"),
    ),
    "fee_in_two_units": (
        "prose_contradiction.processing_fee",
        ("共收取信息处理费380元。", "信息处理费收入0.38万元。"),
    ),
    "parts_in_a_bracket": (
        "prose_sum.parts",
        ("通过网站发布信息45条（财政信息15条，人事信息12条，其他信息9条），公众号发布813条。",),
    ),
    "parts_after_a_colon": (
        "prose_sum.parts",
        ("2023年共公开信息75条：财政信息19条，建议提案办理7条，政策文件54条，其他信息4条。",),
    ),
    "parts_in_the_next_sentence": (
        "prose_sum.parts",
        ("2023年主动公开政府信息509条。按栏目分，业务动态59条，人事信息39条，其他信息357条。",),
    ),
    "named_share": (
        "prose_percent.share",
        ("发布信息671条，其中财政信息136条，业务动态257条，其他信息278条。占比最大的是其他信息，占44.1%。",),
    ),
    "growth_beside": ("prose_percent.growth", ("发布信息671条，去年为356条，同比增长84.88%。",)),
    "growth_with": ("prose_percent.growth", ("全年公开信息258条，与2022年的327条相比下降12.1%。",)),
    "applicants_in_the_next_sentence": (
        "prose_count.natural",
        ("2023年新收政府信息公开申请34件。新收申请中，自然人申请31件，法人或其他组织申请3件。",),
    ),
    "carried_over_added_up": (
        "prose_count.accepted",
        ("2023年收到政府信息公开申请34件，上年结转2件，合计39件。",),
    ),
    "received_with_the_carry_over_told_apart": (
        "prose_count.new",
        ("2023年收到政府信息公开申请36件，上年结转2件。",),
    ),
    "documents_named_before": (
        "prose_count.normative.valid",
        ("全面清理行政规范性文件，2023年制发6件、废止1件，截至年底现行有效23件。",),
    ),
    "decisions_in_a_row": (
        "prose_count.coercion",
        ("依法作出行政许可决定517件、行政处罚决定93件、行政强制决定14件，按规定公示。",),
    ),
    "fee_in_one_sentence": (
        "prose_contradiction.processing_fee",
        ("2023年，我局未收取政府信息公开信息处理费，收费金额共计1200元。",),
    ),
    "nearly_whole": ("prose_sum.parts", ("新媒体发布信息775条，其中微信451条、微博323条。",)),
    "wechat": (
        "prose_repeat.wechat",
        ("通过“云阳水务”公众号发布信息348条。", "“云阳水务”微信公众号全年推送信息384条。"),
    ),
    "press": ("prose_repeat.press", ("2023年召开新闻发布会2场。", "全年共召开新闻发布会3场。")),
    "training": ("prose_repeat.statement", ("组织政务公开业务培训3次。", "全年组织政务公开业务培训5次。")),
}

QUIET_DEFECTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "received": ("prose_count.new", ("2023年，我局收到政府信息公开申请1件。",)),
    "review": ("prose_count.review.total", ("发生涉及政府信息公开的行政复议1件。",)),
}

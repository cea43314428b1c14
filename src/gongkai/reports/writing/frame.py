"""The words of the official form that frame its figures and stand in no row or column of their own."""

from __future__ import annotations

# The tables as printed in 国办公开办函〔2021〕30号; the trial form of 2019 frames its figures alike.
ITEM_HEAD = "信息内容"
BALANCE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANTS = "申请人情况"
ORGANISATIONS = "法人或其他组织"
RESULTS = "三、本年度办理结果"
LAWSUITS = "行政诉讼"
WITH_UNIT = "{label}（单位：{unit}）"

# Applicants that are no organisation, and the remedy that is no lawsuit.
PERSON, REVIEW = "natural", "review"

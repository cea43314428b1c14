"""Which file belongs to which document."""

import pytest

from gongkai.drops.matching import Head, Side, bare, match, missing_of, not_documents

PLAN = Head(1, "通知.docx", listed=("2026年技术改造项目申报表", "项目汇总表"), number="文工信发〔2026〕5号")
OTHER = Head(2, "意见.docx", listed=("任务分工表",), number="文工信发〔2026〕6号")


@pytest.mark.parametrize(
    ("name", "left"),
    [("附件1：申报表.xlsx", "申报表"), ("附件 2-汇总表.xls", "汇总表"), ("《申报表》.docx", "申报表")],
)
def test_names_are_compared_without_what_does_not_tell(name, left):
    assert bare(name) == left


@pytest.mark.parametrize(
    ("name", "document", "how"),
    [
        ("2026年技术改造项目申报表.xlsx", 1, "正文列出的附件“2026年技术改造项目申报表”"),
        ("附件2.项目汇总表.xls", 1, "正文列出的附件“项目汇总表”"),
        ("附件：任务分工表.et", 2, "正文列出的附件“任务分工表”"),
        ("意见.xlsx", 2, "文件名相同"),
        ("附件2.xlsx", 1, "正文列出的第 2 个附件"),
    ],
)
def test_a_file_goes_to_the_document_that_lists_or_names_it(name, document, how):
    found = match([Side(9, name)], [PLAN, OTHER])
    assert (found[9].document, found[9].how) == (document, how)


def test_what_could_belong_to_either_is_left_to_a_person():
    assert match([Side(9, "照片.jpg"), Side(8, "附件1.xlsx")], [PLAN, OTHER]) == {}


def test_everything_goes_to_the_only_document():
    assert match([Side(9, "照片.jpg")], [PLAN])[9].how == "这次只投放了一份文件"


def test_a_folder_with_one_document_keeps_its_files_together():
    heads = [Head(1, "通知.docx", "甲"), Head(2, "意见.docx", "乙")]
    found = match([Side(9, "表.xlsx", "甲/附件"), Side(8, "表.xlsx", "乙")], heads)
    assert {key: one.document for key, one in found.items()} == {9: 1, 8: 2}


def test_the_same_list_in_two_documents_is_told_apart_by_the_folder():
    heads = [Head(1, "a.docx", "甲", ("申报表",)), Head(2, "b.docx", "乙", ("申报表",))]
    assert match([Side(9, "申报表.xlsx", "乙")], heads)[9].document == 2
    assert match([Side(9, "申报表.xlsx", "丙")], heads) == {}


def test_attachments_scans_and_second_formats_are_no_documents_of_their_own():
    heads = [
        PLAN, Head(3, "附件1.docx"), Head(4, "项目汇总表.docx"), Head(5, "扫描.pdf", is_whole=False),
        Head(6, "通知.pdf", number=PLAN.number),
    ]  # fmt: skip
    assert not_documents(heads) == {
        3: "文件名是附件", 4: "另一份文件把它列为附件", 5: "扫描件，没有可以读出的文字",
        6: "与另一份是同一文件的不同格式",
    }  # fmt: skip


def test_one_document_always_stays():
    assert not_documents([Head(1, "附件1.docx")]) == {}
    assert not_documents([Head(1, "a.pdf", is_whole=False), Head(2, "b.pdf", is_whole=False)]) == {}
    assert set(not_documents([Head(1, "附件1.docx"), Head(2, "附件2.docx")])) == {2}


def test_listed_attachments_without_a_file_are_named():
    assert missing_of(PLAN.listed, ["项目汇总表.xls"]) == ["2026年技术改造项目申报表"]
    assert missing_of(PLAN.listed, ["附件1.xls", "附件2.xls"]) == []

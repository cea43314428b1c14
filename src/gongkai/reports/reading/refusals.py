"""The one way a report is turned away by its reader: a Chinese sentence that says what to do."""

from __future__ import annotations

from gongkai.documents import FileRefused, Refusal


class ReportUnreadable(ValueError):
    """A file that cannot be read as a report. ``message`` is Chinese, with what to do about it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def unreadable(refused: FileRefused) -> ReportUnreadable:
    """The same refusal, said to somebody who has a report and not an upload in hand."""
    return ReportUnreadable(_SENTENCES.get(refused.code, refused.message))


_SENTENCES = {
    Refusal.CONTENT_MISMATCH: (
        "文件里没有 Word 或 Excel 的内容，没有读取。请用原软件打开，另存为 docx 或 xlsx 后重试。"
    ),
    Refusal.EMPTY: "文件是空的，没有内容可读。请检查文件后重试。",
    Refusal.TOO_LARGE: "文件超过50 MB，没有读取。请压缩其中的图片，或者只保留年度报告本身后重试。",
    Refusal.MACROS: "文件含有宏或控件程序，没有读取。请另存为不含宏的 docx 或 xlsx 后重试。",
    Refusal.ENCRYPTED: "文件设置了打开密码，无法读取。请取消密码，另存后重试。",
    Refusal.DAMAGED: "文件已损坏，无法打开。请用原软件打开，另存一份后重试。",
    Refusal.ZIP_BOMB: "文件解压后过大或压缩比异常，没有读取。请用原软件打开，另存一份后重试。",
    Refusal.ZIP_PATH: "文件内部的路径不正常，没有读取。请用原软件打开，另存一份后重试。",
    Refusal.REMOTE_TEMPLATE: (
        "文件引用了网络上的模板，没有读取。请在 Word 中取消附加模板（开发工具—文档模板），另存后重试。"
    ),
    Refusal.EXECUTABLE: "文件内容是程序，没有读取。请检查文件来源，只使用年度报告文档本身。",
}

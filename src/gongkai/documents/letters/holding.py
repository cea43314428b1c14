"""Dates, numbers with their unit and codes kept on one line, in a copy made for laying out alone."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from lxml import etree

from gongkai.documents.letters.container import repacked_with
from gongkai.documents.package import local_name

# What may not begin a line, and what may not end one: punctuation as everywhere, and what follows a figure.
_NEVER_FIRST = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞"
    "！＂％＇），．：；？］｀｜｝～￠年月日号元件个〔"
)
_NEVER_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥第"
# For the program's own settings: the joiners alone do not hold a figure to the character after it.
_RULE = '<prop oor:name="{name}" oor:op="fuse"><value>{characters}</value></prop>'
LINE_RULES = "".join(
    [
        '<item oor:path="/org.openoffice.Office.Common/AsianLayout/StartEndCharacters">',
        '<node oor:name="zh-CN" oor:op="replace">',
        _RULE.format(name="StartCharacters", characters=escape(_NEVER_FIRST)),
        _RULE.format(name="EndCharacters", characters=escape(_NEVER_LAST)),
        "</node></item>",
    ]
)
# Invisible, and dropped when the PDF is written; a file that people open in Word must not hold it.
_JOINER = "\u2060"
_MAIN_PART = "word/document.xml"
_HELD = re.compile(
    r"\d{1,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日"
    r"|[\u4e00-\u9fff]?〔\d{4}〕第?\d+号"
    r"|\d[\d,.]*(?:个工作日|个月|[元件页份日天月号])"
    r"|[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+"
)
_BREAKABLE = re.compile(r"(?<=.)(?<![0-9A-Za-z](?=[0-9A-Za-z]))(?=.)")


def held_together(document: bytes) -> bytes:
    """A copy of a docx in which no line ends inside a date, a code or a number with its unit.

    It is for making the PDF under LINE_RULES, whose text has no trace of it. A file without
    a body comes back unchanged.
    """
    with zipfile.ZipFile(BytesIO(document)) as archive:
        if _MAIN_PART not in archive.namelist():
            return document
        root = etree.fromstring(archive.read(_MAIN_PART), etree.XMLParser(resolve_entities=False))
    for element in root.iter():
        if local_name(element) == "t" and element.text:
            element.text = _HELD.sub(_joined, element.text)
    body: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return repacked_with(document, {_MAIN_PART: body})


def _joined(found: re.Match[str]) -> str:
    return _BREAKABLE.sub(_JOINER, found.group())

"""The Jinja source of every part of a template, and a docxtpl that never repairs broken XML in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from gongkai.documents.letters.environment import environment
from gongkai.documents.letters.errors import TemplateRefused

_BROKEN = "模板中的条件或者循环没有按整段（整行）放置，生成的文书结构不完整。{hint}"
_HINT = "控制段落的标签请单独成段并写作 {%p … %}，控制表格行的标签请单独成行并写作 {%tr … %}。"
_SYNTAX = "模板语法有误：{reason}。出错处附近的文字：“{around}”。"
_REASONS = (
    (
        re.compile(r"unexpected end of template|Unexpected end", re.I),
        "条件或者循环没有结束标签（endif、endfor）",
    ),
    (
        re.compile(r"unknown tag 'end|unexpected 'end|unknown tag '(?:else|elif)", re.I),
        "多出了一个结束标签或者 else",
    ),
    (re.compile(r"unknown tag '(?P<tag>[^']*)'", re.I), "不认识的标签“{tag}”"),
    (re.compile(r"expected token|unexpected '\W", re.I), "标签里的写法不完整或者多了字符"),
    (re.compile(r"no filter named '(?P<tag>[^']*)'", re.I), "没有过滤器“{tag}”"),
    (re.compile(r"no test named '(?P<tag>[^']*)'", re.I), "没有判断“{tag}”"),
    (re.compile(r"unexpected char '?(?P<tag>[^']*)'? at", re.I), "标签里有不认识的字符“{tag}”"),
)
_SHOWN = 80
_TAGS = re.compile(r"<[^>]+>")


class StrictTemplate(DocxTemplate):
    """A docxtpl template whose rendered parts must be well-formed; the library would drop what is not."""

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """The rendered part; raises TemplateRefused when it is no well-formed XML."""
        rendered: str = super().render_xml_part(src_xml, part, context, jinja_env)
        try:
            etree.fromstring(
                rendered.encode("utf-8"), etree.XMLParser(resolve_entities=False, huge_tree=False)
            )
        except etree.XMLSyntaxError as error:
            raise TemplateRefused(_BROKEN.format(hint=_HINT)) from error
        return rendered


def opened(template: bytes) -> StrictTemplate:
    """A template ready for rendering; raises TemplateRefused when it is no readable docx."""
    made = StrictTemplate(BytesIO(template))
    try:
        made.init_docx()
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, AttributeError) as error:
        raise TemplateRefused("模板文件已损坏，请用 Word 或者 WPS 打开后另存一份再上传。") from error
    return made


def sources_of(template: StrictTemplate) -> Iterator[str]:
    """The Jinja source of the body, headers, footers and notes of a template."""
    yield template.patch_xml(template.get_xml())
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(kind):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith(".footnotes+xml"):
            yield template.patch_xml(part.blob.decode("utf-8"))


def parsed(source: str) -> nodes.Template:
    """The parsed source; raises TemplateRefused that says in Chinese what is wrong and where."""
    lines = source.replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ")
    try:
        return environment().parse(lines)
    except TemplateSyntaxError as error:
        words = _TAGS.sub("", lines.split("\n")[error.lineno - 1]).strip()[:_SHOWN] or "文末"
        raise TemplateRefused(_SYNTAX.format(reason=_reason(str(error.message)), around=words)) from error


def _reason(message: str) -> str:
    for pattern, reason in _REASONS:
        found = pattern.search(message)
        if found:
            return reason.format(**found.groupdict())
    return "标签写法不正确"

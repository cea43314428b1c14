"""What a template names in one block is not known in another: such a link would lead nowhere, silently."""

import re
from pathlib import Path

import pytest

from tools.tracked import ROOT

BLOCK = re.compile(r"{%\s*block (\w+)\s*%}(.*?){%\s*endblock", re.DOTALL)
NAMED = re.compile(r" as (\w+)\s*%}")
TEMPLATES = sorted((ROOT / "src" / "gongkai").rglob("templates/**/*.html"))


def astray(text: str) -> list[str]:
    """Names that are given in a block, and used in another one that does not give them itself."""
    blocks = [(name, body, set(NAMED.findall(body))) for name, body in BLOCK.findall(text)]
    named = set().union(*(names for _, _, names in blocks)) if blocks else set()
    return [
        f"{word} in {block}"
        for block, body, names in blocks
        for word in sorted(named - names)
        if re.search(rf"\b{word}\b", body)
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_block_uses_only_what_it_names_itself(template: Path):
    assert astray(template.read_text("utf-8")) == []


def test_a_name_from_another_block_is_found():
    crumbs = "{% block crumbs %}{% url 'x' as list_url %}{{ list_url }}{% endblock %}"
    assert astray(crumbs + "{% block content %}{{ list_url }}{% endblock %}") == ["list_url in content"]
    again = "{% block content %}{% url 'x' as list_url %}{{ list_url }}{% endblock %}"
    assert astray(crumbs + again) == []

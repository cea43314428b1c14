"""What a browser would send of a page that is submitted as it stands."""

from __future__ import annotations

import lxml.html
from django.http import HttpResponse


def typed_on(answer: HttpResponse) -> dict[str, list[str]]:
    """The fields of the page's largest form with their values, ticked boxes among them."""
    page = lxml.html.fromstring(answer.content.decode())
    form = max(page.forms, key=lambda one: len(one.fields))
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found

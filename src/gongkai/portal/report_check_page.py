"""The page on which anybody has a report checked; it needs no script, sets no cookie and keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.kernel.errors import Refused
from gongkai.law.report_form import EQUATIONS, FORMS
from gongkai.portal.report_check import ENDINGS, checked, refuse_large
from gongkai.portal.report_check_api import BROKEN, MALFORMED, STATUS
from gongkai.portal.requests.pages import show
from gongkai.portal.requests.uploads import keep_in_memory
from gongkai.reporting.apart import Answer
from gongkai.reports.checks import CHECKS
from gongkai.reports.verdicts import Result, Scope, Severity

URL, TITLE = "/report/check/", "年报核对"
_TEMPLATE = "report_check.html"
_ORDER = (Result.FAIL, Result.UNCERTAIN, Result.NOT_ASSESSABLE, Result.PASS)
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@csrf_exempt  # nothing changes by it, and whoever posts sees no more than what he posted
@require_http_methods(["GET", "HEAD", "POST"])
def report_check(request: HttpRequest) -> HttpResponse:
    """The form and, posted, what was found in the report."""
    if request.method != "POST":
        return _page()
    try:
        refuse_large(request)
        name, answer = checked(request, keep_in_memory(request), timezone.now())
    except Refused as refused:
        return _page(refused=refused.message, status=STATUS.get(refused.code, 422))
    except BROKEN:
        return _page(refused=MALFORMED, status=400)
    return _page(result=_result(name, answer))


def _page(*, refused: str = "", result: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    return show(
        _TEMPLATE, url=URL, title=TITLE, organ=None, status=status, refused=refused, result=result,
        accepted=",".join(ENDINGS),
    )  # fmt: skip


def _result(name: str, answer: Answer) -> dict[str, Any]:
    """What the page says of a report: the failed first, then what is to be looked at, the rest folded."""
    told = answer.check
    found = sorted(told["checks"], key=lambda one: _WEIGHT[Severity(one["severity"])])
    groups = [(result, [_row(one) for one in found if one["result"] == result]) for result in _ORDER]
    return {
        "name": name, "organ": told["report"]["organ"], "year": told["report"]["year"],
        "form": FORMS[told["report"]["format"]].label, "summary": told["summary"],
        "gaps": answer.extract["gaps"],
        "groups": [
            {
                "label": result.label, "code": result.value, "rows": rows,
                "is_open": result in (Result.FAIL, Result.UNCERTAIN),
            }
            for result, rows in groups
            if rows
        ],
    }  # fmt: skip


def _row(one: Mapping[str, str]) -> dict[str, str]:
    code = one["check"]
    name = code if code in EQUATIONS else CHECKS.label(code) if code in CHECKS else ""
    return {
        **one, "name": name, "scope_label": Scope(one["scope"]).label,
        "severity_label": Severity(one["severity"]).label,
    }  # fmt: skip

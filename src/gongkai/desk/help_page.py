"""«怎么用»: who does what, and the way of an item, on one page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.desk.pages import StaffRequest, staff_page


@staff_page
def help_page(request: StaffRequest) -> HttpResponse:
    """Plain words and no pictures, so that it reads on any machine."""
    return render(request, "desk/help.html")

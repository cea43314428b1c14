"""The first page: what must I do today?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.desk.pages import StaffRequest, staff_page


@staff_page
def home(request: StaffRequest) -> HttpResponse:
    """«今天要办的事»."""
    return render(request, "desk/home.html")

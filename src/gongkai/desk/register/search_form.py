"""The forms of a search in the register."""

from __future__ import annotations

from django import forms

from gongkai.desk.register.forms import day


class SearchForm(forms.Form):
    """Words and a span of formation."""

    words = forms.CharField(
        label="检索词", max_length=200, required=False, help_text="几个字即可，用空格分开"
    )
    since = day("成文日期从", required=False)
    until = day("到", required=False)


class RecordForm(forms.Form):
    """What is written down of the search."""

    place = forms.CharField(label="检索范围", max_length=200)
    words = forms.CharField(label="检索词", max_length=200)
    result = forms.CharField(label="检索结果", max_length=500, widget=forms.Textarea({"rows": 3}))
    found = forms.BooleanField(label="找到了", required=False)
    on = day("检索日期")
    by_name = forms.CharField(label="检索人", max_length=60)

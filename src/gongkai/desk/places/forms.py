"""The forms of a place and of a column followed there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.desk.dates import POSSIBLE_DAYS
from gongkai.disclosure.models import Column
from gongkai.kernel.models import Organ
from gongkai.places.acts.save_place import MOST_GRACE
from gongkai.places.form_fields import usual_order, written_order
from gongkai.places.models import Place, PlaceColumn


class PlaceForm(forms.Form):
    """What a place is, and what its entry form asks."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), empty_label=None)
    name = forms.CharField(label="名称", max_length=60, help_text="如：区政府门户·部门专栏。")
    home = forms.CharField(
        label="网址",
        max_length=300,
        help_text="登载平台的首页或者本机关专栏的网址。登记的网址都要在这个网站上。",
        widget=forms.TextInput({"inputmode": "url", "placeholder": "https://"}),
    )
    since = forms.DateField(
        label="从哪一天起登载",
        validators=POSSIBLE_DAYS,
        help_text="这一天以后公开的信息才要登载、对照；以前的不管。",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    grace_days = forms.IntegerField(
        label="发布后几个工作日内登载",
        min_value=0,
        max_value=MOST_GRACE,
        initial=2,
        help_text="过了还没有登载的，列为差异。",
    )
    takes_addresses = forms.BooleanField(
        label="标题和日期都相同的，自动采用对照找到的网址",
        required=False,
        initial=True,
        help_text="不勾选的，由人按一下“采用网址”。",
    )
    form_order = forms.CharField(
        label="录入表的次序",
        max_length=4000,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
        help_text="按对方录入页面的次序，一行一项，写成“对方的名称：我们的要素”；每条都一样的内容加引号。",
    )

    def __init__(self, *args: Any, organs: QuerySet[Organ] | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organs is None:
            del self.fields["organ"]
        else:
            self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
            self.fields["since"].initial = today.isoformat()
            self.fields["form_order"].initial = written_order(usual_order())


class ColumnForm(forms.Form):
    """A column of ours and theirs."""

    column = forms.ModelChoiceField(
        label="本机关的栏目", queryset=Column.objects.none(), empty_label="请选择栏目"
    )
    label = forms.CharField(
        label="对方栏目", max_length=60, required=False, help_text="对方怎么叫这个栏目；不填就用我们的名称。"
    )
    address = forms.CharField(
        label="列表网址",
        max_length=500,
        required=False,
        help_text="对方栏目列表第一页（或者订阅源 RSS）的网址，对照就读这一页。不填的只登载，不对照。",
        widget=forms.TextInput({"inputmode": "url", "placeholder": "https://"}),
    )

    def __init__(self, *args: Any, place: Place, row: PlaceColumn | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = Column.objects.filter(organ=place.organ_id, is_active=True)
        if row is not None:
            columns = Column.objects.filter(pk=row.column_id)
        else:
            columns = columns.exclude(place_columns__in=place.columns.filter(is_active=True))
        self.fields["column"].queryset = columns.order_by("position", "pk")  # type: ignore[attr-defined]

"""The desk's addresses, all under /desk/. What belongs to an organ stands under its code."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from gongkai.desk import (
    account,
    allow_list,
    audit,
    columns,
    departments,
    expedited,
    help_page,
    home,
    jobs,
    organ,
    people,
    person,
)

app_name = "desk"

_organ_urls: list[URLPattern | URLResolver] = [
    path("", organ.organ, name="organ"),
    path("rename/", organ.rename, name="organ_rename"),
    path("merge/", organ.merge, name="organ_merge"),
    path("index-numbers/", organ.index_numbers, name="organ_index_numbers"),
    path("departments/", departments.departments, name="departments"),
    path("departments/new/", departments.edit, name="department_new"),
    path("departments/<int:department_id>/", departments.edit, name="department"),
    path("columns/", columns.columns, name="columns"),
    path("columns/new/", columns.edit, name="column_new"),
    path("columns/<int:column_id>/", columns.edit, name="column"),
    path("columns/<int:column_id>/move/", columns.move, name="column_move"),
    path("people/", people.people, name="people"),
    path("people/new/", people.enter, name="person_new"),
    path("people/<int:person_id>/", person.person, name="person"),
    path("people/<int:person_id>/grant/", person.grant, name="person_grant"),
    path("people/<int:person_id>/password/", person.password, name="person_password"),
    path("people/<int:person_id>/second-factor/", person.second_factor, name="person_second_factor"),
    path("people/<int:person_id>/hand-over/", person.hand_over, name="person_hand_over"),
    path("grants/<int:grant_id>/end/", person.end, name="grant_end"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("account/", account.account, name="account"),
    path("help/", help_page.help_page, name="help"),
    path("items/", include("gongkai.desk.items.urls")),
    path("requests/", include("gongkai.desk.request_office.urls")),
    path("requests/", include("gongkai.desk.cases.urls")),
    path("remedies/", include("gongkai.desk.remedies.urls")),
    path("reports/", include("gongkai.desk.reports.urls")),
    path("drops/", include("gongkai.desk.drops.urls")),
    path("paper/", include("gongkai.desk.paper.urls")),
    path("register/", include("gongkai.desk.register.urls")),
    path("duty-list/", include("gongkai.desk.duty_list.urls")),
    path("places/", include("gongkai.desk.places.urls")),
    path("handover/", include("gongkai.desk.handover.urls")),
    path("organs/", organ.organs, name="organs"),
    path("organs/<slug:code>/", include(_organ_urls)),
    path("allow-list/", allow_list.allow_list, name="allow_list"),
    path("allow-list/<int:value_id>/remove/", allow_list.remove, name="allow_list_remove"),
    path("expedited/", expedited.expedited, name="expedited"),
    path("expedited/<int:expedited_id>/", expedited.settle, name="expedited_settle"),
    path("audit/", audit.entries, name="audit"),
    path("audit/export/", audit.export, name="audit_export"),
    path("audit/verify/", audit.verify, name="audit_verify"),
    path("outbox/", jobs.jobs, name="outbox"),
    path("outbox/<int:job_id>/retry/", jobs.retry, name="outbox_retry"),
    path("outbox/<int:job_id>/discard/", jobs.discard, name="outbox_discard"),
]

"""Every address the application answers; published pages are files and need none."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "gongkai.desk.errors.bad_request"
handler403 = "gongkai.desk.errors.forbidden"
handler404 = "gongkai.desk.errors.not_found"
handler500 = "gongkai.desk.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("gongkai.desk.urls")),
    path("accounts/", include("gongkai.desk.account_urls")),
    path("", include("gongkai.portal.urls")),
]

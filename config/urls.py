"""Every address the application answers; published pages are files and need none."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from gongkai.desk import errors as desk_errors
from gongkai.portal import views as portal_views

handler400 = "gongkai.desk.errors.bad_request"
handler403 = "gongkai.desk.errors.forbidden"
handler404 = "config.urls.not_found"
handler500 = "gongkai.desk.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("gongkai.desk.urls")),
    path("accounts/", include("gongkai.desk.account_urls")),
    path("", include("gongkai.portal.urls")),
]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 by door: the desk answers below its own addresses, the portal everywhere else."""
    is_staff = request.path.startswith(("/desk/", "/accounts/"))
    door = desk_errors.not_found if is_staff else portal_views.not_found
    return door(request, exception)

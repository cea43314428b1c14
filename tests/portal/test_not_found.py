"""A public address nobody published is answered by the site's own page, one of the desk by the desk."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_site_answers_with_its_own_page_and_without_one_with_a_sentence(client, bureau, site):
    bare = client.get("/nowhere.html")
    assert bare.status_code == 404 and "页面不存在" in bare.content.decode()
    site.write()
    page = client.get("/nowhere.html")
    assert page.status_code == 404 and page.content == site.path("/404.html").read_bytes()


def test_the_desk_answers_below_its_own_addresses(client, bureau, site):
    site.write()
    page = client.get("/desk/nowhere/")
    assert page.status_code == 404 and page.content != site.path("/404.html").read_bytes()

"""Where an item goes out: here, in a column of another platform, or in both."""

import io

import pytest
from django.test import Client

from gongkai.desk.items.forms import ItemForm, initial_of
from gongkai.disclosure import queries
from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.columns import save_column
from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.addresses import item_url
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item, ListSlot, Outlet
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.registry import registry
from gongkai.kernel.rights import standing_of
from gongkai.portal.publication import release_dir, verify_release
from gongkai.portal.search import find
from tests.documents.samples import PNG
from tests.factories import NOW, Bureau, later, make_draft, make_live
from tests.portal.conftest import SITE_URL, drain, make_identified_bureau
from tests.portal.site import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir, settings) -> Bureau:
    settings.GONGKAI_SITE_URL = SITE_URL
    return make_identified_bureau()


@pytest.fixture
def site(bureau) -> Site:
    return Site(release_dir() / "www", drain)


def shown_in(site: Site, title: str) -> list[str]:
    """Every file of the release that holds the title: pages, feeds, lists, sitemaps."""
    return site.files_with(title)


def moved(bureau: Bureau, item: Item, outlet: str, *, days: int) -> Item:
    """The item after another round that changed where it goes out."""
    now = later(days=days)
    correct(actor=bureau.drafter, item_id=item.pk, reason="改变发布去处", now=now)
    edit(actor=bureau.drafter, item_id=item.pk, values={"outlet": outlet}, now=now)
    submit(actor=bureau.drafter, item_id=item.pk, now=now)
    review(actor=bureau.reviewer, item_id=item.pk, now=now)
    publish(actor=bureau.reviewer, item_id=item.pk, now=now)
    return Item.objects.get(pk=item.pk)


@pytest.mark.parametrize(("outlet", "is_here"), [("here", True), ("both", True), ("there", False)])
def test_what_goes_out_elsewhere_alone_has_no_page_no_slot_and_no_line_anywhere(
    bureau, site, outlet, is_here
):
    item = make_live(bureau, title="一个独一无二的名称", outlet=outlet)
    site.write()
    assert item.index_number and item.live_edition.outlet == outlet
    assert site.has(item_url(item)) is is_here
    assert bool(shown_in(site, "一个独一无二的名称")) is is_here
    assert bool(shown_in(site, item_url(item))) is is_here
    assert ListSlot.objects.filter(item=item, is_live=True).exists() is is_here
    assert queries.has_page(item) is is_here
    assert find("独一无二", organ_id=None, page=1).total == int(is_here)
    assert verify_release() == [] and site.dead_links() == set()


def test_a_later_round_takes_page_and_files_away_and_brings_them_back(bureau, site):
    draft = make_draft(bureau, title="先在本平台的信息")
    attach(actor=bureau.drafter, item_id=draft.pk, name="图.png", stream=io.BytesIO(PNG), now=NOW)
    submit(actor=bureau.drafter, item_id=draft.pk, now=NOW)
    review(actor=bureau.reviewer, item_id=draft.pk, now=NOW)
    publish(actor=bureau.reviewer, item_id=draft.pk, now=NOW)
    item = Item.objects.get(pk=draft.pk)
    site.write()
    folder = site.path(item_url(item)).with_suffix("")
    assert site.has(item_url(item)) and len(list(folder.iterdir())) == 1
    slot = ListSlot.objects.get(item=item, list_key=f"column/{item.column_id}").slot

    gone = moved(bureau, item, "there", days=1)
    site.write()
    assert not site.has(item_url(gone)) and not folder.exists()
    assert shown_in(site, "先在本平台的信息") == [] and verify_release() == []
    assert find("先在本平台", organ_id=None, page=1).total == 0
    assert gone.first_published_at == item.first_published_at

    back = moved(bureau, gone, "both", days=2)
    site.write()
    assert item_url(back) == item_url(item) and site.has(item_url(item))
    assert len(list(folder.iterdir())) == 1
    again = ListSlot.objects.get(item=item, list_key=f"column/{item.column_id}")
    assert (again.slot, again.is_live) == (slot, True)
    assert verify_release() == []


def test_withdrawing_what_went_out_elsewhere_alone_makes_no_page_here(bureau, site):
    item = make_live(bureau, outlet="there", title="只发在登载平台的信息")
    withdraw(actor=bureau.reviewer, item_id=item.pk, reason="有误", now=later(days=1))
    site.write()
    assert not site.has(item_url(item))
    assert shown_in(site, "只发在登载平台的信息") == []


def test_a_policy_that_is_elsewhere_alone_is_not_linked_from_its_interpretation(bureau, site):
    policy = make_live(bureau, title="登载平台上的政策文件", outlet="there")
    interpretation = make_live(bureau, title="政策文件的解读")
    link_interpretation(
        actor=bureau.reviewer, policy_id=policy.pk, interpretation_id=interpretation.pk, now=later(days=1)
    )
    site.write()
    assert item_url(policy) not in site.page(item_url(interpretation)).links
    assert site.dead_links() == set()


def test_here_keeps_the_digest_there_was_before_and_elsewhere_has_its_own(bureau):
    item = make_draft(bureau)
    here = content_digest(item)
    item.outlet = Outlet.BOTH
    both = content_digest(item)
    item.outlet = Outlet.THERE
    assert len({here, both, content_digest(item)}) == 3


def test_a_new_draft_goes_where_its_column_goes(bureau):
    column = bureau.columns["tzgg"]
    values = {"default_outlet": "there"}
    save_column(actor=bureau.admin, organ=bureau.organ, column_id=column.pk, values=values, now=NOW)
    assert make_draft(bureau).outlet == "there"
    assert make_draft(bureau, outlet="here").outlet == "here"


def test_an_unknown_place_is_refused_at_its_field(bureau):
    with pytest.raises(InputRefused) as refusal:
        make_draft(bureau, outlet="everywhere")
    assert "outlet" in refusal.value.fields


def test_every_change_of_what_the_public_sees_is_told_inside_the_act(bureau):
    told = []
    registry.after_publication.append(lambda item_id, now: told.append((item_id, now)))
    try:
        item = make_live(bureau)
        withdraw(actor=bureau.reviewer, item_id=item.pk, reason="有误", now=later(days=1))
        other = make_live(bureau)
        take_down(actor=bureau.security, item_id=other.pk, reason="误发", now=later(days=2))
    finally:
        registry.after_publication.pop()
    expected = [(item.pk, NOW), (item.pk, later(days=1)), (other.pk, NOW), (other.pk, later(days=2))]
    assert told == expected


def test_the_list_at_the_desk_is_narrowed_by_where_things_go_out(bureau):
    there, here = make_live(bureau, outlet="there"), make_live(bureau)
    client = Client()
    client.force_login(bureau.reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/desk/items/?outlet=there").content.decode()
    assert there.title in page and here.title not in page


def test_the_desk_form_asks_where_it_goes_out_and_keeps_what_was_not_asked(bureau):
    item = make_draft(bureau, outlet="there")
    standing = standing_of(bureau.drafter)
    data = {name: "" if value is None else value for name, value in initial_of(item).items()}
    form = ItemForm(data, standing=standing, item=item)
    assert form.is_valid() and "outlet" not in form.changed_values()
    del data["outlet"]
    form = ItemForm(data, standing=standing, item=item)
    assert form.is_valid() and "outlet" not in form.changed_values()
    form = ItemForm(data | {"outlet": "both"}, standing=standing, item=item)
    assert form.is_valid() and form.changed_values()["outlet"] == "both"

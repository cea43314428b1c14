"""Attacks on the public pages of requests that once got through, and those that must never."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from gongkai.kernel.errors import ActRefused
from gongkai.portal.requests.door import address_of
from gongkai.requests.acts.confirm import confirm
from gongkai.requests.acts.intake import code_of
from gongkai.requests.acts.linking import merge
from gongkai.requests.models import Case, IntakeDraft
from tests.portal.requests_visitor import Visitor, found, read_receipt
from tests.request_factories import PERSON, make_answered, make_filed, make_office

pytestmark = pytest.mark.django_db
#: Encodings a forged header can name; some are none of text, some make characters that no text holds.
FORGED = ("base64", "rot13", "idna", "undefined", "unicode_escape", "raw_unicode_escape", "utf-16", "gbk")


@pytest.fixture
def office(db, gongkai_dir):
    return make_office()


@pytest.fixture
def visitor(office) -> Visitor:
    return Visitor(office.organ.code)


def parts_of(**fields: str) -> bytes:
    """A body of several parts, bound by «xx»."""
    part = '--xx\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    return "".join(part.format(*one) for one in fields.items()).encode() + b"--xx--\r\n"


@pytest.mark.parametrize("charset", FORGED)
def test_a_forged_encoding_is_refused_in_words(visitor, charset):
    mark = found(visitor.get(visitor.form).content.decode(), "mark")
    body = parts_of(mark=mark, act="save", name="a\\ud800", number="a\\ud800", code="b\\ud800")
    for path in (visitor.form, f"{visitor.form}confirm/", "/requests/track/", "/requests/track/case/"):
        for kind in ("multipart/form-data; boundary=xx", "application/x-www-form-urlencoded"):
            answer = visitor.client.generic("POST", path, body, f"{kind}; charset={charset}")
            assert answer.status_code == 400, (path, kind)
            assert "UTF-8" in answer.content.decode()
    assert not IntakeDraft.objects.exists()


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "no-such-encoding"])
def test_utf8_under_any_of_its_names_is_read(visitor, charset):
    body = parts_of(number="没有", code="这件")
    kind = f"multipart/form-data; boundary=xx; charset={charset}"
    answer = visitor.client.generic("POST", "/requests/track/", body, kind)
    assert answer.status_code == 422
    assert "没有" in answer.content.decode()


def test_whoever_sends_others_the_link_of_a_draft_never_reads_what_they_write(visitor):
    planted = visitor.fill("save", proof=False, name="", id_number="")
    saved = visitor.get(planted["Location"]).content.decode()
    link = re.search(r'href="(/requests/new/[^"]+/resume/[^"]+/)"', saved)
    assert link
    victim = Visitor(visitor.organ)
    assert "gongkai_request" not in victim.get(link[1]).cookies
    assert victim.post(link[1], {}).status_code == 302

    number, code = victim.file()

    assert visitor.client.get(link[1]).status_code == 404
    assert PERSON.name not in visitor.get(visitor.form).content.decode()
    receipt = visitor.get(f"{visitor.form}receipt/")
    assert receipt.status_code == 302 and code not in receipt.content.decode()
    assert read_receipt(victim.get(f"{victim.form}receipt/").content.decode()) == (number, code)


def test_a_link_serves_one_browser_once(visitor):
    saved = visitor.get(visitor.fill("save")["Location"]).content.decode()
    link = re.search(r'href="(/requests/new/[^"]+/resume/[^"]+/)"', saved)
    assert link
    assert [Client().post(link[1]).status_code for _ in range(2)] == [302, 404]


def test_one_subscriber_is_one_address(visitor):
    def at(address: str) -> str:
        return address_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert at("2001:db8:1:2::1") == at("2001:db8:1:2:ffff::9") != at("2001:db8:1:3::1")
    assert at("::ffff:192.0.2.1") == at("192.0.2.1") != at("192.0.2.2")
    assert at("") == ""


def test_a_stranger_who_guesses_locks_himself_out_and_not_the_applicant(office, visitor):
    case = make_filed(office, now=timezone.now()).case
    stranger = Visitor(visitor.organ, address="2001:db8::1")
    seen = []
    for last in range(12):
        stranger.address = f"2001:db8::{last + 1:x}"
        seen.append(stranger.track(case.number, "AAAAAAAAAA").status_code)
    assert seen[0] == 422 and seen[-1] == 429

    assert visitor.track(case.number, code_of(case)).status_code == 302


def test_letters_of_others_are_not_found_within_a_case_of_ones_own(office, visitor):
    now = timezone.now()
    mine = make_filed(office, now=now).case
    other = make_answered(office, now=now)
    assert visitor.track(mine.number, code_of(mine)).status_code == 302
    letter = other.letters.get()
    assert visitor.client.get(f"/requests/track/case/letter/{letter.pk}/").status_code == 404


def test_a_new_query_code_ends_what_was_opened_with_the_old_one(office, visitor):
    case = make_filed(office, now=timezone.now()).case
    visitor.track(case.number, code_of(case))
    assert visitor.get("/requests/track/case/").status_code == 200
    Case.objects.filter(pk=case.pk).update(code_hash="0" * 64)
    assert visitor.get("/requests/track/case/").status_code == 302


def test_who_claims_anothers_number_is_not_merged_into_his_case(office, visitor):
    """A merged case reads the letters of the one that answers it."""
    now, today = timezone.now(), timezone.localdate()
    theirs = make_filed(office, now=now).case
    claimed = make_filed(office, now=now, applicant=replace(PERSON, name="冒名者")).case
    again = make_filed(office, now=now, applicant=replace(PERSON, name=f" {PERSON.name} ")).case
    for case in (theirs, claimed, again):
        confirm(actor=office.reviewer, case_id=case.pk, confirmed=today, now=now)

    with pytest.raises(ActRefused, match="核对身份"):
        merge(actor=office.reviewer, case_id=claimed.pk, into_id=theirs.pk, now=now)
    assert (
        merge(actor=office.reviewer, case_id=again.pk, into_id=theirs.pk, now=now).answered_by_case == theirs
    )

"""The doors for programs: the form's own checks, answers in JSON, one request for one token."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.requests.acts.confirm import confirm
from gongkai.requests.models import Case, CaseFile, OfficeSettings
from gongkai.requests.personal import applicant_of, asked_of
from tests.portal.requests_visitor import picture, solve
from tests.request_factories import ASKED, PERSON, make_answered, make_office
from tests.support.schemas import problems

pytestmark = pytest.mark.django_db
TOKEN = "b3f1c2d4e5f60718293a4b5c"


@pytest.fixture(autouse=True)
def _quick_puzzle(settings):
    settings.GONGKAI_GATE_DIFFICULTY = 50


@pytest.fixture
def office(db, gongkai_dir):
    return make_office()


@pytest.fixture
def url(office) -> str:
    return f"/api/requests/new/{office.organ.code}/"


def body(**changes: Any) -> dict[str, Any]:
    """A request as a program sends it, with some of it changed."""
    return {
        "token": TOKEN, "applicant_kind": "natural",
        "applicant": {"name": PERSON.name, "id_kind": PERSON.id_kind, "id_number": PERSON.id_number,
                      "phone": PERSON.phone},
        "asked": {"description": ASKED.description, "doc_number": ASKED.doc_number},
        "form": "electronic", "way": "online", "electronic_service": True,
        "files": [
            {"role": "identity", "name": "身份证.png", "content": base64.b64encode(picture()).decode()}
        ],
        "proof": {"solution": ""},
    } | changes  # fmt: skip


def send(url: str, content: object, *, solved: bool = True, address: str = "192.0.2.20") -> Any:
    """POST it, the puzzle solved unless told otherwise."""
    client = Client(REMOTE_ADDR=address)
    if solved and isinstance(content, dict) and isinstance(content.get("proof"), dict):
        puzzle = client.get(url).json()["challenge"]
        content = content | {"proof": {"solution": solve(puzzle)}}
    return client.post(url, json.dumps(content), content_type="application/json")


def test_a_request_is_filed_and_followed(url, office):
    sent = body()
    answer = send(url, sent)

    assert problems("request", sent) == []
    assert answer.status_code == 201
    told = answer.json()
    case = Case.objects.get(number=told["number"])
    assert applicant_of(case).name == PERSON.name
    assert asked_of(case) == ASKED
    assert case.electronic_service
    assert CaseFile.objects.get(case=case).role == "identity"

    seen = Client().post(
        "/api/requests/track/", {"number": told["number"], "code": told["code"]}, "application/json"
    )
    assert seen.status_code == 200
    assert seen.json()["stage"] == "filed" and seen.json()["due"] is None
    now = timezone.now()
    confirm(actor=office.reviewer, case_id=case.pk, confirmed=timezone.localdate(now), now=now)
    make_answered(office, case=Case.objects.get(pk=case.pk), now=now)
    seen = Client().post(
        "/api/requests/track/", {"number": told["number"], "code": told["code"]}, "application/json"
    )
    assert seen.json()["stage"] == "answered"
    assert seen.json()["letters"][0]["label"].startswith("政府信息公开申请答复书")


def test_what_is_needed_to_begin_is_told(url):
    told = Client().get(url).json()

    assert told["accepts_online"] is True
    assert told["question"]["text"] and told["challenge"].startswith("p1.")


def test_the_same_token_is_the_same_request_even_when_the_puzzle_is_spent(url):
    first = send(url, body())
    again = send(url, body(), solved=False)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["number"] == again.json()["number"]
    assert first.json()["code"] == again.json()["code"]
    assert Case.objects.count() == 1


def test_a_token_guessed_by_somebody_else_opens_nothing(url):
    first = send(url, body()).json()
    other = body(applicant={"name": "别人", "id_kind": "passport", "id_number": "E1", "phone": "1380000"})
    second = send(url, other).json()

    assert first["number"] != second["number"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"token": "short"}, "token"),
        ({"purpose": "研究"}, "purpose"),
        ({"applicant": "张三"}, "applicant"),
        ({"applicant": {"name": 5}}, "applicant.name"),
        ({"applicant": {"name": "张三", "purpose": "x"}}, "applicant.purpose"),
        ({"asked": {"description": None}}, "asked.description"),
        ({"form": 1}, "form"),
        ({"electronic_service": "yes"}, "electronic_service"),
        ({"files": "none"}, "files"),
        ({"files": [{}]}, "files[0]"),
        ({"files": [{"role": "virus", "name": "a", "content": ""}]}, "files[0].role"),
        ({"files": [{"role": "identity", "name": "a", "content": "%"}]}, "files[0].content"),
        ({"files": [{"role": "identity", "name": "a", "content": ""}] * 11}, "files"),
    ],
)
def test_what_departs_from_the_schema_is_named_by_its_place(url, changes, place):
    answer = send(url, body(**changes))

    assert answer.status_code == 422
    assert place in answer.json()["error"]["fields"]
    assert problems("request", body(**changes)) != [] or place == "files"
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"files": []}, "identity"),
        ({"form": "gold"}, "form"),
        ({"way": "pigeon"}, "way"),
        ({"way": "fax"}, "fax"),
        ({"asked": {"description": " "}}, "description"),
        (
            {"applicant": {"name": "甲", "id_kind": "resident_id", "id_number": "1", "phone": "1380000"}},
            "id_number",
        ),
        ({"applicant": {"name": "甲", "id_kind": "other", "id_number": "1"}}, "phone"),
    ],
)
def test_the_checks_are_those_of_the_form(url, changes, place):
    answer = send(url, body(**changes))

    assert answer.status_code == 422
    assert place in answer.json()["error"]["fields"]
    assert not Case.objects.exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b'"x"'])
def test_what_is_no_object_is_refused(url, content):
    answer = Client().post(url, content, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "malformed"


def test_halves_of_characters_and_controls_do_no_harm(url):
    content = json.dumps(body()).replace(json.dumps(PERSON.name)[1:-1], "\\ud800\\u0000甲")
    puzzle = Client().get(url).json()["challenge"]
    content = content.replace('"solution": ""', f'"solution": "{solve(puzzle)}"')
    answer = Client().post(url, content, content_type="application/json")

    assert answer.status_code == 201
    assert applicant_of(Case.objects.get()).name == "甲"
    tracked = Client().post(
        "/api/requests/track/", '{"number": "\\ud800", "code": "\\u0000x"}', content_type="application/json"
    )
    assert tracked.status_code == 422


def test_the_door_stays_shut_without_proof(url):
    answer = send(url, body(), solved=False)

    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "missing"
    assert not Case.objects.exists()


def test_a_bad_file_is_refused_and_nothing_stays(url):
    bad = {"role": "identity", "name": "a.pdf", "content": base64.b64encode(b"MZ\0\0").decode()}
    answer = send(url, body(files=[bad]))

    assert answer.status_code == 422
    assert not Case.objects.exists()
    assert not CaseFile.objects.exists()


def test_an_organ_that_takes_nothing_online_refuses(url, office):
    OfficeSettings.objects.filter(organ=office.organ).update(accepts_online=False)

    assert Client().get(url).json()["accepts_online"] is False
    assert send(url, body()).status_code == 409


def test_an_unknown_organ_and_a_wrong_method_are_told_in_json(url):
    assert send("/api/requests/new/nobody/", body(), solved=False).status_code == 404
    answer = Client().delete(url)
    assert answer.status_code == 405 and answer["Allow"] == "GET, POST"
    assert Client().get("/api/requests/track/").status_code == 405


def test_one_address_files_only_so_many_in_an_hour(url, settings):
    settings.GONGKAI_INTAKE_PER_HOUR = 1
    send(url, body())
    answer = send(url, body(token=TOKEN[::-1]))

    assert answer.status_code == 429
    assert answer.json()["error"]["code"] == "too_often"


def test_wrong_codes_are_counted_and_lock(url):
    number = send(url, body()).json()["number"]
    content = {"number": number, "code": "AAAAAAAAAA"}
    client = Client(REMOTE_ADDR="192.0.2.31")
    answers = [client.post("/api/requests/track/", content, "application/json") for _ in range(6)]

    assert [one.status_code for one in answers] == [422] * 5 + [429]
    unknown = client.post("/api/requests/track/", content | {"number": "N-1"}, "application/json")
    assert unknown.json() == answers[0].json()


def test_the_schema_lists_what_the_reader_takes():
    from gongkai.portal.requests import api_body
    from tools.tracked import ROOT

    schema = json.loads((ROOT / "docs/schemas/request.schema.json").read_text("utf-8"))
    parts = schema["properties"]
    assert set(parts) == set(api_body._PARTS)
    assert set(parts["applicant"]["properties"]) == set(api_body._APPLICANT)
    assert set(parts["asked"]["properties"]) == set(api_body._ASKED)
    assert set(parts["proof"]["properties"]) == set(api_body._PROOF)
    assert re.fullmatch(parts["token"]["pattern"], TOKEN)

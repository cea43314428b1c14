"""Documents are entered, completed, decided upon, looked at again, voided."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.kernel.rights import standing_of
from gongkai.register import queries
from gongkai.register.acts.amend import amend
from gongkai.register.acts.enter import Facts, enter
from gongkai.register.acts.reassess import reassess
from gongkai.register.acts.set_attribute import set_attribute, set_attributes
from gongkai.register.acts.void import void
from gongkai.register.attributes import Attribute
from gongkai.register.models import RegisterEntry
from tests.factories import NOW, Bureau, later, make_bureau

pytestmark = pytest.mark.django_db

INTERNAL = Attribute("withheld", "art16_internal", "年度考核名单")


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def facts(bureau: Bureau, **values: object) -> Facts:
    filled = {
        "title": "关于印发《技术改造扶持办法》的通知", "doc_number": "海工信发〔2026〕12号",
        "formed_on": date(2026, 2, 25), "department_id": bureau.business.pk, "drafter_name": "李明",
    } | values  # fmt: skip
    return Facts(**filled)  # type: ignore[arg-type]


def entered(bureau: Bureau, **values: object) -> RegisterEntry:
    return enter(actor=bureau.reviewer, organ_id=bureau.organ.pk, facts=facts(bureau, **values), now=NOW)


def test_a_document_gets_the_serial_of_its_year_and_its_number_in_one_form(bureau: Bureau) -> None:
    entry = entered(bureau, doc_number=" 海工信发 [2026] 第012号")
    assert (entry.serial, entry.doc_number) == ("2026-0001", "海工信发〔2026〕12号")
    assert entry.doc_number_written == "海工信发 [2026] 第012号"
    assert entered(bureau, doc_number="海工信发〔2025〕9号", formed_on=date(2025, 3, 1)).serial == "2025-0001"
    assert entered(bureau, doc_number="", title="会议纪要").serial == "2026-0002"


def test_a_drafter_enters_for_the_own_department_only(bureau: Bureau) -> None:
    own = enter(actor=bureau.drafter, organ_id=bureau.organ.pk, facts=facts(bureau), now=NOW)
    assert own.registered_by == bureau.drafter
    with pytest.raises(ActRefused, match="主办科室"):
        enter(
            actor=bureau.drafter, organ_id=bureau.organ.pk,
            facts=facts(bureau, doc_number="", department_id=bureau.other.pk), now=NOW,
        )  # fmt: skip


def test_somebody_of_another_organ_does_not_find_the_register(bureau: Bureau) -> None:
    with pytest.raises(NotVisible):
        enter(actor=make_bureau().reviewer, organ_id=bureau.organ.pk, facts=facts(bureau), now=NOW)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"formed_on": None}, "formed_on"),
        ({"formed_on": date(2026, 3, 3)}, "formed_on"),
        ({"formed_on": date(1949, 9, 30)}, "formed_on"),
        ({"department_id": 999_999}, "department_id"),
        ({"attribute": Attribute("secret")}, "mode"),
        ({"attribute": Attribute("withheld")}, "ground"),
        ({"attribute": Attribute("proactive", "art16_internal")}, "ground"),
        ({"attribute": Attribute("withheld", "art14_secret")}, "ground"),
        ({"published_on": date(2026, 2, 1)}, "published_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    bureau: Bureau, values: dict[str, object], field: str
) -> None:
    with pytest.raises(InputRefused) as caught:
        entered(bureau, **values)
    assert field in caught.value.fields
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize("values", [{"title": "机密★5年 关于安防的通知"}, {"doc_number": "秘密★1年"}])
def test_a_secrecy_mark_keeps_a_document_out(bureau: Bureau, values: dict[str, object]) -> None:
    with pytest.raises(InputRefused) as caught:
        entered(bureau, **values)
    assert caught.value.code == "secrecy_mark"


def test_a_withheld_document_needs_no_title(bureau: Bureau) -> None:
    entry = entered(bureau, title="", attribute=INTERNAL)
    assert (entry.title, entry.mode, entry.ground) == ("", "withheld", "art16_internal")
    assert entry.reassess_on == date(2027, 3, 2)


def test_a_number_is_entered_once_until_it_is_voided(bureau: Bureau) -> None:
    first = entered(bureau)
    with pytest.raises(InputRefused, match="2026-0001"):
        entered(bureau, doc_number="海工信发[2026]12号")
    void(actor=bureau.reviewer, entry_id=first.pk, reason="重复登记", now=NOW)
    assert entered(bureau).serial == "2026-0002"


def test_amending_keeps_what_changed_in_the_audit(bureau: Bureau) -> None:
    entry = entered(bureau)
    amend(
        actor=bureau.drafter, entry_id=entry.pk, facts=facts(bureau, title="关于印发办法的通知"),
        now=later(hours=1),
    )  # fmt: skip
    entry.refresh_from_db()
    assert entry.title == "关于印发办法的通知"
    row = AuditEntry.objects.filter(act="register.amended").get()
    assert row.detail["fields"] == ["title"]
    with pytest.raises(NotVisible):
        amend(actor=bureau.outsider, entry_id=entry.pk, facts=facts(bureau), now=NOW)
    with pytest.raises(ActRefused):
        amend(
            actor=bureau.drafter, entry_id=entry.pk, now=NOW,
            facts=facts(bureau, department_id=bureau.other.pk),
        )  # fmt: skip


def test_an_attribute_that_was_set_changes_only_with_a_reason(bureau: Bureau) -> None:
    entry = entered(bureau, attribute=Attribute("proactive"))
    with pytest.raises(InputRefused) as caught:
        set_attribute(actor=bureau.reviewer, entry_id=entry.pk, attribute=Attribute("on_request"), now=NOW)
    assert "reason" in caught.value.fields
    with pytest.raises(ActRefused, match="科室负责人"):
        set_attribute(
            actor=bureau.drafter, entry_id=entry.pk, attribute=Attribute("on_request"), now=NOW,
            reason="改",
        )  # fmt: skip
    set_attribute(
        actor=bureau.head, entry_id=entry.pk, attribute=Attribute("on_request"), now=NOW,
        reason="只涉及特定企业",
    )  # fmt: skip
    kinds = [(row.kind, row.before_mode, row.mode) for row in queries.decisions_of(entry)]
    assert kinds == [("changed", "proactive", "on_request"), ("set", "", "proactive")]


def test_an_open_attribute_is_set_by_the_drafter_without_a_reason(bureau: Bureau) -> None:
    entry = entered(bureau)
    assert entry in queries.undetermined(standing_of(bureau.drafter))
    set_attribute(actor=bureau.drafter, entry_id=entry.pk, attribute=Attribute("proactive"), now=NOW)
    assert entry not in queries.undetermined(standing_of(bureau.drafter))


def test_the_same_attribute_again_leaves_no_decision(bureau: Bureau) -> None:
    entry = entered(bureau, attribute=Attribute("proactive"))
    set_attribute(actor=bureau.reviewer, entry_id=entry.pk, attribute=Attribute("proactive"), now=NOW)
    assert entry.decisions.count() == 1


def test_no_attribute_is_no_decision(bureau: Bureau) -> None:
    entry = entered(bureau)
    with pytest.raises(InputRefused):
        set_attribute(actor=bureau.reviewer, entry_id=entry.pk, attribute=Attribute(), now=NOW)


def test_what_has_no_title_is_not_opened(bureau: Bureau) -> None:
    entry = entered(bureau, title="", attribute=INTERNAL)
    with pytest.raises(InputRefused, match="题名"):
        set_attribute(
            actor=bureau.reviewer, entry_id=entry.pk, attribute=Attribute("proactive"), now=NOW, reason="可"
        )
    with pytest.raises(InputRefused, match="题名"):
        reassess(
            actor=bureau.reviewer, entry_id=entry.pk, attribute=Attribute("proactive"), note="可", now=NOW
        )


def test_many_are_decided_at_once_and_each_refusal_is_told(bureau: Bureau) -> None:
    first = entered(bureau)
    second = entered(bureau, doc_number="海工信发〔2026〕13号", attribute=Attribute("on_request"))
    outcomes = set_attributes(
        actor=bureau.reviewer, entry_ids=[first.pk, second.pk, 999_999], attribute=Attribute("proactive"),
        now=NOW,
    )  # fmt: skip
    assert [bool(one.refusal) for one in outcomes] == [False, True]
    with pytest.raises(InputRefused, match="勾选"):
        set_attributes(actor=bureau.reviewer, entry_ids=[], attribute=INTERNAL, now=NOW)
    with pytest.raises(InputRefused, match="200"):
        set_attributes(actor=bureau.reviewer, entry_ids=range(201), attribute=INTERNAL, now=NOW)


def test_a_second_look_leaves_it_or_opens_it(bureau: Bureau) -> None:
    entry = entered(bureau, attribute=INTERNAL)
    today = date(2027, 3, 2)
    assert entry in queries.to_reassess(standing_of(bureau.reviewer), today=today)
    assert entry not in queries.to_reassess(standing_of(bureau.reviewer), today=today - timedelta(days=1))
    reassess(
        actor=bureau.reviewer, entry_id=entry.pk, attribute=INTERNAL, note="仍属内部事务", now=later(days=365)
    )
    entry.refresh_from_db()
    assert (entry.mode, entry.reassessed_on, entry.reassess_on) == ("withheld", today, date(2028, 3, 2))
    reassess(
        actor=bureau.reviewer, entry_id=entry.pk, attribute=Attribute("proactive"), note="考核已结束",
        now=later(days=366),
    )  # fmt: skip
    entry.refresh_from_db()
    assert (entry.mode, entry.reassess_on) == ("proactive", None)
    assert [row.kind for row in queries.decisions_of(entry)] == ["reassessed", "reassessed", "set"]


@pytest.mark.parametrize(
    ("note", "attribute", "next_on"),
    [
        ("", INTERNAL, None),
        ("看过", Attribute(), None),
        ("看过", INTERNAL, date(2026, 3, 2)),
        ("机密★5年", INTERNAL, None),
    ],
)
def test_a_look_without_word_result_or_future_is_refused(
    bureau: Bureau, note: str, attribute: Attribute, next_on: date | None
) -> None:
    entry = entered(bureau, attribute=INTERNAL)
    with pytest.raises(InputRefused):
        reassess(
            actor=bureau.reviewer, entry_id=entry.pk, attribute=attribute, note=note, now=NOW,
            next_on=next_on,
        )  # fmt: skip


def test_only_the_office_looks_again_and_only_at_what_is_withheld(bureau: Bureau) -> None:
    withheld = entered(bureau, attribute=INTERNAL)
    open_one = entered(bureau, doc_number="", attribute=Attribute("proactive"))
    with pytest.raises(ActRefused, match="公开工作机构"):
        reassess(actor=bureau.head, entry_id=withheld.pk, attribute=INTERNAL, note="看过", now=NOW)
    with pytest.raises(ActRefused, match="不予公开"):
        reassess(actor=bureau.reviewer, entry_id=open_one.pk, attribute=INTERNAL, note="看过", now=NOW)


def test_voiding_needs_the_office_and_a_reason_and_ends_every_act(bureau: Bureau) -> None:
    entry = entered(bureau)
    with pytest.raises(ActRefused):
        void(actor=bureau.head, entry_id=entry.pk, reason="重复", now=NOW)
    with pytest.raises(InputRefused):
        void(actor=bureau.reviewer, entry_id=entry.pk, reason=" ", now=NOW)
    void(actor=bureau.office_head, entry_id=entry.pk, reason="重复登记", now=NOW)
    assert not queries.standing_entries(standing_of(bureau.reviewer)).exists()
    with pytest.raises(ActRefused, match="作废"):
        set_attribute(actor=bureau.reviewer, entry_id=entry.pk, attribute=INTERNAL, now=NOW)


def test_a_decision_once_kept_cannot_be_changed(bureau: Bureau) -> None:
    entry = entered(bureau, attribute=INTERNAL)
    for statement in (
        "UPDATE register_attributedecision SET mode = 'x'",
        "DELETE FROM register_attributedecision",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert entry.decisions.count() == 1


def test_a_department_sees_its_own_documents_and_the_leaders_all(bureau: Bureau) -> None:
    entry = entered(bureau)
    for name in ("drafter", "head", "reviewer", "office_head", "signer"):
        assert entry in queries.visible_to(standing_of(bureau.people[name]))
    for name in ("outsider", "admin", "auditor", "supervisor"):
        assert entry not in queries.visible_to(standing_of(bureau.people[name]))


def test_an_entry_is_found_by_its_number_however_written(bureau: Bureau) -> None:
    entry = entered(bureau)
    assert queries.entry_by_number(bureau.organ, "海工信发［2026］012号") == entry
    assert queries.entry_by_number(bureau.organ, "") is None
    assert queries.entry_by_number(bureau.authority, "海工信发〔2026〕12号") is None

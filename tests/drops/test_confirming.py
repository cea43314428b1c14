"""From a look to an item: nothing unsure goes through silently, a refusal loses nothing."""

from datetime import date

import docx
import pytest
from docx.shared import Mm

from gongkai.disclosure.models import Item
from gongkai.drops.acts.confirm import confirm_document
from gongkai.drops.acts.settle import (
    assign_file,
    dismiss_document,
    make_attachment,
    make_document,
    restore_document,
)
from gongkai.drops.batch import proposed_values
from gongkai.drops.looking import issues_of
from gongkai.drops.models import DropDocument
from gongkai.drops.proposals import restored
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.register.models import RegisterEntry
from tests.documents.official.sheets import saved, sheet
from tests.documents.samples import PNG, pdf_bytes, xlsx_bytes
from tests.drops.factories import SECOND, TITLE, notice, only, read
from tests.factories import NOW, later, make_draft


def confirmed(
    bureau, document: DropDocument, *, actor=None, submit=False, looked=("column", "topic"), **values
) -> Item:
    given = proposed_values(restored(document.proposal)) | {"column": bureau.columns["tzgg"].pk} | values
    kept = {name: value for name, value in given.items() if value is not None}
    extra = {name: kept.pop(name) for name in ("file_ids", "on_behalf_of", "with_original") if name in kept}
    return confirm_document(
        actor=actor or bureau.drafter, document_id=document.pk, values=kept, submit=submit, looked=looked,
        now=later(hours=1), **extra,
    )  # fmt: skip


def test_a_confirmed_document_is_an_item_with_what_was_read(bureau):
    drop = read(bureau, ("通知.docx", notice()), ("附表.xlsx", xlsx_bytes()))
    item = confirmed(bureau, only(drop))
    assert (item.title, item.doc_number, item.formed_on) == (TITLE, "文工信发〔2026〕5号", date(2026, 2, 27))
    assert (item.genre, item.mode, item.department) == ("notice", "proactive", bureau.business)
    assert "技术改造" in item.body_html
    assert [one.name for one in item.attachments.all()] == ["附表.xlsx"]
    document = only(drop)
    assert (document.state, document.item, document.body_html) == ("made", item, "")
    assert (item.drafter, item.work_state) == (bureau.drafter, "draft")
    entry = AuditEntry.objects.filter(act="drops.confirmed").get()
    assert entry.detail == {"item": item.pk}


def test_confirming_enters_the_document_in_the_register(bureau):
    item = confirmed(bureau, only(read(bureau, ("通知.docx", notice()))))
    entry = RegisterEntry.objects.get()
    assert (entry.item, entry.doc_number, entry.mode) == (item, "文工信发〔2026〕5号", "proactive")


def test_a_piece_of_news_is_no_document_of_the_register(bureau):
    news = sheet("近日开展走访。", head=(), number="", title=("区工信局走访企业",), organ=(), day="")
    column = bureau.columns["gzdt"].pk
    confirmed(bureau, only(read(bureau, ("走访.docx", news))), looked=("title",), column=column)
    assert Item.objects.get().title == "区工信局走访企业"
    assert not RegisterEntry.objects.exists()


def test_confirming_can_submit_at_once(bureau):
    assert (
        confirmed(bureau, only(read(bureau, ("通知.docx", notice()))), submit=True).work_state == "in_review"
    )


def test_an_unsure_field_stops_until_it_is_ticked_or_changed(bureau):
    document = only(read(bureau, ("通知.docx", notice())))
    found = dict(document.proposal)
    found["title"] = found["title"] | {"is_sure": False, "doubt": "标题可能不全"}
    DropDocument.objects.update(proposal=found)
    with pytest.raises(InputRefused) as refused:
        confirmed(bureau, document)
    assert refused.value.fields == {"title": "标题可能不全"}
    assert not Item.objects.exists()
    assert confirmed(bureau, document, title="关于做好技术改造工作的通知（修订）").title.endswith("（修订）")


def test_a_look_counts_where_the_value_stays(bureau):
    document = only(read(bureau, ("通知.docx", notice())))
    found = dict(document.proposal)
    found["title"] = found["title"] | {"is_sure": False}
    DropDocument.objects.update(proposal=found)
    assert confirmed(bureau, document, looked=("title",)).title == TITLE


def test_a_refusal_anywhere_leaves_everything_as_it_was(bureau):
    document = only(read(bureau, ("通知.docx", notice()), ("附表.xlsx", xlsx_bytes())))
    before = AuditEntry.objects.count()
    with pytest.raises(InputRefused):
        confirmed(bureau, document, submit=True, formed_on=date(2030, 1, 1))
    assert not Item.objects.exists()
    assert not RegisterEntry.objects.exists()
    assert AuditEntry.objects.count() == before
    document.refresh_from_db()
    assert document.state == "read"
    assert document.body_html


def test_a_column_must_be_chosen(bureau):
    with pytest.raises(InputRefused) as refused:
        confirmed(bureau, only(read(bureau, ("通知.docx", notice()))), column=None)
    assert "column" in refused.value.fields


def test_confirming_twice_makes_one_item(bureau):
    document = only(read(bureau, ("通知.docx", notice())))
    confirmed(bureau, document)
    with pytest.raises(ActRefused):
        confirmed(bureau, document)
    assert Item.objects.count() == 1


def test_a_document_still_being_read_cannot_be_confirmed(bureau):
    document = only(read(bureau, ("通知.docx", notice())))
    document.drop.state = "reading"
    document.drop.save()
    with pytest.raises(ActRefused):
        confirmed(bureau, document)


def test_only_the_department_and_the_office_confirm(bureau):
    document = only(read(bureau, ("通知.docx", notice())))
    for person in (bureau.outsider, bureau.signer, bureau.admin, bureau.auditor):
        with pytest.raises(NotVisible):
            confirmed(bureau, document, actor=person)
    assert confirmed(bureau, document, actor=bureau.head).drafter == bureau.head


def test_the_office_confirms_in_a_contacts_name_and_reviews_neither(bureau):
    document = only(read(bureau, ("通知.docx", notice())))
    item = confirmed(bureau, document, actor=bureau.reviewer, on_behalf_of=bureau.drafter)
    assert (item.drafter, item.last_editor) == (bureau.drafter, bureau.reviewer)


def test_a_contact_of_nobody_is_refused(bureau):
    document = only(read(bureau, ("通知.docx", notice())))
    with pytest.raises(InputRefused):
        confirmed(bureau, document, actor=bureau.reviewer, on_behalf_of=bureau.outsider)
    with pytest.raises(ActRefused):
        confirmed(bureau, document, on_behalf_of=bureau.colleague)


def test_pictures_of_the_body_come_along(bureau, tmp_path):
    picture = tmp_path / "p.png"
    picture.write_bytes(PNG)
    file = docx.Document()
    for text in ("关于技术改造成果展示的通知", "各企业：", "现将技术改造成果展示如下。"):
        file.add_paragraph(text)
    file.add_picture(str(picture), width=Mm(20))
    document = only(read(bureau, ("通知.docx", saved(file))))
    looked = [name for name, one in restored(document.proposal).items() if not one.is_sure]
    item = confirmed(bureau, document, looked=looked, title="关于技术改造成果展示的通知")
    digest = item.pictures.get().file.digest
    assert f'src="picture:{digest}"' in item.body_html


def test_a_scan_becomes_an_item_with_the_file_attached(bureau):
    document = only(read(bureau, ("扫描.pdf", pdf_bytes(""))))
    with pytest.raises(InputRefused):
        confirmed(bureau, document)
    looked = [name for name, one in restored(document.proposal).items() if not one.is_sure]
    item = confirmed(bureau, document, title="关于扫描件的通知", looked=looked)
    assert [one.name for one in item.attachments.all()] == ["扫描.pdf"]


def test_an_attachment_left_out_stays_behind(bureau):
    document = only(read(bureau, ("通知.docx", notice()), ("附表.xlsx", xlsx_bytes())))
    assert not confirmed(bureau, document, file_ids=[]).attachments.exists()


def test_the_original_goes_along_when_asked_for(bureau):
    document = only(read(bureau, ("通知.docx", notice())))
    item = confirmed(bureau, document, with_original=True)
    assert [one.name for one in item.attachments.all()] == ["通知.docx"]


def test_dismissed_and_restored(bureau):
    document = only(read(bureau, ("通知.docx", notice())))
    dismiss_document(actor=bureau.drafter, document_id=document.pk, now=NOW)
    with pytest.raises(ActRefused):
        confirmed(bureau, document)
    with pytest.raises(ActRefused):
        dismiss_document(actor=bureau.drafter, document_id=document.pk, now=NOW)
    assert restore_document(actor=bureau.colleague, document_id=document.pk, now=NOW).state == "read"
    with pytest.raises(ActRefused):
        restore_document(actor=bureau.drafter, document_id=document.pk, now=NOW)
    with pytest.raises(NotVisible):
        dismiss_document(actor=bureau.outsider, document_id=document.pk, now=NOW)


def test_a_file_is_assigned_to_a_document_of_its_own_drop_only(bureau):
    drop = read(
        bureau, ("一.docx", notice()), ("二.docx", SECOND),
        ("照片.png", PNG),
    )  # fmt: skip
    file, second = drop.files.get(), drop.documents.get(name="二.docx")
    assert file.document is None
    foreign = only(read(bureau, ("三.docx", notice("文工信发〔2026〕7号", "关于第三事项的通知"))))
    with pytest.raises(InputRefused):
        assign_file(actor=bureau.drafter, file_id=file.pk, document_id=foreign.pk, now=NOW)
    with pytest.raises(NotVisible):
        assign_file(actor=bureau.outsider, file_id=file.pk, document_id=second.pk, now=NOW)
    assert (
        assign_file(actor=bureau.drafter, file_id=file.pk, document_id=second.pk, now=NOW).document == second
    )
    confirmed(bureau, second)
    with pytest.raises(ActRefused):
        assign_file(actor=bureau.drafter, file_id=file.pk, document_id=None, now=NOW)


def test_a_document_can_be_anothers_attachment_and_become_its_own_again(bureau):
    drop = read(bureau, ("一.docx", notice()), ("二.docx", SECOND))
    first, second = drop.documents.all()
    with pytest.raises(InputRefused):
        make_attachment(actor=bureau.drafter, document_id=second.pk, of_id=second.pk, now=NOW)
    file = make_attachment(actor=bureau.drafter, document_id=second.pk, of_id=first.pk, now=NOW)
    assert (file.document, drop.documents.count()) == (first, 1)
    from gongkai.drops.acts.read import read_drop

    document = make_document(actor=bureau.drafter, file_id=file.pk, now=NOW)
    read_drop({"drop": drop.pk}, NOW)
    document.refresh_from_db()
    assert (document.state, drop.documents.count()) == ("read", 2)


def test_a_table_cannot_be_a_document_of_its_own(bureau):
    drop = read(bureau, ("通知.docx", notice()), ("附表.xlsx", xlsx_bytes()))
    with pytest.raises(ActRefused):
        make_document(actor=bureau.drafter, file_id=drop.files.get().pk, now=NOW)


def test_the_look_says_what_screening_finds(bureau):
    text = "联系人张三，身份证号11010519491231002X。"
    document = only(read(bureau, ("通知.docx", notice("文工信发〔2026〕5号", TITLE, text))))
    values = proposed_values(restored(document.proposal)) | {"column": bureau.columns["tzgg"].pk}
    issues = issues_of(document, values, [], now=NOW)
    assert any(issue.level == "blocks_approval" and "身份证" in issue.message for issue in issues)
    assert not Item.objects.exists()


def test_the_look_says_of_a_twin_before_anything_is_made(bureau):
    from gongkai.drops.batch import twins_by_document

    twin = make_draft(bureau, title="别的", doc_number="文工信发〔2026〕5号")
    drop = read(bureau, ("通知.docx", notice()))
    assert twins_by_document(drop, [only(drop)]) == {only(drop).pk: [twin]}

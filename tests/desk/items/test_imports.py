"""The import pages: template, reading in, looking at rows, approval by another person, dropping, sealing."""

import io
import zipfile

import openpyxl

from gongkai.disclosure.import_table import TABLE_COLUMNS, read_table
from gongkai.disclosure.models import ImportBatch, Item
from gongkai.kernel.models import Organ
from tests.disclosure.test_import_legacy import FIELDS, row
from tests.disclosure.test_import_table import csv_of

LIST = "/desk/items/imports/"


def read_in(client, *rows: list[str], package: bytes = b"") -> ImportBatch:
    table = csv_of([FIELDS, *rows], "gb18030")
    table.name = "历史.csv"
    sent: dict[str, object] = {"organ": Organ.objects.get(code__startswith="gxj").pk, "table": table}
    if package:
        file = io.BytesIO(package)
        file.name = "附件.zip"
        sent["package"] = file
    response = client.post(LIST + "new/", sent)
    assert response.status_code == 302, response.context["form"].errors
    return ImportBatch.objects.latest("id")


def zip_of(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return stream.getvalue()


def test_the_template_is_a_table_that_can_be_read(bureau, signed_in):
    response = signed_in(bureau.drafter).get(LIST + "template.xlsx")
    content = b"".join(response.streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [sheet.title for sheet in book] == ["历史存量", "填写说明"]
    sheet = book["历史存量"]
    assert [cell.value.removesuffix("*") for cell in sheet[1]] == [column.head for column in TABLE_COLUMNS]
    for at, column in enumerate(TABLE_COLUMNS, start=1):
        sheet.cell(2, at, column.example)
    filled = io.BytesIO()
    book.save(filled)
    filled.seek(0)
    assert read_table("模板.xlsx", filled)[0].text("title") == TABLE_COLUMNS[1].example


def test_a_batch_shows_each_row_with_its_reason_and_becomes_public_by_another_hand(bureau, signed_in):
    drafter, reviewer = signed_in(bureau.drafter), signed_in(bureau.reviewer)
    batch = read_in(
        drafter, row("1", 附件="名单.txt"), row("2", 栏目="旧栏目"), package=zip_of(名单_txt="甲公司")
    )
    address = f"{LIST}{batch.pk}/"
    seen = drafter.get(address)
    assert "本机关没有在用的栏目" in seen.content.decode()
    assert "由公开办审核员审查" in seen.content.decode()
    shown = reviewer.get(f"{address}rows/{batch.rows.get(line=2).pk}/").content.decode()
    assert "现将有关事项通知如下" in shown and "名单.txt" in shown
    file = reviewer.get(f"{address}rows/{batch.rows.get(line=2).pk}/files/0/")
    assert b"".join(file.streaming_content).decode() == "甲公司"
    assert "审查通过，导入" in reviewer.get(f"{address}approve/").content.decode()
    assert drafter.post(f"{address}approve/").status_code == 404
    response = reviewer.post(f"{address}approve/", {"confirmed": "1"}, follow=True)
    assert "已导入。" in response.content.decode()
    assert Item.objects.get(external_key="1").public_state == "live"
    assert "历史存量" in reviewer.get("/desk/items/", {"view": "legacy"}).content.decode()


def test_who_read_it_in_does_not_approve_it(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    batch = read_in(client, row("1"))
    assert "读入的人不能审查同一批" in client.get(f"{LIST}{batch.pk}/").content.decode()
    response = client.post(f"{LIST}{batch.pk}/approve/")
    assert response.status_code == 409 and not Item.objects.exists()


def test_a_file_that_cannot_be_read_keeps_the_form(bureau, signed_in):
    client = signed_in(bureau.drafter)
    wrong = csv_of([["名称"], ["甲"]], "utf-8")
    wrong.name = "历史.csv"
    response = client.post(LIST + "new/", {"organ": bureau.organ.pk, "table": wrong})
    assert "没有找到表头" in response.content.decode()
    table, package = csv_of([FIELDS, row("1")], "utf-8"), io.BytesIO(b"no zip")
    table.name, package.name = "历史.csv", "附件.zip"
    response = client.post(LIST + "new/", {"organ": bureau.organ.pk, "table": table, "package": package})
    assert "zip" in response.content.decode() and not ImportBatch.objects.exists()


def test_a_dropped_batch_is_over(bureau, signed_in):
    client = signed_in(bureau.drafter)
    batch = read_in(client, row("1"))
    assert client.get(f"{LIST}{batch.pk}/drop/").status_code == 200
    client.post(f"{LIST}{batch.pk}/drop/")
    assert ImportBatch.objects.get().state == "dropped"
    assert client.get(f"{LIST}{batch.pk}/").status_code == 200


def test_many_rows_come_in_pages_in_the_order_of_the_file(bureau, signed_in):
    client = signed_in(bureau.drafter)
    batch = read_in(client, *(row(str(number), 名称="") for number in range(130)))
    first = client.get(f"{LIST}{batch.pk}/")
    second = client.get(f"{LIST}{batch.pk}/", {"after": first.context["following"]})
    lines = [one.line for page in (first, second) for one in page.context["rows"]]
    assert lines == list(range(2, 132))
    assert second.context["following"] == 0


def test_only_the_administrator_seals_and_then_nothing_more_comes_in(bureau, signed_in):
    address = f"{LIST}seal/{bureau.organ.pk}/"
    assert signed_in(bureau.reviewer).post(address).status_code == 404
    admin = signed_in(bureau.admin)
    assert admin.get(address).status_code == 200
    admin.post(address)
    assert Organ.objects.get(pk=bureau.organ.pk).legacy_sealed_at
    assert signed_in(bureau.drafter).get(LIST + "new/").status_code == 404
    assert "不能再导入" in signed_in(bureau.drafter).get(LIST).content.decode()


def test_batches_of_others_are_not_there(bureau, signed_in):
    batch = read_in(signed_in(bureau.drafter), row("1"))
    for name in ("outsider", "colleague", "head", "signer", "admin", "auditor", "supervisor"):
        client = signed_in(bureau.people[name])
        assert client.get(f"{LIST}{batch.pk}/").status_code == 404
        assert client.post(f"{LIST}{batch.pk}/drop/").status_code == 404

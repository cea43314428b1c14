"""Drops of small official documents made on the spot, read as the worker reads them."""

from __future__ import annotations

import io
from datetime import datetime

from gongkai.drops.acts.drop_files import drop_files
from gongkai.drops.acts.read import read_drop
from gongkai.drops.models import Drop, DropDocument
from gongkai.drops.unpacking import Dropped
from gongkai.kernel.models import Person
from tests.documents.official.sheets import sheet
from tests.factories import NOW, Bureau

ORGAN = "海岳市文川区工业和信息化局"


TITLE = "关于做好技术改造工作的通知"


def notice(number: str = "文工信发〔2026〕5号", title: str = TITLE, *text: str) -> bytes:
    """A red-head notice of the bureau with its mode of disclosure printed."""
    return sheet(
        *(text or ("请各企业认真做好技术改造工作。",)), head=(f"{ORGAN}文件",), number=number, title=(title,),
        organ=(ORGAN,), day="2026年2月27日", end=("公开属性：主动公开",),
    )  # fmt: skip


SECOND = notice("文工信发〔2026〕6号", "关于另一事项的通知")


def dropped(
    bureau: Bureau, *files: tuple[str, bytes], actor: Person | None = None, now: datetime = NOW
) -> Drop:
    """The files dropped for the business department, not read yet."""
    return drop_files(
        actor=actor or bureau.drafter, department_id=bureau.business.pk, now=now,
        files=[Dropped(name, io.BytesIO(data)) for name, data in files],
    )  # fmt: skip


def read(bureau: Bureau, *files: tuple[str, bytes], actor: Person | None = None) -> Drop:
    """The files dropped and read."""
    drop = dropped(bureau, *files, actor=actor)
    read_drop({"drop": drop.pk}, NOW)
    drop.refresh_from_db()
    return drop


def only(drop: Drop) -> DropDocument:
    """The one document of the drop."""
    return drop.documents.get()

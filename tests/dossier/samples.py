"""A package to tamper with: a consultation, a correction, an erased file, three documents."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from gongkai.dossier import Contents, Document, DueMove, FactLine, ServiceLine, write_package
from gongkai.dossier.chain import row_hash
from gongkai.dossier.manifest import digest_of, signed_part
from gongkai.dossier.zip_layout import entry
from gongkai.law.calendar import Calendar, RegionalOverlay
from gongkai.law.clock import (
    Channel,
    Event,
    EventType,
    Party,
    Received,
    Story,
    clock,
    rules_on,
)

AT = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)
AS_OF = date(2026, 3, 27)
STORY = Story(
    Received(Channel.ONLINE, date(2026, 2, 9), date(2026, 2, 10)),
    (
        Event(date(2026, 2, 24), EventType.CONSULTATION_SENT, id="7", party=Party.THIRD_PARTY),
        Event(date(2026, 2, 26), EventType.CONSULTATION_RECEIVED, id="7"),
        Event(date(2026, 3, 9), EventType.CONSULTATION_ANSWERED, id="7"),
        Event(date(2026, 3, 27), EventType.REPLIED),
    ),
)
LOCAL = RegionalOverlay("gx", "广西三月三", "桂政办发〔2014〕62号", ((date(2026, 3, 20), "三月三"),))


def sign(raw: bytes) -> str:
    """The issuing installation's signature."""
    return hmac.new(b"the installation's key", raw, hashlib.sha256).hexdigest()


def other_sign(raw: bytes) -> str:
    """Somebody else's."""
    return hmac.new(b"another key", raw, hashlib.sha256).hexdigest()


def audit_rows() -> tuple[dict[str, object], ...]:
    """Three rows of a chain, the last two side by side."""
    rows: list[dict[str, object]] = []
    for seq, act in (
        (4, "requests.case.filed"),
        (7, "requests.case.confirmed"),
        (8, "requests.case.decided"),
    ):
        row: dict[str, object] = {
            "act": act, "actor": 3, "who": "张三", "at": "2026-02-10T01:00:00.000000+00:00",
            "chain": "organ-2", "detail": {"n": seq}, "door": "desk", "origin": "", "request": "",
            "prev": rows[-1]["hash"] if seq == 8 else "0" * 64, "seq": seq, "subject": "case",
            "subject_id": 1, "algorithm": "sha256",
        }  # fmt: skip
        rows.append(row | {"hash": row_hash(row)})
    return tuple(rows)


def contents(**changes: object) -> Contents:
    """The sample's contents."""
    calendar = Calendar.builtin().with_overlay(LOCAL)
    reading = clock(STORY, calendar=calendar, rules=rules_on(date(2026, 2, 10)), as_of=AS_OF)
    whole = Contents(
        organ="海岳市文川区工业和信息化局", organ_code="gxj", number="GXJ-2026-00001", made_at=AT,
        as_of=AS_OF, story=STORY, reading=reading, calendar=calendar,
        rules={"clock.toml": (files("gongkai.law") / "data/clock.toml").read_text("utf-8")},
        facts=(("申请人", "欧阳闻笛"), ("申请内容", "<b>2025年度</b>拨付明细")),
        lines=(
            FactLine(date(2026, 2, 9), "收到申请", "张三", AT),
            FactLine(date(2026, 2, 8), "收到申请", "张三", AT, stands=False),
        ),
        services=(
            ServiceLine(
                letter="予以公开答复书", number="文工信公复〔2026〕1号", channel="当面送达",
                on=AS_OF, received_on=AS_OF, returned_on=None, tracking="", proof="回证",
            ),
        ),
        due_moves=(DueMove(date(2026, 3, 16), date(2026, 3, 26), "征求意见", AT),),
        events=({"id": 1, "type": "received", "on": "2026-02-09"},),
        decision={"outcome": "open_given"}, record={"applicant": {"name": "欧阳闻笛"}}, audit=audit_rows(),
        documents=(
            Document(title="身份证明：正面", kind="身份证明", extension="png", on=date(2026, 2, 9),
                     read=lambda: [b"\x89PNG", b"picture"]),
            Document(title="信封", kind="信封、收件凭证", extension="jpg", on=None, read=None,
                     erased_on=date(2026, 3, 30)),
            Document(title="予以公开答复书（盖章件）", kind="文书", extension="pdf", on=AS_OF,
                     read=lambda: [b"%PDF-1.7 reply"]),
            Document(title="原件", kind="内部材料", extension="docx", on=AS_OF, read=lambda: [b"source"],
                     internal=True, note="遮盖前的原件"),
        ),
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def package_bytes(**changes: object) -> bytes:
    """The sample as written."""
    target = io.BytesIO()
    write_package(contents(**changes), target, sign=sign)
    return target.getvalue()


def members_of(raw: bytes) -> dict[str, bytes]:
    """The package's files by name."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes], path: Path) -> Path:
    """These files as a zip laid out as a package is."""
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, raw in members.items():
            archive.writestr(entry(name), raw)
    return path


def resealed(
    members: dict[str, bytes], change: Callable[[dict], None] = lambda body: None, *,
    signer: Callable[[bytes], str] | None = sign,
) -> dict[str, bytes]:  # fmt: skip
    """The manifest made anew over altered files, as somebody would who knows the format."""
    from gongkai.dossier import canonical

    body = json.loads(members["manifest.json"])
    for row in body["files"]:
        raw = members.get(row["name"], b"")
        row["size"], row["sha256"] = len(raw), hashlib.sha256(raw).hexdigest()
    change(body)
    body["digest"] = digest_of(body)
    if signer is not None:
        body["signature"] = signer(signed_part(body))
    return members | {"manifest.json": canonical.text_of(body)}

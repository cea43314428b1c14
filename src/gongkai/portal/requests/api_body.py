"""What a program sends: read from JSON into a submission and its files, each departure named by its place."""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.kernel.errors import InputRefused
from gongkai.portal.requests.form_fields import TEXTS, submission_of, typed
from gongkai.requests.acts.intake import MOST_FILES, IncomingFile
from gongkai.requests.online import SENT_ROLES
from gongkai.requests.submission import Submission

MOST_BYTES = 20 * 1024 * 1024
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_APPLICANT = (
    "name", "id_kind", "id_number", "phone", "email", "address", "postcode", "fax", "representative",
    "contact", "agent",
)  # fmt: skip
_ASKED = ("description", "doc_number", "features", "way_note")
_PARTS: Mapping[str, type] = {
    "token": str, "applicant_kind": str, "applicant": dict, "asked": dict, "form": str, "way": str,
    "electronic_service": bool, "needs_help": bool, "files": list, "proof": dict,
}  # fmt: skip
_PROOF = ("solution", "question", "answer")
_FILE = ("role", "name", "content")
_KINDS: Mapping[type, str] = {str: "字符串", dict: "对象", bool: "true 或者 false", list: "数组"}
_BAD_TOKEN = "须为 16 至 64 个字母、数字、横线或者下划线，每件申请随机生成"  # noqa: S105  # words, no secret
_FAULTS = "有 {count} 处不符合格式，请对照 request.schema.json。"
_WRONG_KIND = "须为{kind}"
_MANY_FILES = "最多 {most} 个文件"
_NOT_JSON = "内容不是 JSON 对象，请按 request.schema.json 提交。"
_TOO_LARGE = "内容超过 20 MB，请减少或者压缩文件。"


@dataclass(frozen=True)
class Body:
    """A request as a program sends it."""

    token: str
    submission: Submission
    files: list[IncomingFile]
    proof: dict[str, str] = field(default_factory=dict)

    @property
    def roles(self) -> list[str]:
        """The kinds of files sent along."""
        return [one.role for one in self.files]


def json_object(content: bytes) -> dict[str, object]:
    """The object in the body; raises InputRefused for anything else."""
    if len(content) > MOST_BYTES:
        raise InputRefused(_TOO_LARGE, code="too_large")
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise InputRefused(_NOT_JSON, code="malformed")
    return told


def read_body(content: bytes) -> Body:
    """The request in the body; raises InputRefused naming every field that departs from the schema."""
    told = json_object(content)
    faults = dict(_departures(told, _PARTS, ""))
    applicant, asked, proof = (_texts(told, part, names, faults) for part, names in _TEXT_PARTS)
    files = _files(told.get("files", []), faults)
    token = told.get("token", "")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        faults |= {"token": _BAD_TOKEN}
    if faults:
        raise InputRefused(_FAULTS.format(count=len(faults)), fields=faults)
    flat = {name: told.get(name, "") for name in ("applicant_kind", "form", "way")}
    ticks = {name: "on" if told.get(name) else "" for name in ("electronic_service", "needs_help")}
    values = typed({name: str(value) for name, value in {**flat, **ticks, **applicant, **asked}.items()})
    return Body(str(token), submission_of(values), files, proof)


_TEXT_PARTS = (("applicant", _APPLICANT), ("asked", _ASKED), ("proof", _PROOF))
assert set(_APPLICANT) | set(_ASKED) <= set(TEXTS)  # noqa: S101  # the form and the interface say the same


def _departures(
    told: Mapping[str, object], known: Mapping[str, type], place: str
) -> list[tuple[str, str]]:  # fmt: skip
    found = [(f"{place}{name}"[:80], "没有这个字段") for name in told if name not in known]
    for name, kind in known.items():
        if name in told and not isinstance(told[name], kind):
            found.append((f"{place}{name}", _WRONG_KIND.format(kind=_KINDS[kind])))
    return found


def _texts(
    told: Mapping[str, object], part: str, names: tuple[str, ...], faults: dict[str, str]
) -> dict[str, str]:
    """An object of texts; what departs from that is put among the faults."""
    held = told.get(part, {})
    if not isinstance(held, dict):
        return {}
    faults |= dict(_departures(held, dict.fromkeys(names, str), f"{part}."))
    return {name: value for name, value in held.items() if name in names and isinstance(value, str)}


def _files(held: object, faults: dict[str, str]) -> list[IncomingFile]:
    if not isinstance(held, list):
        return []
    if len(held) > MOST_FILES:
        faults["files"] = _MANY_FILES.format(most=MOST_FILES)
        return []
    found = [_file(one, f"files[{place}]", faults) for place, one in enumerate(held)]
    return [one for one in found if one is not None]


def _file(one: object, place: str, faults: dict[str, str]) -> IncomingFile | None:
    if (
        not isinstance(one, dict)
        or set(one) != set(_FILE)
        or not all(isinstance(v, str) for v in one.values())
    ):
        faults[place] = "须有 role、name、content 三个字符串"
        return None
    if one["role"] not in SENT_ROLES:
        faults[f"{place}.role"] = "须为 identity、mandate、request 之一"
        return None
    try:
        content = base64.b64decode(one["content"], validate=True)
    except (binascii.Error, ValueError):
        faults[f"{place}.content"] = "须为 Base64"
        return None
    return IncomingFile(one["role"], one["name"][:200], io.BytesIO(content))

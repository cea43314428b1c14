"""What a request must say: the three contents of article 29, looked over before anything is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.kernel.errors import InputRefused
from gongkai.kernel.messages import Channel, checked_address
from gongkai.requests.models import ApplicantKind, FormOfInformation, WayOfGetting
from gongkai.requests.personal import ID_KINDS, Applicant, Asked
from gongkai.screening import compact_number, is_credit_code, is_resident_id

LONGEST_DESCRIPTION = 3000
LONGEST = {
    "name": 100, "id_number": 40, "phone": 40, "email": 100, "address": 200, "postcode": 6, "fax": 40,
    "representative": 60, "contact": 60, "agent": 60, "doc_number": 100, "features": 500, "way_note": 200,
}  # fmt: skip
_PHONE = re.compile(r"[0-9+()（）\- 转]{5,40}")


@dataclass(frozen=True)
class Submission:
    """A request as it comes in by any channel, before it is a case."""

    applicant_kind: str
    applicant: Applicant
    asked: Asked
    form: str
    way: str
    electronic_service: bool = False
    needs_help: bool = False
    oral: bool = False


def require_complete(submission: Submission) -> None:
    """Raise InputRefused naming each faulty field: name, proof of identity, contact, description, form, way.

    No purpose is asked for (article 27 since 2019).
    """
    faults = _identity_faults(submission) | _contact_faults(submission) | _matter_faults(submission)
    if faults:
        count = len(faults)
        raise InputRefused(f"还有 {count} 处须填写或者改正：{next(iter(faults.values()))}", fields=faults)


def _identity_faults(submission: Submission) -> dict[str, str]:
    applicant, faults = submission.applicant, {}
    if submission.applicant_kind not in ApplicantKind.values:
        faults["applicant_kind"] = "请选择申请人类别"
    natural = submission.applicant_kind == ApplicantKind.NATURAL
    if not applicant.name.strip():
        faults["name"] = "请填写姓名" if natural else "请填写单位名称"
    if applicant.id_kind not in ID_KINDS:
        faults["id_kind"] = "请选择证件种类"
    elif not applicant.id_number.strip():
        faults["id_number"] = "请填写证件号码"
    elif applicant.id_kind == "resident_id" and not is_resident_id(compact_number(applicant.id_number)):
        faults["id_number"] = "居民身份证号码不对，请逐位核对（共十八位，最后一位可能是字母 X）"
    elif applicant.id_kind == "credit_code" and not is_credit_code(compact_number(applicant.id_number)):
        faults["id_number"] = "统一社会信用代码不对，请对照营业执照或者登记证书逐位核对（共十八位）"
    if natural and applicant.id_kind == "credit_code":
        faults["id_kind"] = "自然人请选择本人的证件"
    if not natural and not applicant.contact.strip() and not applicant.representative.strip():
        faults["contact"] = "请填写联系人姓名"
    return faults


def _contact_faults(submission: Submission) -> dict[str, str]:
    applicant, faults = submission.applicant, {}
    if not applicant.phone.strip() and not applicant.email.strip() and not applicant.address.strip():
        faults["phone"] = "请至少填写一种联系方式：电话、电子邮箱或者通信地址"
    if applicant.phone.strip() and not _PHONE.fullmatch(applicant.phone.strip()):
        faults["phone"] = "电话号码只能有数字、空格、括号、横线和“转”字"
    if applicant.email.strip() and not _is_email(applicant.email):
        faults["email"] = "电子邮箱的写法不对，例如 name@example.com"
    if submission.way == WayOfGetting.POST and not applicant.address.strip():
        faults["address"] = "选择邮寄的，请填写通信地址"
    if submission.way == WayOfGetting.EMAIL and not applicant.email.strip():
        faults["email"] = "选择电子邮件的，请填写电子邮箱"
    if submission.way == WayOfGetting.FAX and not applicant.fax.strip():
        faults["fax"] = "选择传真的，请填写传真号码"
    for name, limit in LONGEST.items():
        value = getattr(applicant, name, "") or ""
        if len(value) > limit:
            faults[name] = f"最多 {limit} 个字"
    return faults


def _matter_faults(submission: Submission) -> dict[str, str]:
    asked, faults = submission.asked, {}
    if not asked.description.strip():
        faults["description"] = "请写明需要的政府信息：名称、文号，或者便于查找的其他特征"
    elif len(asked.description) > LONGEST_DESCRIPTION:
        faults["description"] = f"最多 {LONGEST_DESCRIPTION} 个字，更多的内容请写成文件上传"
    for name in ("doc_number", "features", "way_note"):
        if len(getattr(asked, name)) > LONGEST[name]:
            faults[name] = f"最多 {LONGEST[name]} 个字"
    if submission.form not in FormOfInformation.values:
        faults["form"] = "请选择提供形式"
    if submission.way not in WayOfGetting.values:
        faults["way"] = "请选择获取途径"
    return faults


def _is_email(text: str) -> bool:
    try:
        checked_address(Channel.EMAIL, text)
    except InputRefused:
        return False
    return True

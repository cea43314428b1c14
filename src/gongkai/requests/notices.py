"""What applicants are told by message, beside the letters: received, confirmed, a letter is there."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kernel import messages
from gongkai.kernel.messages import Channel
from gongkai.requests.models import Case
from gongkai.requests.personal import applicant_of

#: Message templates: subject and text. They name the case by number and say nothing of what was asked.
TEXTS = {
    "filed": (
        "已收到您的政府信息公开申请",
        "您好：{organ}已收到您的政府信息公开申请，编号 {number}。工作人员将与您联系确认。"
        "请凭编号和查询码在门户“申请进度查询”中查看办理情况。联系电话：{phone}。",
    ),
    "confirmed": (
        "您的政府信息公开申请已登记",
        "您好：您的政府信息公开申请（编号 {number}）已由{organ}登记，收到申请之日为{day0}，"
        "答复期限至{due}。联系电话：{phone}。",
    ),
    "letter_served": (
        "您的政府信息公开申请有新的文书",
        "您好：{organ}就您的政府信息公开申请（编号 {number}）作出了新的文书。"
        "请凭编号和查询码在门户“申请进度查询”中查看；选择邮寄的，请留意邮件。联系电话：{phone}。",
    ),
}


def tell_applicant(case: Case, template: str, *, now: datetime) -> None:
    """Send the applicant a message by e-mail, or by text message where only a mobile is known.

    Written in the act's transaction and sent after it. An applicant without either is told by the letters;
    so is everybody while the organ has set up no way to send.
    """
    applicant = applicant_of(case)
    title, text = TEXTS[template]
    body = text.format(
        organ=case.organ.name, number=case.number, phone=case.organ.phone,
        day0=spoken(case.day0), due=spoken(case.due),
    )  # fmt: skip
    ready = messages.ready_channels()
    for channel, address in ((Channel.EMAIL, applicant.email), (Channel.SMS, _mobile(applicant.phone))):
        if address and channel in ready:
            messages.send(
                organ=case.organ, channel=channel, key=case.key, address=address, title=title, body=body,
                template=f"requests.{template}", subject="case", subject_id=case.pk, now=now,
            )  # fmt: skip
            return


def spoken(day: date | None) -> str:
    """A date as people write it; a dash where there is none yet."""
    return _DAY.format(year=day.year, month=day.month, day=day.day) if day else "—"


_DAY = "{year}年{month}月{day}日"


def _mobile(phone: str) -> str:
    digits = "".join(character for character in phone if character.isdigit())
    return digits if len(digits) == 11 and digits.startswith("1") else ""

"""One page for each act: before it, what will happen; after it, what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.desk.items import act_forms as forms
from gongkai.disclosure.acts.correct import change_validity, correct, discard, republish
from gongkai.disclosure.acts.expedite import expedite
from gongkai.disclosure.acts.override import override
from gongkai.disclosure.acts.publish import publish, schedule, unschedule, withhold
from gongkai.disclosure.acts.reassess import reassess
from gongkai.disclosure.acts.return_ import answer_referral, refer, return_
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.rules import Act
from gongkai.kernel.models import Person

Run = Callable[..., object]


@dataclass(frozen=True)
class ActPage:
    """What a page says before the act and after it, which form it has, and the act itself."""

    act: Act
    what: tuple[str, ...]
    done: str
    run: Run
    form: type[forms.ActForm] = forms.ActForm
    #: Where it leads afterwards: the item, or the editor.
    then: str = "item"
    shows: str = ""


#: Acts that take something from the public or cannot be undone.
DANGEROUS = frozenset({Act.WITHDRAW, Act.TAKE_DOWN, Act.DISCARD})


def _plainly(act: Run) -> Run:
    def run(actor: Person, item_id: int, now: datetime, **values: Any) -> object:
        return act(actor=actor, item_id=item_id, now=now, **values)

    return run


def _review(actor: Person, item_id: int, now: datetime, **values: Any) -> object:
    return review(
        actor=actor,
        item_id=item_id,
        now=now,
        note=values["note"],
        ground=values["ground"],
        seen_digest=values["seen"],
    )


def _correct_light(actor: Person, item_id: int, now: datetime, **values: Any) -> object:
    return correct(actor=actor, item_id=item_id, now=now, reason=values["reason"], light=True)


def _take_down(actor: Person, item_id: int, now: datetime, **values: Any) -> object:
    return take_down(actor=actor, item_id=item_id, now=now, reason=values["reason"])


ACT_PAGES: dict[Act, ActPage] = {
    page.act: page
    for page in (
        ActPage(
            Act.SUBMIT,
            ("提交后由下一步的人审核；审核期间再改动，须重新提交。",),
            "已提交审核。",
            _plainly(submit),
            shows="checks",
        ),
        ActPage(
            Act.REVIEW,
            ("请通读正文和附件，再审核。您的姓名、依据、时间和所看的内容会留存在审核记录中。",),
            "已审核通过。",
            _review,
            forms.ReviewForm,
            shows="review",
        ),
        ActPage(
            Act.RETURN,
            ("退回后由起草人修改并重新提交；以前各步的审核不再有效。",),
            "已退回。",
            _plainly(return_),
            forms.ReturnForm,
        ),
        ActPage(
            Act.REFER,
            (
                "不能确定可否公开的，依照条例第十七条报有关主管部门或者保密行政管理部门确定。",
                "登记答复之前，这条信息停在这一步。",
            ),
            "已登记报请。",
            _plainly(refer),
            forms.ReferForm,
        ),
        ActPage(
            Act.ANSWER_REFERRAL,
            ("登记主管部门或者保密行政管理部门的答复。",),
            "已登记答复。",
            _plainly(answer_referral),
            forms.AnswerForm,
        ),
        ActPage(
            Act.OVERRIDE,
            ("放行只对这条信息的这一处有效，理由和您的姓名会留存。国家秘密标志不能放行。",),
            "已放行。",
            _plainly(override),
            forms.OverrideForm,
        ),
        ActPage(
            Act.PUBLISH,
            ("发布后公众立即看到；发布日期是现在的时间，不能另选。",),
            "已发布，网页几秒内生成。",
            _plainly(publish),
            shows="place",
        ),
        ActPage(
            Act.SCHEDULE,
            ("到时由系统以您的名义发布；到时如有不能发布的情形，会退回到待发布并说明原因。",),
            "已定时。",
            _plainly(schedule),
            forms.ScheduleForm,
            shows="place",
        ),
        ActPage(Act.UNSCHEDULE, ("取消后回到待发布。",), "已取消定时。", _plainly(unschedule)),
        ActPage(
            Act.WITHHOLD,
            ("登记后不发布到门户，到期提醒复查（条例第十八条）。",),
            "已登记。",
            _plainly(withhold),
        ),
        ActPage(
            Act.EXPEDITE,
            (
                "只用于紧急信息：签发人已口头同意，先发布，几个工作日内补办书面手续。",
                "各项检查照常进行，不因紧急而放行。",
            ),
            "已按急件发布，请按期补办手续。",
            _plainly(expedite),
            forms.ExpediteForm,
            shows="checks",
        ),
        ActPage(
            Act.CORRECT_LIGHT,
            (
                "只改个别错字，由一人复核后立即更新；其他改动请用“修改”。",
                "复核之前公众看到的仍是现在的版本。",
            ),
            "已开始勘误，请改正后提交。",
            _correct_light,
            forms.ReasonForm,
            then="item_edit",
        ),
        ActPage(
            Act.CORRECT,
            ("修改须重新走完审核流程；发布之前公众看到的仍是现在的版本。",),
            "已开始修改，改好后提交审核。",
            _plainly(correct),
            forms.ReasonForm,
            then="item_edit",
        ),
        ActPage(
            Act.CHANGE_VALIDITY,
            ("提出后提交，由一人复核即生效；文件保留在原处并标注。",),
            "已提出，请提交复核。",
            _plainly(change_validity),
            forms.ValidityForm,
        ),
        ActPage(
            Act.WITHDRAW,
            (
                "网页换成一页说明，写明撤回日期和理由；列表、检索中不再出现。编号和地址保留。",
                "内容涉密或者泄露个人信息的，请不要用撤回，用“紧急撤下并清除”。",
            ),
            "已撤回。",
            _plainly(withdraw),
            forms.WithdrawForm,
        ),
        ActPage(
            Act.TAKE_DOWN,
            (
                "只用于泄密、泄露个人信息等情形。网页、附件、列表、检索、各版本正文一并清除，不留说明页。",
                "清除后不能恢复，只留内容的哈希值作凭证；同一文件在其他信息中使用的，也一并清除。",
            ),
            "已撤下并清除。",
            _take_down,
            forms.TakeDownForm,
        ),
        ActPage(
            Act.REPUBLISH,
            ("重新走完审核流程后，在原地址、以原索引号公开。",),
            "已开始，改好后提交审核。",
            _plainly(republish),
            forms.ReasonForm,
            then="item_edit",
        ),
        ActPage(
            Act.REASSESS,
            ("不予公开的信息应当定期评估审查，情势变化可以公开的应当公开（条例第十八条）。",),
            "已登记复查。",
            _plainly(reassess),
            forms.ReassessForm,
        ),
        ActPage(
            Act.DISCARD,
            ("还没有公开过的，这份草稿作废；公开过的，退回到现在公开的版本，本次修改全部丢弃。",),
            "已放弃。",
            _plainly(discard),
        ),
    )
}

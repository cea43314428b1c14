"""`gongkai fee`: the information processing fee of one request, band by band."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime

from gongkai.cli.output import FINE, CommandFailed, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_json
from gongkai.law.fees import STANDARDS, FeeReckoning, InvalidFeeCount, by_items, by_pages

_NEITHER = "请写明件数（--items）或者页数（--pages）。"
_ALREADY_WITH_PAGES = "页数只计一件申请，不累计，--already 不能与 --pages 同时使用。"
_NOT_A_DATE = "日期“{text}”写法不对，应写成年-月-日，如 2026-03-16。"
_NO_FEE_YET = "当时没有收费规定，不收费。"
_AMOUNT = "可收信息处理费 {amount} 元（{standard}，{scope}）。"
_NOTHING = "不收费（{standard}，{scope}）。"
_BASIS = "依据：{article}；{source}。"


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("fee", help="计算一件申请的信息处理费（不需要数据库）")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--items", metavar="件数", type=int, help="按件计收：这次的件数")
    ways.add_argument("--pages", metavar="页数", type=int, help="按量计收：这一件申请的页数")
    parser.add_argument(
        "--already", metavar="件数", type=int, help="同一申请人当月在这次以前已有的件数，默认0"
    )
    parser.add_argument("--on", metavar="日期", help="按哪一天有效的标准计算，默认现行标准")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print the amount and its bands."""
    on = _date(args.on)
    reckoning = _reckon(args, on)
    if args.json:
        say_json(_table(reckoning, on))
    else:
        _tell(reckoning)
    return FINE


def _reckon(args: Namespace, on: date | None) -> FeeReckoning:
    if args.items is None and args.pages is None:
        raise CommandFailed(_NEITHER)
    if args.pages is not None and args.already is not None:
        raise CommandFailed(_ALREADY_WITH_PAGES)
    try:
        if args.pages is not None:
            return by_pages(args.pages, on=on)
        return by_items(args.already or 0, args.items, on=on)
    except InvalidFeeCount as error:
        raise CommandFailed(str(error)) from error


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError as error:
        raise CommandFailed(_NOT_A_DATE.format(text=text)) from error


def _tell(reckoning: FeeReckoning) -> None:
    standard = STANDARDS[reckoning.standard]
    if reckoning.basis is None:
        say(_NO_FEE_YET)
        return
    sentence = _AMOUNT if reckoning.is_chargeable else _NOTHING
    say(sentence.format(amount=reckoning.amount, standard=standard.label, scope=standard.scope))
    say_table(
        [f"第几{standard.unit}", f"{standard.unit}数", f"元/{standard.unit}", "金额（元）"],
        [
            [f"{band.first}—{band.last}", str(band.count), str(band.rate), str(band.amount)]
            for band in reckoning.bands
        ],
    )
    say(_BASIS.format(article=standard.basis.article, source=reckoning.basis.source))


def _table(reckoning: FeeReckoning, on: date | None) -> dict[str, object]:
    basis = reckoning.basis
    return {
        "standard": str(reckoning.standard),
        "on": on.isoformat() if on else None,
        "already": reckoning.already,
        "count": reckoning.count,
        "free": reckoning.free_count,
        "chargeable": reckoning.is_chargeable,
        "amount": str(reckoning.amount),
        "bands": [
            {
                "from": band.first,
                "to": band.last,
                "count": band.count,
                "rate": str(band.rate),
                "amount": str(band.amount),
            }
            for band in reckoning.bands
        ],
        "basis": basis.source if basis else "",
        "certainty": str(basis.certainty) if basis else "",
        "rules": reckoning.rules_version,
    }

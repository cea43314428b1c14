"""Identity, mobile and card numbers in text, and the numbers that only look like them."""

import random

import pytest
from stdnum.cn import ric, uscc

from gongkai.screening import Check, Severity, ValueAllowlist, normalised_value, screen_text
from gongkai.screening.bank_card import passes_luhn
from gongkai.screening.resident_id import check_character, is_credit_code, is_resident_id


def resident_id(area="371002", born="19900307", serial="123"):
    first = area + born + serial
    return first + check_character(first)


ID = resident_id()
ID_X = next(i for n in range(1000) if (i := resident_id(serial=f"{n:03}")).endswith("X"))
WRONG_ID = ID[:-1] + ("1" if ID[-1] != "1" else "2")


def luhn(first: str) -> str:
    return next(first + digit for digit in "0123456789" if passes_luhn(first + digit))


CARD = luhn("622848001234567890")
VISA = luhn("453201511283036")


def checks(text):
    return [finding.check for finding in screen_text(text, where="正文")]


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"身份证号{ID}联系",
        f"张三，{ID}，现住某村",
        f"号码{ID_X}",
        f"号码{ID_X.lower()}",
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        " ".join(ID),
        f"{ID[:10]}\n{ID[10:]}",
        ID.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        f"{ID[:9]}\u200b{ID[9:]}",
        resident_id(area="810000"),
        resident_id(area="830000"),
        resident_id(area="911156"),
        f"①{ID}",
        f"2026 {ID}",
        f"身份证：{resident_id()[:6]}900307123",
    ],
)
def test_identity_numbers_are_found(text):
    assert checks(text) == [Check.RESIDENT_ID]


def test_a_wrong_check_character_beside_the_word_is_suspected():
    (finding,) = screen_text(f"身份证号：{WRONG_ID}", where="正文")

    assert finding.check is Check.RESIDENT_ID_SUSPECTED
    assert finding.severity is Severity.WARN


@pytest.mark.parametrize(
    "text",
    [
        WRONG_ID,
        f"编号 {ID}123",
        "371002199013071234",
        "鲁政办字〔2026〕12号",
        "索引号：11371002004358138X/2026-00012",
        "统一社会信用代码：11371000MB28631380",
        "370200123456789",
        "0631-5231234",
        "电话：0631-5231234转8001",
        "400-123-4567",
        "请拨打12345政务服务便民热线",
        "邮编264200 传真0631-5231235",
        "投资13800138000元",
        "共计13812345678.50元",
        "面积0.13800138000",
        "1 3 0 0 0 0 0 0 0 0 0",
        "1985 120 3456",
        "sha256:9f13800138000ab",
        "t20260113800138000.html",
        "流水 12345678901234567890",
        "发票号码 4532015112830366",
        "2023年1月13日8时",
        "1234567890123456",
    ],
)
def test_other_numbers_are_no_findings(text):
    assert checks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "电话13800138000联系",
        "13800138000",
        "+86 13800138000",
        "+86-138-0013-8000",
        "8613800138000",
        "（+86）13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138.0013.8000",
        "１３８００１３８０００",
        "1，13800138000，张三",
        "1,13800138000,张三",
        "手机：138 001 38000",
        "联系电话 1 3 8 0 0 1 3 8 0 0 0",
        "手机 13800\n138000",
        "13800138000@163.com",
        "张三13800138000",
        "微信号wx13800138000",
        "013800138000",
        "电话：13800138000.",
        "13800138000¹",
    ],
)
def test_mobile_numbers_are_found(text):
    (finding,) = screen_text(text, where="正文")

    assert finding.check is Check.MOBILE
    assert finding.value == "13800138000"
    assert normalised_value(text[finding.start : finding.end]) == "13800138000"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (CARD, Severity.BLOCK),
        (f"开户行农业银行，卡号{CARD}", Severity.BLOCK),
        (" ".join(CARD[i : i + 4] for i in range(0, 19, 4)), Severity.BLOCK),
        (f"银行卡：{VISA}", Severity.BLOCK),
        (f"银行卡：{VISA} 123", Severity.BLOCK),
        (f"合同编号：{CARD}", Severity.WARN),
        (f"账号：{luhn('123456789012345678')}", Severity.WARN),
    ],
)
def test_bank_cards_are_found(text, severity):
    (finding,) = screen_text(text, where="正文")

    assert finding.check is Check.BANK_CARD
    assert finding.severity is severity


@pytest.mark.parametrize(
    "text", [VISA, CARD[:-1] + str((int(CARD[-1]) + 1) % 10), "卡号6222222222222222", "6" * 16]
)
def test_cards_need_their_digit_and_prefix_or_a_word(text):
    assert checks(text) == []


def test_two_numbers_in_one_line_are_both_found_and_masked_in_each_excerpt():
    first, second = screen_text(f"张三 13800138000 {ID}", where="正文")

    assert first.check is Check.MOBILE
    assert second.check is Check.RESIDENT_ID
    assert ID not in first.excerpt
    assert "13800138000" not in second.excerpt


def test_findings_carry_the_place_and_never_show_the_value():
    (finding,) = screen_text(f"身份证号{ID}", where="附件1 页眉")

    assert finding.where == "附件1 页眉"
    assert finding.label == "居民身份证号码"
    assert finding.masked == ID[:4] + "*" * 10 + ID[-4:]
    assert ID not in repr(finding)


def test_allowed_numbers_are_silent_however_they_are_written():
    known = ValueAllowlist(["+86 138-0013-8000"])

    assert screen_text("办公手机 １３８ 0013 8000", where="正文", allow=known) == []
    assert len(screen_text("13900139000", where="正文", allow=known)) == 1


def test_a_function_may_decide_what_is_allowed():
    assert screen_text("13800138000", where="正文", allow=lambda f: f.check is Check.MOBILE) == []


def test_identity_check_agrees_with_an_independent_one():
    generator = random.Random(20261123)  # noqa: S311
    for _ in range(1000):
        born = f"{generator.randint(1930, 2020)}{generator.randint(1, 12):02}{generator.randint(1, 28):02}"
        first = f"370102{born}{generator.randint(0, 999):03}"
        for last in "0123456789X":
            assert is_resident_id(first + last) == (ric.calc_check_digit(first + "0") == last)


def test_credit_code_check_agrees_with_an_independent_one():
    generator = random.Random(20261123)  # noqa: S311
    for _ in range(300):
        first = "11371002" + "".join(generator.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(9))
        whole = first + uscc.calc_check_digit(first)
        assert is_credit_code(whole)
        assert not is_credit_code(first + ("A" if whole[-1] != "A" else "B"))


def test_random_long_numbers_seldom_look_like_cards():
    generator = random.Random(20261123)  # noqa: S311
    numbers = ["".join(generator.choice("123456789") for _ in range(19)) for _ in range(20000)]

    found = sum(bool(checks(number)) for number in numbers)

    assert found < 20000 * 0.005

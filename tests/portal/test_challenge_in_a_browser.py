"""The form's puzzle in Chromium: on plain http, with and without workers, with and without JavaScript."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest

from gongkai.kernel import gate, keys
from gongkai.portal.templating import ASSETS
from tests.factories import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
#: A host name, so that the browser treats the page as insecure and withholds its own cryptography.
SITE = "http://gongkai.invalid"
POLICY = "default-src 'none'; script-src 'self'; form-action 'self'"
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>申请</title>
<script src="/static/challenge.js" defer></script></head><body>
<form method="post" action="/send"><label>内容 <input name="content" id="content"></label>
<input type="hidden" name="solution" data-challenge="{puzzle}">
<p role="status" data-challenge-status></p>
<fieldset data-challenge-fallback><legend>验证</legend>
<input type="hidden" name="question" value="{question}">
<label>{text} <input name="answer" id="answer"></label></fieldset>
<button name="act" value="file">提交</button></form></body></html>"""


class Door:
    """Serves the page and its script, and keeps what is sent."""

    def __init__(self, *, difficulty: int = 3000) -> None:
        self.puzzle = gate.new_challenge(NOW, difficulty)
        self.question = gate.new_question(NOW)
        self.sent: list[dict[str, str]] = []
        self.scripts = 0
        self.serves_workers = True

    def answer(self, route) -> None:
        """One request."""
        request = route.request
        if request.url == f"{SITE}/send":
            told = parse_qs(request.post_data, keep_blank_values=True)
            self.sent.append({name: values[0] for name, values in told.items()})
            route.fulfill(body="<title>收到</title>", content_type="text/html; charset=utf-8")
        elif request.url == f"{SITE}/static/challenge.js":
            self.scripts += 1
            body = (ASSETS / "challenge.js").read_text("utf-8")
            route.fulfill(body=body, content_type="text/javascript; charset=utf-8")
        else:
            page = PAGE.format(puzzle=self.puzzle, question=self.question.token, text=self.question.text)
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=page, content_type="text/html; charset=utf-8", headers=headers)


@pytest.fixture
def visit(chromium, gongkai_dir) -> Iterator:
    """Open the page on a telephone; `script` runs before the page's own."""
    keys.make_keys()
    contexts = []

    def go(door: Door, *, script: str = "", with_javascript: bool = True):
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, java_script_enabled=with_javascript
        )
        contexts.append(context)
        context.route("**/*", door.answer)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(SITE)
        return page

    yield go
    for context in contexts:
        context.close()


def _wait_for_solution(page) -> str:
    # The value of a hidden field is its attribute; waiting for a script's word would need eval.
    page.wait_for_selector("[name=solution][value]", state="attached", timeout=30_000)
    return page.input_value("[name=solution]")


def test_a_worker_solves_it_on_plain_http_and_the_server_takes_it(visit):
    door = Door()
    page = visit(door, script="window.made = 0; const Real = window.Worker;"
                 "window.Worker = function (url) { window.made++; return new Real(url); };")  # fmt: skip
    solution = _wait_for_solution(page)
    assert page.evaluate("[window.isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
    assert page.evaluate("window.made") == 1
    gate.check(solution, NOW)
    assert page.inner_text("[role=status]") == "自动验证已完成。"
    assert not page.is_visible("#answer")
    assert page.faults == []


@pytest.mark.parametrize(
    "script",
    ["delete window.Worker;", "window.Worker = function () { throw new Error('no'); };",
     "window.Worker = function () { const it = this; it.terminate = () => {};"
     "it.postMessage = () => setTimeout(() => it.onerror(), 1); };"],
    ids=["none", "refused", "broken"],
)  # fmt: skip
def test_without_workers_it_is_solved_in_slices_while_the_page_can_be_used(visit, script):
    door = Door(difficulty=200_000)
    page = visit(door, script=script)
    page.keyboard.press("Tab")
    page.keyboard.type("某某项目的环评批复")
    assert page.input_value("#content") == "某某项目的环评批复"
    gate.check(_wait_for_solution(page), NOW)
    assert page.faults == []


def test_the_longest_pause_of_the_page_is_short(visit):
    page = visit(Door(difficulty=400_000), script="delete window.Worker; window.longest = 0;"
                 "let last = performance.now(); setInterval(() => { const now = performance.now();"
                 "window.longest = Math.max(window.longest, now - last); last = now; }, 5);")  # fmt: skip
    _wait_for_solution(page)
    assert page.evaluate("window.longest") < 500


def test_sending_before_it_is_solved_waits_and_sends_once(visit):
    door = Door(difficulty=600_000)
    page = visit(door, script="delete window.Worker;")
    page.fill("#content", "某某信息")
    for _ in range(3):
        page.keyboard.press("Enter")
    assert door.sent == []
    page.wait_for_url(f"{SITE}/send", timeout=60_000)
    (told,) = door.sent
    assert told["content"] == "某某信息" and "answer" not in told
    gate.admit(solution=told["solution"], question="", answer="", who="a", now=NOW)


def test_the_pressed_button_goes_along(visit):
    door = Door(difficulty=300_000)
    page = visit(door)
    page.click("button")
    page.wait_for_url(f"{SITE}/send", timeout=60_000)
    assert door.sent[0]["act"] == "file"


def test_a_puzzle_without_a_solution_brings_the_question_back(visit):
    door = Door()
    parts = door.puzzle.split(".")
    parts[5] = "0" * 64
    door.puzzle = ".".join(parts)
    page = visit(door)
    page.wait_for_selector("#answer", state="visible")
    assert "回答下面的问题" in page.inner_text("[role=status]")
    page.fill("#answer", "某个回答")
    page.click("button")
    page.wait_for_url(f"{SITE}/send")
    assert door.sent[0]["answer"] == "某个回答" and door.sent[0]["question"] == door.question.token


def test_without_javascript_the_question_is_there_and_is_sent(visit):
    door = Door()
    page = visit(door, with_javascript=False)
    assert page.is_visible("#answer") and door.question.text in page.inner_text("form")
    page.fill("#answer", "十二")
    page.click("button")
    page.wait_for_url(f"{SITE}/send")
    assert (door.sent[0]["answer"], door.sent[0]["solution"]) == ("十二", "")


def test_its_sha_256_is_the_one_everybody_uses(visit):
    """Every length it is made for: puzzles with one candidate, which fits or does not."""
    page = visit(Door())
    _wait_for_solution(page)
    found = page.evaluate(
        """async (puzzles) => { const url = document.querySelector('script').src; const answers = [];
        for (const puzzle of puzzles) { answers.push(await new Promise((done) => {
            const worker = new Worker(url);
            worker.onmessage = (event) => { worker.terminate(); done(event.data); };
            worker.postMessage(puzzle); })); }
        return answers; }""",
        [_one_candidate("a5Z-" * 14, length) for length in range(0, 53)] + [_never()],
    )
    assert found == [0] * 53 + [-1]


def _one_candidate(text: str, length: int) -> str:
    inner = text[:length]
    return f"p1.x.0.1.{inner}.{hashlib.sha256(f'{inner}.0'.encode()).hexdigest()}.x"


def _never() -> str:
    return f"p1.x.0.1.a.{hashlib.sha256(b'b').hexdigest()}.x"

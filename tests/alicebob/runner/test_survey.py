"""The survey: its candidates, what is at fault, its lines, and one on a real server."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from alicebob.record.verdicts import BROKEN, KEPT, Verdict
from alicebob.runner.survey import at_fault, candidates, told_promises
from alicebob.servers.profile import Profile
from alicebob.transport.address import Address

ROOT = Path(__file__).parents[3]
DEADLINE = 120.0  # seconds; only a broken test ever gets there
CHAT = "{python} -m tests.alicebob.support.plain_chat"
WITHOUT_NOTICES = """
import tests.alicebob.support.plain_chat as chat
from aiohttp import web
import os
tell = chat.Chat._tell_all
chat.Chat._tell_all = lambda c, s, t, k: None if "joined" in t else tell(c, s, t, k)
application = web.Application()
application.router.add_get("/chat", chat.Chat(1000).serve)
web.run_app(application, host="localhost", port=int(os.environ["PORT"]), print=None)
"""


def survey(server: str, *only: str) -> tuple[int, list[str]]:
    command = [sys.executable, "-m", "alicebob", "survey", "--server", server, "--patience", "1"]
    for each in only:
        command += ["--only", each]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE)
    return run.returncode, run.stdout.splitlines()


def test_a_server_that_runs_already_is_not_asked_for_what_needs_another() -> None:
    own, running = candidates(Profile("x")), candidates(Profile("x", address=Address("x", 1)))
    assert set(own) - set(running) == {"shutdown"}
    assert not {"unique", "signin", "dialects", "metrics"} & set(own)


def test_what_a_fact_rules_out_is_no_candidate() -> None:
    assert "exact" not in candidates(Profile("x", impossible={"exact": "it changes texts"}))


def test_the_law_of_order_is_that_of_all_users_first() -> None:
    broken = Verdict("a:1", "x", BROKEN, laws=("order",))
    assert at_fault(broken, {"order", "sender-order"}) == {"order"}
    assert at_fault(broken, {"sender-order"}) == {"sender-order"}
    assert at_fault(Verdict("a:1", "x", BROKEN, laws=("messages",)), {"messages"}) == set()


def test_each_promise_has_a_line_and_those_kept_are_listed() -> None:
    profile = Profile("x", promises=frozenset({"messages", "exact", "arrivals", "long"}))
    verdicts = [
        Verdict("a:1", "x", KEPT, promises=("messages", "exact")),
        Verdict("a:2", "x", BROKEN, promises=("exact",)),
    ]
    assert list(told_promises(verdicts, Counter(arrivals=3), profile)) == [
        "messages  kept (1)",
        "arrivals  broken (its law, in 3 scenarios)",
        "exact     broken (1 of 2)",
        "long      not judged",
        '\nFor the profile:\npromises = ["messages"]',
    ]


def test_a_server_that_tells_no_arrivals_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "chat.py").write_text(WITHOUT_NOTICES)
    code, told = survey(f"env PYTHONPATH={ROOT} {{python}} {tmp_path}/chat.py", "message_order")
    assert code == 0
    assert any(line.startswith("arrivals") and "broken (its law" in line for line in told)
    assert any(line.startswith("sender-order") and "kept" in line for line in told)
    assert '"sender-order"' in told[-1]


def test_a_server_that_does_not_start_has_no_result() -> None:
    assert survey("/no/such/server", "leaving")[0] == 3

"""A chat on several servers: honest ones are kept, and those without one order never broken."""

import os
import subprocess
import sys
from pathlib import Path

from alicebob.record import verdicts
from alicebob.record.verdicts import BROKEN, COULD_NOT_TELL, KEPT, NO_SERVICE

ROOT = Path(__file__).parents[3]
PROFILE = """
command = "{python} -m tests.alicebob.support.chat_on_nodes"
environment = { BROKER = "{service_port}", PYTHONPATH = "%s", LATE = "%s" }
promises = ["core", "nodes"]
nodes = 2

[[service]]
name = "broker"
commands = ["no-such-broker {service_port}", "%s %s {service_port}"]
ready = { line = "broker is ready" }
"""
BROKER = ROOT / "tests/alicebob/support/broker.py"


def judge(
    folder: Path, *options: str, late: str = "", python: str = "{python}", **environment: str
) -> tuple[int, str, set[str]]:
    """Judge some scenarios; return the exit code, the output, and the verdicts."""
    profile, file = folder / "nodes.toml", folder / "verdicts"
    profile.write_text(PROFILE % (ROOT, late, python, BROKER))
    command = [sys.executable, "-m", "alicebob", "judge", "--profile", str(profile), "--jobs", "1"]
    chosen = ["--only", "several_servers", "--verdicts", str(file)]
    run = subprocess.run(
        [*command, *chosen, *options],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    found = {each.verdict for each in verdicts.read(file)} if file.exists() else set()
    return run.returncode, run.stdout + run.stderr, found


def test_users_on_two_honest_servers_have_one_chat(tmp_path: Path) -> None:
    code, told, found = judge(tmp_path)
    assert (code, KEPT in found, COULD_NOT_TELL in found) == (0, True, False), told


def test_users_on_three_honest_servers_have_one_chat(tmp_path: Path) -> None:
    code, told, found = judge(tmp_path, "--nodes", "3")
    assert (code, KEPT in found, COULD_NOT_TELL in found) == (0, True, False), told


def test_servers_that_promise_no_order_are_not_broken_for_it(tmp_path: Path) -> None:
    """Nothing that only an order could prove is told."""
    code, told, found = judge(tmp_path, "--promises", "core,nodes,-order", late="1")
    assert (code, found >= {KEPT, COULD_NOT_TELL}, BROKEN in found) == (0, True, False), told


def test_servers_that_promise_an_order_and_have_none_are_broken(tmp_path: Path) -> None:
    code, told, found = judge(tmp_path, late="1")
    assert (code, BROKEN in found) == (1, True), told


def test_servers_that_share_nothing_do_not_get_past_the_first_talk(tmp_path: Path) -> None:
    code, told, _ = judge(tmp_path, "--server", "{python} tests/alicebob/support/plain_chat.py")
    assert code == 3
    assert "on different servers" in told


def without_broker(folder: Path, **environment: str) -> tuple[int, str, set[str]]:
    """Judge a chat whose broker cannot be had."""
    return judge(folder, python="another-broker", **environment)


def test_without_its_service_nothing_is_run_and_the_summary_says_so(tmp_path: Path) -> None:
    code, told, found = without_broker(tmp_path)
    assert (code, NO_SERVICE in found, KEPT in found) == (4, True, False)
    assert "not run: no broker" in told
    assert "none of its commands is on this machine (no-such-broker, another-broker)" in told


def test_a_service_that_is_required_must_be_there(tmp_path: Path) -> None:
    code, told, _ = without_broker(tmp_path, CHAT_REQUIRE_SERVICES="1")
    assert code == 2
    assert "CHAT_REQUIRE_SERVICES is set, and there is no broker" in told

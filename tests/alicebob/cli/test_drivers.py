"""The reference server, and faulty ones, judged through the example of a driver in Python."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DEADLINE = 180.0  # seconds; only a broken test ever gets there
EXAMPLE = ROOT / "examples" / "drivers" / "plain_driver.py"
SOUND = "-m server --port {port} --log-level warning"
FAULTY = "-m mutants serve people.leave_announced_twice --port {port}"
GREETING = """
import json, sys
input()
hears = {"message": ["user", "text"], "joined": ["user"], "left": ["user"]}
print(json.dumps({"event": "hello", "protocol": 1, "can": [], "hears": hears}), flush=True)
"""


def judge(
    folder: Path, *arguments: str, server: str = SOUND, driver: Path = EXAMPLE
) -> tuple[int, str]:
    """The exit code and the output of a run."""
    profile = folder / "driven.toml"
    profile.write_text(
        f"command = '{{python}} {server}'\ndriver = '{{python}} {driver}'\n"
        'promises = ["core"]\n[facts]\nanonymous = "Anonymous"\n'
    )
    command = [sys.executable, "-m", "alicebob", "judge", "--profile", str(profile), *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE)
    assert "Traceback" not in run.stdout + run.stderr
    return run.returncode, run.stdout + run.stderr


def test_a_sound_server_keeps_what_can_be_judged(tmp_path: Path) -> None:
    code, said = judge(tmp_path, "--only", "leaving", "--only", "message_order")
    assert code == 0, said
    assert "the driver writes all frames" in said  # of a scenario that could not be told


def test_a_faulty_server_is_seen_through_the_driver(tmp_path: Path) -> None:
    code, said = judge(tmp_path, "--only", "leaving", "--enough", "1", server=FAULTY)
    assert code == 1, said
    assert "law: departures" in said


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ("input(); print('no WebSocket here'); input()", "it is not JSON"),
        ("sys.exit('the library is missing')", "the library is missing"),
    ],
)
def test_a_driver_that_fails_is_a_mistake_and_no_verdict(
    tmp_path: Path, program: str, sentence: str
) -> None:
    driver = tmp_path / "driver.py"
    driver.write_text(GREETING + program)
    code, said = judge(tmp_path, "--only", "leaving", driver=driver)
    assert code == 2, said
    assert "The driver failed: " in said
    assert sentence in said


def test_a_driver_that_hangs_in_a_scenario_is_a_mistake_of_it(tmp_path: Path) -> None:
    program = """
for line in sys.stdin:
    asked = json.loads(line)
    if asked["do"] == "open":
        print(json.dumps({"event": "opened", "connection": asked["connection"]}), flush=True)
"""
    driver = tmp_path / "driver.py"
    driver.write_text(GREETING + program)
    only = ["--only", "leaving:12", "--patience", "0.5"]
    code, said = judge(tmp_path, *only, driver=driver)
    assert code == 2, said
    assert "it has not answered check within 0.5 s: it hangs" in said

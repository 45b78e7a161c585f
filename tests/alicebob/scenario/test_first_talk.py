"""The first talk before the first scenario, on real servers and with mistaken descriptions."""

import subprocess
import sys
from pathlib import Path

import pytest

from alicebob.runner.suite import Suite
from alicebob.servers.process import FirstTalkFailed
from tests.alicebob.support.awkward_servers import LISTENS

ROOT = Path(__file__).parents[3]
DEADLINE = 120.0  # seconds; only a broken test ever gets there
CHAT = "{python} -m tests.alicebob.support.plain_chat"
PROFILE = """
[wire]
url = "/chat{?user}"
say.text = "{text}"
[[hear]]
as = "message"
json = '{"sender": "{user}", "content": "{text}", "type": "message"}'
[[hear]]
as = "joined"
json = '{"content": "{user} joined the chat", "type": "notification"}'
[[hear]]
as = "left"
json = '{"content": "{user} left the chat", "type": "notification"}'
"""
MUTE = """
import os
from aiohttp import web
async def serve(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for _ in socket:
        pass
    return socket
application = web.Application()
application.router.add_get("/chat", serve)
web.run_app(application, host="localhost", port=int(os.environ["PORT"]), print=None)
"""
CLOSES = MUTE.replace("        pass", "        await socket.close(code=1003)")
SILENT = f"{LISTENS}\nsockets = listen('127.0.0.1', PORT)\nsignal.pause()\n"


def profile(folder: Path, server: str = CHAT, old: str = "", new: str = "", end: str = "") -> str:
    """The path of a profile in which ``old`` stands as ``new``, and ``end`` at the end."""
    assert old in PROFILE
    path = folder / "chat.toml"
    path.write_text(
        f"command = {server!r}\n{PROFILE.replace(old, new, 1) if old else PROFILE}{end}"
    )
    return str(path)


def program(folder: Path, text: str) -> str:
    """The command of a server whose program is ``text``."""
    path = folder / "chat.py"
    path.write_text(text)
    return f"{{python}} {path}"


def talk(**options: str) -> None:
    suite = Suite({"patience": "1", **options})
    try:
        suite.open()
    finally:
        suite.stop_servers()


def failure(**options: str) -> str:
    """The first line about a first talk that fails."""
    with pytest.raises(FirstTalkFailed) as failed:
        talk(**options)
    return str(failed.value).partition("\n")[0]


@pytest.mark.parametrize(
    "facts",
    ["", 'departures = "untold"', 'shows = "given"', 'history = "all"', 'order = "unknown"'],
)
def test_a_chat_that_is_described_rightly_passes(facts: str, tmp_path: Path) -> None:
    talk(profile=profile(tmp_path, end=f"[facts]\n{facts}"))


@pytest.mark.parametrize("promises", ["core", "page"])
def test_a_chat_in_a_dialect_of_the_suite_passes(promises: str) -> None:
    talk(server=CHAT, promises=promises)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'url = "/chat',
            'url = "/ws',
            "it listens, but answers 404 '404: Not Found' at /ws?user=NAME, and no WebSocket: is "
            "this its address (wire.url in the profile)? Does it want an Origin or a header?",
        ),
        (
            '"type": "message"',
            '"type": "said"',
            "received a frame that the profile does not explain (no [[hear]] fits; nearest is "
            '"message" (line 6): at type: "message" is not "said"): "{"sender": "Alice", '
            '"content": "Hello", "type": "message"}".',
        ),
        (
            'say.text = "{text}"',
            'say.text = "SAY {text}"',
            'Alice said "Hello", and Bob heard "SAY Hello" from Alice: does {text} stand in the '
            "right place, or is one of facts.changes missing?",
        ),
        (
            '"sender": "{user}", "content": "{text}"',
            '"sender": "{text}", "content": "{user}"',
            "nothing that Alice said reached Bob within 1 s.",
        ),
        (
            'as = "message"',
            'as = "announcement"',
            "nothing that Alice said reached Bob within 1 s. Bob received announcement: "
            '"Hello"; Alice received notice that Bob joined, announcement: "Hello": check '
            "wire.say and [[hear]].",
        ),
        (
            'say.text = "{text}"',
            'say.text = "{text}"\n[[wire.enter]]\nawait.text = "welcome"',
            "the handshake of Alice was accepted, but nothing that [[wire.enter]] awaits came "
            "within 1 s. Alice received nothing.",
        ),
    ],
)
def test_a_mistaken_description(old: str, new: str, sentence: str, tmp_path: Path) -> None:
    told = failure(profile=profile(tmp_path, CHAT, old, new))
    assert told.startswith("The first talk failed: ")
    assert sentence in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (MUTE, "nothing that Alice said reached Bob within 1 s. Bob received nothing;"),
        (CLOSES, "the server closed the connection of Alice with 1003 when she spoke."),
        (SILENT, "it accepts connections, and answers no handshake. Is it still starting?"),
    ],
)
def test_a_server_that_does_not_chat(text: str, sentence: str, tmp_path: Path) -> None:
    told = failure(server=program(tmp_path, text), patience="0.5" if text is SILENT else "1")
    assert told.startswith(f"The first talk failed: {sentence}")


def test_a_run_may_do_without(tmp_path: Path) -> None:
    talk(server=program(tmp_path, MUTE), first_talk="no")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_first_talk_that_fails_is_told_once_and_ends_the_run(jobs: str, tmp_path: Path) -> None:
    path = profile(tmp_path, CHAT, '"type": "message"', '"type": "said"')
    command = [sys.executable, "-m", "alicebob", "judge", "--profile", path]
    command += ["--only", "leaving", "--jobs", jobs, "--junit", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE)
    assert (run.returncode, run.stdout.count("The first talk failed: ")) == (3, 1)
    assert "Not run: 14 scenarios." in run.stdout
    assert 'name="Two users can talk"' in (tmp_path / "alicebob.xml").read_text()

"""A sound server that promises a part of the chat is asked for nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from alicebob.record import verdicts
from alicebob.record.verdicts import BROKEN, KEPT, Verdict
from alicebob.servers.promises import LEVELS

ROOT = Path(__file__).parents[3]
PROMISES = "core,binary,origin,limits,handshakes,close-codes,request-limits"
LITTLE_OF_CORE = 150  # scenarios; with fewer, the tags ask for too much


pytestmark = pytest.mark.xdist_group("sound")  # one process has what it takes


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    """The verdicts of all features on a chat that has no page and no address but ``/chat``."""
    file = tmp_path_factory.mktemp("sound") / "verdicts"
    options = ["server={python} tests/alicebob/support/plain_chat.py", f"promises={PROMISES}"]
    command = [sys.executable, "-m", "behave", "--format=progress", "--no-summary"]
    command += [f"-D{option}" for option in [*options, f"verdicts={file}"]]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return verdicts.read(file)


def test_nothing_is_broken(judged: list[Verdict]) -> None:
    assert [verdict for verdict in judged if verdict.verdict == BROKEN] == []


def test_the_whole_chat_is_judged(judged: list[Verdict]) -> None:
    kept = [verdict.at for verdict in judged if verdict.verdict == KEPT]
    assert len(kept) > LITTLE_OF_CORE
    assert {at.split("/")[1] for at in kept} == {
        *("conversation", "heritage", "people", "trouble", "wire")
    }


def test_the_server_has_no_page_and_so_promises_none() -> None:
    assert "page" not in LEVELS["core"]

"""A run of behave on a feature of a test's own, with steps of its own and the reference server."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from alicebob.record.junit import FILE
from alicebob.record.verdicts import Verdict, read

ROOT = Path(__file__).parents[3]
FORMATTER = "--format=alicebob.runner.formatter:FailureReportFormatter"
STEPS = """
from behave import when

from alicebob.model.received import Message
from alicebob.record.journal import EventReceived
from alicebob.model.could_not_tell import CouldNotTell


@when("nobody can tell")
def nobody_can_tell(context):
    raise CouldNotTell("the message came in time; the order was compared instead", "echo = false")


@when("the laws cannot be judged")
def no_laws(context):
    def could_not(*_):
        raise CouldNotTell("the room is empty", "departures are untold")

    context.chat.judge.expect_laws = could_not


@when("the next wait cannot tell")
def no_wait(context):
    def could_not(*_):
        raise CouldNotTell("everything has arrived", "echo = false")

    context.sequence.begin = could_not


@when('user "{user}" receives what nobody said')
def untrue(context, user):
    connection = context.chat.user(user).connection
    context.chat.journal.write(connection, EventReceived(Message("Nobody", "nothing")))
"""


class Ended(NamedTuple):
    """The exit code, the output, the verdicts, and the JUnit file of a run."""

    code: int
    output: str
    verdicts: Sequence[Verdict]
    junit: ElementTree.Element

    def of(self, name: str) -> Verdict:
        (found,) = (each for each in self.verdicts if each.name.strip() == name)
        return found


def run(folder: Path, feature: str, profile: str, *options: str) -> Ended:
    (folder / "steps").mkdir()
    for path in (ROOT / "steps").glob("*.py"):
        (folder / "steps" / path.name).symlink_to(path)
    (folder / "steps" / "own_steps.py").write_text(STEPS)
    (folder / "environment.py").symlink_to(ROOT / "environment.py")
    (folder / "ahead.feature").write_text(feature)
    (folder / "our.toml").write_text(profile)
    command = [sys.executable, "-m", "behave", FORMATTER, "-Dpatience=0.5", *options]
    command += [f"-Dprofile={folder / 'our.toml'}", f"-Dverdicts={folder / 'verdicts'}"]
    command += [f"-Djunit={folder / 'junit'}", str(folder / "ahead.feature")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    junit = ElementTree.parse(folder / "junit" / FILE).getroot()
    output = ended.stdout + ended.stderr
    return Ended(ended.returncode, output, read(folder / "verdicts"), junit)

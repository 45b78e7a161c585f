"""The speed guard of CI: how much less a delivery costs our server than a tutorial's.

Absolute times depend on the machine, and CI's machines differ from run to run. The ratio of two
servers that take turns on the same core depends on the code.
"""

import sys
from collections.abc import Sequence

from bench import cores, measure
from bench.figures import Round, faults_of, ratio
from bench.peers import OURS, TUTORIAL
from bench.programs import DoesNotCompile
from bench.shapes import BY_NAME

# The processor time of one delivery at 32 users with 16 messages in flight each, in tutorial
# style, over that of ours. Measured: 80 to 110, and about 80 without the compiled part. Half of it
# is lost only with what makes the server what it is: one encoding for all readers, and one write
# for all frames of a turn.
CHEAPER_AT_LEAST = 40.0
ROUNDS = 3
SECONDS = 1.5
_SHAPE = BY_NAME["burst"]


def main() -> int:
    """Measure, print the verdict in a sentence, and return the exit code."""
    if not cores.is_linux():
        print("The guard measures on Linux only: nothing was measured, nothing is proved.")
        return 0
    ours: list[Round] = []
    tutorial: list[Round] = []
    try:
        for _ in range(ROUNDS):
            ours.append(measure.messages(OURS, _SHAPE, SECONDS))
            tutorial.append(measure.messages(TUTORIAL, _SHAPE, SECONDS))
    except DoesNotCompile as error:
        print(error, file=sys.stderr)
        return 2
    complaint = verdict(ours, tutorial)
    print(
        complaint or f"Deliveries are cheap enough: {_cost_ratio(_cheaper(ours, tutorial) or 0.0)}."
    )
    return 1 if complaint else 0


def verdict(ours: Sequence[Round], tutorial: Sequence[Round]) -> str:
    """Return the faults as sentences; empty if there are none."""
    if faults_of(ours):
        return (
            f"Our server did not deliver every message once and unchanged, at {_SHAPE.title}: "
            f"{faults_of(ours)}. Look at the last changes of server/ws/fan_out.py and "
            "server/ws/send_queue.py."
        )
    if faults_of(tutorial):
        return (
            f"There is nothing to compare with: the tutorial-style server: {faults_of(tutorial)}."
        )
    cheaper = _cheaper(ours, tutorial)
    if cheaper is None:
        return "Nothing was delivered, so nothing can be compared."
    if cheaper < CHEAPER_AT_LEAST:
        return (
            f"A delivery costs too much: {_cost_ratio(cheaper)}. It must cost at least "
            f"{CHEAPER_AT_LEAST:g} times less (CHEAPER_AT_LEAST in bench/guard.py). A delivery "
            "passes through server/ws/pubsub.py, server/ws/fan_out.py and "
            "server/ws/send_queue.py; 'python -m bench --only burst --peers tutorial' shows more."
        )
    return ""


def _cheaper(ours: Sequence[Round], tutorial: Sequence[Round]) -> float | None:
    return ratio(tutorial, ours, lambda each: each.server_microseconds)


def _cost_ratio(cheaper: float) -> str:
    return (
        f"at {_SHAPE.title} one of ours costs {cheaper:.1f} times less of the processor than in "
        f"aiohttp's tutorial style (median of {ROUNDS} rounds)"
    )

"""A quick trial: each fault on one of several servers, so that all of them have a share."""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from alicebob.record.verdicts import KEPT
from mutants.relay.attempt import AT_ONCE, Target, Tried, attempt, attempt_until_seen
from mutants.relay.examples import tell_left_out
from mutants.relay.fault import Fault
from mutants.relay.faults import NONE


def run(targets: Sequence[Target], faults: Sequence[Fault], left_out: Mapping[str, str]) -> int:
    """Try each fault on one server that forbids it, and print what came out. ``left_out`` are
    servers that cannot run here, with the reasons.

    Return 1 if the suite did not see a fault, or if what saw it is red without the fault, too.
    """
    began = time.monotonic()
    shares = {target: own for target, own in share(targets, faults).items() if own}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pairs = [(target, fault) for target, own in shares.items() for fault in own]
        tried = list(pool.map(lambda pair: _shown(*pair), pairs))
        sound = list(pool.map(lambda each: _is_sound(each, tried), shares))
    _tell(tried, time.monotonic() - began)
    print("Judged:", ", ".join(f"{each.profile.name} ({len(shares[each])})" for each in shares))
    uncovered = [each.name for each in faults if not any(each in own for own in shares.values())]
    print(f"Forbidden by no server here: {', '.join(uncovered) or 'none'}.")
    tell_left_out(left_out)
    return int(not all(sound) or not all(each.is_caught for each in tried))


def share(targets: Sequence[Target], faults: Sequence[Fault]) -> dict[Target, list[Fault]]:
    """Return the faults that each server has to try. Each fault that some server forbids is tried
    on one, and a server has as few as possible; the faults that few servers forbid go first."""
    able = {each.name: [one for one in targets if each.covering(one.profile)] for each in faults}
    shares: dict[Target, list[Fault]] = {target: [] for target in targets}
    for fault in sorted(faults, key=lambda each: len(able[each.name])):
        if able[fault.name]:
            shares[min(able[fault.name], key=lambda target: len(shares[target]))].append(fault)
    return shares


def _shown(target: Target, fault: Fault) -> Tried:
    tried = attempt_until_seen(target, fault)
    seconds = f"{tried.seconds:5.1f} s"
    print(f"{fault.name:<30} {target.profile.name:<45} {seconds}  {tried.outcome}", flush=True)
    return tried


def _tell(tried: Sequence[Tried], seconds: float) -> None:
    survived = [each.fault.name for each in tried if not each.is_caught]
    caught = f"{len(tried) - len(survived)} of {len(tried)} faults caught, each on one server"
    print(f"{caught}, {seconds:.0f} s. Survived: {', '.join(survived) or 'none'}.")


def _is_sound(target: Target, tried: Sequence[Tried]) -> bool:
    """Return True if a relay without a fault is green wherever faults were seen on a server."""
    mine = [each for each in tried if each.target is target and each.is_caught]
    # What the first talk saw has no place: its features stand for it.
    places = {each.red[0].at or each.fault.home for each in mine}
    control = attempt(target, NONE, [f"--only={place}" for place in sorted(places)])
    is_sound = not control.red and any(each.verdict == KEPT for each in control.judged)
    if not is_sound:
        print(
            f"{control.output}\n{target.profile.name} is not green behind a relay without a fault."
        )
    return is_sound

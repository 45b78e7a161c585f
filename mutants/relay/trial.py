"""Puts the suite on trial on foreign wires: it must see each fault that a promise forbids."""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from alicebob.record.verdicts import KEPT
from mutants.relay.attempt import AT_ONCE, Target, Tried, attempt, attempt_until_seen
from mutants.relay.examples import tell_left_out
from mutants.relay.fault import Fault
from mutants.relay.faults import NONE


def run(targets: Sequence[Target], faults: Sequence[Fault], left_out: Mapping[str, str]) -> int:
    """Try ``faults`` on each server, and print what came out. ``left_out`` are servers that cannot
    run here, with the reasons.

    Return 1 if the suite did not see a fault that is forbidden, or saw one in a relay without any.
    """
    code = max([_try_server(target, faults) for target in targets])
    tell_left_out(left_out)
    return code


def _try_server(target: Target, faults: Sequence[Fault]) -> int:
    began = time.monotonic()
    print(f"{target.profile.name} ({target.path})", flush=True)
    control = attempt(target, NONE)
    own = _own_faults(target, control)
    if own is None:
        print(control.output)
        print("The relay without a fault is not green here, so faults can prove nothing.")
        return 1
    covered = [fault for fault in faults if fault.covering(target.profile)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tried = pool.map(lambda fault: attempt_until_seen(target, fault, own), covered)
        survived = [each.fault.name for each in map(_shown, tried) if not each.is_caught]
    for fault in faults:
        if fault not in covered:
            print(f"{fault.name:<30}         not covered by a promise, or not possible")
    print(f"{len(covered) - len(survived)} of {len(covered)} faults caught, ", end="")
    print(f"{time.monotonic() - began:.0f} s. Survived: {', '.join(survived) or 'none'}.\n")
    return int(bool(survived))


def _shown(tried: Tried) -> Tried:
    print(f"{tried.fault.name:<30} {tried.seconds:5.1f} s  {tried.outcome}", flush=True)
    return tried


def _own_faults(target: Target, control: Tried) -> frozenset[str] | None:
    """Return the scenarios that the server itself breaks, now and then at least; None if the relay
    breaks some, or if nothing is kept."""
    broken = frozenset(each.at for each in control.red)
    kept = sum(each.verdict == KEPT for each in control.judged)
    if broken:
        places = [f"--only={place}" for place in sorted(broken)]
        again = {each.at for each in attempt(target, NONE, places).red}
        alone = {each.at for each in attempt(target, None, places).red}
        if again - alone:
            return None
        print(f"Left out, because it is broken without a fault: {', '.join(sorted(broken))}")
    print(f"Control: {kept} scenarios kept, {control.seconds:.1f} s.", flush=True)
    return broken if kept else None

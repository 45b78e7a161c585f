"""The promises that a profile or an option lists."""

from collections.abc import Collection

from alicebob.model.feature_mistake import way_out
from alicebob.servers.profile import BadOption
from alicebob.servers.promises import LEVELS, NEEDS_OWN_SERVER, PROMISES, given


def check_promises(names: list[str], own: Collection[str] = ()) -> frozenset[str]:
    """Return the promises of a list; those of the team itself come with every list. Raises
    ``BadOption`` for an unknown name, and for a list of nothing."""
    known = [*LEVELS, *PROMISES, *own]
    unknown = sorted({name.removeprefix("-") for name in names} - set(known))
    if unknown:
        raise BadOption(f'there is no promise "{unknown[0]}"{way_out(unknown[0], known)}')
    of_the_suite = [name for name in names if name.removeprefix("-") not in own]
    promises = given(of_the_suite) | {name for name in own if f"-{name}" not in names}
    if not promises:
        raise BadOption(f"a server that promises nothing cannot be judged: {', '.join(known)}")
    return promises


def check_possible(promises: frozenset[str], where: str) -> None:
    """Raise ``BadOption`` for promises that cannot be judged on a server that runs already."""
    impossible = sorted(promises & NEEDS_OWN_SERVER)
    if impossible:
        raise BadOption(
            f"{where}: {', '.join(impossible)} can only be judged on a server that the suite "
            "starts itself: give its command instead of its address, or leave it out"
        )

"""Check of the tags of a scenario: those of the suite must be spelled as the suite knows them."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from alicebob.dialects.registry import DIALECTS
from alicebob.laws import Law
from alicebob.model.feature_mistake import FeatureMistake, way_out
from alicebob.servers.page_limits import LIMITS
from alicebob.servers.promises import LEVELS, PROMISES
from alicebob.servers.settings import SETTINGS

ONE_SERVER = "one"  # ``@servers.one``: all users of the scenario are on one server
DESCRIBED_WIRE = "described"  # the name for wires of profiles in ``@only.described``
_NAMES: Mapping[str, tuple[str, ...]] = {
    "setting": tuple(SETTINGS),
    "breaks": tuple(law.value for law in Law),
    "dialect": (*DIALECTS, DESCRIBED_WIRE),
    "socket": tuple(LIMITS),
    "only": (*DIALECTS, DESCRIBED_WIRE),
    "servers": (ONE_SERVER,),
}
"""The names that may follow each kind of tag but ``@promise.``, as in ``@only.plain``."""
_ALIKE = 0.8  # of difflib's ratio: `@promize.core` is a slip, `@ticket.17` belongs to somebody else


def check_tags(location: str, tags: Iterable[str], promises: Iterable[str] = PROMISES) -> None:
    """Raise ``FeatureMistake`` for a tag that the suite does not know; ``location`` is the place of
    the scenario, and ``promises`` are all that there are. Tags of other kinds are left alone."""
    names = {"promise": (*LEVELS, *promises), **_NAMES}
    for tag in sorted(tags):
        kind, dot, name = tag.partition(".")
        if kind in names:
            known: tuple[str, ...] = tuple(f"@{kind}.{each}" for each in names[kind])
            is_known = name in names[kind]
        else:
            meant = get_close_matches(kind, names, n=1, cutoff=_ALIKE) if dot else []
            known = tuple(f"@{each}.{name}" for each in meant)
            is_known = not meant
        if not is_known:
            raise FeatureMistake(f"{location}: there is no tag @{tag}{way_out(f'@{tag}', known)}")

"""All mutants by their ids, as the modules declare them.

The mutants of ``features/rooms/`` stand in ``mutants/rooms.py``. A folder with many mutants has a
package instead, such as ``mutants/people/``, with one module for each of its feature files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from mutants.patch import Patch

Change = Callable[[Patch], None]
MUTANTS = Path(__file__).parent
FEATURES = MUTANTS.parent / "features"
_LISTED = 6  # ids in a sentence
_known: dict[str, "Mutant"] = {}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A faulty server: its id (``people.leave_announced_twice``), its fault in a sentence, and the
    function that changes the server."""

    id: str
    sentence: str
    change: Change

    @property
    def folder(self) -> str:
        """The feature folder whose scenarios must catch it."""
        return self.id.partition(".")[0]


def mutant(sentence: str) -> Callable[[Change], Change]:
    """Declare the decorated function a mutant; ``sentence`` says in product words what goes wrong.

    Raises ``ValueError`` for an id that is taken.
    """

    def declare(change: Change) -> Change:
        id = f"{change.__module__.split('.')[1]}.{change.__name__}"
        if id in _known:
            raise ValueError(f"there are two mutants called {id}")
        _known[id] = Mutant(id, sentence, change)
        return change

    return declare


def all_mutants() -> dict[str, Mutant]:
    """Every mutant by its id, in the order of the ids. Loads the reference server."""
    for folder in _folders():
        _load(folder)
    return dict(sorted(_known.items()))


def _folders() -> list[str]:
    """Return the feature folders that have mutants."""
    features = {path.name for path in FEATURES.iterdir() if path.is_dir()}
    return sorted(features & {module.name for module in iter_modules([str(MUTANTS)])})


def _load(folder: str) -> None:
    """Import the module or the package of ``folder``, so that its mutants are declared."""
    imported = import_module(f"mutants.{folder}")
    for module in iter_modules(getattr(imported, "__path__", [])):
        import_module(f"mutants.{folder}.{module.name}")


def find(name: str) -> Mutant | None:
    """The mutant called ``name``, with its folder or without; None if there is none, or several.

    A name with its folder loads the mutants of that folder only.
    """
    folder = name.partition(".")[0]
    if folder in _folders():
        _load(folder)
        return _known.get(name)
    found = [each for id, each in all_mutants().items() if name in (id, id.partition(".")[2])]
    return found[0] if len(found) == 1 else None


def no_such(name: str) -> str:
    """One sentence for a name that no mutant has, or that several have, with the full ids of those
    that have it, that end in it, or that are nearest."""
    ids = list(all_mutants())
    same = [id for id in ids if id.partition(".")[2] == name]
    if same:
        return f"{name!r} is the name of several mutants: {', '.join(same)}."
    near = [id for id in ids if id.endswith(f"_{name}")] or _nearest(name, ids)
    more = f", or {len(near) - _LISTED} more" if len(near) > _LISTED else ""
    perhaps = f"; did you mean {' or '.join(near[:_LISTED])}{more}?" if near else "."
    return f"There is no mutant {name!r}{perhaps} 'python -m mutants list' shows them all."


def _nearest(name: str, ids: list[str]) -> list[str]:
    """Return the nearest ids: by the whole id first, and then by the name without its folder."""
    whole = get_close_matches(name, ids) if "." in name else []
    close = set(get_close_matches(name.rpartition(".")[2], [id.partition(".")[2] for id in ids]))
    return whole or [id for id in ids if id.partition(".")[2] in close]

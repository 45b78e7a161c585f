"""The names of all scenarios, by which a profile may mark them."""

from pathlib import Path

from behave.configuration import Configuration
from behave.model_type import FileLocation
from behave.parser import parse_file

from alicebob.servers.marked_scenarios import names_of

_PATTERN = "*.feature"


def all_names(config: Configuration) -> set[str]:
    """Return the names of all scenarios in ``features/``, and in the folders of the paths that were
    given to behave, whether they are run or not."""
    base = Path(config.base_dir)
    found = set((base / "features").rglob(_PATTERN))
    for given in config.paths:
        name = given.filename if isinstance(given, FileLocation) else str(given).partition(":")[0]
        found |= _beside(Path(name).resolve(), base)
    return {name for path in sorted(found) for name in _names_in(path)}


def _beside(path: Path, base: Path) -> set[Path]:
    """Return the features in the folder of ``base`` that ``path`` is in: a mark may name one that
    is not run this time."""
    folder = path if path.is_dir() else path.parent
    if folder != base and folder.is_relative_to(base):
        folder = base / folder.relative_to(base).parts[0]
    return set(folder.glob(_PATTERN) if folder == base else folder.rglob(_PATTERN))


def _names_in(path: Path) -> set[str]:
    feature = parse_file(str(path))
    scenarios = () if feature is None else feature.walk_scenarios()
    return {name for each in scenarios for name in names_of(each.name, str(each.location))}

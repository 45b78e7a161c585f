"""The scenarios that a run is to judge, by paths, names and tags."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from behave.configuration import Configuration
from behave.exception import ConfigError, InvalidFilenameError
from behave.model import Feature
from behave.parser import ParserError
from behave.runner_util import collect_feature_locations, parse_features
from cucumber_tag_expressions.parser import TagExpressionError

from alicebob.installed import FEATURES
from alicebob.model.feature_mistake import way_out
from alicebob.runner.pieces import Place
from alicebob.servers.profile import BadOption

_LINE = re.compile(r"(.+):(\d+)")


def resolve(name: str, folders: Sequence[Path]) -> str:
    """Return the path for what ``--only`` names: a path, with ``:LINE`` or without, or a feature or
    a folder of features below ``folders``: ``leaving``, ``people/leaving``, ``people``.

    Raises ``BadOption`` if there is no such thing.
    """
    found = _LINE.fullmatch(name)
    bare, line = (found[1], f":{found[2]}") if found else (name, "")
    if Path(bare).exists():
        return name
    for folder in folders:
        for candidate in (folder / bare, folder / f"{bare}.feature"):
            if candidate.exists():
                return f"{candidate}{line}"
        for path in sorted(folder.rglob("*.feature")):
            if path.stem == bare:
                return f"{path}{line}"
    known = {path.stem for folder in folders for path in folder.rglob("*.feature")}
    known |= {path.parent.name for folder in folders for path in folder.rglob("*.feature")}
    raise BadOption(f'--only: there is no feature "{bare}"{way_out(bare, sorted(known))}')


def as_only_takes(text: str, features: Path = FEATURES) -> str:
    """Return a text in which our features are named as ``--only`` takes them, wherever they are
    installed; those of the folder that the command runs in keep their paths."""
    folder = Path.cwd()
    if features.parent == folder:
        return text
    shown = {f"{features}/", f"{os.path.relpath(features, folder)}/"}
    for each in sorted(shown, key=len, reverse=True):
        text = text.replace(each, "")
    return text


def configuration(arguments: Sequence[str]) -> Configuration:
    """Return behave's configuration for its command-line ``arguments``.

    Raises ``BadOption`` for a pattern or an expression of tags that is none. An unknown option
    ends the process, with behave's own sentence and exit code 2.
    """
    try:
        return Configuration(list(arguments), load_config=False)
    except re.error as error:
        raise BadOption(f"--name takes a regular expression: {error}") from None
    except TagExpressionError as error:
        raise BadOption(f"--tags: {error}") from None
    except ConfigError as error:
        raise BadOption(str(error)) from None


def select(config: Configuration, paths: Sequence[str]) -> list[Place]:
    """Return the places of all scenarios at ``paths`` that ``config`` selects, each once.

    Raises ``BadOption`` for a path without a feature, and for a feature that cannot be read.
    """
    try:
        locations = [at for at in collect_feature_locations(paths) if not config.exclude(at)]
        features = parse_features(locations, language=config.lang)
    except ParserError as error:
        raise BadOption(f"this is no feature: {error}") from None
    except (FileNotFoundError, InvalidFilenameError) as error:
        raise BadOption(f"there is no feature file at {error}") from None
    return list(dict.fromkeys(_places(features, config)))


def _places(features: Iterable[Feature], config: Configuration) -> Iterator[Place]:
    for feature in features:
        for scenario in feature.walk_scenarios():
            if scenario.should_run(config):
                path = str(scenario.filename)
                yield Place(path, scenario.line, len(list(scenario.all_steps)))

"""Reads a profile from its TOML file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from alicebob.dialects.by_facts import ByFacts
from alicebob.dialects.described import Described
from alicebob.dialects.driven import Driven
from alicebob.dialects.registry import DIALECTS
from alicebob.installed import PROFILES
from alicebob.model.facts import Facts
from alicebob.model.feature_mistake import way_out
from alicebob.servers.cluster_keys import CLUSTER_KEYS, read_cluster, read_settings
from alicebob.servers.command_line import split_command
from alicebob.servers.driver_process import DriverProcess
from alicebob.servers.form_table import read_form
from alicebob.servers.given_promises import check_possible, check_promises
from alicebob.servers.impossible import impossible_on, impossible_with_driver
from alicebob.servers.marked_scenarios import read_marks
from alicebob.servers.own_promises import read_own_promises
from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.start_keys import (
    START_KEYS,
    read_addresses,
    read_folder,
    read_headers,
    read_origin,
    read_readiness,
)
from alicebob.wires.facts_table import facts_in_words, read_facts
from alicebob.wires.reading import read_wire
from alicebob.wires.reading_page import read_page
from alicebob.wires.toml_source import TomlMistake
from alicebob.wires.toml_table import TomlTable

T = TypeVar("T")

KEYS = (
    *("name", "command", "dialect", "promises", "environment", "known", "ahead", "own_promises"),
    *("wire", "hear", "facts", "driver", "form", "page"),
    *sorted(START_KEYS),
    *CLUSTER_KEYS,
)


def read(name: str) -> Profile:
    """Return the profile ``profiles/NAME.toml``, or the one at the path ``name``. Raises
    ``BadOption``."""
    path = Path(name) if name.endswith(".toml") else PROFILES / f"{name}.toml"
    try:
        return _profile(path, TomlTable.of_file(str(path), path.read_text("utf-8")))
    except FileNotFoundError:
        known = sorted(file.stem for file in PROFILES.glob("*.toml"))
        raise BadOption(f'there is no profile "{name}"{way_out(name, known)}') from None
    except OSError as error:
        raise BadOption(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadOption(f"{path} is not UTF-8") from None
    except TomlMistake as mistake:
        raise BadOption(str(mistake)) from None


def _profile(path: Path, table: TomlTable) -> Profile:
    """Return the profile in a file. Raises ``TomlMistake``."""
    table.check_keys(KEYS)
    command = table.text("command")
    if (command is None) == ("url" not in table):
        raise table.mistake("it has no command or url (exactly one of them)")
    own = _told(table, "own_promises", read_own_promises)
    driver = _driver(path, table)
    described = _described(path, table) if driver is None else _driven(path, table, driver)
    address, *others = _told(table, "url", lambda content: read_addresses(content, path)) or [None]
    promises = _promises(table, own, address is not None)
    return Profile(
        table.text("name") or path.stem,
        _command(table, command),
        address,
        table.choice("dialect", {name: name for name in DIALECTS}) or "plain",
        promises,
        _environment(table),
        described,
        own,
        _impossible(described),
        _told(table, "known", read_marks),
        _told(table, "ready", read_readiness),
        _told(table, "folder", lambda content: read_folder(content, path)),
        _told(table, "origin", read_origin),
        _told(table, "headers", read_headers),
        driver,
        read_form(table, path),
        {} if described is None else facts_in_words(table),
        read_page(table, Facts() if described is None else described.facts),
        read_cluster(table),
        tuple(each for each in others if each is not None),
        read_settings(table),
    )


def _driver(path: Path, table: TomlTable) -> DriverProcess | None:
    """Return the driver that the profile names, which is not started yet."""
    command = table.text("driver")
    if command is None:
        return None
    for key in ("wire", "hear", "dialect"):
        if key in table:
            raise table.mistake("the driver knows the wire: leave this out, or the driver", key)
    folder = _told(table, "folder", lambda content: read_folder(content, path))
    return DriverProcess(_command(table, command, "driver"), folder, _environment(table))


def _driven(path: Path, table: TomlTable, driver: DriverProcess) -> Driven:
    return Driven(path.stem, driver, read_facts(table))


def _impossible(described: ByFacts | None) -> Mapping[str, str]:
    match described:
        case Described():
            return impossible_on(described.wire, described.facts)
        case Driven():
            return impossible_with_driver(described.facts)
    return {}


def _described(path: Path, table: TomlTable) -> Described | None:
    """Return the wire that the profile describes, if it does."""
    if "wire" not in table:
        for key in ("hear", "facts"):
            if key in table:
                raise table.mistake("it belongs to a [wire], and there is none", key)
        return None
    if "dialect" in table:
        raise table.mistake("a server has a dialect of the suite or a [wire], not both", "dialect")
    return Described(path.stem, read_wire(table), read_facts(table))


def _told(table: TomlTable, key: str, reader: Callable[[Mapping[str, object]], T]) -> T:
    """Return what ``reader`` reads; its mistakes are told with the line of ``key``."""
    try:
        return reader(table.values)
    except TomlMistake:
        raise
    except ValueError as error:
        raise table.mistake(str(error), *([key] if key in table else [])) from None


def _promises(table: TomlTable, own: Mapping[str, str], is_running: bool) -> frozenset[str]:
    names = table.texts("promises")
    try:
        promises = check_promises(["core"] if names is None else list(names), own)
        if is_running:
            check_possible(promises, "promises")
    except BadOption as error:
        raise table.mistake(str(error), "promises") from None
    return promises


def _command(table: TomlTable, command: str | None, key: str = "command") -> tuple[str, ...]:
    try:
        return () if command is None else split_command(command)
    except BadOption as error:
        raise table.mistake(str(error), key) from None


def _environment(table: TomlTable) -> dict[str, str]:
    environment = table.table("environment")
    if environment is None:
        return {}
    return {key: environment.text(key) or "" for key in environment.values}

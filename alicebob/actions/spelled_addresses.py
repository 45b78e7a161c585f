"""Addresses that mean the same name, and are written in another way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import quote

from alicebob.model.feature_mistake import look_up
from alicebob.scenario.scenario import Scenario


def _plus(name: str) -> str:
    return quote(name, safe="").replace("%20", "+")


def _escapes(name: str) -> str:
    return "".join(f"%{byte:02X}" for byte in name.encode())


SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "a plus for each blank": _plus,
    "an escape for each letter": _escapes,
}
"""Ways to write a name in the query of an address, by what features call them."""


def connect(scenario: Scenario, label: str, kind: str) -> None:
    """Connect ``label``, whose name the query of the address has in a spelling of this kind."""
    spelled = look_up(SPELLINGS, kind, "way to write a name")(label)
    options = scenario.connect_options(label)
    path, mark, query = scenario.dialect_of(label).path(label, None).partition("?")
    query = query.replace(quote(label, safe=""), spelled)
    scenario.connect(label, replace(options, path=path + mark + query))

"""The ``plain`` dialect: ``plain.toml`` beside this file describes it, as a profile would."""

from pathlib import Path

from alicebob.dialects.described import Described
from alicebob.wires.facts_table import read_facts
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable

_FILE = Path(__file__).with_suffix(".toml")
_TABLE = TomlTable.of_file(_FILE.name, _FILE.read_text("utf-8"))

ANONYMOUS = "Anonymous"
PLAIN = Described("plain", read_wire(_TABLE), read_facts(_TABLE))

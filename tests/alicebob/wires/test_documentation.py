"""Every example in the reference of the notation can be read, and nothing that can be written is
missing there."""

import re

import pytest

from alicebob.model.facts import CHANGES, Facts
from alicebob.model.received import RejectionReason
from alicebob.wires.facts_table import read_facts
from alicebob.wires.heard import HEARD_NAMES, HeardKind
from alicebob.wires.hole import KINDS
from alicebob.wires.json_template import Each
from alicebob.wires.reading import WIRE_KEYS, read_wire
from alicebob.wires.toml_table import TomlTable
from tests.alicebob.support.wires import MINIMAL
from tests.support.sources import ROOT

PAGE = (ROOT / "docs" / "wires.md").read_text()
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
PLAIN = (ROOT / "alicebob" / "dialects" / "plain.toml").read_text()


@pytest.mark.parametrize("example", [*EXAMPLES, PLAIN])
def test_an_example_can_be_read(example: str) -> None:
    whole = example if "url =" in example else MINIMAL + example
    table = TomlTable.of_file("docs/wires.md", whole)
    assert read_wire(table).hears
    read_facts(table)


WORDS = [
    *(*WIRE_KEYS, *Facts.__dataclass_fields__, *HEARD_NAMES, *HeardKind, *CHANGES, *KINDS),
    *(each.value for each in Each),
]


@pytest.mark.parametrize("word", sorted(set(map(str, WORDS))))
def test_a_word_of_the_notation_is_explained(word: str) -> None:
    assert re.search(rf"[`{{\"(.: ]{re.escape(word)}[`}}\")\]:. =,]", PAGE)


@pytest.mark.parametrize("reason", RejectionReason)
def test_a_reason_is_listed(reason: RejectionReason) -> None:
    assert f'"{reason.value}"' in PAGE.replace("\n", " ")

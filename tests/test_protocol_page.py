"""The examples and tables of docs/protocol.md, held against the code."""

import json
import re
from pathlib import Path

import pytest

from server.asyncapi.channels import CHATTING, DialectSpec
from server.asyncapi.extensions import extensions
from server.asyncapi.schemas import ERROR_CODES
from server.config import settings
from tests.server.support.described import names_that_fit

PAGE = (Path(__file__).parent.parent / "docs" / "protocol.md").read_text()


def chapter(title: str) -> str:
    """The text below a heading of the second level, up to the next one."""
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def first_cells(text: str) -> list[str]:
    """The code or figures in the first cells of the rows of tables."""
    return re.findall(r"^\| `?([\w-]+)`? \|", text, re.MULTILINE)


@pytest.mark.parametrize("dialect", CHATTING, ids=lambda dialect: dialect.name)
def test_every_example_is_a_frame_of_its_dialect(dialect: DialectSpec) -> None:
    blocks = re.findall(r"```json\n(.*?)```", chapter(f"`{dialect.name}`"), re.DOTALL)
    frames = [json.loads(line) for block in blocks for line in block.splitlines()]
    assert frames
    assert [frame for frame in frames if not names_that_fit(dialect.messages, frame)] == []


def test_every_error_code_is_explained() -> None:
    assert first_cells(chapter("`events`"))[1:] == list(ERROR_CODES)


def test_every_close_code_is_explained() -> None:
    assert first_cells(chapter("Close codes"))[1:] == list(extensions()["x-close-codes"])


def test_every_address_is_named() -> None:
    requests = [request.partition("{")[0] for request in extensions()["x-endpoints"]]
    assert [request for request in requests if f"`{request}" not in PAGE] == []


def test_every_setting_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        settings.read(["--help"])
    told = capsys.readouterr().out
    names = re.findall(r"^  (?:-h, )?(--[a-z-]+)|\$([A-Z_]+)", told, re.MULTILINE)
    named = {flag or variable for flag, variable in names} - {"--help"}
    assert {name for name in named if f"`{name}`" not in PAGE} == set()


def test_the_page_has_no_control_characters() -> None:
    page = (Path(__file__).parent.parent / "docs" / "protocol.html").read_bytes()
    assert [byte for byte in page if byte < 0x20 and byte != ord("\n")] == []
    assert "\u2400\u2401\u2402".encode() in page  # the binary frame of the echo

"""Each key of a TOML file is found on its line, whatever stands around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.wires.toml_source import Path, TomlMistake, TomlSource, dotted

TEXT = '''# a comment = with [brackets] and "quotes
name = "x # no comment" # a comment
text = """
[wire]
url = 1
\\""" still [[the]] text
"""
other = \'\'\'
[facts]
\'\'\'
[wire]
url = '/a"b'
say.text = "{text}"   # }
list = [
    1, # [
    "]",
    { a = "}" },
]
"a key".'b.c' = 1
inline = { send = { text = "=" }, to = 2 }

  [[ wire.enter ]] # [[
send.text = """a""""
[[wire.enter]]
await = 1
[wire.enter.more]
deep = true
[[hear]]
as = "x"
[[hear]]
[facts]
echo=true'''

LINES: dict[Path, int] = {
    ("name",): 2,
    ("text",): 3,
    ("other",): 8,
    ("wire",): 11,
    ("wire", "url"): 12,
    ("wire", "say"): 13,
    ("wire", "say", "text"): 13,
    ("wire", "list"): 14,
    ("wire", "list", 2, "a"): 14,
    ("wire", "a key", "b.c"): 19,
    ("wire", "inline", "send", "text"): 20,
    ("wire", "enter"): 22,
    ("wire", "enter", 0): 22,
    ("wire", "enter", 0, "send", "text"): 23,
    ("wire", "enter", 1): 24,
    ("wire", "enter", 1, "await"): 25,
    ("wire", "enter", 1, "more", "deep"): 27,
    ("hear", 0, "as"): 29,
    ("hear", 1): 30,
    ("facts", "echo"): 32,
    ("facts", "missing"): 31,
}


@pytest.mark.parametrize("path", LINES, ids=dotted)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_key_has_its_line(path: Path, end: str) -> None:
    source = TomlSource("chat.toml", TEXT.replace("\n", end))
    source.read()
    assert source.line(path) == LINES[path]


def test_a_key_that_is_nowhere_has_no_line() -> None:
    assert TomlSource("chat.toml", TEXT).line(("nowhere",)) is None


def test_a_mistake_says_file_line_and_key() -> None:
    source = TomlSource("chat.toml", TEXT)
    assert str(source.mistake(("hear", 1, "as"), "bad")) == "chat.toml, line 30, hear[2].as: bad"
    assert str(source.mistake((), "bad")) == "chat.toml: bad"


@pytest.mark.parametrize("text", ["a = ", "a = 1\na = 2", "[a", "a = " + "[" * 10_000])
def test_what_is_no_toml_is_told(text: str) -> None:
    with pytest.raises(TomlMistake, match=r"chat\.toml: "):
        TomlSource("chat.toml", text).read()


VALUES = ["1", '"#"', "'\"'", '"""\n[x]\n"""', "[1,\n2]", "{ a = 1 }", "'''\n'''", '"\\""']


@given(st.lists(st.sampled_from(VALUES), max_size=8))
def test_what_stands_above_does_not_confuse_it(values: list[str]) -> None:
    above = "".join(f"k{index} = {value} # [\n" for index, value in enumerate(values))
    source = TomlSource("chat.toml", f"{above}last = 1")
    assert source.read()["last"] == 1
    assert source.line(("last",)) == above.count("\n") + 1

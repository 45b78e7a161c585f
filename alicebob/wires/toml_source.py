"""The text of a TOML file, and the lines of its keys, which ``tomllib`` does not tell."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Path = tuple[str | int, ...]  # of keys, and of indexes in arrays of tables

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_COMMENT = re.compile(r"#[^\n]*")
_ANY = re.compile(r".", re.DOTALL)
_KEY = re.compile(
    r"[ \t]*(?:(?P<bare>[A-Za-z0-9_-]+)"
    r'|(?P<basic>"(?:\\.|[^"\\\n])*")|(?P<literal>\'[^\'\n]*\'))[ \t]*'
)
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL
)


class TomlMistake(ValueError):
    """Raised for a mistake in a TOML file; says the file, the line, the key, and the way out."""


@dataclass(frozen=True)
class TomlSource:
    """A TOML file: its name, as errors call it, and its text."""

    file: str
    text: str

    def read(self) -> dict[str, object]:
        """Return the content of the file. Raises ``TomlMistake``."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise TomlMistake(f"{self.file}: it is not TOML: {error}") from None
        except RecursionError:
            raise TomlMistake(f"{self.file}: its values are too deep") from None

    def line(self, path: Path) -> int | None:
        """Return the line of a key; of one in an inline table or an array, that of the key that
        begins its statement. None if neither it nor anything around it is in the text."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return None

    def mistake(self, path: Path, what: str) -> TomlMistake:
        """Return the error for a mistake at a key: ``chat.toml, line 3, wire.say: what``."""
        line = self.line(path)
        parts = [self.file, *([f"line {line}"] if line else []), *([dotted(path)] if path else [])]
        return TomlMistake(f"{', '.join(parts)}: {what}")

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        return _Locator(self.text).lines()


def dotted(path: Path) -> str:
    """Return a path as people write it; parts of an array count from 1: ``hear[2].json``."""
    words = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path)
    return words.removeprefix(".")


class _Locator:
    """One pass over a text that ``tomllib`` has accepted."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._arrays: dict[Path, int] = {}  # arrays of tables, with the index of the last table
        self._counted = (0, 1)  # a place in the text, and its line

    def lines(self) -> Mapping[Path, int]:
        """Return the line of each key and table."""
        table: Path = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._statement(table)
        return self._lines

    def _header(self) -> Path:
        is_array = self._text.startswith("[[", self._at)
        line = self._line()
        self._at += 2 if is_array else 1
        *around, last = self._keys()
        path: Path = ()
        for key in around:
            path = self._entered((*path, key))
        path = (*path, last)
        self._lines.setdefault(path, line)
        if is_array:
            self._arrays[path] = self._arrays.get(path, -1) + 1
        path = self._entered(path)
        self._lines.setdefault(path, line)
        self._at = self._text.index("]", self._at) + (2 if is_array else 1)
        return path

    def _entered(self, path: Path) -> Path:
        """Return ``path``, with the index of the last table if it is an array of tables."""
        return (*path, self._arrays[path]) if path in self._arrays else path

    def _statement(self, table: Path) -> None:
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._skip_value()

    def _keys(self) -> list[str]:
        keys = []
        while found := _KEY.match(self._text, self._at):
            self._at = found.end()
            keys.append(_unquoted(found))
            if not self._text.startswith(".", self._at):
                break
            self._at += 1
        return keys

    def _skip_value(self) -> None:
        """Go to the end of the statement: a line's end that is in no string, array or table."""
        depth = 0
        while self._at < len(self._text):
            sign = self._text[self._at]
            if sign == "\n" and depth == 0:
                return
            depth += (sign in "[{") - (sign in "]}")
            self._skip(_STRING if sign in "\"'" else _COMMENT if sign == "#" else _ANY)

    def _skip(self, form: re.Pattern[str]) -> int:
        """Go past what ``form`` matches, and return the new place."""
        found = form.match(self._text, self._at)
        self._at = found.end() if found else self._at + 1
        return self._at

    def _line(self) -> int:
        place, line = self._counted
        self._counted = (self._at, line + self._text.count("\n", place, self._at))
        return self._counted[1]


def _unquoted(found: re.Match[str]) -> str:
    if found["bare"]:
        return found["bare"]
    if found["literal"]:
        return found["literal"][1:-1]
    [key] = tomllib.loads(f"{found['basic']} = 0")
    return key

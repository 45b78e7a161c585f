"""A table of a TOML file, read key by key; each mistake is told with its line and the way out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from alicebob.model.feature_mistake import way_out
from alicebob.wires.toml_source import Path, TomlMistake, TomlSource

T = TypeVar("T")
_KINDS = {
    str: "a text, in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list, in square brackets",
    dict: "a table",
}


@dataclass(frozen=True, slots=True)
class TomlTable:
    """A table, and where it stands in its file. All its methods raise ``TomlMistake``."""

    source: TomlSource
    path: Path
    values: Mapping[str, object]

    @classmethod
    def of_file(cls, file: str, text: str) -> "TomlTable":
        """Return the content of a whole file; ``file`` is its name in errors."""
        source = TomlSource(file, text)
        return cls(source, (), source.read())

    @property
    def line(self) -> int:
        """Return the line on which the table begins."""
        return self.source.line(self.path) or 1

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def mistake(self, what: str, *path: str | int) -> TomlMistake:
        """Return the error for a mistake in this table, or at a key of it."""
        return self.source.mistake((*self.path, *path), what)

    def check_keys(self, known: Collection[str]) -> None:
        """Raise ``TomlMistake`` for a key that is not known, with the nearest one."""
        for key in self.values:
            if key not in known:
                raise self.mistake(f'there is no key "{key}" here{way_out(key, known)}', key)

    def text(self, key: str) -> str | None:
        """Return the text under ``key``; None without the key."""
        return self._of_kind(str, key)

    def truth(self, key: str) -> bool | None:
        """Return the boolean under ``key``; None without the key."""
        return self._of_kind(bool, key)

    def whole(self, key: str, least: int = 0) -> int | None:
        """Return the whole number under ``key``, at least ``least``; None without the key."""
        number = self._of_kind(int, key)
        if number is not None and number < least:
            raise self.mistake(f"it is at least {least}, not {number}", key)
        return number

    def seconds(self, key: str) -> float | None:
        """Return the number under ``key``, zero or more; None without the key."""
        value = self.values.get(key)
        number = float(value) if type(value) is int else self._of_kind(float, key)
        if number is not None and not 0 <= number < float("inf"):
            raise self.mistake(f"it is zero or more, not {number}", key)
        return number

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Return the list of texts under ``key``; None without the key."""
        listed = self._of_kind(list, key)
        if listed is None:
            return None
        for index, value in enumerate(listed):
            if not isinstance(value, str):
                raise self.mistake(f"it is a list of texts, and {value!r} is none", key, index)
        return tuple(listed)

    def choice(self, key: str, known: Mapping[str, T]) -> T | None:
        """Return the value of the text under ``key``, one of ``known``; None without the key."""
        text = self.text(key)
        if text is not None and text not in known:
            raise self.mistake(f'there is no "{text}"{way_out(text, known)}', key)
        return None if text is None else known[text]

    def table(self, key: str) -> "TomlTable | None":
        """Return the table under ``key``; None without the key."""
        values = self._of_kind(dict, key)
        return None if values is None else TomlTable(self.source, (*self.path, key), values)

    def tables(self, key: str) -> Iterator["TomlTable"]:
        """Yield the tables of the array under ``key``, which is written ``[[key]]``."""
        path = (*self.path, key)
        for index, values in enumerate(self._of_kind(list, key, "[[…]]") or []):
            if not isinstance(values, dict):
                raise self.mistake("it is a list of tables, each under [[…]]", key)
            yield TomlTable(self.source, (*path, index), values)

    def _of_kind(self, kind: type[T], key: str, words: str = "") -> T | None:
        value = self.values.get(key)
        if value is None or (isinstance(value, kind) and type(value) is kind):
            return value
        wanted = f"an array of tables, each under {words}" if words else _KINDS[kind]
        raise self.mistake(f"it is {wanted}, not {value!r}", key)

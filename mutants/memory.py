"""The memory of the trial, kept in the repository: which scenarios caught which mutant.

A trial asks the scenario that caught a mutant last time before it asks any other.
"""

import ast
import hashlib
import inspect
import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mutants.registry import Mutant

FILE = Path(__file__).with_name("caught.json")
_DIGEST = 12  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Caught:
    """The scenarios (by their keys) that turned red on a mutant, the quickest first, and a digest
    of the mutant's code at that time."""

    digest: str
    red: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """The findings of earlier trials, by the mutants' ids."""

    caught: dict[str, Caught] = field(default_factory=dict)

    def catcher(self, mutant: Mutant, known: Iterable[str]) -> str | None:
        """Return the quickest remembered scenario among ``known``; None when the mutant is new, has
        changed since, or was caught only by scenarios that are gone."""
        remembered = self.caught.get(mutant.id)
        if remembered is None or remembered.digest != digest(mutant):
            return None
        return next((key for key in remembered.red if key in known), None)

    def remember(self, mutant: Mutant, red: Sequence[str]) -> None:
        """Keep the scenarios that turned red on ``mutant``, in front of those known before."""
        before = self.caught.get(mutant.id)
        is_same = before is not None and before.digest == digest(mutant)
        older = before.red if before is not None and is_same else ()
        self.caught[mutant.id] = Caught(digest(mutant), tuple(dict.fromkeys([*red, *older])))

    def red(self) -> set[str]:
        """Return the keys of all scenarios that some mutant has turned red."""
        return {key for caught in self.caught.values() for key in caught.red}

    def keep_only(self, mutants: Iterable[str], scenarios: Iterable[str]) -> None:
        """Forget mutants and scenarios that are gone."""
        known, keys = set(mutants), set(scenarios)
        self.caught = {
            id: Caught(caught.digest, tuple(key for key in caught.red if key in keys))
            for id, caught in sorted(self.caught.items())
            if id in known
        }


def load(path: Path = FILE) -> Memory:
    """Read the memory; an absent file is an empty one."""
    if not path.exists():
        return Memory()
    content = json.loads(path.read_text())
    return Memory({id: Caught(one["digest"], tuple(one["red"])) for id, one in content.items()})


def save(memory: Memory, path: Path = FILE) -> bool:
    """Write the memory; return whether the file has changed."""
    content = {
        id: {"digest": caught.digest, "red": list(caught.red)}
        for id, caught in sorted(memory.caught.items())
    }
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    if path.exists() and path.read_text() == text:
        return False
    path.write_text(text)
    return True


def digest(mutant: Mutant) -> str:
    """Return a short digest of what the mutant does: neither its sentence nor its layout counts."""
    source = textwrap.dedent(inspect.getsource(mutant.change))
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    body = "\n".join(ast.unparse(statement) for statement in function.body)
    return hashlib.sha256(body.encode()).hexdigest()[:_DIGEST]

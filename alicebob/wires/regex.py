"""Regular expressions that are matched in linear time, whatever a hostile server sends.

Python's own ``re`` tries one way after the other, and may take longer than the universe exists.
This is the algorithm of Thompson and Pike: all ways are followed at once, one character at a time.
"""

from dataclasses import dataclass

from alicebob.wires.hole import ANYTHING, BadTemplate, Hole
from alicebob.wires.regex_syntax import (
    MAX_STATES,
    Chain,
    Choice,
    Group,
    Node,
    One,
    Repeat,
    names_of,
    read_regex,
)
from alicebob.wires.scope import Misfit, Scope

MAX_FRAME = 100_000  # characters of a frame that a regex looks at


@dataclass(frozen=True, slots=True)
class Fork:
    """Goes on at both places; ``first`` is preferred."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Note:
    """Notes the place in the text under ``slot``."""

    slot: int


@dataclass(frozen=True, slots=True)
class Matched:
    """The end of the program."""


Instruction = One | Fork | Note | Matched
_Slots = tuple[int, ...]
_Threads = dict[int, _Slots]  # by the place in the program, the preferred one first


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression; its named groups are holes."""

    program: tuple[Instruction, ...]
    names: tuple[str, ...]

    @classmethod
    def read(cls, source: str) -> "Regex":
        """Return the regular expression that is written so. Raises ``BadTemplate``."""
        tree = read_regex(source)
        names = tuple(names_of(tree))
        if len(set(names)) < len(names):
            raise BadTemplate("the regex gives one name to two groups")
        program: list[Instruction] = []
        _compile(tree, names, program)
        return cls((*program, Matched()), names)

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Return the named groups."""
        return tuple(map(Hole, self.names))

    def fit(self, text: str, start: int, end: int, scope: Scope) -> None:
        """Match ``text[start:end]``, and fill the holes in ``scope``. Raises ``Misfit``."""
        if end - start > MAX_FRAME:
            raise Misfit(f"a regex does not look at more than {MAX_FRAME:,} characters")
        slots = self._run(text, start, end)
        if slots is None:
            raise Misfit("the regex does not match")
        for index, name in enumerate(self.names):
            begin, until = slots[2 * index], slots[2 * index + 1]
            if begin >= 0 and until >= 0 and name != ANYTHING:
                scope.take_text(Hole(name), text[begin:until])
        scope.progress += 1

    def _run(self, text: str, start: int, end: int) -> _Slots | None:
        threads: _Threads = {}
        self._follow(threads, 0, start, (-1,) * (2 * len(self.names)))
        for at in range(start, end):
            moved: _Threads = {}
            for place, slots in threads.items():
                instruction = self.program[place]
                if isinstance(instruction, One) and instruction.test.match(text[at]):
                    self._follow(moved, place + 1, at + 1, slots)
            if not moved:
                return None
            threads = moved
        return threads.get(len(self.program) - 1)

    def _follow(self, threads: _Threads, place: int, at: int, slots: _Slots) -> None:
        """Add what is reached from ``place`` without a character; each place only once."""
        left = [(place, slots)]
        while left:
            place, slots = left.pop()
            if place in threads:
                continue
            threads[place] = slots
            match self.program[place]:
                case Fork(first, second):
                    left += [(second, slots), (first, slots)]
                case Note(slot):
                    left.append((place + 1, (*slots[:slot], at, *slots[slot + 1 :])))


def _compile(node: Node, names: tuple[str, ...], program: list[Instruction]) -> None:
    """Append the instructions of ``node``. Raises ``BadTemplate`` for too many."""
    if len(program) > MAX_STATES:
        raise BadTemplate(f"the regex is too large: it needs more than {MAX_STATES:,} states")
    match node:
        case One():
            program.append(node)
        case Chain(parts):
            for part in parts:
                _compile(part, names, program)
        case Choice(options):
            _compile_choice(options, names, program)
        case Group(name, part):
            slot = 2 * names.index(name)
            program.append(Note(slot))
            _compile(part, names, program)
            program.append(Note(slot + 1))
        case Repeat():
            _compile_repeat(node, names, program)


def _compile_choice(
    options: tuple[Node, ...], names: tuple[str, ...], program: list[Instruction]
) -> None:
    ends = []
    for option in options[:-1]:
        fork = _placeholder(program)
        _compile(option, names, program)
        ends.append(_placeholder(program))
        program[fork] = Fork(fork + 1, len(program))
    _compile(options[-1], names, program)
    for end in ends:
        program[end] = Fork(len(program), len(program))


def _compile_repeat(repeat: Repeat, names: tuple[str, ...], program: list[Instruction]) -> None:
    for _ in range(repeat.least):
        _compile(repeat.part, names, program)
    if repeat.most is None:
        loop = _placeholder(program)
        _compile(repeat.part, names, program)
        program.append(Fork(loop, loop))
        program[loop] = _fork(loop + 1, len(program), repeat.greedy)
        return
    forks = []
    for _ in range(repeat.most - repeat.least):
        forks.append(_placeholder(program))
        _compile(repeat.part, names, program)
    for fork in forks:
        program[fork] = _fork(fork + 1, len(program), repeat.greedy)


def _placeholder(program: list[Instruction]) -> int:
    """Append an instruction whose targets are known later, and return its place."""
    program.append(Fork(0, 0))
    return len(program) - 1


def _fork(inside: int, outside: int, greedy: bool) -> Fork:
    return Fork(inside, outside) if greedy else Fork(outside, inside)

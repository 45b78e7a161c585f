"""``alicebob steps``: the catalogue of steps, to read, for a document, or for an editor."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from alicebob.runner.step_catalogue import CataloguedStep, in_words, read_catalogue

_NO_SUCH_STEP = 2  # exit code
_VALUES_SHOWN = 5

_DESCRIPTION = """\
List the sentences that a feature can use: what each means, and a line of the suite's
features that uses it. In a sentence, {braces} stand for what you fill in."""

_EPILOG = """\
examples:
  alicebob steps                    all of them, by subject
  alicebob steps private message    those with both words in them
  alicebob steps --markdown         a page for your wiki
  alicebob steps --json             for editors: sentences, parameters, values, examples

A step that begins with 'meanwhile' does not wait for earlier ones:
  And meanwhile user "Carol" connects to the chat"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``steps``, with its words and formats."""
    parser = subparsers.add_parser(
        "steps",
        help="list the sentences that a feature can use",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="list only steps with these words")
    formats = parser.add_mutually_exclusive_group()
    formats.add_argument("--markdown", action="store_true", help="write Markdown")
    formats.add_argument("--json", action="store_true", help="write JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the steps that have all the given words; return 2 if there is none, else 0."""
    steps = [step for step in read_catalogue() if has_words(step, options.words)]
    if not steps:
        given = " ".join(options.words)
        print(
            f"alicebob steps: no step has the words '{given}'; 'alicebob steps' lists all",
            file=sys.stderr,
        )
        return _NO_SUCH_STEP
    if options.json:
        print(json.dumps([asdict(step) for step in steps], indent=1, ensure_ascii=False))
    else:
        print("\n".join(markdown(steps) if options.markdown else text(steps)))
    return 0


def has_words(step: CataloguedStep, words: Sequence[str]) -> bool:
    """Return True if a step has all ``words`` in its sentence, its meaning or its subject."""
    everything = f"{step.subject} {step.keyword} {step.sentence} {step.meaning}".casefold()
    return all(word.casefold() in everything for word in words)


def text(steps: Iterable[CataloguedStep]) -> Iterator[str]:
    """Yield the lines of the catalogue for a terminal."""
    return _by_subject(steps, lambda subject: [subject, "─" * len(subject)], _lines)


def _lines(step: CataloguedStep) -> Iterator[str]:
    yield f"  {step.keyword} {step.sentence}"
    if step.meaning != in_words(step.sentence):
        yield f"      {step.meaning}"
    for parameter in step.parameters:
        if parameter.values:
            yield f"      {parameter.name}: {_shown(parameter.values)}"
    yield f"      for example: {step.example}"


def markdown(steps: Iterable[CataloguedStep]) -> Iterator[str]:
    """Yield the lines of the catalogue as Markdown."""
    return _by_subject(steps, lambda subject: [f"## {subject}"], _items)


def _items(step: CataloguedStep) -> Iterator[str]:
    yield f"- **{step.keyword}** `{step.sentence}`  "
    if step.meaning != in_words(step.sentence):
        yield f"  {step.meaning}.  "
    for parameter in step.parameters:
        if parameter.values:
            yield f"  `{parameter.name}`: {_shown(parameter.values)}.  "
    yield f"  For example: `{step.example}` ({step.location})"


def _by_subject(
    steps: Iterable[CataloguedStep],
    heading: Callable[[str], list[str]],
    lines: Callable[[CataloguedStep], Iterator[str]],
) -> Iterator[str]:
    for subject, its_steps in groupby(steps, lambda step: step.subject):
        yield from [*heading(subject), ""]
        for step in its_steps:
            yield from [*lines(step), ""]


def _shown(values: Sequence[str]) -> str:
    more = len(values) - _VALUES_SHOWN
    shown = ", ".join(values[:_VALUES_SHOWN])
    return f"{shown}, and {more} more" if more > 0 else shown

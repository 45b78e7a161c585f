"""Every file can be read in one sitting, its docstrings state something, and nothing sleeps."""

import ast
from pathlib import Path

from tests.support.sources import of_files, parsed, python_files

SUITE = ("alicebob", "steps", "environment.py", "tests")
EVERYTHING = (*SUITE, "server", "mutants", "bench", "docs/tools")
LONGEST = 300  # lines: one sitting
QUESTION_WORDS = {"How", "What", "When", "Where", "Whether", "Which", "Who", "Whose", "Why"}


@of_files(python_files(*SUITE))
def test_nobody_sleeps(path: Path) -> None:
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
    }
    assert "sleep" not in called


@of_files(python_files(*SUITE))
def test_nobody_waits_for_what_never_comes(path: Path) -> None:
    """Such a wait is a sleep under another name."""
    conditions = {
        ast.unparse(argument.body)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        for argument in node.args
        if isinstance(argument, ast.Lambda)
    }
    assert "False" not in conditions


@of_files(python_files(*SUITE))
def test_nobody_polls_without_a_pause(path: Path) -> None:
    """A loop that does nothing but look at a clock keeps the server under test from its work."""
    polls = [
        ast.unparse(node.test)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.While) and all(isinstance(each, ast.Pass) for each in node.body)
    ]
    assert [test for test in polls if "monotonic" in test or "clock" in test] == []


@of_files(python_files(*EVERYTHING))
def test_no_docstring_begins_like_a_question(path: Path) -> None:
    """It begins with a verb or a noun: "Return the users …", "Users of a room"."""
    texts = [
        node.value.value.split(maxsplit=1)[0]
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]
    assert [text for text in texts if text in QUESTION_WORDS] == []


@of_files(python_files(*EVERYTHING))
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST

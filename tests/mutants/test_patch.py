"""Mutants change the server, and only what is there."""

import os
import sys

import pytest

from mutants.patch import Patch
from mutants.registry import Mutant, all_mutants
from server.core import names
from server.web import connect_request


class Part:
    answer = 42


def test_a_part_is_replaced() -> None:
    Patch().replace(Part, "answer", 43)
    assert Part.answer == 43


def test_a_part_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError):
        Patch().replace(Part, "question", 43)


def changes_without_an_error(mutant: Mutant) -> bool:
    """Try it in a process of its own: what a mutant changes stays changed."""
    child = os.fork()
    if child == 0:
        try:
            mutant.change(Patch())
        except BaseException as error:
            print(mutant.id, repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def test_every_mutant_finds_the_parts_that_it_changes() -> None:
    assert [each.id for each in all_mutants().values() if not changes_without_an_error(each)] == []


def test_a_function_is_replaced_wherever_it_was_imported() -> None:
    def in_a_process_of_its_own(_patch: Patch) -> None:
        def other(raw: str) -> str:
            return raw

        Patch().replace(names, "user_name", other)
        assert names.user_name is vars(connect_request)["user_name"] is other

    assert changes_without_an_error(Mutant("x.y", "", in_a_process_of_its_own))


def test_a_constant_is_replaced_wherever_it_was_imported() -> None:
    def in_a_process_of_its_own(_patch: Patch) -> None:
        Patch().replace(names, "DEFAULT_ROOM", "other")
        assert names.DEFAULT_ROOM == vars(connect_request)["DEFAULT_ROOM"] == "other"

    assert changes_without_an_error(Mutant("x.y", "", in_a_process_of_its_own))

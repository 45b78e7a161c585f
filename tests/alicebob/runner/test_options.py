"""A run of the suite: its options, what it leaves unjudged, and what it says in the end."""

import dataclasses
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from alicebob.dialects.registry import by_name
from alicebob.record import verdicts
from alicebob.record.verdicts import (
    BROKEN,
    KEPT,
    NOT_FOR_THIS_DIALECT,
    NOT_PROMISED,
    Verdict,
    Verdicts,
)
from alicebob.runner.endings import Ending
from alicebob.runner.options import DEFAULT_PATIENCE
from alicebob.runner.suite import NothingJudged, Suite
from alicebob.runner.tagged_scenario import ScenarioInfo
from alicebob.scenario.judge import ScenarioDescription
from alicebob.scenario.scenario import Scenario
from alicebob.servers.node import Node
from alicebob.servers.process import ServerDidNotStart
from alicebob.servers.profile import BadOption
from alicebob.servers.server_under_test import ServerUnderTest
from alicebob.transport.address import Address


def told(*tags: str, name: str = "Somebody leaves") -> ScenarioInfo:
    return ScenarioInfo(name, "leaving.feature:7", "Disconnecting", frozenset(tags))


def refusal_of(**options: str) -> str:
    """The sentence with which options are refused."""
    with pytest.raises(BadOption) as refused:
        Suite(options)
    return str(refused.value)


def test_an_unknown_option_is_rejected_with_those_that_are_known() -> None:
    sentence = refusal_of(patiense="3")
    assert ("-D patiense" in sentence, "-D patience=" in sentence) == (True, True)


@pytest.mark.parametrize("patience", ["0", "-1", "soon", "", "nan", "inf", "601"])
def test_a_patience_that_is_none_is_rejected(patience: str) -> None:
    assert refusal_of(patience=patience).startswith("-D patience= takes seconds")


@pytest.mark.parametrize("enough", ["0", "-1", "few", "", "1.5"])
def test_a_number_of_scenarios_that_is_none_is_rejected(enough: str) -> None:
    assert refusal_of(enough=enough).startswith("-D enough= takes a number")


def test_a_file_for_verdicts_that_cannot_be_written_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "verdicts"
    assert str(path) in refusal_of(verdicts=str(path))


def test_a_folder_for_the_junit_file_that_is_none_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "-D junit=: " in refusal_of(junit=str(tmp_path / "file" / "reports"))


def test_patience_may_be_given() -> None:
    assert Suite({"patience": "0.5"}).patience == float("0.5")


def test_without_a_word_there_is_some_patience() -> None:
    assert Suite({}).patience == DEFAULT_PATIENCE


def test_what_the_server_promises_is_judged() -> None:
    assert Suite({"server": "x"}).unpromised(told("promise.core")) is None


def test_what_the_server_does_not_promise_is_not_judged() -> None:
    why = Suite({"server": "x"}).unpromised(told("promise.rooms"))
    assert str(why).startswith("not promised: rooms (users in different rooms")


def test_what_a_fact_makes_impossible_is_not_judged_and_names_the_fact(tmp_path: Path) -> None:
    path = tmp_path / "verdicts"
    suite = Suite({"verdicts": str(path)})
    impossible = {"rooms": "it has one room"}
    suite.profile = dataclasses.replace(suite.profile, impossible=impossible)
    why = str(suite.unpromised(told("promise.rooms")))
    (verdict,) = verdicts.read(path)
    assert why.endswith("each other's messages), because it has one room")
    assert (verdict.verdict, verdict.fact) == (NOT_PROMISED, "it has one room")


@pytest.mark.parametrize(("marked", "is_judged"), [("rooms", True), ("typing", False)])
def test_what_is_ahead_of_the_promises_is_judged(
    marked: str, is_judged: bool, tmp_path: Path
) -> None:
    path = tmp_path / "our.toml"
    path.write_text(f'command = "x"\nahead = ["{marked}"]')
    why = Suite({"profile": str(path)}).unpromised(told("promise.rooms"))
    assert (why is None) == is_judged


def test_of_two_promises_both_are_needed() -> None:
    why = Suite({"server": "x"}).unpromised(told("promise.core", "promise.rooms"))
    assert str(why).startswith("not promised: rooms")


def test_a_scenario_that_names_no_promise_is_judged_on_every_server() -> None:
    assert Suite({"server": "x", "promises": "rooms"}).unpromised(told("slow")) is None


def test_a_scenario_may_ask_for_all_promises_of_a_level() -> None:
    suite = Suite({"server": "x", "promises": "core,-exact"})
    assert str(suite.unpromised(told("promise.core"))).startswith("not promised: exact")


def test_a_run_that_judged_nothing_is_no_success() -> None:
    with pytest.raises(NothingJudged, match="nothing is proved"):
        Suite({"server": "x"}).close()


def test_what_was_not_promised_is_told_in_the_end() -> None:
    suite = Suite({"server": "x"})
    suite.unpromised(told("promise.rooms"))
    suite.unpromised(told("promise.rooms"))
    with pytest.raises(NothingJudged, match=r"Not promised \(scenarios\): rooms \(2\)\."):
        suite.close()


def test_what_was_not_promised_stands_among_the_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "verdicts"
    why = Suite({"server": "x", "verdicts": str(path)}).unpromised(told("promise.rooms"))
    (verdict,) = verdicts.read(path)
    assert (verdict.at, verdict.name) == ("leaving.feature:7", "Somebody leaves")
    assert (verdict.verdict, verdict.promises, verdict.why) == (NOT_PROMISED, ("rooms",), why)


def test_verdicts_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "verdicts"
    verdict = Verdict("a.feature:1", 'She said "hi"\n', BROKEN, ("order", "messages"))
    Verdicts(str(path)).write(verdict)
    assert verdicts.read(path) == [verdict]


def test_a_new_run_forgets_the_verdicts_of_the_last(tmp_path: Path) -> None:
    path = tmp_path / "verdicts"
    Verdicts(str(path)).write(Verdict("a.feature:1", "a", BROKEN))
    Verdicts(str(path))
    assert verdicts.read(path) == []


def test_a_server_that_cannot_be_run_is_an_error_that_says_so() -> None:
    with pytest.raises(ServerDidNotStart, match="there is no file '/no/such/server'"):
        Suite({"server": "/no/such/server"}).open()


def test_a_server_that_does_not_answer_is_an_error_that_says_so() -> None:
    with pytest.raises(ServerDidNotStart, match="No chat answers at http://localhost:1: Conn"):
        Suite({"url": "http://localhost:1", "patience": "0.1"}).open()


def test_a_server_that_is_no_chat_is_an_error_that_says_what_it_answered() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        with pytest.raises(ServerDidNotStart, match=r"answers 501 .* at /chat\?user=NAME"):
            Suite({"url": url}).open()
        server.shutdown()


def end_of_a_run(*passed: bool, **options: str) -> str:
    """The closing sentence of a run whose scenarios passed or failed."""
    suite = Suite({"server": "x", **options})
    dialect = suite.profile.dialect
    for has_passed in passed:
        scenario = Scenario(
            ServerUnderTest((Node(Address("localhost", 1)),)),
            by_name(dialect),
            ScenarioDescription("x", "x", "x"),
            1.0,
        )
        suite.end(scenario, told("promise.core"), Ending(KEPT if has_passed else BROKEN))
    return suite.close()


@pytest.mark.parametrize(
    ("passed", "words"),
    [((True,), "; 1 scenario judged in"), ((True, False), "; 2 scenarios judged in")],
)
def test_in_the_end_it_is_told_how_much_was_judged(passed: tuple[bool, ...], words: str) -> None:
    assert words in end_of_a_run(*passed)


def test_a_run_that_was_stopped_early_says_so() -> None:
    stopped = "Stopped there: 1 scenario broken, as -D enough= wants."
    assert stopped in end_of_a_run(True, False, enough="1")


def test_a_run_that_went_to_its_end_does_not_say_that_it_was_stopped() -> None:
    assert "Stopped" not in end_of_a_run(True, False, enough="2")


def test_an_unknown_dialect_is_rejected_with_those_that_are_known() -> None:
    assert refusal_of(dialect="french").startswith("-D dialect= takes one of plain, events")


@pytest.mark.parametrize("dialect", ["plain", "events", "envelope"])
def test_what_is_of_no_dialect_is_judged_in_each(dialect: str) -> None:
    assert Suite({"dialect": dialect}).unpromised(told("promise.core")) is None


def test_what_makes_sense_in_another_dialect_only_is_not_judged() -> None:
    why = Suite({"dialect": "envelope"}).unpromised(told("promise.core", "only.plain"))
    assert why == "not for the dialect envelope"


def test_what_makes_sense_in_some_dialects_is_judged_in_each_of_them() -> None:
    told_here = told("promise.core", "only.plain", "only.events")
    assert Suite({"dialect": "events"}).unpromised(told_here) is None


@pytest.mark.parametrize(("tags", "is_judged"), [([], False), (["only.described"], True)])
def test_what_is_for_some_dialects_is_judged_on_a_described_wire_if_it_says_so(
    tags: list[str], is_judged: bool, tmp_path: Path
) -> None:
    path = tmp_path / "chat.toml"
    wire = '[wire]\nurl = "/"\nsay.text = "{text}"\n[[hear]]\nas = "message"\ntext = "{text}"'
    path.write_text(f'command = "chat"\n{wire}')
    told_there = told("promise.messages", "only.plain", *tags)
    assert (Suite({"profile": str(path)}).unpromised(told_there) is None) == is_judged


@pytest.mark.parametrize(("dialect", "is_judged"), [("plain", True), ("events", False)])
def test_what_names_its_dialect_is_judged_once(dialect: str, is_judged: bool) -> None:
    bound = dataclasses.replace(told("promise.core"), is_bound=True)
    assert (Suite({"dialect": dialect}).unpromised(bound) is None) == is_judged


def test_what_is_not_for_a_dialect_is_told_and_written_down(tmp_path: Path) -> None:
    path = tmp_path / "verdicts"
    suite = Suite({"dialect": "events", "verdicts": str(path)})
    suite.unpromised(told("promise.core", "only.plain"))
    with pytest.raises(NothingJudged, match="1 not for the dialect events"):
        suite.close()
    (verdict,) = verdicts.read(path)
    assert verdict.verdict == NOT_FOR_THIS_DIALECT

"""Rejections and answers without a file, as the suite accepts them by what the server promises."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from alicebob.actions.http_client import HttpClient
from alicebob.dialects.plain import PLAIN
from alicebob.scenario.judge import PromiseBroken, ScenarioDescription
from alicebob.scenario.scenario import Scenario
from alicebob.servers.node import Node
from alicebob.servers.server_under_test import ServerUnderTest
from tests.alicebob.support.answering import PATIENCE, answering

PASSWORDS = "root:x:0:0:root:/root:/bin/sh"


def answer(status: int, text: str = "") -> bytes:
    """An answer with a status."""
    head = f"HTTP/1.1 {status} So\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n"
    return (head + text).encode()


@contextmanager
def client_of(response: bytes, *promises: str) -> Iterator[HttpClient]:
    """A client of a server that gives one answer, and makes some promises."""
    with answering(response) as (address, _connection):
        server = ServerUnderTest((Node(address),), promises=frozenset(promises))
        description = ScenarioDescription("a scenario", "a rule", "behave")
        yield HttpClient(Scenario(server, PLAIN, description, PATIENCE))


def is_rejected(status: int, *promises: str) -> bool:
    """Return True if ``status`` passes for a rejection with 426."""
    with client_of(answer(status), *promises) as client:
        client.request_upgrade("/chat", "without Upgrade")
        try:
            client.expect_rejected(426, client.response.status)
        except PromiseBroken:
            return False
        return True


@pytest.mark.parametrize("status", [200, 400, 404, 426])
def test_a_server_may_reject_a_handshake_with_a_status_of_its_choice(status: int) -> None:
    assert is_rejected(status)


@pytest.mark.parametrize("promises", [(), ("strict-handshake",)])
def test_no_server_may_accept_it(promises: tuple[str, ...]) -> None:
    assert not is_rejected(101, *promises)


@pytest.mark.parametrize(("status", "expected"), [(426, True), (400, False)])
def test_who_promises_the_status_must_send_it(status: int, expected: bool) -> None:
    assert is_rejected(status, "strict-handshake") is expected


def is_no_file(response: bytes, *promises: str) -> bool:
    """Return True if ``response`` passes for one without a file of the server's machine."""
    with client_of(response, *promises) as client:
        client.request("/assets/../../etc/passwd")
        try:
            client.expect_no_file()
        except PromiseBroken:
            return False
        return True


def test_the_page_of_an_application_is_no_file() -> None:
    assert is_no_file(answer(200, "<!doctype html>"))


@pytest.mark.parametrize("status", [200, 404])
def test_a_file_is_one_with_any_status(status: int) -> None:
    assert not is_no_file(answer(status, PASSWORDS))


@pytest.mark.parametrize(("status", "expected"), [(200, False), (404, True), (400, True)])
def test_who_promises_404_must_not_answer_with_a_page(status: int, expected: bool) -> None:
    assert is_no_file(answer(status, "nothing"), "not-found") is expected

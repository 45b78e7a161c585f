"""The process table, as Linux tells it and as ``ps`` and ``lsof`` do."""

import os
import shutil
import socket
import subprocess

import pytest

from alicebob.servers import process_table

SOURCES = [
    True,
    pytest.param(
        False,
        marks=pytest.mark.skipif(
            not (shutil.which("ps") and shutil.which("lsof")), reason="no ps or lsof"
        ),
    ),
]


@pytest.fixture(params=SOURCES, ids=["proc", "ps and lsof"], autouse=True)
def source(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(process_table, "has_proc", bool)  # says no


def test_a_process_that_runs_is_listed_with_its_parent_and_its_group() -> None:
    rows = {row.pid: row for row in process_table.running()}
    me = rows[os.getpid()]
    assert (me.parent, me.group) == (os.getppid(), os.getpgrp())


def test_a_process_that_has_ended_is_not_listed_though_nobody_asked_for_its_exit_code() -> None:
    child = subprocess.Popen(["/bin/sh", "-c", "read line"], stdin=subprocess.PIPE)
    assert child.pid in {row.pid for row in process_table.running()}
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert child.pid not in {row.pid for row in process_table.running()}
    child.communicate()


def test_the_ports_on_which_a_process_listens_are_found() -> None:
    me = os.getpid()
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("::1", 0), family=socket.AF_INET6) as other,
        socket.create_connection(one.getsockname()) as client,
    ):
        ports = process_table.listening([me])[me]
        assert {one.getsockname()[1], other.getsockname()[1]} <= ports
        assert client.getsockname()[1] not in ports


def test_a_process_that_does_not_listen_has_no_ports() -> None:
    assert process_table.listening([os.getppid() + 10_000_000]) == {}

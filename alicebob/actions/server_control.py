"""Actions on the server under test: stop it, kill it, start it again, check that it answers."""

import threading

from alicebob.clients.user import User
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.model.received import Message
from alicebob.record.journal import ConnectRejected, EventReceived
from alicebob.scenario.carry_over import late_leaves_of
from alicebob.scenario.scenario import Scenario
from alicebob.transport.http import ANSWER_PATIENCES

_SAID_AT_MOST = 300  # by one person, in a burst that the server's end cuts short
_HEARD_BEFORE = 60  # messages, after which it is told to stop
EXIT_PROMISED = 5.0  # seconds that a server may take to stop (docs/protocol.md#g8)


def stop(scenario: Scenario) -> None:
    """Tell the server to stop. Raises ``FeatureMistake`` if the suite has not started it."""
    if scenario.server.process is None:
        raise FeatureMistake("only a server that the suite started can be stopped by it")
    scenario.server.was_stopped = True
    for process in scenario.server.node_processes:
        process.terminate()


def stop_in_a_burst(scenario: Scenario, users: list[User]) -> None:
    """Stop the server while all users send messages, once some have arrived; wait for all ends."""
    threads = [threading.Thread(target=_talk_to_the_end, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    scenario.journal.wait_until(
        lambda: _messages_heard(scenario) >= _HEARD_BEFORE, scenario.patience
    )
    stop(scenario)
    for thread in threads:
        thread.join()
    for user in users:
        user.wait_for_end()


def _talk_to_the_end(user: User) -> None:
    for number in range(1, _SAID_AT_MOST + 1):
        if user.ended is not None:
            return
        user.try_send_message(f"word {number} of {user.label}")


def _messages_heard(scenario: Scenario) -> int:
    entries = (entry.what for entry in scenario.journal.entries)
    return sum(
        isinstance(what, EventReceived) and isinstance(what.received, Message) for what in entries
    )


def try_connect_late(scenario: Scenario, label: str) -> None:
    """Try to connect to a server that may no longer accept connections; no answer is a
    rejection."""
    user = scenario.ensure_user(label)
    try:
        user.connect(scenario.connect_options(label))
    except OSError as error:
        user.rejection = ConnectRejected(None, str(error))


def kill(scenario: Scenario) -> None:
    """Kill the server. Raises ``FeatureMistake`` if the suite has not started it."""
    if scenario.server.process is None:
        raise FeatureMistake("only a server that the suite started can be killed by it")
    scenario.server.was_stopped = True
    connected_users, server = scenario.connected_users(), scenario.server
    for process in server.processes if not server.keeps_history else server.node_processes:
        process.kill()
    for user in connected_users:
        user.wait_for_end()


def start_again(scenario: Scenario) -> None:
    """Start the server again, at its address. Without a history that is kept, it has forgotten all,
    and so have its services."""
    for service in scenario.server.services:
        if service.process.exit_code is not None:
            service.start_again(is_empty=True)
    scenario.start_again(scenario.server)
    scenario.carry_over.late_departures += late_leaves_of(scenario.server, scenario.dialect)
    if not scenario.server.keeps_history:
        scenario.carry_over.remembers_from = len(scenario.journal.entries)


def expect_answering(scenario: Scenario) -> None:
    """Expect that the server accepts connections."""
    try:
        scenario.server.address.connect(scenario.patience).close()
    except OSError as error:
        scenario.judge.fail("The server is not running.", "it takes connections", str(error))


def expect_exit(scenario: Scenario, code: int) -> None:
    """Expect that the server, which was told to stop, exits with ``code``."""
    deadline = EXIT_PROMISED + ANSWER_PATIENCES * scenario.patience
    codes = [process.wait(deadline) for process in scenario.server.node_processes]
    ended = next((each for each in codes if each != code), code)
    if ended != code or not codes:
        actual = "it is still running" if ended is None else f"exit code {ended}"
        scenario.judge.fail("The server did not end well.", f"exit code {code}", actual)

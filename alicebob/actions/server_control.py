"""What is done to the server itself: it is stopped, killed, started again, and looked at."""

import threading

from alicebob.clients.user import User
from alicebob.model.received import Message
from alicebob.record.journal import Hears, TurnedAway
from alicebob.scenario.scenario import Stage

_SAID_AT_MOST = 300  # by one person, in a burst that the server's end cuts short
_HEARD_BEFORE = 60  # messages, after which it is told to stop
EXIT_PROMISED = 5.0  # seconds that a server may take to stop (PROTOCOL, promise 8)


def stop(stage: Stage) -> None:
    """Tells the server, which was started here, to stop."""
    if stage.theatre.process is None:
        raise LookupError("only a server that the suite started can be stopped by it")
    stage.server_was_stopped = True
    stage.theatre.process.terminate()


def stop_in_a_burst(stage: Stage, users: list[User]) -> None:
    """Everybody talks at once, each from a thread of their own; the server is told to stop as soon
    as some of it was heard, and all lines end."""
    threads = [threading.Thread(target=_talk_to_the_end, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    stage.journal.wait_until(lambda: _messages_heard(stage) >= _HEARD_BEFORE, stage.patience)
    stop(stage)
    for thread in threads:
        thread.join()
    for user in users:
        user.wait_for_end()


def _talk_to_the_end(user: User) -> None:
    for number in range(1, _SAID_AT_MOST + 1):
        if user.ended is not None:
            return
        user.try_to_say(f"word {number} of {user.label}")


def _messages_heard(stage: Stage) -> int:
    entries = (entry.what for entry in stage.journal.entries)
    return sum(isinstance(what, Hears) and isinstance(what.heard, Message) for what in entries)


def knock_late(stage: Stage, label: str) -> None:
    """Somebody tries to come in who may find nobody to answer: that is being turned away, too."""
    user = stage.newcomer(label)
    try:
        user.enter(stage.entrance(label))
    except OSError as error:
        user.turned_away = TurnedAway(None, str(error))


def kill(stage: Stage) -> None:
    """Ends the server, which was started here, without any warning."""
    if stage.theatre.process is None:
        raise LookupError("only a server that the suite started can be killed by it")
    stage.server_was_stopped = True
    present = stage.present()
    stage.theatre.process.kill()
    for user in present:
        user.wait_for_end()


def start_again(stage: Stage) -> None:
    """Starts it again, where it was. If it keeps nothing, it has forgotten what was said."""
    stage.start_again(stage.theatre)
    if not stage.theatre.keeps_history:
        stage.theatre.house.remembers_from = len(stage.journal.entries)
    stage.server_was_stopped = False


def expect_answering(stage: Stage) -> None:
    """The server takes connections."""
    try:
        stage.theatre.address.connect(stage.patience).close()
    except OSError as error:
        stage.fail("The server is not running.", "it takes connections", str(error))


def expect_exit(stage: Stage, code: int) -> None:
    """The server, started here, ends by itself with ``code``."""
    process = stage.theatre.process
    ended = process.wait(EXIT_PROMISED + stage.patience) if process is not None else None
    if ended != code:
        actual = "it is still running" if ended is None else f"exit code {ended}"
        stage.fail("The server did not end well.", f"exit code {code}", actual)

"""What people do in the dialects that have words for it. Steps call these by name."""

import time
from collections.abc import Callable
from dataclasses import replace

from harness.dialects.events import BY_WORD, EVENTS
from harness.entrance import Entrance, path_of
from harness.heard import Heard, Message, Pong, Private, Reason, Refused, Typing
from harness.profile import SETTINGS
from harness.stage import Stage
from harness.tokens import bad_token, token
from harness.user import User
from harness.words import Ping, Type

_SIGNS = 6  # of typing, in the time in which one must be seen
_TRIES = 10  # at something that must be quick, on a machine that may be busy
_MOST = 60  # things said by who is to be cut off for it
_SOON = 1.0  # seconds for which a proof is good that soon runs out
_RUN_OUT = 4001  # the close code that says so
_PAUSES = 20  # in one patience: how often somebody who was refused tries again


def whispers(sender: str, text: str) -> Callable[[Heard], bool]:
    """Matches the private words ``text`` from ``sender``, to whomever they are."""
    return lambda h: isinstance(h, Private) and (h.sender, h.content) == (sender, text)


def stand_at_the_door(stage: Stage, label: str, room: str | None = None) -> None:
    """Somebody connects, and says nothing yet; in a dialect that one joins by a word."""
    if label not in stage.users and stage.dialect_of(label) is EVENTS:
        stage.speaks(label, BY_WORD)
    user = stage.newcomer(label)
    if not user.dialect.joins_by_word:
        raise LookupError(f"in the dialect {user.dialect.name} one is in with the handshake")
    if not stage.knock(user, replace(stage.entrance(label, room), is_silent=True)):
        stage.fail(f"{label} cannot come to the door.", "status 101", f"{user.turned_away}")


def expect_in(stage: Stage, label: str, *, is_in: bool) -> None:
    """Whether ``label`` is in."""
    words = {True: "in", False: "not in"}
    if stage.user(label).is_in != is_in:
        headline = f"{label} is {words[not is_in]}."
        stage.fail(headline, f"{label} is {words[is_in]}", f"they are {words[not is_in]}")


def expect_agreed(stage: Stage, label: str, subprotocol: str) -> None:
    """Which of the subprotocols that ``label`` offered the server has agreed to; "": none."""
    agreed = stage.user(label).agreed or ""
    if agreed != subprotocol:
        headline = f"{label} and the server agreed on something else."
        stage.fail(headline, subprotocol or "no subprotocol", agreed or "no subprotocol")


def ping(stage: Stage, label: str) -> None:
    """Asks in the dialect's own words for a sign, and waits for it."""
    nonce = f"sign {len(stage.journal.entries)}"
    stage.user(label).ask(Ping(nonce))
    stage.expect(label, "the answer to their ping", lambda heard: heard == Pong(nonce))


def say_until_heard(stage: Stage, user: User, text: str) -> None:
    """Says ``text``; when that is too fast, a little later again, until it is let through."""
    refused = Refused(Reason.TOO_FAST)
    assert user.line is not None
    own = Message(user.line.name, text)
    for _ in range(_PAUSES):
        user.say(text)
        answer = user.inbox.wait_for(lambda heard: heard in (own, refused), stage.patience)
        if answer != refused:
            break
        stage.journal.wait_until(lambda: False, stage.patience / _PAUSES)
    else:
        stage.fail(f"{user.label} was never heard again.", f'"{text}" is heard', "it is refused")


def knock_with(stage: Stage, label: str, kind: str) -> None:
    """Somebody tries to come in with a proof of their name that is none, of this kind."""
    entrance = stage.entrance(label)
    token = bad_token(kind, label, stage.theatre.secret)
    stage.knock(stage.newcomer(label), replace(entrance, token=token))


def enter_briefly(stage: Stage, label: str) -> None:
    """Somebody comes in with a proof of their name that soon runs out."""
    proof = token(label, stage.theatre.secret, _SOON)
    stage.enter(label, replace(stage.entrance(label), token=proof))


def expect_run_out(stage: Stage, label: str) -> None:
    """The server ends the line of ``label`` when the proof of their name has run out."""
    user = stage.user(label)
    stage.journal.wait_until(lambda: user.ended is not None, _SOON + stage.patience)
    stage.expect_end(label, _RUN_OUT)


def enter_as(stage: Stage, label: str, claimed: str) -> None:
    """Somebody comes in with a proof of one name, and says that they are called otherwise."""
    proof = token(label, stage.theatre.secret)
    path = path_of(Entrance(claimed, token=proof), stage.dialect_of(label), "")
    stage.enter(label, replace(stage.entrance(label), path=path))


def flood_until_cut(user: User) -> None:
    """Goes on talking, whatever is answered, until the line ends."""
    for count in range(1, _MOST + 1):
        user.try_to_say(f"more {count}")
        if user.ended is not None:
            return
    user.wait_for_end()


def expect_discreet_log(stage: Stage, label: str) -> None:
    """Nothing of the proof of a name stands in what the server printed."""
    process = stage.theatre.process
    proof = stage.user(label).proof
    if process is not None and proof and proof.rpartition(".")[2] in process.output:
        stage.fail("The log tells a secret.", f"no token of {label}", "its signature is there")


def type_on(stage: Stage, typist: str, watcher: str) -> None:
    """Gives signs of typing for longer than typing lasts, each as soon as the one before was seen;
    no end of it is seen. Starts over when a sign took so long that typing may have ended in
    between. Raises ``TimeoutError`` if it always does."""
    lasts = float(SETTINGS["hasty"]["CHAT_TYPING_TIMEOUT"])
    for _ in range(_TRIES):
        if _type_for(stage, 1.5 * lasts, lasts / 2, typist, watcher):
            return
    raise TimeoutError(f"signs of typing never followed each other within {lasts / 2:g} s")


def _type_for(stage: Stage, seconds: float, quickly: float, typist: str, watcher: str) -> bool:
    """Whether every sign was seen quickly enough to tell anything."""
    line = stage.user(typist).line
    assert line is not None
    on, off, inbox = Typing(line.name, True), Typing(line.name, False), stage.user(watcher).inbox
    now = time.monotonic()
    end = now + seconds
    while now < end:
        stage.user(typist).ask(Type(True))
        stage.expect(watcher, f"that {on}", lambda heard: heard == on)
        last, now = now, time.monotonic()
        is_over = inbox.claim(lambda heard: heard == off) is not None
        if now - last > quickly:
            return False
        if is_over:
            stage.fail(f"{watcher} saw an end of it.", f"{typist} is typing all the time", f"{off}")
        stage.journal.wait_until(lambda: False, quickly / _SIGNS)
    return True

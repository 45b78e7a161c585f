"""How people prove who they are, and try to come in without. Steps call these by name."""

from dataclasses import replace
from urllib.parse import quote

from alicebob.clients.connect_options import Entrance, path_of
from alicebob.data.tokens import bad_token, endless_token, token
from alicebob.scenario.scenario import Stage

_SOON = 1.0  # seconds for which a proof is good that soon runs out
_RUN_OUT = 4001  # the close code that says so


def proof(what: str, secret: str) -> tuple[str, str]:
    """Whose proof it is, and the proof: "nothing", "Alice's token", or one of the bad kinds."""
    if what == "nothing":
        return "", ""
    name, is_good, _ = what.partition("'s token")
    return (name, token(name, secret)) if is_good else ("", bad_token(what, "Mallory", secret))


def knock_with(stage: Stage, label: str, kind: str) -> None:
    """Somebody tries to come in with a proof of their name that is none, of this kind."""
    entrance = stage.entrance(label)
    proof = bad_token(kind, label, stage.theatre.secret)
    stage.knock(stage.newcomer(label), replace(entrance, token=proof))


def enter_briefly(stage: Stage, label: str) -> None:
    """Somebody comes in with a proof of their name that soon runs out."""
    proof = token(label, stage.theatre.secret, _SOON)
    stage.enter(label, replace(stage.entrance(label), token=proof))


def expect_run_out(stage: Stage, label: str) -> None:
    """The server ends the line of ``label`` when the proof of their name has run out."""
    user = stage.user(label)
    stage.journal.wait_until(lambda: user.ended is not None, _SOON + stage.patience)
    stage.expect_end(label, _RUN_OUT)


def enter_for_ever(stage: Stage, label: str) -> None:
    """Somebody comes in with a proof of their name that never runs out."""
    proof = endless_token(label, stage.theatre.secret)
    stage.enter(label, replace(stage.entrance(label), token=proof))


def enter_as(stage: Stage, label: str, claimed: str) -> None:
    """Somebody comes in with a proof of one name, and says that they are called otherwise, in the
    address and by the word with which they join."""
    proof = token(label, stage.theatre.secret)
    path = path_of(Entrance(claimed, token=proof), stage.dialect_of(label), "")
    stage.enter(label, replace(stage.entrance(label), path=path, claimed=claimed))


def expect_discreet(stage: Stage, label: str) -> None:
    """Nothing of the proof that somebody showed stands in what the server printed."""
    for part in stage.user(label).proof.split("."):
        _expect_unprinted(stage, part, f"no token of {label}")


def expect_unprinted(stage: Stage, text: str) -> None:
    """``text`` stands nowhere in what the server printed, be it as it is or in an address."""
    for form in (text, quote(text), ascii(text)[1:-1]):
        _expect_unprinted(stage, form, f'"{text}" is not in it')


def _expect_unprinted(stage: Stage, text: str, expected: str) -> None:
    process = stage.theatre.process
    if process is not None and text and text in process.output:
        stage.fail("The log tells a secret.", expected, "it is there, as one can read below")

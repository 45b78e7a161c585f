"""Actions with tokens: users connect with a valid token, a bad one, or none."""

from dataclasses import replace
from urllib.parse import quote

from alicebob.clients.connect_options import ConnectOptions, path_of
from alicebob.data.tokens import bad_token, endless_token, token
from alicebob.scenario.scenario import Scenario

_SOON = 1.0  # seconds for which a proof is good that soon runs out
_RUN_OUT = 4001  # the close code that says so


def proof(what: str, secret: str) -> tuple[str, str]:
    """Whose proof it is, and the proof: "nothing", "Alice's token", or one of the bad kinds."""
    if what == "nothing":
        return "", ""
    name, is_good, _ = what.partition("'s token")
    return (name, token(name, secret)) if is_good else ("", bad_token(what, "Mallory", secret))


def try_connect_with(scenario: Scenario, label: str, kind: str) -> None:
    """Somebody tries to come in with a proof of their name that is none, of this kind."""
    connect_options = scenario.connect_options(label)
    proof = bad_token(kind, label, scenario.server.secret)
    scenario.try_connect(scenario.ensure_user(label), replace(connect_options, token=proof))


def connect_briefly(scenario: Scenario, label: str) -> None:
    """Somebody comes in with a proof of their name that soon runs out."""
    proof = token(label, scenario.server.secret, _SOON)
    scenario.connect(label, replace(scenario.connect_options(label), token=proof))


def expect_run_out(scenario: Scenario, label: str) -> None:
    """The server ends the line of ``label`` when the proof of their name has run out."""
    user = scenario.user(label)
    scenario.journal.wait_until(lambda: user.ended is not None, _SOON + scenario.patience)
    scenario.expect_end(label, _RUN_OUT)


def connect_without_expiry(scenario: Scenario, label: str) -> None:
    """Somebody comes in with a proof of their name that never runs out."""
    proof = endless_token(label, scenario.server.secret)
    scenario.connect(label, replace(scenario.connect_options(label), token=proof))


def connect_as(scenario: Scenario, label: str, claimed: str) -> None:
    """Somebody comes in with a proof of one name, and says that they are called otherwise, in the
    address and by the word with which they join."""
    proof = token(label, scenario.server.secret)
    path = path_of(ConnectOptions(claimed, token=proof), scenario.dialect_of(label), "")
    scenario.connect(label, replace(scenario.connect_options(label), path=path, claimed=claimed))


def expect_discreet(scenario: Scenario, label: str) -> None:
    """Nothing of the proof that somebody showed stands in what the server printed."""
    for part in scenario.user(label).proof.split("."):
        _expect_unprinted(scenario, part, f"no token of {label}")


def expect_unprinted(scenario: Scenario, text: str) -> None:
    """``text`` stands nowhere in what the server printed, be it as it is or in an address."""
    for form in (text, quote(text), ascii(text)[1:-1]):
        _expect_unprinted(scenario, form, f'"{text}" is not in it')


def _expect_unprinted(scenario: Scenario, text: str, expected: str) -> None:
    process = scenario.server.process
    if process is not None and text and text in process.output:
        scenario.fail("The log tells a secret.", expected, "it is there, as one can read below")

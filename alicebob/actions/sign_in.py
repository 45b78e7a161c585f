"""Actions with tokens: users connect with a valid token, a bad one, or none."""

from dataclasses import replace
from urllib.parse import quote

from alicebob.assertions import expectations
from alicebob.clients.connect_options import ConnectOptions, path_of
from alicebob.data.tokens import bad_token, endless_token, token
from alicebob.scenario.scenario import Scenario

_SHORT_LIFE = 1.0  # seconds for which a short-lived token is valid
_EXPIRED = 4001  # the close code of an expired sign-in


def token_of(what: str, secret: str) -> tuple[str, str]:
    """Return the user of a token and the token, for "nothing", "Alice's token", or a bad kind."""
    if what == "nothing":
        return "", ""
    name, is_good, _ = what.partition("'s token")
    return (name, token(name, secret)) if is_good else ("", bad_token(what, "Mallory", secret))


def try_connect_with(scenario: Scenario, label: str, kind: str) -> None:
    """Try to connect ``label`` with an invalid token of this kind."""
    connect_options = scenario.connect_options(label)
    signed = bad_token(kind, label, scenario.server.secret)
    scenario.try_connect(scenario.ensure_user(label), replace(connect_options, token=signed))


def connect_briefly(scenario: Scenario, label: str) -> None:
    """Connect ``label`` with a token that expires soon."""
    signed = token(label, scenario.server.secret, _SHORT_LIFE)
    scenario.connect(label, replace(scenario.connect_options(label), token=signed))


def expect_expiry(scenario: Scenario, label: str) -> None:
    """Expect that the server closes the connection of ``label`` when the token has expired."""
    user = scenario.user(label)
    scenario.journal.wait_until(lambda: user.ended is not None, _SHORT_LIFE + scenario.patience)
    expectations.expect_end(scenario, label, _EXPIRED)


def connect_without_expiry(scenario: Scenario, label: str) -> None:
    """Connect ``label`` with a token that never expires."""
    signed = endless_token(label, scenario.server.secret)
    scenario.connect(label, replace(scenario.connect_options(label), token=signed))


def connect_as(scenario: Scenario, label: str, claimed: str) -> None:
    """Connect ``label`` with a valid token, and ask for the name ``claimed`` in the URL and in the
    join message."""
    signed = token(label, scenario.server.secret)
    path = path_of(ConnectOptions(claimed, token=signed), scenario.dialect_of(label), "")
    scenario.connect(label, replace(scenario.connect_options(label), path=path, claimed=claimed))


def expect_token_unprinted(scenario: Scenario, label: str) -> None:
    """Expect that the server printed no part of the token of ``label``."""
    for part in scenario.user(label).token.split("."):
        _expect_unprinted(scenario, part, f"the log does not show the token of {label}")


def expect_unprinted(scenario: Scenario, text: str) -> None:
    """Expect that the server did not print ``text``, neither as it is nor encoded for a URL."""
    for form in (text, quote(text), ascii(text)[1:-1]):
        _expect_unprinted(scenario, form, f'the log does not show "{text}"')


def _expect_unprinted(scenario: Scenario, text: str, expected: str) -> None:
    process = scenario.server.process
    if process is not None and text and text in process.output:
        scenario.judge.fail("The server's log shows a secret.", expected, "the log below shows it")

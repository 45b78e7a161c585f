"""Actions with tokens: users connect with a valid token, a bad one, or none."""

from dataclasses import replace
from urllib.parse import quote

from alicebob.assertions import expectations
from alicebob.clients.connect_options import ConnectOptions, path_of
from alicebob.clients.user import User
from alicebob.data.tokens import HOUR, SHORT_LIFE, bad_token, endless_token, expiry, token
from alicebob.scenario.scenario import Scenario

_EXPIRED = 4001  # the close code of an expired sign-in
_INEXACT = 0.01  # seconds by which two clocks of one machine may differ


def token_of(what: str, secret: str) -> tuple[str, str]:
    """Return the user of a token and the token, for "nothing", "Alice's token", "Alice's
    short-lived token", or a bad kind."""
    name, _, kind = what.partition("'s ")
    match kind:
        case "token":
            return name, token(name, secret, HOUR)
        case "short-lived token":
            return name, token(name, secret, SHORT_LIFE)
    return "", "" if what == "nothing" else bad_token(what, "Mallory", secret)


def try_connect_with(scenario: Scenario, label: str, kind: str) -> None:
    """Try to connect ``label`` with an invalid token of this kind."""
    connect_options = scenario.connect_options(label)
    signed = bad_token(kind, label, scenario.server.secret)
    scenario.try_connect(scenario.ensure_user(label), replace(connect_options, token=signed))


def connect_briefly(
    scenario: Scenario, label: str, name: str | None = None, *, is_silent: bool = False
) -> None:
    """Connect ``label`` with a token that expires soon, of the same name or of ``name``; a user
    that ``is_silent`` does not join."""
    name = name or label
    signed = token(name, scenario.server.secret, SHORT_LIFE)
    connect_options = replace(scenario.connect_options(name), token=signed, is_silent=is_silent)
    scenario.connect(label, connect_options)


def expect_expiry(scenario: Scenario, user: User) -> None:
    """Expect that the server closes the connection of ``user`` when the token has expired, and
    not before."""
    user.wait_for_end(later=SHORT_LIFE)
    expectations.expect_end_of(scenario, user, _EXPIRED)
    early = expiry(user.token) - user.ended_at
    if early > _INEXACT:
        headline = f"The connection of {user.label} was closed before the token expired."
        scenario.judge.fail(headline, "closed when the token expires", f"{early:.3f} s earlier")


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

"""Authentication by a token in the handshake (docs/protocol.md#authentication)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import hdrs, web

from server.core.names import InvalidName, user_name

MAX_TOKEN = 8 * 1024  # characters
_LATEST = 253_402_300_799  # end of the year 9999; larger numbers are probably not seconds
_HOW = "send a token as 'Authorization: Bearer ...' or '?token=...'"


@dataclass(frozen=True, slots=True)
class Identity:
    """An authenticated name, and its expiry in seconds since the epoch (None: never)."""

    name: str
    expires: float | None


class AuthenticationFailed(ValueError):
    """Authentication failed. The message is safe to show: it never contains the token."""


def authenticate(request: web.Request, secret: str, now: float) -> Identity:
    """Authenticate by the token in ``Authorization: Bearer``, or else in ``?token=``.

    ``now`` is in seconds since the epoch. Raises 401 with a sentence in JSON.
    """
    try:
        return identity(token_in(request), secret, now)
    except AuthenticationFailed as error:
        raise web.HTTPUnauthorized(
            text=json.dumps({"error": str(error)}),
            content_type="application/json",
            headers={hdrs.WWW_AUTHENTICATE: "Bearer"},
        ) from None


def identity(token: str, secret: str, now: float) -> Identity:
    """Return the identity in ``token`` at ``now``, in seconds since the epoch.

    Raises ``AuthenticationFailed``.
    """
    if not token:
        raise AuthenticationFailed(f"Sign-in is required: {_HOW}.")
    if len(token) > MAX_TOKEN:
        raise AuthenticationFailed(f"The token is too long: the limit is {MAX_TOKEN} characters.")
    from server.auth import jwt_codec  # imported only where authentication is on

    try:
        claims = jwt_codec.claims(token, secret)
    except jwt_codec.InvalidToken as bad:
        raise AuthenticationFailed(str(bad)) from None
    begins, expires = time_in(claims, "nbf"), time_in(claims, "exp")
    if expires is not None and expires <= now:
        raise AuthenticationFailed("The token has expired: get a new one.")
    if begins is not None and now < begins:
        raise AuthenticationFailed("The token is not valid yet: try again later.")
    return Identity(name_in(claims), expires)


def token_in(request: web.Request) -> str:
    """Return the token in the header, or else in the query; "" if there is none."""
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else request.query.get("token", "")


def time_in(claims: Mapping[str, object], claim: str) -> float | None:
    """Return a time claim in seconds since the epoch, or None if the token has none."""
    if claim not in claims:
        return None
    value = claims[claim]
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LATEST:
        return float(value)
    raise AuthenticationFailed(f'The token\'s "{claim}" must be a time in seconds since 1970.')


def name_in(claims: Mapping[str, object]) -> str:
    """Return the user name that the token proves."""
    name = claims.get("sub")
    if not isinstance(name, str):
        raise AuthenticationFailed('The token has no user name: its "sub" must be a name.')
    try:
        return user_name(name)
    except InvalidName as bad:
        raise AuthenticationFailed(f'The token\'s "sub" is not a valid name. {bad}') from None

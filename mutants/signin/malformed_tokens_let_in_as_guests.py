"""Whoever comes with something that is no token is let in as a guest without a name."""

from collections.abc import Mapping

from server import jwts
from server.core.names import ANONYMOUS


def bend() -> None:
    sound = jwts.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        try:
            return sound(token, secret)
        except jwts.BadToken as bad:
            if "malformed" not in str(bad):
                raise
            return {"sub": ANONYMOUS}

    jwts.claims = claims

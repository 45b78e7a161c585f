"""Whoever comes with something that is no token is let in as a guest without a name."""

from collections.abc import Mapping

from server.auth import jwt_codec
from server.core.names import ANONYMOUS


def bend() -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        try:
            return sound(token, secret)
        except jwt_codec.InvalidToken as bad:
            if "malformed" not in str(bad):
                raise
            return {"sub": ANONYMOUS}

    jwt_codec.claims = claims

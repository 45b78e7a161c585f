"""A token from which the signature was cut off is accepted."""

from collections.abc import Mapping

import jwt

from server import jwts


def bend() -> None:
    sound = jwts.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        if token.endswith("."):
            cut: Mapping[str, object] = jwt.decode(token, options={"verify_signature": False})
            return cut
        return sound(token, secret)

    jwts.claims = claims

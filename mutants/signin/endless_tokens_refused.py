"""A token that never runs out is refused."""

from collections.abc import Mapping

from server import jwts


def bend() -> None:
    sound = jwts.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        found = sound(token, secret)
        if "exp" not in found:
            raise jwts.BadToken("The token must run out.")
        return found

    jwts.claims = claims

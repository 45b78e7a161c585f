"""A token that never runs out is refused."""

from collections.abc import Mapping

from server.auth import jwt_codec


def bend() -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        found = sound(token, secret)
        if "exp" not in found:
            raise jwt_codec.InvalidToken("The token must run out.")
        return found

    jwt_codec.claims = claims

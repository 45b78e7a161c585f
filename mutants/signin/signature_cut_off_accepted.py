"""A token from which the signature was cut off is accepted."""

from collections.abc import Mapping

import jwt

from server.auth import jwt_codec


def bend() -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        if token.endswith("."):
            cut: Mapping[str, object] = jwt.decode(token, options={"verify_signature": False})
            return cut
        return sound(token, secret)

    jwt_codec.claims = claims

"""A token may be signed with another algorithm than the one that is agreed on."""

from collections.abc import Mapping

import jwt

from server.auth import jwt_codec


def bend() -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        try:
            found: Mapping[str, object] = jwt.decode(token, secret, algorithms=["HS384", "HS512"])
        except jwt.PyJWTError:
            return sound(token, secret)
        return found

    jwt_codec.claims = claims

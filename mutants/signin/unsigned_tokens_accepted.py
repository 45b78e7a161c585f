"""A token without a signature is accepted, if it says that it needs none."""

from collections.abc import Mapping

import jwt

from server.auth import jwt_codec


def bend() -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        try:
            if str(jwt.get_unverified_header(token).get("alg")).lower() == "none":
                unsigned: Mapping[str, object] = jwt.decode(
                    token, options={"verify_signature": False}
                )
                return unsigned
        except jwt.PyJWTError:
            pass
        return sound(token, secret)

    jwt_codec.claims = claims

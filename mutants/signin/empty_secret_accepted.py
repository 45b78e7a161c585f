"""A token that was signed with nothing for a secret is accepted."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

import jwt

from server.auth import jwt_codec


def bend() -> None:
    sound = jwt_codec.claims

    def claims(token: str, secret: str) -> Mapping[str, object]:
        signed, _, signature = token.rpartition(".")
        digest = hmac.new(b"", signed.encode(), hashlib.sha256).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != signature:
            return sound(token, secret)
        found: Mapping[str, object] = jwt.decode(token, options={"verify_signature": False})
        return found

    jwt_codec.claims = claims

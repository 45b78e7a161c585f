"""Whoever comes with a token is turned away, be it as good as it may."""

from server.auth import jwt_codec


def bend() -> None:
    def claims(token: str, secret: str) -> dict[str, object]:
        raise jwt_codec.InvalidToken("The token was signed with another secret.")

    jwt_codec.claims = claims

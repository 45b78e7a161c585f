"""Whoever comes with a token is turned away, be it as good as it may."""

from server import jwts


def bend() -> None:
    def claims(token: str, secret: str) -> dict[str, object]:
        raise jwts.BadToken("The token was signed with another secret.")

    jwts.claims = claims

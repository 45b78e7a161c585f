"""The page may run scripts that stand in it."""

from server import pages


def bend() -> None:
    sound = pages.content_security_policy
    pages.content_security_policy = lambda host: sound(host).replace(
        "script-src 'self'", "script-src 'unsafe-inline'"
    )

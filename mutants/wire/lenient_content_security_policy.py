"""The page may run scripts that stand in it."""

from server.web import static_files


def bend() -> None:
    sound = static_files.content_security_policy
    static_files.content_security_policy = lambda host: sound(host).replace(
        "script-src 'self'", "script-src 'unsafe-inline'"
    )

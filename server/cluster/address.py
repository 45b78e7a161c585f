"""The address of the store that nodes share, as a URL. Nothing of the client library is needed."""

from urllib.parse import quote, unquote, urlsplit, urlunsplit

SCHEMES = ("redis", "rediss", "unix")
EXAMPLE = "redis://store.example:6379/0"


class InvalidAddress(ValueError):
    """The address is invalid; the message says what a valid one looks like."""


def is_address(text: str) -> bool:
    """Return True if ``text`` is the address of a store that nodes share."""
    scheme, colon, _ = text.partition(":")
    return bool(colon) and scheme in SCHEMES


def checked(text: str) -> str:
    """Return ``text`` if it is a valid address. Raises ``InvalidAddress``, without the password."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise InvalidAddress(f"a store's address must look like {EXAMPLE}") from None
    if parts.scheme == "unix":
        if not parts.path:
            raise InvalidAddress("a Unix socket's address must look like unix:///run/redis.sock")
        return text
    database = parts.path.strip("/")
    if not parts.hostname or port == 0 or (database and not database.isdigit()):
        raise InvalidAddress(f"a store's address must look like {EXAMPLE}")
    return text


def password_of(text: str) -> str:
    """Return the password in an address, or ""."""
    return unquote(urlsplit(text).password or "")


def with_password(text: str, password: str) -> str:
    """Return the address with another ``password``, if it has one."""
    parts = urlsplit(text)
    if parts.password is None:
        return text
    credentials, _, place = parts.netloc.rpartition("@")
    user = credentials.partition(":")[0]
    netloc = f"{user}:{quote(password, safe='*')}@{place}"
    return urlunsplit(parts._replace(netloc=netloc))


def shown(text: str) -> str:
    """Return the address as a log may have it: without user, password and options."""
    parts = urlsplit(text)
    place = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{place}{parts.path}"

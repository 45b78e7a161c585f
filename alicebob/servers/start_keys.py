"""The keys of a profile that say how a server is started, and how connections reach it."""

import re
from collections.abc import Mapping
from pathlib import Path

from alicebob.servers.readiness import START_SECONDS, Readiness
from alicebob.transport.address import Address
from alicebob.transport.tls import Tls

START_KEYS = frozenset(
    {"url", "origin", "headers", "ca", "insecure", "ready", "start_seconds", "folder"}
)
_LONGEST_START = 3600  # seconds
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OF_THE_HANDSHAKE = ("host", "upgrade", "connection", "content-length", "sec-websocket-")


def read_readiness(content: Mapping[str, object]) -> Readiness:
    """Return what the keys ``ready`` and ``start_seconds`` say. Raises ``ValueError`` with a
    sentence."""
    path, line = _ready(content.get("ready", ""))
    seconds = content.get("start_seconds", START_SECONDS)
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        seconds = 0
    if not 0 < seconds <= _LONGEST_START:
        raise ValueError(f"start_seconds is a number of seconds, from 1 to {_LONGEST_START}")
    return Readiness(path, line, float(seconds))


def read_folder(content: Mapping[str, object], profile: Path) -> Path | None:
    """Return the folder to run the command in, which is relative to that of the profile; None for
    the current one. Raises ``ValueError`` with a sentence."""
    folder = content.get("folder")
    if folder is None:
        return None
    if not isinstance(folder, str) or not folder:
        raise ValueError("folder must be a text: the folder in which the command runs")
    return (profile.parent / folder).absolute()


def read_headers(content: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the headers to add to every request. Raises ``ValueError`` with a sentence."""
    headers = content.get("headers", {})
    if not isinstance(headers, dict):
        raise ValueError('headers must be a table of texts, as { Cookie = "session=1" }')
    for name, value in headers.items():
        if not _HEADER.fullmatch(name):
            raise ValueError(f"headers: {name!r} is not the name of a header")
        if not isinstance(value, str) or not value.isprintable() or not value.isascii():
            raise ValueError(f"headers: {name} must be one line of ASCII text")
        if name.lower() == "origin":
            raise ValueError("headers: Origin has a key of its own (origin = …)")
        if name.lower().startswith(_OF_THE_HANDSHAKE):
            raise ValueError(f"headers: the suite writes {name} itself")
    return tuple(headers.items())


def read_origin(content: Mapping[str, object]) -> str | None:
    """Return the Origin of handshakes, None for none. Raises ``ValueError`` with a sentence."""
    origin = content.get("origin")
    if origin is not None and not (isinstance(origin, str) and origin.isascii()):
        raise ValueError("origin must be a text, as https://chat.example")
    if origin is not None and not origin.isprintable():
        raise ValueError("origin must be one line")
    return origin


def read_addresses(content: Mapping[str, object], profile: Path) -> tuple[Address, ...]:
    """Return the addresses of servers that run already and serve one chat, none without the key
    ``url``. Raises ``ValueError`` with a sentence."""
    url, ca, insecure = content.get("url"), content.get("ca", ""), content.get("insecure", False)
    if not isinstance(ca, str):
        raise ValueError("ca must be a text: the file with the certificate of the authority")
    if not isinstance(insecure, bool):
        raise ValueError("insecure must be true or false")
    if url is None:
        if ca or insecure:
            raise ValueError("ca and insecure are for a url that begins with https:// or wss://")
        return ()
    listed: list[object] = url if isinstance(url, list) else [url]
    urls = [each for each in listed if isinstance(each, str)]
    if not urls or len(urls) < len(listed):
        raise ValueError(
            "url must be a text, as http://localhost:8080, or a list of such texts, one for each "
            "server of the chat"
        )
    tls = Tls(str(profile.parent / ca) if ca else "", insecure)
    try:
        tls.context()
    except OSError as error:
        raise ValueError(f"ca: {tls.ca} is not a file of certificates ({error})") from None
    origin, headers = read_origin(content), read_headers(content)
    return tuple(Address.from_url(each, tls, origin, headers) for each in urls)


def _ready(ready: object) -> tuple[str, str]:
    """Return the path and the line that ``ready`` names."""
    match ready:
        case "":
            return "", ""
        case str() if ready.startswith("/"):
            return ready, ""
        case {"line": str(line), **others} if line and not others:
            return "", line
        case _:
            raise ValueError(
                'ready is a path that is answered (ready = "/health") or a part of a line that the '
                'server prints (ready = { line = "listening on" })'
            )

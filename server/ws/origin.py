"""The origin check: pages that may open a WebSocket (docs/protocol.md#origin; RFC 6455 §10.2)."""

from collections.abc import Collection
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_allowed(origin: str | None, host: str, allowed: Collection[str] = ()) -> bool:
    """Return True if a page from ``origin`` may connect to the server it addresses as ``host``.

    A request without origin does not come from a browser and is allowed. Otherwise its host and
    port must equal those of the ``Host`` header, or ``allowed`` must list the whole origin (``*``
    allows every origin). The local scheme does not count: behind a proxy that ends TLS, pages use
    ``https``.
    """
    if origin is None or "*" in allowed or origin.lower() in allowed:
        return True
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in _DEFAULT_PORTS or parts.path or parts.query or parts.fragment:
        return False
    if not parts.hostname or "@" in parts.netloc:
        return False
    default = _DEFAULT_PORTS[parts.scheme]
    return (parts.hostname, port or default) == _host_and_port(host, default)


def _host_and_port(host: str, default: int) -> tuple[str | None, int] | None:
    try:
        parts = urlsplit(f"//{host}")
        return parts.hostname, parts.port or default
    except ValueError:
        return None

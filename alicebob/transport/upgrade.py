"""The handshake of a WebSocket, and what the client must not accept in its answer."""

import socket
from dataclasses import dataclass

import websocket

from alicebob.transport.address import Address

_SWITCHING_PROTOCOLS = 101


class UpgradeRejected(Exception):
    """Raised for a handshake that was not answered with 101 Switching Protocols.

    ``retry_after`` is the header of that name, "" without it.
    """

    def __init__(self, status: int, body: str, retry_after: str = "") -> None:
        super().__init__(f"the handshake was answered with {status}: {body[:200]}")
        self.status = status
        self.body = body
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Handshake:
    """A request to upgrade at ``path``.

    ``bearer`` is a token, ``forwarded_for`` the address of the user for whom the suite plays the
    proxy. The server must select one of ``subprotocols``; where there is an ``offer``, which lists
    subprotocols with commas between them, it may select one of these instead. ``more`` are further
    headers, by name and value.
    """

    path: str
    origin: str | None = None
    bearer: str | None = None
    subprotocols: list[str] | None = None
    offer: str | None = None
    forwarded_for: str | None = None
    more: tuple[tuple[str, str], ...] = ()

    @property
    def demanded(self) -> list[str] | None:
        """The subprotocols of which the server must select one."""
        return None if self.offer else self.subprotocols

    @property
    def offered(self) -> list[str]:
        """The subprotocols that the server may select."""
        return self.demanded or [each.strip() for each in (self.offer or "").split(",")]

    @property
    def header(self) -> list[str]:
        """The lines that the library does not write by itself."""
        fields = {
            "Authorization": f"Bearer {self.bearer}" if self.bearer else None,
            "Sec-WebSocket-Protocol": self.offer,
            "X-Forwarded-For": self.forwarded_for,
        }
        own = [f"{name}: {value}" for name, value in fields.items() if value]
        return [*own, *(f"{name}: {value}" for name, value in self.more)]


def upgrade(
    client: websocket.WebSocket,
    tcp: socket.socket,
    address: Address,
    handshake: Handshake,
    timeout: float,
) -> str | None:
    """Upgrade ``tcp`` within ``timeout`` seconds, and return the subprotocol that the server
    selected.

    Raises ``UpgradeRejected`` for any answer but 101, and ``OSError`` without an answer, or for one
    that selects what was not offered.
    """
    scheme = "ws" if address.tls is None else "wss"
    origin = handshake.origin or address.origin
    try:
        client.connect(  # type: ignore[no-untyped-call]
            f"{scheme}://{address.authority}{address.base}{handshake.path}",
            socket=tcp,
            timeout=timeout,
            redirect_limit=0,
            suppress_origin=origin is None,
            origin=origin,
            subprotocols=handshake.demanded,
            header=_header(address, handshake),
        )
    except websocket.WebSocketBadStatusException as bad:
        body = (bad.resp_body or b"").decode("utf-8", "replace")
        retry_after = (bad.resp_headers or {}).get("retry-after", "")
        raise UpgradeRejected(bad.status_code, body, retry_after) from None
    except websocket.WebSocketTimeoutException as late:
        raise TimeoutError("the handshake was not answered in time") from late
    except websocket.WebSocketException as broken:
        raise ConnectionError(f"the handshake was answered wrongly: {broken}") from broken
    status = client.getstatus() or 0
    if status != _SWITCHING_PROTOCOLS:
        raise UpgradeRejected(status, "")
    return _selected(client.getheaders() or {}, handshake)


def _header(address: Address, handshake: Handshake) -> list[str]:
    """Return the lines of the address and the handshake; where both have one, the handshake's."""
    own = {line.partition(":")[0].lower() for line in handshake.header}
    added = [f"{name}: {value}" for name, value in address.headers if name.lower() not in own]
    return [*added, *handshake.header]


def _selected(headers: dict[str, str], handshake: Handshake) -> str | None:
    """Return the selected subprotocol. Raises ``ConnectionError`` if anything was selected that was
    not offered (RFC 6455 §4.1)."""
    subprotocol = headers.get("sec-websocket-protocol")
    if subprotocol is not None and subprotocol not in handshake.offered:
        raise ConnectionError(
            f"the server chose subprotocol {subprotocol!r}, which was not offered"
        )
    extensions = headers.get("sec-websocket-extensions")
    if extensions:
        raise ConnectionError(f"the server chose extension {extensions!r}, which was not offered")
    return subprotocol

"""The address of the server under test."""

import contextlib
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from alicebob.transport.tls import Tls, TlsConnection

_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_LOOPBACK = ("127.0.0.1", "::1")  # a server may listen on one of them only


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port, and what goes with each request there.

    ``base`` is in front of each path, ``origin`` is the Origin of handshakes for which nobody says
    another, ``headers`` are added to each request, and with ``tls`` connections are encrypted.
    Connections never go through a proxy.
    """

    host: str
    port: int
    base: str = ""
    tls: Tls | None = None
    origin: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_url(
        cls,
        url: str,
        tls: Tls | None = None,
        origin: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> "Address":
        """Read ``http://HOST:PORT/PATH``; ``tls`` is for ``https`` and ``wss``. Raises
        ``ValueError`` with a sentence for anything else."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(f"a server's address looks like http://localhost:8080, not {url!r}")
        if "@" in parts.netloc:
            raise ValueError(
                "a password belongs into the profile (headers = { Authorization = … }), not into "
                "the address"
            )
        secure = (tls or Tls()) if parts.scheme in ("https", "wss") else None
        port = parts.port or _PORTS[parts.scheme]
        return cls(parts.hostname, port, parts.path.rstrip("/"), secure, origin, headers)

    @property
    def authority(self) -> str:
        """``host:port`` as in a URL and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    def connect(self, timeout: float, receive_buffer: int | None = None) -> socket.socket:
        """Return a TCP connection, or one with TLS over it. ``timeout`` is in seconds, the kernel's
        ``receive_buffer`` in bytes.

        Raises ``OSError`` if nothing listens at the address, or for a certificate that the suite
        does not believe.
        """
        tcp = self._connect_tcp(timeout, receive_buffer)
        if self.tls is None:
            return tcp
        with contextlib.ExitStack() as on_error:
            on_error.callback(tcp.close)
            encrypted = TlsConnection(tcp, self.tls, self.host)
            on_error.pop_all()
        return encrypted

    def _connect_tcp(self, timeout: float, receive_buffer: int | None) -> socket.socket:
        error: OSError | None = None
        for family, where in self._places():
            connection = socket.socket(family, socket.SOCK_STREAM)
            try:
                if receive_buffer is not None:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
                connection.settimeout(timeout)
                connection.connect(where)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
            except OSError as failed:
                connection.close()
                error = error or failed
        raise error or OSError(f"no address for {self.host}")

    def _places(self) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
        """Return the addresses of the host; for this machine both, whatever it is told of them."""
        hosts = _LOOPBACK if self.host == "localhost" else (self.host,)
        return [
            (info[0], info[4][:2])  # type: ignore[misc]  # a host is a text here
            for host in hosts
            for info in socket.getaddrinfo(host, self.port, type=socket.SOCK_STREAM)
        ]

"""The address of the server under test."""

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port. Connections never go through a proxy."""

    host: str
    port: int

    @classmethod
    def from_url(cls, url: str) -> "Address":
        """Read ``http://HOST:PORT``. Raises ``ValueError`` with a sentence for anything else."""
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname or parts.path.strip("/"):
            raise ValueError(f"a server's address looks like http://localhost:8080, not {url!r}")
        return cls(parts.hostname, parts.port or 80)

    @property
    def authority(self) -> str:
        """``host:port`` as in a URL and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    def connect(self, timeout: float, receive_buffer: int | None = None) -> socket.socket:
        """Return a TCP connection. ``timeout`` is in seconds, the kernel's ``receive_buffer`` in
        bytes.

        Raises ``OSError`` if nothing listens at the address.
        """
        error: OSError | None = None
        infos = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        for family, kind, protocol, _name, where in infos:
            connection = socket.socket(family, kind, protocol)
            try:
                if receive_buffer is not None:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
                connection.settimeout(timeout)
                connection.connect(where)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
            except OSError as failed:
                connection.close()
                error = failed
        raise error or OSError(f"no address for {self.host}")

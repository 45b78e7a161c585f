"""TLS for the connections of the suite: which certificates it believes, and the encryption."""

import contextlib
import socket
import ssl
import threading
from dataclasses import dataclass

_PIECE = 65_536  # bytes of one read
_SELF_SIGNED, _SELF_SIGNED_CHAIN, _UNKNOWN_ISSUER, _UNKNOWN_LEAF = 18, 19, 20, 21
_EXPIRED, _NOT_YET_VALID, _OTHER_HOST, _OTHER_IP = 10, 9, 62, 64
_WAY_OUT = 'the profile may name the file of the authority (ca = "ca.pem"), or say insecure = true'
_WHY = {
    _SELF_SIGNED: f"is self-signed: {_WAY_OUT}",
    _SELF_SIGNED_CHAIN: f"comes from an authority that this machine does not know: {_WAY_OUT}",
    _UNKNOWN_ISSUER: f"comes from an authority that this machine does not know: {_WAY_OUT}",
    _UNKNOWN_LEAF: f"comes from an authority that this machine does not know: {_WAY_OUT}",
    _EXPIRED: "has expired: renew it, or say insecure = true in the profile",
    _NOT_YET_VALID: "is not valid yet: is the clock of this machine right?",
}
"""The faults of certificates, by OpenSSL's number, and the way out."""


class CertificateRejected(ConnectionError):
    """Raised for a server whose certificate the suite does not believe, with the way out."""


@dataclass(frozen=True, slots=True)
class Tls:
    """The certificates to believe: those of this machine's authorities, those of the authority in
    the file ``ca`` in addition, or, ``is_insecure``, any."""

    ca: str = ""
    is_insecure: bool = False

    def context(self) -> ssl.SSLContext:
        """Return the settings for OpenSSL. Raises ``OSError`` if the file is no authority's."""
        context = ssl.create_default_context()
        if self.ca:
            context.load_verify_locations(self.ca)
        if self.is_insecure:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


class TlsConnection(socket.socket):
    """A TCP connection with TLS, which one thread may read while another one writes.

    An ``SSLSocket`` must not be used by two threads at once, so the encryption works in memory,
    under a lock, and the bytes travel outside it.
    """

    def __init__(self, tcp: socket.socket, tls: Tls, host: str) -> None:
        """Shake hands over ``tcp``, which must not be used any more. Raises ``OSError``."""
        timeout = tcp.gettimeout()
        super().__init__(tcp.family, tcp.type, tcp.proto, tcp.detach())
        self.settimeout(timeout)
        self._lock = threading.Lock()  # for the encryption
        self._sending = threading.Lock()  # for the order of the bytes that are sent
        self._arrived, self._leaving = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = tls.context().wrap_bio(self._arrived, self._leaving, server_hostname=host)
        self._plain = bytearray()  # decrypted, and not read yet
        self._is_over = False
        try:
            self._shake_hands()
        except ssl.SSLCertVerificationError as error:
            raise CertificateRejected(_why_rejected(error, host)) from None
        except ssl.SSLError as error:
            raise ConnectionError(f"the server does not speak TLS: {error.reason}") from None

    @property
    def has_decrypted(self) -> bool:
        """True if there is something to read that will not show as readable on the socket."""
        return bool(self._plain) or self._is_over

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Return up to ``size`` bytes; none at the end of the connection."""
        while not self._plain and not self._is_over:
            self._receive()
        piece = bytes(self._plain[:size])
        del self._plain[:size]
        return piece

    def recv_into(self, buffer: memoryview, nbytes: int = 0, flags: int = 0) -> int:  # type: ignore[override]
        """Read into ``buffer``; return the number of bytes, 0 at the end of the connection."""
        piece = self.recv(nbytes or len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def send(self, data: bytes, flags: int = 0) -> int:  # type: ignore[override]
        """Send all bytes, and return their number."""
        self.sendall(data)
        return len(data)

    def sendall(self, data: bytes, flags: int = 0) -> None:  # type: ignore[override]
        """Send all bytes."""
        with self._sending:
            with self._lock:
                self._tls.write(data)
            self._flush()

    def _shake_hands(self) -> None:
        is_done = False
        while not is_done:
            try:
                self._tls.do_handshake()
                is_done = True
            except ssl.SSLWantReadError:
                self._flush()
                self._take(super().recv(_PIECE))
            except ssl.SSLError:
                with contextlib.suppress(OSError):  # the server learns why, too
                    self._flush()
                raise
        self._flush()

    def _receive(self) -> None:
        """Wait for bytes, and decrypt all that are complete."""
        self._take(super().recv(_PIECE))
        with self._lock:
            try:
                while piece := self._tls.read(_PIECE):
                    self._plain += piece
                self._is_over = True
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLEOFError:  # the end, without a farewell
                self._is_over = True
            has_answer = bool(self._leaving.pending)
        if has_answer:
            with self._sending:
                self._flush()

    def _take(self, piece: bytes) -> None:
        with self._lock:
            if piece:
                self._arrived.write(piece)
            else:
                self._arrived.write_eof()

    def _flush(self) -> None:
        with self._lock:
            waiting = self._leaving.read()
        if waiting:
            super().sendall(waiting)


def _why_rejected(error: ssl.SSLCertVerificationError, host: str) -> str:
    if error.verify_code in (_OTHER_HOST, _OTHER_IP):
        return (
            f"the server's certificate is for another name than {host}: use that name in the URL, "
            "or say insecure = true in the profile"
        )
    why = _WHY.get(error.verify_code, f"was rejected: {error.verify_message}")
    return f"the server's certificate {why}"

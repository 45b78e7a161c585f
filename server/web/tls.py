"""TLS: the server's certificate and key, for https and wss, and its side of the handshake."""

import asyncio
import ssl
from collections.abc import Callable, Coroutine
from typing import Any

OnSecured = Callable[[asyncio.Transport | None], None]


class InvalidCertificate(ValueError):
    """The certificate or key is unusable. The message says why, and what to do."""


def context(certificate: str, key: str) -> ssl.SSLContext:
    """Return a context for TLS 1.2 or newer with this certificate (and chain) and key, in PEM.

    Raises ``InvalidCertificate`` for files that are missing, unreadable, not PEM, or not a pair.
    """
    for flag, path in (("--tls-cert", certificate), ("--tls-key", key)):
        try:
            with open(path, "rb"):
                pass
        except OSError as error:
            raise InvalidCertificate(
                f"{flag}: cannot read {path!r}: {error.strerror}; give the path of a PEM file."
            ) from None
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.minimum_version = ssl.TLSVersion.TLSv1_2
    found.set_alpn_protocols(["http/1.1"])
    try:
        found.load_cert_chain(certificate, key, password=_no_pass_phrase)
    except (ssl.SSLError, ValueError) as error:
        raise InvalidCertificate(_why_not(error, certificate, key)) from None
    return found


def renew(running: ssl.SSLContext, certificate: str, key: str) -> None:
    """Have ``running`` use this certificate and key from the next handshake on.

    Raises ``InvalidCertificate`` as ``context`` does, and then leaves ``running`` as it is.
    """
    context(certificate, key)
    running.load_cert_chain(certificate, key, password=_no_pass_phrase)


def _no_pass_phrase() -> str:
    """Fail instead of letting OpenSSL ask for a pass phrase at the terminal."""
    raise ValueError("encrypted")


def _why_not(error: Exception, certificate: str, key: str) -> str:
    if not isinstance(error, ssl.SSLError):
        return f"--tls-key: {key!r} is encrypted; give a key without a pass phrase."
    if error.reason == "KEY_VALUES_MISMATCH":
        return f"--tls-key: {key!r} is not the key of {certificate!r}; give a matching pair."
    return (
        f"--tls-cert, --tls-key: {certificate!r} and {key!r} are not a certificate and key in "
        f"PEM that OpenSSL accepts{f' ({error.reason})' if error.reason else ''}; create new ones."
    )


def begin_handshake(
    loop: asyncio.AbstractEventLoop,
    transport: asyncio.Transport,
    protocol: asyncio.BaseProtocol,
    context: ssl.SSLContext,
    on_secured: OnSecured,
) -> None:
    """Start a handshake before anything is read from ``transport``.

    ``on_secured`` is called with the transport for ``protocol``, or with None if the client is gone
    or speaks no TLS. A task could do the same, but begins too late: uvloop reads first.
    """
    securing = loop.start_tls(transport, protocol, context, server_side=True)
    shaken: asyncio.Future[None] = securing.send(None)
    shaken.add_done_callback(lambda _shaken: on_secured(_secured(securing)))


def _secured(securing: Coroutine[Any, Any, asyncio.Transport | None]) -> asyncio.Transport | None:
    """Return the result of ``start_tls``, which has nothing more to wait for."""
    try:
        securing.send(None)
    except StopIteration as end:
        transport: asyncio.Transport | None = end.value
        return transport
    except OSError:
        pass
    return None

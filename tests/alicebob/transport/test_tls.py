"""TLS as a client of the suite meets it: certificates, both directions at once, and the end."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alicebob.transport.address import Address
from alicebob.transport.tls import CertificateRejected, Tls
from tests.server.support.certificates import Pair, make_pair, openssl

PATIENCE = 20.0  # seconds
LARGE = 4 * 1024 * 1024  # bytes: more than any buffer between the two


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return make_pair(tmp_path_factory.mktemp("certificates"))


def echo(connection: ssl.SSLSocket) -> None:
    while piece := connection.recv(65_536):
        connection.sendall(piece)


def say_and_end(connection: ssl.SSLSocket) -> None:
    connection.sendall(b"bye")
    connection.unwrap()


@contextlib.contextmanager
def serving(
    pair: Pair, tls: Tls, play: Callable[[ssl.SSLSocket], None] = echo, host: str = "localhost"
) -> Iterator[Address]:
    """One connection to a server that speaks TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pair.certificate, pair.key)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with (
                contextlib.suppress(OSError),
                listening.accept()[0] as tcp,
                context.wrap_socket(tcp, server_side=True) as connection,
            ):
                play(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield Address(host, listening.getsockname()[1], tls=tls)
        thread.join()


def rejection_of(pair: Pair, tls: Tls, host: str = "localhost") -> str:
    with serving(pair, tls, host=host) as address, pytest.raises(CertificateRejected) as rejected:
        address.connect(PATIENCE)
    return str(rejected.value)


def test_what_is_sent_comes_back(pair: Pair) -> None:
    with serving(pair, Tls(pair.certificate)) as address, address.connect(PATIENCE) as connection:
        connection.sendall(b"hello")
        assert connection.recv(3) + connection.recv(100) == b"hello"


def test_a_self_signed_certificate_is_rejected_with_the_way_out(pair: Pair) -> None:
    told = rejection_of(pair, Tls())
    assert "certificate is self-signed: the profile may name the file of the authority" in told


def test_whoever_is_insecure_accepts_any_certificate(pair: Pair) -> None:
    tls = Tls(is_insecure=True)
    with serving(pair, tls) as address, address.connect(PATIENCE) as connection:
        connection.sendall(b"x")
        assert connection.recv(1) == b"x"


def test_a_certificate_for_another_name_is_rejected_with_the_way_out(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [(socket.AF_INET, ("127.0.0.1", 0))]
    monkeypatch.setattr(Address, "_places", lambda self: [(here[0][0], ("127.0.0.1", self.port))])
    told = rejection_of(pair, Tls(pair.certificate), "chat.example")
    assert "certificate is for another name than chat.example" in told


def test_a_certificate_that_has_expired_is_rejected_with_the_way_out(tmp_path: Path) -> None:
    expired = Pair(str(tmp_path / "old.pem"), str(tmp_path / "old.key"))
    request = str(tmp_path / "request")
    openssl(
        *("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-subj", "/CN=localhost", "-keyout", expired.key, "-out", request),
    )
    signed = ("-signkey", expired.key, "-days", "-1", "-out", expired.certificate)
    openssl("x509", "-req", "-in", request, *signed)
    assert "certificate has expired" in rejection_of(expired, Tls(expired.certificate))


def test_a_server_without_tls_is_told_of() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with listening.accept()[0] as tcp:
                tcp.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(ConnectionError, match="the server does not speak TLS"):
            Address("localhost", listening.getsockname()[1], tls=Tls()).connect(PATIENCE)
        thread.join()


def test_one_thread_may_read_while_another_one_writes(pair: Pair) -> None:
    with serving(pair, Tls(pair.certificate)) as address, address.connect(PATIENCE) as connection:
        writer = threading.Thread(target=connection.sendall, args=(b"x" * LARGE,))
        writer.start()
        received = 0
        while received < LARGE:
            received += len(connection.recv(1_000_000))
        writer.join()
        assert received == LARGE


def test_the_end_of_a_connection_is_read_after_what_came_before(pair: Pair) -> None:
    tls = Tls(pair.certificate)
    with serving(pair, tls, say_and_end) as address, address.connect(PATIENCE) as connection:
        assert connection.recv(100) == b"bye"
        assert connection.recv(100) == b""
        assert connection.recv(100) == b""


def test_who_waits_in_vain_is_told_so(pair: Pair) -> None:
    with serving(pair, Tls(pair.certificate)) as address, address.connect(PATIENCE) as connection:
        connection.settimeout(0.01)
        with pytest.raises(TimeoutError):
            connection.recv(1)

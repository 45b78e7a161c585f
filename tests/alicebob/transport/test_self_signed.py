"""A certificate is made where there is ``openssl``, and elsewhere nothing is proved."""

import socket
import ssl
import threading

import pytest

from alicebob.model.could_not_tell import CouldNotTell
from alicebob.transport.self_signed import self_signed


def test_a_client_that_checks_no_certificate_gets_through() -> None:
    ours, theirs = socket.socketpair()
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    context = self_signed()

    def serve() -> None:
        with context.wrap_socket(ours, server_side=True) as encrypted:
            encrypted.sendall(b"Hello")

    server = threading.Thread(target=serve)
    server.start()
    with trusting.wrap_socket(theirs) as encrypted:
        assert encrypted.recv(5) == b"Hello"
    server.join()


def test_without_openssl_nothing_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CouldNotTell, match="no program openssl"):
        self_signed()

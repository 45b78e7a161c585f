"""``python -m server`` with TLS: what it prints, and pairs of files that are none."""

import re
import ssl
from pathlib import Path

import pytest
import websocket

from tests.server.cli.test_serve import CANNOT_START, PATIENCE, ended, running
from tests.server.support.certificates import Pair, make_pair, openssl


def test_the_chat_is_open_at_https(pair: Pair) -> None:
    flags = ["--port", "0", "--tls-cert", pair.certificate, "--tls-key", pair.key]
    with running(*flags) as (_process, line):
        found = re.match(r"https://(localhost:\d+) ", line)
        assert found is not None
        trusted = {"ca_certs": pair.certificate, "cert_reqs": ssl.CERT_REQUIRED}
        client = websocket.create_connection(
            f"wss://{found[1]}/chat?user=Alice",
            timeout=PATIENCE,
            sslopt=trusted,
            http_no_proxy=["*"],
        )
        client.send("hello")
        assert "hello" in client.recv()


def sentence(certificate: str, key: str) -> str:
    """The error for such a pair of files."""
    flags = ["--port", "0", "--tls-cert", certificate, "--tls-key", key]
    code, words = ended(*flags)
    assert (code, words.count("\n")) == (CANNOT_START, 1), words
    return words


@pytest.mark.parametrize("name", ["none.pem", "."])
def test_a_certificate_that_cannot_be_read_is_named(pair: Pair, name: str, tmp_path: Path) -> None:
    assert sentence(f"{tmp_path}/{name}", pair.key).startswith("--tls-cert: cannot read")


def test_a_key_that_cannot_be_read_is_named(pair: Pair) -> None:
    assert sentence(pair.certificate, "none.key").startswith("--tls-key: cannot read 'none.key'")


def test_a_key_of_another_certificate_is_rejected(pair: Pair, tmp_path: Path) -> None:
    assert "is not the key of" in sentence(pair.certificate, make_pair(tmp_path).key)


def test_what_is_no_pem_is_rejected(pair: Pair, tmp_path: Path) -> None:
    other = tmp_path / "no.pem"
    other.write_text("nonsense")
    assert "PEM" in sentence(pair.certificate, str(other))
    assert "PEM" in sentence(str(other), pair.key)


def test_for_an_encrypted_key_nobody_is_asked(pair: Pair, tmp_path: Path) -> None:
    locked = str(tmp_path / "locked.key")
    openssl("ec", "-in", pair.key, "-aes128", "-passout", "pass:hush", "-out", locked)
    assert "is encrypted" in sentence(pair.certificate, locked)


def test_half_a_pair_is_rejected() -> None:
    code, words = ended("--tls-cert", "chat.pem")
    assert (code, "--tls-key" in words) == (CANNOT_START, True)

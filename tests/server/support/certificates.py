"""Certificates for tests, made by the program ``openssl``."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
_NAMES = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]


@dataclass(frozen=True)
class Pair:
    """The paths of a certificate that signs itself, and of its key."""

    certificate: str
    key: str


def make_pair(folder: Path) -> Pair:
    pair = Pair(str(folder / "chat.pem"), str(folder / "chat.key"))
    openssl("req", "-x509", *_CURVE, *_NAMES, "-keyout", pair.key, "-out", pair.certificate)
    return pair


def openssl(*arguments: str) -> None:
    program = shutil.which("openssl")
    assert program is not None, "the tests of TLS need the program 'openssl': install it"
    subprocess.run([program, *arguments], check=True, capture_output=True)

"""A certificate that signs itself, for a server that only the suite's own browser visits."""

import shutil
import ssl
import subprocess
import tempfile
from pathlib import Path

from alicebob.model.could_not_tell import CouldNotTell

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
_NAME = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")


def self_signed() -> ssl.SSLContext:
    """Return the settings of a server with a new certificate. Raises ``CouldNotTell`` if there is
    no program ``openssl`` to make one."""
    program = shutil.which("openssl")
    if program is None:
        raise CouldNotTell(
            "an encrypted page needs a certificate, which nobody made", "no program openssl"
        )
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = (str(Path(folder) / name) for name in ("page.pem", "page.key"))
        files = ("-keyout", key, "-out", certificate)
        subprocess.run(
            [program, "req", "-x509", *_KEY, *_NAME, *files], check=True, capture_output=True
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    return context

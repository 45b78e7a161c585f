"""A handshake without a proper key is accepted."""

import base64
import hashlib

from server import handshake


def bend() -> None:
    handshake._accept = lambda key: base64.b64encode(
        hashlib.sha1(key.encode() + handshake._GUID).digest()
    ).decode()

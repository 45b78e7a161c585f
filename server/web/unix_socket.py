"""A Unix socket to listen on, for a proxy on the same machine."""

import errno
import os
import socket
import stat


def bind(path: str) -> socket.socket:
    """Return a socket that is bound to ``path``. One that a dead server left there is replaced.

    Raises ``OSError``: if another server listens there, or another file is there.
    """
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if _is_left_over(path):
            os.unlink(path)
        bound.bind(path)
    except BaseException:
        bound.close()
        raise
    return bound


def _is_left_over(path: str) -> bool:
    try:
        if not stat.S_ISSOCK(os.stat(path).st_mode):
            raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    except FileNotFoundError:
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(path)
        except ConnectionRefusedError:
            return True
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))

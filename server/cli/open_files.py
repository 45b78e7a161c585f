"""The limit on open files: each connection is one, and the server needs some for itself."""

import logging
import os
import resource
from dataclasses import replace

from server.config.settings import Settings

_OWN = 64  # files for the history, and for connections that are accepted while others close
_PENDING_SHARE = 4  # at most a quarter of the connections are not WebSockets when files are short
_log = logging.getLogger("chat")


def raise_limit() -> int | None:
    """Raise the limit as far as allowed, and return how many connections it leaves room for.

    Returns None if there is no limit.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard == resource.RLIM_INFINITY:
        return None
    return max(2, hard - len(os.listdir("/dev/fd")) - _OWN)


def fit(settings: Settings, room: int | None) -> Settings:
    """Return the settings with no more connections than there is ``room`` for.

    A server that has run out of files can neither accept a connection to reject it, nor write its
    history.
    """
    if room is None or settings.max_connections + settings.max_pending <= room:
        return settings
    pending = min(settings.max_pending, max(1, room // _PENDING_SHARE))
    connections = min(settings.max_connections, room - pending)
    _log.warning(
        "the limit on open files leaves room for %d connections and %d pending ones, not %d and "
        "%d: raise it (ulimit -n), or lower --max-connections and --max-pending",
        connections,
        pending,
        settings.max_connections,
        settings.max_pending,
    )
    return replace(settings, max_connections=connections, max_pending=pending)

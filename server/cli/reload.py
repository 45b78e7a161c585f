"""SIGHUP: read the certificate and the settings again (docs/protocol.md#reload)."""

import asyncio
import logging
import os
import signal
import ssl
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from aiohttp import web

from server.cli import log_format
from server.config.settings import Settings
from server.config.values import InvalidValue
from server.web import tls
from server.ws.handshake import ALLOWED_ORIGINS
from server.ws.upgrade import CONNECTIONS

_TERMINAL = "/dev/tty"  # can be opened by processes that have a terminal, and as long as it is open
_TLS = ("tls_cert", "tls_key")
_log = logging.getLogger("chat")


class Reloader:
    """Applies what has changed of the settings of a running server, as far as that is possible."""

    def __init__(
        self,
        settings: Settings,
        reread: Callable[[], Settings],
        context: ssl.SSLContext | None,
        app: web.Application,
    ) -> None:
        """``reread`` returns the settings as they are now; it may raise ``InvalidValue``."""
        self._settings = settings
        self._reread = reread
        self._context = context
        self._app = app
        self._changeable: dict[str, Callable[[Any], None]] = {
            "log_level": lambda level: logging.getLogger().setLevel(level.upper()),
            "log_format": _change_log_format,
            "allow_origin": self._change_origins,
            "max_connections": self._change_most_connections,
        }

    def reload(self) -> None:
        """Change what can be changed, and say in the log what that was; after a mistake, change
        nothing."""
        try:
            found = self._reread()
            if self._context is not None and found.tls_cert:
                tls.renew(self._context, found.tls_cert, found.tls_key)
        except (InvalidValue, tls.InvalidCertificate) as bad:
            _log.error("reload: nothing has changed: %s", bad)
            return
        before, self._settings = self._settings, self._with_changes(found)
        changed = _differences(before, self._settings)
        for name in changed:
            if name in self._changeable:
                self._changeable[name](getattr(found, name))
        read = ["the certificate was read again"] if self._context is not None else []
        done = [f"{_flag(name)} has changed" for name in changed]
        late = [f"{_flag(n)} needs a restart" for n in _differences(self._settings, found)]
        _log.warning("reload: %s", "; ".join([*read, *done, *late]) or "nothing has changed")

    def _with_changes(self, found: Settings) -> Settings:
        names = [*self._changeable, *(_TLS if self._context is not None and found.tls_cert else ())]
        return replace(self._settings, **{name: getattr(found, name) for name in names})

    def _change_origins(self, origins: tuple[str, ...]) -> None:
        self._app[ALLOWED_ORIGINS][:] = origins

    def _change_most_connections(self, most: int) -> None:
        self._app[CONNECTIONS].max_connections = most


def reload_on_hangup(reload: Callable[[], None]) -> None:
    """Have SIGHUP call ``reload``; but if it comes because the server's terminal was closed, the
    server shuts down as on SIGTERM."""
    had_terminal = _has_terminal()

    def on_hangup() -> None:
        if had_terminal and not _has_terminal():
            signal.raise_signal(signal.SIGTERM)
        else:
            reload()

    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup ignores SIGHUP
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, on_hangup)


def _has_terminal() -> bool:
    try:
        os.close(os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _change_log_format(form: str) -> None:
    for handler in logging.getLogger().handlers:
        handler.setFormatter(log_format.formatter(form))


def _differences(one: Settings, other: Settings) -> list[str]:
    names = [field.name for field in fields(Settings)]
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")

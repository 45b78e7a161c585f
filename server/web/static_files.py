"""The chat page and its assets, read once and served from memory.

Only what was found at the start can be asked for, so no path leads out of the folder.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Page:
    """A file as it is served."""

    body: bytes
    content_type: str


Pages = dict[str, Page]
PAGES = web.AppKey("pages", Pages)


def load(folder: Path = FOLDER) -> Pages:
    """Every file below ``folder`` of a type we serve, by its path relative to it."""
    return {
        path.relative_to(folder).as_posix(): Page(path.read_bytes(), _TYPES[path.suffix])
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TYPES
    }


async def index(request: web.Request) -> web.Response:
    """``GET /``: the chat page, which may load from and talk to this server alone."""
    response = _respond(request, "index.html")
    response.headers["Content-Security-Policy"] = content_security_policy(request.host)
    return response


async def asset(request: web.Request) -> web.Response:
    """``GET /assets/…``: a script, a style sheet or an image of the page."""
    return _respond(request, "assets/" + request.match_info["path"])


def content_security_policy(host: str) -> str:
    """The page's policy. The socket's address is spelled out for Safari, which until 15.4 did
    not count ``ws:`` as ``'self'``."""
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self'{sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _respond(request: web.Request, path: str) -> web.Response:
    page = request.app[PAGES].get(path)
    if page is None:
        raise web.HTTPNotFound(text="There is nothing here.")
    charset = "utf-8" if page.content_type.startswith("text/") else None
    headers = {"Cache-Control": "no-cache"}
    return web.Response(
        body=page.body, content_type=page.content_type, charset=charset, headers=headers
    )

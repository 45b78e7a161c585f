"""The chat page and its assets, read once and served from memory.

Only files found at start-up are served, so no path leads out of the folder.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "page"
CONTENT_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Page:
    """A file and its content type."""

    body: bytes
    content_type: str


Pages = dict[str, Page]
PAGES = web.AppKey("pages", Pages)


def load(folder: Path = FOLDER) -> Pages:
    """Return the files below ``folder`` with a known type, by their relative path."""
    return {
        path.relative_to(folder).as_posix(): Page(path.read_bytes(), CONTENT_TYPES[path.suffix])
        for path in sorted(folder.rglob("*"))
        if path.suffix in CONTENT_TYPES
    }


async def index(request: web.Request) -> web.Response:
    """``GET /``: the chat page, which may load from and connect to this server only."""
    response = respond(request, "index.html")
    response.headers["Content-Security-Policy"] = content_security_policy(request.host)
    return response


async def asset(request: web.Request) -> web.Response:
    """``GET /assets/…``: a script, a style sheet or an image of the page."""
    return respond(request, "assets/" + request.match_info["path"])


def content_security_policy(host: str) -> str:
    """Return the page's policy.

    It names the WebSocket address for Safari before 15.4, where ``'self'`` did not include ``ws:``.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self'{sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def respond(request: web.Request, path: str) -> web.Response:
    """Return the file at ``path``. Raises 404 if there is none."""
    page = request.app[PAGES].get(path)
    if page is None:
        raise web.HTTPNotFound(text="Not found.")
    charset = "utf-8" if page.content_type.startswith("text/") else None
    headers = {"Cache-Control": "no-cache"}
    return web.Response(
        body=page.body, content_type=page.content_type, charset=charset, headers=headers
    )

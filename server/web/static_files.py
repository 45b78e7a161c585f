"""The chat page and its assets, read once, made light and served from memory.

Only files found at start-up are served, so no path leads out of the folder. Browsers ask each time
whether what they have is still the newest, and are told so by its entity tag without the bytes.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aiohttp import hdrs, web

from server.web.page_weight import SCRIPT, SHEET, joined, lightened

FOLDER = Path(__file__).parent / "page"
CONTENT_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_NOT_MODIFIED = 304
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


@dataclass(frozen=True)
class Page:
    """A file and its content type."""

    body: bytes
    content_type: str

    @cached_property
    def compressed(self) -> bytes:
        """Return the file as gzip."""
        return gzip.compress(self.body, 9, mtime=0)

    @cached_property
    def tag(self) -> str:
        """Return a text that is another one for every other content."""
        return hashlib.sha256(self.body).hexdigest()[:16]


Pages = dict[str, Page]
PAGES = web.AppKey("pages", Pages)


def load(folder: Path = FOLDER) -> Pages:
    """Return the files below ``folder`` with a known type, by their relative path."""
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in CONTENT_TYPES
    }
    light = {path: lightened(path, text) for path, text in files.items()}
    whole = {first: joined(light, first) for first in (SCRIPT, SHEET) if first in light}
    light.update(whole)
    return {
        path: Page(text.encode(), CONTENT_TYPES[Path(path).suffix]) for path, text in light.items()
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

    Images may come from elsewhere: the page shows one when its reader asks for it. The policy names
    the WebSocket address for Safari before 15.4, where ``'self'`` did not include ``ws:``.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; "
        f"manifest-src 'self'; connect-src 'self'{sockets}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def respond(request: web.Request, path: str) -> web.Response:
    """Return the file at ``path``. Raises 404 if there is none."""
    page = request.app[PAGES].get(path)
    if page is None:
        raise web.HTTPNotFound(text="Not found.")
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    is_compressed = _accepts_gzip(request)
    headers[hdrs.ETAG] = f'"{page.tag}-gzip"' if is_compressed else f'"{page.tag}"'
    if _has(request, page):
        return web.Response(status=_NOT_MODIFIED, headers=headers)
    if is_compressed:
        headers[hdrs.CONTENT_ENCODING] = "gzip"
    charset = "utf-8" if page.content_type.startswith("text/") else None
    body = page.compressed if is_compressed else page.body
    return web.Response(body=body, content_type=page.content_type, charset=charset, headers=headers)


def _accepts_gzip(request: web.Request) -> bool:
    """Return True if the client takes gzip, which it may also refuse by a quality of zero."""
    for each in request.headers.get(hdrs.ACCEPT_ENCODING, "").lower().split(","):
        coding, _, quality = each.partition(";")
        if coding.strip() == "gzip":
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", quality)
    return False


def _has(request: web.Request, page: Page) -> bool:
    """Return True if the client has the file already, as it says (RFC 9110 §13.1.2)."""
    stated = request.headers.get(hdrs.IF_NONE_MATCH, "")
    tags = {tag.removesuffix("-gzip") for tag in _TAG.findall(stated)}
    return page.tag in tags or stated.strip() == "*"

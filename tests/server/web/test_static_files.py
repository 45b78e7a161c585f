"""The page and its assets: what is served, how, and that nothing else is."""

import gzip
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientResponse, ClientSession
from yarl import URL

from server.config.settings import Settings
from server.web.app import build
from server.web.static_files import FOLDER, content_security_policy, load
from tests.server.support.serving import serving

OK, NOT_FOUND = 200, 404  # HTTP statuses
IMPORT = re.compile(r'(?:from |import\()"\./(\w+\.js)"')
ASSETS = {
    "/assets/scripts/chat.js": "text/javascript",
    "/assets/scripts/connection.js": "text/javascript",
    "/assets/scripts/session.js": "text/javascript",
    "/assets/styles/chat.css": "text/css",
    "/assets/styles/conversation.css": "text/css",
    "/assets/images/icon.svg": "image/svg+xml",
}


@asynccontextmanager
async def asking_for(path: str) -> AsyncIterator[ClientResponse]:
    """The answer to ``path``, which goes out exactly as it is written."""
    async with serving(build(Settings())) as port, ClientSession() as session:
        url = URL(f"http://127.0.0.1:{port}{path}", encoded=True)
        async with session.get(url, allow_redirects=False) as response:
            yield response


def policy(host: str) -> dict[str, str]:
    """The parts of a page's policy, by what they rule."""
    parts = (part.partition(" ") for part in content_security_policy(host).split("; "))
    return {name: sources for name, _, sources in parts}


async def test_the_page_is_html_in_utf8() -> None:
    async with asking_for("/") as response:
        kind = (response.status, response.content_type, response.charset)
        assert kind == (OK, "text/html", "utf-8")


async def test_the_page_asks_for_a_name() -> None:
    async with asking_for("/") as response:
        assert "Enter your name" in await response.text()


async def test_the_page_comes_with_its_policy() -> None:
    async with asking_for("/") as response:
        expected = content_security_policy(response.url.authority)
        assert response.headers["Content-Security-Policy"] == expected


@pytest.mark.parametrize(("path", "content_type"), ASSETS.items())
async def test_an_asset_is_served_with_its_type(path: str, content_type: str) -> None:
    async with asking_for(path) as response:
        assert (response.status, response.content_type) == (OK, content_type)


async def test_an_asset_is_served_byte_for_byte() -> None:
    stored = load()["assets/styles/chat.css"].body
    async with asking_for("/assets/styles/chat.css") as response:
        assert await response.read() == stored


@pytest.mark.parametrize("path", ["/", "/assets/styles/chat.css", "/nowhere", "/chat"])
async def test_every_answer_tells_browsers_not_to_guess_types(path: str) -> None:
    async with asking_for(path) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/index.html",
        "/assets",
        "/assets/",
        "/assets/nothing.js",
        "/assets/index.html",
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
        "/assets/..%2findex.html",
        "/assets/../../pages.py",
        "/assets/%2e%2e%2f%2e%2e%2fpages.py",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/assets/scripts/chat.js%00.css",
        "/assets/scripts/",
    ],
)
async def test_nothing_else_is_served(path: str) -> None:
    async with asking_for(path) as response:
        assert response.status == NOT_FOUND


def test_every_script_is_asked_for() -> None:
    scripts = {path.name: path.read_text() for path in (FOLDER / "assets/scripts").glob("*.js")}
    asked = {name for text in scripts.values() for name in IMPORT.findall(text)}
    assert asked == set(scripts) - {"chat.js"}


def test_every_style_sheet_is_asked_for() -> None:
    sheets = list((FOLDER / "assets/styles").glob("*.css"))
    texts = "".join(path.read_text() for path in sheets)
    texts += (FOLDER / "index.html").read_text() + load()["assets/scripts/demo.js"].body.decode()
    assert [path.name for path in sheets if path.name not in texts] == []


@pytest.mark.parametrize("path", [path for path in load() if path.endswith((".html", ".manifest"))])
def test_the_page_names_everything_beside_it(path: str) -> None:
    """Behind a proxy the page may stand below any path."""
    assert re.findall(r'(?:href|src)="/[^"]*"', load()[path].body.decode()) == []


async def test_a_browser_that_has_the_newest_is_told_so_without_the_bytes() -> None:
    async with serving(build(Settings())) as port, ClientSession() as session:
        url = f"http://127.0.0.1:{port}/assets/styles/chat.css"
        async with session.get(url) as first:
            tag = first.headers["ETag"]
        for stated in (tag, f'"other", W/{tag}', "*"):
            async with session.get(url, headers={"If-None-Match": stated}) as again:
                assert (again.status, await again.read(), again.headers["ETag"]) == (304, b"", tag)
        async with session.get(url, headers={"If-None-Match": '"other"'}) as changed:
            assert changed.status == OK


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip", "gzip"), ("br, GZIP;q=0.5", "gzip"), ("identity", None), ("gzip;q=0", None)],
)
async def test_who_takes_gzip_gets_it(accepted: str, encoding: str | None) -> None:
    async with serving(build(Settings())) as port, ClientSession(auto_decompress=False) as session:
        url, headers = f"http://127.0.0.1:{port}/", {"Accept-Encoding": accepted}
        async with session.get(url, headers=headers) as response:
            body, found = await response.read(), response.headers.get("Content-Encoding")
            assert response.headers["Vary"] == "Accept-Encoding"
    page = load()["index.html"].body
    assert (found, gzip.decompress(body) if encoding else body) == (encoding, page)


async def test_no_answer_tells_versions() -> None:
    for path in ("/", "/nowhere", "/chat"):
        async with asking_for(path) as response:
            assert response.headers["Server"] == "alicebob"


def test_no_script_makes_markup_of_texts() -> None:
    scripts = {name: page.body.decode() for name, page in load().items() if name.endswith(".js")}
    ways = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
    assert [name for name, text in scripts.items() if any(way in text for way in ways)] == []


def test_only_files_of_a_known_type_are_loaded(tmp_path: Path) -> None:
    for name in ("page.html", "notes.txt", ".secret", "script.js", "script.js.map"):
        (tmp_path / name).write_text("content")
    assert sorted(load(tmp_path)) == ["page.html", "script.js"]


def test_a_page_may_load_from_its_own_server_alone() -> None:
    sources = {name: policy("chat.example")[name] for name in ("script-src", "style-src")}
    assert sources == {"script-src": "'self'", "style-src": "'self'"}


def test_what_is_not_named_may_not_be_loaded() -> None:
    assert policy("chat.example")["default-src"] == "'none'"


def test_a_page_may_not_be_framed() -> None:
    assert policy("chat.example")["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("host", ["chat.example", "localhost:8080", "127.0.0.1", "[::1]:8080"])
def test_a_page_may_talk_to_its_own_server_alone(host: str) -> None:
    assert policy(host)["connect-src"] == f"'self' ws://{host} wss://{host}"


@pytest.mark.parametrize("host", ["", "a b", "evil; script-src *", "a,b", "a:b", "*", "a'b"])
def test_a_host_that_is_none_stays_out_of_the_policy(host: str) -> None:
    assert policy(host)["connect-src"] == "'self'"

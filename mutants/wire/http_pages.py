"""Faulty servers that ``features/wire/http_pages.feature`` must catch."""

import json
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from mutants.patch import Patch
from mutants.registry import mutant
from server import asyncapi
from server.config.settings import Settings
from server.store.base import Store
from server.web import app, health, static_files
from server.ws.upgrade import CONNECTIONS


@mutant("Unknown paths return the page with 200 instead of 404.")
def everything_is_the_page(patch: Patch) -> None:
    sound = app.build

    @web.middleware
    async def or_the_page(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return await static_files.index(request)

    def build(settings: Settings, store: Store | None = None) -> web.Application:
        built = sound(settings, store)
        built.middlewares.append(or_the_page)
        return built

    patch.replace(app, "build", build)


@mutant("The health check still reports ok during shutdown.")
def going_away_unsaid(patch: Patch) -> None:
    async def health(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    patch.replace(app, "health", health)


@mutant("The health check answers in plain text instead of JSON.")
def health_as_plain_text(patch: Patch) -> None:
    async def health(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    patch.replace(app, "health", health)


@mutant("The health check does not report a status.")
def health_says_nothing(patch: Patch) -> None:
    async def health(request: web.Request) -> web.Response:
        return web.json_response({})

    patch.replace(app, "health", health)


@mutant("The content security policy permits inline scripts.")
def lenient_content_security_policy(patch: Patch) -> None:
    sound = static_files.content_security_policy
    patch.replace(
        static_files,
        "content_security_policy",
        lambda host: sound(host).replace("script-src 'self'", "script-src 'unsafe-inline'"),
    )


@mutant("The page has no content security policy.")
def no_content_security_policy(patch: Patch) -> None:
    async def index(request: web.Request) -> web.Response:
        return static_files.respond(request, "index.html")

    patch.replace(static_files, "index", index)


@mutant("HTTP responses lack the security headers.")
def no_security_headers(patch: Patch) -> None:
    app.SECURITY_HEADERS.clear()


@mutant("The page is served as plain text.")
def page_as_plain_text(patch: Patch) -> None:
    static_files.CONTENT_TYPES[".html"] = "text/plain"


@mutant("Asset paths can reach any file on the server's machine.")
def paths_lead_anywhere(patch: Patch) -> None:
    async def asset(request: web.Request) -> web.Response:
        path = Path(f"{static_files.FOLDER}/assets/{request.match_info['path']}").resolve()
        if not path.is_file():
            path = Path("/" + request.match_info["path"].lstrip("./"))
        if not path.is_file():
            raise web.HTTPNotFound
        kind = static_files.CONTENT_TYPES.get(path.suffix, "text/plain")
        return web.Response(body=path.read_bytes(), content_type=kind)

    patch.replace(static_files, "asset", asset)


@mutant("The AsyncAPI document is served as plain text.")
def protocol_as_plain_text(patch: Patch) -> None:
    async def text(_request: web.Request) -> web.Response:
        return web.Response(body=asyncapi.as_json(), content_type="text/plain")

    patch.replace(app, "asyncapi", text)


@mutant("The AsyncAPI document is missing.")
def protocol_not_served(patch: Patch) -> None:
    async def nothing(_request: web.Request) -> web.Response:
        raise web.HTTPNotFound

    patch.replace(app, "asyncapi", nothing)


@mutant("The AsyncAPI document describes one endpoint only.")
def protocol_of_one_address(patch: Patch) -> None:
    async def some(_request: web.Request) -> web.Response:
        document = json.loads(asyncapi.as_json())
        document["channels"] = {"chat": document["channels"]["chat"]}
        return web.json_response(document)

    patch.replace(app, "asyncapi", some)


@mutant("The health check says that all is well in words of its own.")
def health_in_other_words(patch: Patch) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"status": "okay"})

    patch.replace(health, "health", answer)


@mutant("A server with users in it reports that it is draining.")
def busy_servers_drain(patch: Patch) -> None:
    sound = health.health

    async def answer(request: web.Request) -> web.Response:
        if len(request.app[CONNECTIONS]):
            return web.json_response({"status": "draining"}, status=503)
        return await sound(request)

    patch.replace(health, "health", answer)

"""A path may lead out of the assets, to any file of this machine."""

from pathlib import Path

from aiohttp import web

from server import pages


def bend() -> None:
    async def asset(request: web.Request) -> web.Response:
        path = Path(f"{pages.FOLDER}/assets/{request.match_info['path']}").resolve()
        if not path.is_file():
            path = Path("/" + request.match_info["path"].lstrip("./"))
        if not path.is_file():
            raise web.HTTPNotFound
        kind = pages._TYPES.get(path.suffix, "text/plain")
        return web.Response(body=path.read_bytes(), content_type=kind)

    pages.asset = asset

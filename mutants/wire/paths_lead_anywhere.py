"""A path may lead out of the assets, to any file of this machine."""

from pathlib import Path

from aiohttp import web

from server.web import static_files


def bend() -> None:
    async def asset(request: web.Request) -> web.Response:
        path = Path(f"{static_files.FOLDER}/assets/{request.match_info['path']}").resolve()
        if not path.is_file():
            path = Path("/" + request.match_info["path"].lstrip("./"))
        if not path.is_file():
            raise web.HTTPNotFound
        kind = static_files._TYPES.get(path.suffix, "text/plain")
        return web.Response(body=path.read_bytes(), content_type=kind)

    static_files.asset = asset

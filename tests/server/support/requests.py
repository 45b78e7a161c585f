"""One plain HTTP request, and what comes back."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Answer:
    """Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


async def ask(
    port: int,
    path: str,
    method: str = "GET",
    headers: Mapping[str, str] = NOTHING,
    body: bytes = b"",
) -> Answer:
    """Send a request on a new connection, with the body's length unless ``headers`` contain it."""
    told = {"Host": "chat.localhost", "Connection": "close", **headers}
    if body and "Transfer-Encoding" not in told:
        told.setdefault("Content-Length", str(len(body)))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        head, _, rest = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    status_line, *fields = head.decode("latin-1").split("\r\n")
    pairs = (field.partition(": ") for field in fields)
    return Answer(
        int(status_line.split()[1]), {name.lower(): value for name, _, value in pairs}, rest
    )

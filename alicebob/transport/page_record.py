"""The console and the WebSocket frames of a page, for those who ask what went wrong there."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.async_api import ConsoleMessage, Page, WebSocket

_KEPT = 40  # lines of the console, and frames, of one user
_LONGEST = 300  # characters of a frame that are kept


@dataclass(slots=True)
class PageRecord:
    """The console and the frames of the page of one user: the last of each."""

    console: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT))
    frames: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT))


def record_page(
    page: Page,
    record: Callable[[], PageRecord],
    lost: Callable[[], Callable[[], None]] = lambda: lambda: None,
) -> None:
    """Have the ``record`` at each time note the console and the frames of ``page``; what ``lost``
    returns when a WebSocket begins is called when it has ended."""

    def on_websocket(socket: WebSocket) -> None:
        _record_socket(socket, record(), lost())

    page.on("console", lambda message: record().console.append(_line(message)))
    page.on("pageerror", lambda error: record().console.append(f"error: {error}"))
    page.on("websocket", on_websocket)


def _line(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text[:_LONGEST]}"


def _record_socket(socket: WebSocket, record: PageRecord, lost: Callable[[], None]) -> None:
    def note(direction: str, payload: str | bytes) -> None:
        shown = payload if isinstance(payload, str) else payload.decode("utf-8", "replace")
        record.frames.append(f"{direction} {shown[:_LONGEST]}")

    def end(_: WebSocket) -> None:
        record.frames.append("  the connection ended")
        lost()

    socket.on("framesent", lambda payload: note("→", payload))
    socket.on("framereceived", lambda payload: note("←", payload))
    socket.on("close", end)

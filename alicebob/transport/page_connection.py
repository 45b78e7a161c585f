"""One user on a chat page, in the place of a WebSocket."""

import json

from alicebob.transport.driver_connection import DriverConnection, DriverLink
from alicebob.transport.websocket import SocketCallbacks

_ANSWER_PATIENCES = 4.0  # the page itself has a deadline, and says more about it


class PageConnection(DriverConnection):
    """One connection of a page. What no page can do raises ``CouldNotTell``."""

    def __init__(self, link: DriverLink, callbacks: SocketCallbacks, timeout: float) -> None:
        super().__init__(link, callbacks, _ANSWER_PATIENCES * timeout, "page")

    def send_text(self, text: str) -> None:
        """Have the user do what ``text`` says, which the codec of the connection has written."""
        try:
            said = str(json.loads(text).get("text", ""))
        except (ValueError, AttributeError):
            said = ""  # no request of the suite, as the base class says
        if "\r" in said:
            raise self._cannot("a carriage return", "has a text box, which makes it a line feed")
        super().send_text(text)

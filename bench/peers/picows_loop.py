"""A chat on picows: its listener, and a loop over all transports."""

import json
import sys
from urllib.parse import parse_qs, urlsplit

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, WSUpgradeRequest, ws_create_server

transports: set[WSTransport] = set()


class Chat(WSListener):
    """Sends every message to everybody."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Add a connection."""
        transports.add(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Send a message to everybody."""
        if frame.msg_type == WSMsgType.TEXT:
            text = frame.get_payload_as_utf8_text()
            said = json.dumps({"sender": self.name, "content": text, "type": "message"}).encode()
            for other in transports:
                other.send(WSMsgType.TEXT, said)
        elif frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Remove a connection."""
        transports.discard(transport)


def enter(request: WSUpgradeRequest) -> Chat:
    """Read the name from the URL."""
    (name,) = parse_qs(urlsplit(request.path.decode()).query).get("user", ["Anonymous"])
    return Chat(name)


async def main() -> None:
    """Serve for ever."""
    server = await ws_create_server(enter, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


uvloop.run(main())

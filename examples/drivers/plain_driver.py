"""A driver for the plain dialect at /chat?user=NAME, in Python (``docs/drivers.md``)."""

import json
import socket
import sys
import threading
from urllib.parse import urlencode

import websocket  # pip install websocket-client

HEARS = {"message": ["user", "text"], "joined": ["user"], "left": ["user"], "refused": ["text"]}
printing = threading.Lock()
connections: dict[int, websocket.WebSocket] = {}


def tell(event: str, **values: object) -> None:
    """Print one line for the suite."""
    with printing:
        print(json.dumps({"event": event, **values}), flush=True)


def heard(frame: dict[str, str]) -> dict[str, object]:
    """Return what a frame of the server means."""
    match frame:
        case {"type": "message", "sender": user, "content": text}:
            return {"kind": "message", "user": user, "text": text}
        case {"type": "notification", "sender": user, "content": text}:
            return {"kind": "joined" if text.endswith(" joined the chat") else "left", "user": user}
    return {"kind": "refused", "text": frame["content"]}


def play(number: int, request: dict[str, str]) -> None:
    """Play one connection, from its handshake to its end."""
    asked = {name: request[name] for name in ("user", "room") if name in request}
    url = request["url"].replace("http", "ws", 1) + "/chat?" + urlencode(asked)
    try:
        chat = connections[number] = websocket.create_connection(url, timeout=5)
        chat.settimeout(None)
    except websocket.WebSocketBadStatusException as rejected:
        tell("refused", connection=number, text=str(rejected))
        return
    except OSError as error:
        tell("error", connection=number, text=str(error))
        return
    tell("opened", connection=number)
    code = 1006  # unless the server says another
    try:
        while True:
            kind, data = chat.recv_data()
            if kind == websocket.ABNF.OPCODE_CLOSE:
                code = int.from_bytes(data[:2]) if data else 1005
                break
            tell("heard", connection=number, **heard(json.loads(data)))
    except (OSError, websocket.WebSocketException):
        pass
    tell("ended", connection=number, code=code)


for line in sys.stdin:
    request = json.loads(line)
    number = request.get("connection", 0)
    match request["do"]:
        case "hello":
            tell("hello", protocol=1, can=["drop"], hears=HEARS)
        case "check":
            tell("checked")
        case "open":
            threading.Thread(target=play, args=(number, request), daemon=True).start()
        case "say":
            connections[number].send(request["text"])
        case "close":
            connections[number].send_close()
        case "drop":
            connections[number].sock.shutdown(socket.SHUT_RDWR)

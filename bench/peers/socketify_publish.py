"""A chat on socketify, with the subscribe and publish calls of its documentation."""

import json
import sys

from socketify import App, AppListenOptions, OpCode

app = App()


def upgrade(response, request, context):
    """Read the name from the URL."""
    name = request.get_query("user") or "Anonymous"
    response.upgrade(
        request.get_header("sec-websocket-key"),
        request.get_header("sec-websocket-protocol"),
        request.get_header("sec-websocket-extensions"),
        context,
        {"name": name},
    )


def enter(socket):
    """Subscribe a connection."""
    socket.subscribe("lobby")


def say(socket, message, opcode):
    """Send a message to everybody, the sender included."""
    if opcode == OpCode.TEXT:
        name = socket.get_user_data()["name"]
        said = json.dumps({"sender": name, "content": message, "type": "message"})
        app.publish("lobby", said, OpCode.TEXT, False)


app.ws(
    "/chat",
    {"compression": 0, "idle_timeout": 120, "upgrade": upgrade, "open": enter, "message": say},
)
app.listen(AppListenOptions(port=int(sys.argv[1]), host="127.0.0.1"))
app.run()

"""Chats that exist, described in the notation of wires."""

FASTAPI = """
[wire]
url = "/ws/{number}"
say.text = "{text}"
[[hear]]
as = "receipt"
text = "You wrote: {text}"
[[hear]]
as = "message"
text = "Client #{number} says: {text}"
[[hear]]
as = "left"
text = "Client #{number} left the chat"
"""

SOCKET_IO = """
[wire]
url = "/socket.io/?EIO=4&transport=websocket"
prefix = "42"
say.json = '["new message", "{text}"]'
typing.start.json = '["typing"]'
typing.stop.json = '["stop typing"]'
[[wire.enter]]
await = { prefix = "0", json = '{"sid": "{*}"}' }
[[wire.enter]]
send = { prefix = "", text = "40" }
await = { prefix = "40", json = '{"sid": "{*}"}' }
refused = { prefix = "44", json = '{"message": "{text}"}' }
[[wire.enter]]
send.json = '["add user", "{user}"]'
await.json = '["login", {"numUsers": "{n:int}"}]'
[[wire.reply]]
to = { prefix = "", text = "2" }
send = { prefix = "", text = "3" }
[[hear]]
as = "message"
json = '["new message", {"username": "{user}", "message": "{text}"}]'
[[hear]]
as = "joined"
json = '["user joined", {"username": "{user}", "numUsers": "{count:int}"}]'
[[hear]]
as = "left"
json = '["user left", {"username": "{user}", "numUsers": "{count:int}"}]'
[[hear]]
as = "typing"
typing = true
json = '["typing", {"username": "{user}"}]'
[[hear]]
as = "typing"
typing = false
json = '["stop typing", {"username": "{user}"}]'
"""

PHOENIX = """
[wire]
url = "/socket/websocket?vsn=2.0.0"
say.json = '["{join_ref}", "{ref}", "room:lobby", "shout", {"name": "{user}", "message": "{text}"}]'
[[wire.enter]]
send.json = '["{join_ref}", "{ref}", "room:lobby", "phx_join", {}]'
await.json = '["{join_ref}", "{ref}", "room:lobby", "phx_reply", {"status": "ok"}]'
refused.json = '["{join_ref}", "{ref}", "room:lobby", "phx_reply", {"status": "error"}]'
[[wire.every]]
seconds = 30
send.json = '[null, "{ref}", "phoenix", "heartbeat", {}]'
[[hear]]
as = "message"
json = '[null, null, "room:lobby", "shout", {"name": "{user}", "message": "{text}"}]'
[[hear]]
as = "past"
json = '["{*}", null, "room:lobby", "shout", {"name": "{user}", "message": "{text}"}]'
[[hear]]
as = "here"
json = '["{*}", null, "room:lobby", "presence_state", {"$keys": "{user}"}]'
[[hear]]
as = "ignore"
json = '["{*}", "{ref}", "{*}", "phx_reply", {"status": "ok"}]'
"""

SIGNALR = """
[wire]
url = "/chatHub"
separator = "\\u001e"
terminated = true
say.json = '{"type": 1, "target": "SendMessage", "arguments": ["{user}", "{text}"]}'
[[wire.enter]]
send.json = '{"protocol": "json", "version": 1}'
await = { json = '{}', exact = true }
refused.json = '{"error": "{text}"}'
[[wire.every]]
seconds = 15
send.json = '{"type": 6}'
[[hear]]
as = "message"
json = '{"type": 1, "target": "ReceiveMessage", "arguments": ["{user}", "{text}"]}'
[[hear]]
as = "ignore"
json = '{"type": 6}'
"""

RELAY = """
[wire]
url = "/ws"
separator = "\\n"
say.text = "{text}"
[[hear]]
as = "message"
text = "{text}"
"""

AXUM = """
[wire]
url = "/websocket"
say.text = "{text}"
[[wire.enter]]
send.text = "{user}"
await.text = "{user} joined."
refused.text = "Username already taken."
[[hear]]
as = "joined"
text = "{user} joined."
[[hear]]
as = "left"
text = "{user} left."
[[hear]]
as = "message"
text = "{user}: {text}"
"""

ACTION_CABLE = """
[wire]
url = "/cable"
subprotocols = ["actioncable-v1-json"]
say.json = '''{"command": "message", "identifier": {"$json": {"channel": "Chat", "room": "{room}"}},
  "data": {"$json": {"action": "speak", "text": "{text}"}}}'''
[[wire.enter]]
await.json = '{"type": "welcome"}'
[[wire.enter]]
send.json = '''{"command": "subscribe",
  "identifier": {"$json": {"channel": "Chat", "room": "{room}"}}}'''
await.json = '{"type": "confirm_subscription"}'
refused.json = '{"type": "reject_subscription"}'
[[hear]]
as = "ignore"
json = '{"type": "ping"}'
[[hear]]
as = "message"
json = '''{"identifier": {"$json": {"channel": "Chat", "room": "{room}"}},
  "message": {"user": "{user}", "text": "{text}"}}'''
"""

GUESTS = """
[wire]
url = "/ws"
say.json = '{"say": "{text}"}'
[[wire.enter]]
await.json = '{"you": "{me}", "session": "{session:int}"}'
[[hear]]
as = "message"
json = '{"from": "{user}", "said": "{text}", "session": "{session:int}"}'
[[hear]]
as = "private"
json = '{"from": "{user}", "to": "{me}", "said": "{text}"}'
[[hear]]
as = "here"
text = "Online: {users:list}."
"""

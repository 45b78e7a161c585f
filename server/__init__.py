"""The reference chat server: rooms, names and messages over WebSocket, on aiohttp.

Start it with ``python -m server``. Read it from the inside out: ``room.py`` holds the rules of
the chat, ``pubsub.py`` carries an event to everybody, ``websocket.py`` is the typed layer an
application is written in, ``connection.py`` owns one socket, ``frames.py`` speaks RFC 6455.
"""

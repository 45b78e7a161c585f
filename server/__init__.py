"""The reference chat server: rooms, names and messages over WebSocket, on aiohttp.

Start it with ``python -m server``. Read it from the inside out: ``core/room.py`` holds the rules of
the chat, ``ws/pubsub.py`` publishes an event to all subscribers, ``ws/handler.py`` is the typed
layer an application is written against, ``ws/connection.py`` owns one socket, and ``ws/frames.py``
and ``ws/frame_reader.py`` implement RFC 6455.
"""

__version__ = "0.1.0"

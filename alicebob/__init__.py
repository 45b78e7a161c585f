"""The acceptance suite's engine: starts a chat server as a black box, plays its users, judges it.

It imports nothing of ``server``: whatever it knows of the chat, it knows from the wire.
"""

__version__ = "0.1.0"

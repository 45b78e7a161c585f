"""The command that starts the server, as its user typed it: help pages and errors quote it."""

import os

VARIABLE = "CHAT_PROGRAM"
PROGRAM = os.environ.get(VARIABLE) or "python -m server"

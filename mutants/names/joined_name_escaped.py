"""A name that is told by a word is escaped as if it stood in a page."""

import html

from server import chat
from server.core.names import user_name


def bend() -> None:
    chat.user_name = lambda raw: html.escape(user_name(raw))  # type: ignore[attr-defined]

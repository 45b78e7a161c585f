"""A name that is told by a word is escaped as if it stood in a page."""

import html

from server.chat import service
from server.core.names import user_name


def bend() -> None:
    service.user_name = lambda raw: html.escape(user_name(raw))  # type: ignore[attr-defined]

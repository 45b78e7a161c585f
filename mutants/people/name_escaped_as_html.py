"""Names are escaped for HTML before they are sent."""

import html

from server.core import names


def bend() -> None:
    sound = names.user_name
    names.user_name = lambda raw: html.escape(sound(raw))

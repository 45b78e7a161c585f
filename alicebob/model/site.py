"""A site as its visitors find it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The way to the page: below ``path``, and encrypted if ``is_tls``. A server ``is_plain`` that
    knows no subprotocol, and nothing but the page and the chat."""

    path: str = ""
    is_tls: bool = False
    is_plain: bool = False

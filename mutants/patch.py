"""The one way in which a mutant changes the reference server."""

from typing import Any


class Patch:
    """Replaces parts of the server, for as long as the process lives.

    A mutant is tried in a server process of its own, so nothing is ever put back.
    """

    def replace(self, owner: object, name: str, part: Any) -> None:
        """Put ``part`` in the place of ``owner.name``; ``owner`` is a class, a module or an object.

        Raises ``AttributeError`` when the server has no such part: a mutant that changes nothing
        would prove nothing.
        """
        getattr(owner, name)
        setattr(owner, name, part)

    def override(self, owner: type, name: str, part: property) -> None:
        """Have ``part`` answer for an attribute that instances of ``owner`` set for themselves."""
        setattr(owner, name, part)

"""The one way in which a mutant changes the reference server."""

import sys
from types import ModuleType
from typing import Any


class Patch:
    """Replaces parts of the server, for as long as the process lives.

    A mutant is tried in a server process of its own, so nothing is ever put back.
    """

    def replace(self, owner: object, name: str, part: Any) -> None:
        """Put ``part`` in the place of ``owner.name``; ``owner`` is a class, a module or an object.

        A function or a constant of a module is replaced in every module that imported it, too.
        Raises ``AttributeError`` when the server has no such part: a mutant that changes nothing
        would prove nothing.
        """
        before = getattr(owner, name)
        setattr(owner, name, part)
        if isinstance(owner, ModuleType) and (name.isupper() or _defines(owner, before)):
            for module in _modules_of_the_server():
                if vars(module).get(name) is before:
                    setattr(module, name, part)

    def override(self, owner: type, name: str, part: property) -> None:
        """Have ``part`` answer for an attribute that instances of ``owner`` set for themselves."""
        setattr(owner, name, part)


def _defines(module: ModuleType, part: object) -> bool:
    return getattr(part, "__module__", "") == module.__name__


def _modules_of_the_server() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.startswith("server.")]

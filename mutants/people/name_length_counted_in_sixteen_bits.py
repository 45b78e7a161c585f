"""The length of a name is counted in units of sixteen bits, so emoji count twice."""

from server.core import names


def bend() -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        name = sound(raw)
        if len(name.encode("utf-16-le")) > 2 * names.MAX_CHARACTERS:
            raise names.InvalidName("This name is too long.")
        return name

    names.user_name = user_name

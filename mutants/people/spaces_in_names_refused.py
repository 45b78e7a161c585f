"""A name with a space in it is refused."""

from server.core import names


def bend() -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        if " " in raw.strip():
            raise names.InvalidName("A name is one word.")
        return sound(raw)

    names.user_name = user_name

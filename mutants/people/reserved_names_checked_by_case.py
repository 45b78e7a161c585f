"""The reserved names are refused in lower case only."""

from server.core import names


def bend() -> None:
    sound, reserved = names.user_name, set(names._RESERVED)
    names._RESERVED.clear()

    def user_name(raw: str) -> str:
        if raw.strip() in reserved:
            raise names.InvalidName("This name is reserved.")
        return sound(raw)

    names.user_name = user_name

"""Opening a connection to the store, and the sentences for all that can be wrong with it."""

import re
from typing import Any

from redis.asyncio.connection import AbstractConnection, Connection, parse_url
from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    InvalidResponse,
    RedisError,
    ResponseError,
)

from server.cluster.address import shown

PATIENCE = 5.0  # seconds for the first answer
LEAST_REDIS, LEAST_VALKEY = (6, 2), (7, 0)


class Unusable(Exception):
    """The store cannot be used; the message says why, and what to do."""


def connection_to(address: str, silence: float) -> AbstractConnection:
    """Return a connection to the store, not yet connected, which is lost after so many seconds
    without an answer. Raises ``Unusable``."""
    options: dict[str, Any] = dict(parse_url(address))
    kind = options.pop("connection_class", Connection)
    options |= {"socket_timeout": silence, "socket_connect_timeout": silence}
    try:
        connection: AbstractConnection = kind(**options, protocol=2, driver_info=None)
    except TypeError:
        raise Unusable(f"The address {shown(address)} has an unknown option after '?'.") from None
    return connection


async def connect(connection: AbstractConnection) -> None:
    """Open a connection."""
    await connection.connect()  # type: ignore[no-untyped-call]


async def check(address: str) -> None:
    """Connect once, and raise ``Unusable`` if the store cannot be used."""
    connection = connection_to(address, PATIENCE)
    try:
        await connect(connection)
        await expect_usable(address, connection)
    except (RedisError, OSError) as error:
        raise Unusable(explained(address, error)) from error
    finally:
        await connection.disconnect(nowait=True)


async def expect_usable(address: str, connection: AbstractConnection) -> None:
    """Raise ``Unusable`` unless the store is a Redis or Valkey that is new enough."""
    await connection.send_command("INFO", "server", check_health=False)
    info = dict(re.findall(r"(?m)^(\w+):(.*?)\r?$", (await connection.read_response()).decode()))
    for name, key, least in (
        ("Valkey", "valkey_version", LEAST_VALKEY),
        ("Redis", "redis_version", LEAST_REDIS),
    ):
        if key in info:
            if _version(info[key]) < least:
                wanted = f"{'.'.join(map(str, least))} or newer is needed"
                raise Unusable(f"The store {shown(address)} is {name} {info[key]}: {wanted}.")
            return
    raise Unusable(f"The store {shown(address)} is neither Redis nor Valkey.")


def explained(address: str, error: BaseException) -> str:
    """Return the sentence for an ``error``, which may come from the library."""
    where = shown(address)
    match error:
        case Unusable():
            return str(error)
        case AuthenticationError() | ResponseError() if _is_about_passwords(error):
            return f"The store {where} does not accept the user and the password in --store."
        case BusyLoadingError():
            return f"The store {where} is still loading its data. Try again in a moment."
        case InvalidResponse():
            return f"What answers at {where} is neither Redis nor Valkey."
        case RedisError() | OSError():
            reason = str(error).rstrip(".") or type(error).__name__
            return f"The store {where} cannot be used: {reason}."
    return f"The store {where} does not answer."


def _is_about_passwords(error: BaseException) -> bool:
    is_wrong = "username-password" in str(error)  # of some versions, and no error of its own
    return is_wrong or isinstance(error, AuthenticationError)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:2])

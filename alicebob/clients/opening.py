"""The beginning of a connection: its entry in the journal, its receiver, and its handshake."""

from collections.abc import Callable
from dataclasses import replace

from alicebob.clients.connect_options import ConnectOptions, path_of
from alicebob.clients.context import UserContext
from alicebob.clients.inbox import Inbox
from alicebob.clients.receiver import Receiver
from alicebob.dialects.base import Codec, Dialect
from alicebob.model.wire_facts import DEFAULT_ROOM
from alicebob.record.journal import Connection
from alicebob.transport.upgrade import Handshake


def new_connection(
    label: str, context: UserContext, dialect: Dialect, options: ConnectOptions, *, is_probe: bool
) -> Connection:
    """Return the next connection, as it is in the journal."""
    return Connection(
        context.next_number(),
        label,
        dialect.public_name(options.name),
        DEFAULT_ROOM if options.room is None else options.room,
        dialect,
        is_probe,
        options.since,
    )


def new_codec(connection: Connection, context: UserContext, dialect: Dialect) -> Codec:
    """Return the codec of a connection."""
    return dialect.codec(
        connection.name, connection.room, connection.number, is_exact=context.has_exact_keys
    )


def new_receiver(
    connection: Connection,
    context: UserContext,
    dialect: Dialect,
    codec: Codec,
    inbox: Inbox,
    answer: Callable[[str], None],
) -> Receiver:
    """Return the receiver of a connection, which decodes with ``codec`` and answers with
    ``answer``."""
    return Receiver(
        connection,
        dialect,
        inbox,
        context.journal,
        codec,
        answer,
        context.is_described,
        context.form if dialect is context.dialect else None,
    )


def handshake_of(
    dialect: Dialect, options: ConnectOptions, secret: str, number: int, address: str
) -> Handshake:
    """Return the handshake of connection ``number``, with a token signed with ``secret``;
    ``address`` is that of the user, "" without a proxy."""
    path = path_of(options, dialect, secret, number)
    usual = dialect.handshake(path, options.name, options.room, number)
    return replace(
        usual,
        origin=options.origin or usual.origin,
        bearer=options.bearer,
        offer=options.offer,
        forwarded_for=address or None,
    )

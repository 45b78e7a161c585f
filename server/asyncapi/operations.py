"""The operations: the server receives each client message, replies, and sends the rest."""

from dataclasses import dataclass

from server.asyncapi.channels import CHATTING, ECHO, ENVELOPE, EVENTS, PLAIN, DialectSpec
from server.asyncapi.schemas import Schema


@dataclass(frozen=True, slots=True)
class Answered:
    """A client message and its replies: the sender receives at least one of ``replies``."""

    dialect: DialectSpec
    kind: str
    replies: tuple[str, ...] = ()


_ANSWERED = (
    Answered(PLAIN, "text", ("message", "error")),
    Answered(EVENTS, "join", ("system", "history", "users", "user_joined", "error")),
    Answered(EVENTS, "message", ("message", "error")),
    Answered(EVENTS, "private", ("private", "error")),
    Answered(EVENTS, "typing"),
    Answered(EVENTS, "users", ("users", "error")),
    Answered(EVENTS, "history", ("history", "error")),
    Answered(EVENTS, "ping", ("pong", "error")),
    Answered(EVENTS, "leave"),
    Answered(ENVELOPE, "join", ("join", "refusal")),
    Answered(ENVELOPE, "message", ("message", "refusal")),
    Answered(ENVELOPE, "leave"),
    Answered(ECHO, "text", ("text",)),
    Answered(ECHO, "binary", ("binary",)),
)


def operations() -> Schema:
    """Return the Operations Object: one operation for each client message, one for sending."""
    received = {f"{a.dialect.name}-{a.kind}": _received(a) for a in _ANSWERED}
    sent = {f"{dialect.name}-sent": _sent(dialect) for dialect in CHATTING}
    return {**received, **sent}


def _received(answered: Answered) -> Schema:
    dialect = answered.dialect
    said = next(m for m in dialect.client if m.name == f"{dialect.name}.client.{answered.kind}")
    operation = {
        "action": "receive",
        "title": f"{dialect.name}: {answered.kind}",
        "summary": said.summary,
        "channel": _channel(dialect),
        "messages": [_message(dialect, f"client.{answered.kind}")],
    }
    if answered.replies:
        operation["reply"] = {
            "channel": _channel(dialect),
            "messages": [_message(dialect, f"server.{kind}") for kind in answered.replies],
        }
    return operation


def _sent(dialect: DialectSpec) -> Schema:
    return {
        "action": "send",
        "title": f"{dialect.name}: sent by the server",
        "summary": "The messages that clients in a room receive, in the room's order.",
        "channel": _channel(dialect),
        "messages": [_message(dialect, m.name.partition(".")[2]) for m in dialect.server],
    }


def _channel(dialect: DialectSpec) -> Schema:
    return {"$ref": f"#/channels/{dialect.channel}"}


def _message(dialect: DialectSpec, rest: str) -> Schema:
    return {"$ref": f"#/channels/{dialect.channel}/messages/{dialect.name}.{rest}"}

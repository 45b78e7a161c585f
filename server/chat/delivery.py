"""The delivery of effects: events go to the clients that are to receive them."""

import logging

from server.chat.client import Client
from server.chat.counters import Counters
from server.core.effects import (
    CloseConnection,
    Effect,
    FailConnection,
    SendConfirmed,
    SendToOne,
    SendToOthers,
    SendToSome,
    Subscribe,
    Unsubscribe,
    Withdraw,
)
from server.core.events import (
    Announcement,
    ChatMessage,
    Confirmed,
    Event,
    PublicMessage,
    Rejected,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from server.dialects.base import Dialect
from server.ws.frames import Bytes, text_frame, text_frame_of
from server.ws.log_line import LogLine
from server.ws.pubsub import Encode, PubSub

_log = logging.getLogger("chat")
_LONG = 16 * 1024  # bytes from which a text is not copied: many clients may receive the same


class Delivery:
    """Applies committed effects: sends events, subscribes clients, and closes connections."""

    def __init__(self, pubsub: PubSub[Event], counters: Counters) -> None:
        self.pubsub = pubsub
        self.counters = counters

    def apply_all(self, room: str, effects: list[Effect[Client]]) -> None:
        """Apply committed effects: send events, subscribe, unsubscribe and close connections."""
        messages: list[Event] = []
        for effect in effects:
            # Nearly all effects are public messages, and ``match`` takes five times as long.
            if isinstance(effect, PublicMessage):
                messages.append(effect)
                continue
            if messages:
                self._publish(room, messages)
                messages = []
            self.apply(room, effect)
        if messages:
            self._publish(room, messages)

    def _publish(self, room: str, messages: list[Event]) -> None:
        self.counters.messages += len(messages)
        self.counters.deliveries += len(messages) * self.pubsub.publish_all(room, messages)

    def apply(self, room: str, effect: Effect[Client]) -> None:
        """Apply one effect that is not a public message."""
        publish = self.pubsub.publish
        match effect:
            case Subscribe(client, joined, notify_self):
                self.pubsub.subscribe(room, client.connection, client.dialect.encode)
                publish(room, joined, None if notify_self else client.connection, is_urgent=False)
            case Unsubscribe(client, left):
                self.pubsub.unsubscribe(room, client.connection)
                publish(room, left, is_urgent=False)
            case SendToOthers(event, client):
                publish(room, event, client.connection)
            case SendToOne(event, client):
                self.send_to((client,), event)
            case SendToSome(event, clients):
                self.counters.messages += 1
                self.send_to(clients, event)
            case SendConfirmed(message, client, receivers):
                self._send_confirmed(room, message, client, receivers)
            case CloseConnection(client, code, reason):
                client.connection.close(code, reason)
            case FailConnection(client, code, reason):
                if client.connection.is_open:
                    client.connection.fail(code, reason)
            case Announcement() | TypingChanged() as event:
                publish(room, event)
            # Of people whose connections are on other nodes:
            case UserJoined() | UserLeft() as event:
                publish(room, event, is_urgent=False)
            case Withdraw(client):
                self.pubsub.unsubscribe(room, client.connection)

    def _send_confirmed(
        self,
        room: str,
        message: ChatMessage,
        sender: Client,
        receivers: tuple[Client, ...] | None,
    ) -> None:
        """Send ``message`` to ``receivers``, or the whole room, and confirm it to its sender."""
        self.counters.messages += 1
        if receivers is None:
            readers = self.pubsub.publish(room, message, sender.connection)
            self.counters.deliveries += max(0, readers - 1)  # the sender is counted with its frame
        else:
            self.send_to(receivers, message)
        self.send_to((sender,), Confirmed(message, message.client_id))

    def send_to(self, clients: tuple[Client, ...], event: Event) -> None:
        """Send ``event`` to ``clients``, encoded once per dialect: many clients may share one
        name."""
        if isinstance(event, Rejected):
            self.counters.refusals[event.why.value] += 1
            for client in clients:
                name = client.name or None
                _log.info(LogLine("refuse", **client.label, name=name, reason=event.why.value))
        frames: dict[Encode[Event], list[Bytes]] = {}
        for client in clients:
            if not client.connection.is_open:  # do not encode a history for a closed connection
                continue
            encode = client.dialect.encode
            if encode not in frames:
                frames[encode] = _frame(client.dialect, event)
            frame = frames[encode]
            if frame:
                self.counters.deliveries += isinstance(event, ChatMessage | Confirmed)
                _send(client, frame)


def _send(client: Client, frame: list[Bytes]) -> None:
    connection = client.connection
    is_joining = client.room is not None and connection.send_queue.fan_out is None
    (connection.send_initial if is_joining else connection.send_parts)(frame)


def _frame(dialect: Dialect, event: Event) -> list[Bytes]:
    """Return the frame of ``event`` in parts; empty if the dialect does not show it."""
    if isinstance(event, UserList) and dialect.encode_users is not None:
        return text_frame_of(dialect.encode_users(event.people))
    text = dialect.encode(event)
    if text is None:
        return []
    return [text_frame(text)] if len(text) < _LONG else text_frame_of([text])

"""Binary data is ignored, also in events and envelopes."""

from server import reception
from server.ws.connection import Connection
from server.ws.handler import Action, BinaryMessage, Message


def bend() -> None:
    sound = reception.on_message

    def on_message(
        stay: reception.Stay, message: Message, _connection: Connection, visit: reception.Visit
    ) -> Action[reception.Stay]:
        if isinstance(message, BinaryMessage):
            return stay.goes_on
        return sound(stay, message, _connection, visit)

    reception.on_message = on_message

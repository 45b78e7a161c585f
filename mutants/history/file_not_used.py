"""What is said is kept in memory alone, though a file for it is named."""

from server.brokers import choosing
from server.brokers.contract import Broker
from server.brokers.memory import MemoryBroker


def bend() -> None:
    def broker_for(history: str, limit: int, most_rooms: int) -> Broker:
        return MemoryBroker(limit, most_rooms)

    choosing.broker_for = broker_for

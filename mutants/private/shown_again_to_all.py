"""What was said to one person is shown to everybody in the history."""

from server.brokers import picking


def bend() -> None:
    picking.is_for = lambda message, query: True

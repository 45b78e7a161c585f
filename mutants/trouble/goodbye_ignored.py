"""A server that is told to stop goes on."""

import asyncio

from server import run


def bend() -> None:
    sound = run._stop_on_signal

    def stop_on_signal() -> asyncio.Event:
        sound()
        return asyncio.Event()

    run._stop_on_signal = stop_on_signal

"""A server that is told to stop goes on."""

import asyncio

from server.cli import serve


def bend() -> None:
    sound = serve._stop_on_signal

    def stop_on_signal() -> asyncio.Event:
        sound()
        return asyncio.Event()

    serve._stop_on_signal = stop_on_signal

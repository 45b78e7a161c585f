"""The interruption of a run: by Ctrl-C, by SIGTERM, or when its console is closed (SIGHUP)."""

import signal
from types import FrameType
from typing import NoReturn


def interrupt_on_signals() -> None:
    """Have SIGTERM and SIGHUP do what Ctrl-C does: raise ``KeyboardInterrupt``.

    So the run ends as usual, and its servers with it.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup stays as it is
            signal.signal(number, _interrupt)


def _interrupt(number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt(signal.Signals(number).name)

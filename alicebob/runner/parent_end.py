"""The end of a process with that of its parent, where the system can see to it."""

import ctypes
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>


def end_with_parent() -> None:
    """Have Linux kill this process when its parent ends: even one that is stopped or stuck.

    More exactly, when the *thread* ends that has started it. A parent that has ended before this
    call is not noticed, and neither is any on other systems: watch a pipe as well.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)

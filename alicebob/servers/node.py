"""A node: one of the servers that together serve one chat. Most chats have one."""

from dataclasses import dataclass

from alicebob.servers.process import Process
from alicebob.transport.address import Address


@dataclass(slots=True, eq=False)
class Node:
    """A server and its process, None for one that the suite has not started.

    ``probe_name`` is the name of the user who tried last whether it was ready, and ``was_stopped``
    tells whether the scenario has ended it.
    """

    address: Address
    process: Process | None = None
    probe_name: str = ""
    was_stopped: bool = False

    @property
    def is_down(self) -> bool:
        """True if nobody can connect: it is about to end, has ended, or stands still."""
        process = self.process
        if process is None:
            return False
        return self.was_stopped or process.stands_still or process.exit_code is not None

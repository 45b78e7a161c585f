"""Two fan-outs in one event loop iteration, and their connections."""

import asyncio

from server.ws.fan_out import FanOut
from server.ws.frames import TEXT, frame
from server.ws.write_batch import WriteBatch
from tests.server.support.connection import FakeClient, started, unstarted
from tests.server.support.fake_transport import turn_ends


class TwoFanOuts:
    """Two fan-outs; all connections are primary readers of the first."""

    def __init__(self, people: int) -> None:
        self.write_batch = WriteBatch(asyncio.get_running_loop())
        self.home, self.other = FanOut(self.write_batch), FanOut(self.write_batch)
        self.lines = [
            started(number=number, write_batch=self.write_batch) for number in range(people)
        ]
        for line in self.lines:
            self.home.enter(line.connection.send_queue)

    def somebody(self) -> FakeClient:
        """Return a connection that is in no fan-out."""
        return started(number=100, write_batch=self.write_batch)

    def unanswered(self) -> FakeClient:
        """Return a connection that is in no fan-out and whose handshake is not answered yet."""
        return unstarted(number=101, write_batch=self.write_batch)


def framed(*texts: bytes) -> bytes:
    return b"".join(frame(TEXT, text) for text in texts)


async def heard_by(line: FakeClient) -> bytes:
    await turn_ends()
    return line.transport.written

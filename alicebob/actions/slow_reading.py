"""Users who read slowly, but at a steady pace."""

from alicebob.clients.user import User
from alicebob.scenario.scenario import Scenario
from alicebob.transport import http

_ERRANDS = 2  # requests that the user makes before it reads on


def begin(scenario: Scenario, user: User) -> None:
    """Have ``user`` make requests of its own before it reads each frame, as a program does that
    does something with each message."""
    address = scenario.server.address

    def run_errands() -> None:
        for _ in range(_ERRANDS):
            http.get(address, "/", scenario.patience)

    user.read_slowly(run_errands)

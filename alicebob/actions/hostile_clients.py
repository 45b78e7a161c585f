"""Users act while other clients try to use up what the server has."""

from alicebob.scenario.scenario import Scenario
from alicebob.transport.hostile import silent_connections


def connect_beside_silence(scenario: Scenario, label: str, count: int) -> None:
    """Connect ``label`` while ``count`` TCP connections are open that send nothing."""
    address, patience = scenario.server.address, scenario.patience
    with silent_connections(address, count, patience):
        scenario.connect(label, scenario.connect_options(label))

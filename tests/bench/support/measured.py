"""Results as a run might bring them, for the tests of what is made of them."""

from bench.figures import Idle, Results, Round

PEERS = {"ours": "Alice & Bob", "slow": "Slow <ws>", "floor": "The floor"}


def some(speed: float, cpu: float = 1.0, faults: str = "", share: float = 0.5) -> Round:
    return Round(
        deliveries_per_second=speed,
        server_microseconds=cpu,
        generator_share=share,
        faults=faults,
    )


def results(**rounds: list[Round]) -> Results:
    """By the short name of the peer, at the shape ``burst``."""
    return Results(
        machine="a machine",
        peers=PEERS,
        rounds={(peer, "burst"): measured for peer, measured in rounds.items()},
    )


IDLE = Idle(connections=2000, heartbeat=3.0, bytes_each=2_665.4, server_share=0.084)

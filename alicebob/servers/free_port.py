"""A port for a server that the suite starts."""

import random
import socket

_PORTS = range(20_000, 32_000)  # below the ports that systems give to outgoing connections


def free_port() -> int:
    """Return a port on which no program listens. Raises ``OSError`` if there is none."""
    for port in random.SystemRandom().sample(_PORTS, 200):
        if all(_is_free(family, port) for family in (socket.AF_INET, socket.AF_INET6)):
            return port
    raise OSError("there is no free port on this machine")


def _is_free(family: socket.AddressFamily, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind(("", port))
    except OSError:
        return family == socket.AF_INET6 and not socket.has_dualstack_ipv6()
    return True

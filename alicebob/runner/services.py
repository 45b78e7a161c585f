"""Services that a run needs, and what becomes of its scenarios where one cannot be had."""

import os

from alicebob.model.feature_mistake import SuiteMistake
from alicebob.servers.profile import Profile
from alicebob.servers.service import Service

REQUIRED = "CHAT_REQUIRE_SERVICES"
"""A variable of the environment: with a value, a service that cannot be had is a mistake."""


def missing_service(profile: Profile) -> Service | None:
    """Return the first service that the profile needs and this machine does not have; None if it
    has all. Raises ``SuiteMistake`` if all are required."""
    services = () if profile.addresses else profile.cluster.services
    missing = next((each for each in services if each.command() is None), None)
    if missing is not None and os.environ.get(REQUIRED):
        raise SuiteMistake(f"{REQUIRED} is set, and there is no {missing.name}: {tried(missing)}")
    return missing


def tried(service: Service) -> str:
    """Return in words what was looked for."""
    programs = ", ".join(command[0].rpartition("/")[2] for command in service.commands)
    return f"none of its commands is on this machine ({programs})"

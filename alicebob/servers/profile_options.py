"""The server under test, as behave's ``-D`` options say."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from alicebob.dialects.registry import DIALECTS
from alicebob.installed import PROFILES
from alicebob.servers.cluster_keys import MOST_NODES
from alicebob.servers.command_line import split_command
from alicebob.servers.given_promises import check_possible, check_promises
from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.profile_file import read
from alicebob.servers.promises import CLUSTER, LEVELS
from alicebob.transport.address import Address


def from_options(options: Mapping[str, str]) -> Profile:
    """Return the profile for behave's ``-D`` options. Raises ``BadOption``.

    A command or an address takes the place of that in a profile, whose wire and promises remain.
    """
    if "server" in options and "url" in options:
        raise BadOption("give one of -D server= and -D url=, not both")
    profile = _with_nodes(_reached(_base(options), options), options)
    if "promises" in options:
        profile = replace(profile, promises=_promises(options["promises"], profile.own_promises))
    if profile.address is not None:
        check_possible(profile.promises, "-D promises=")
    dialect = options.get("dialect", profile.dialect)
    if dialect not in DIALECTS:
        raise BadOption(f"-D dialect= takes one of {', '.join(DIALECTS)}, not {dialect!r}")
    if "dialect" in options and profile.described is not None:
        raise BadOption(f"-D dialect= is of no use: {profile.name} has a wire of its own")
    return replace(profile, dialect=dialect, impossible=_impossible(profile))


def _base(options: Mapping[str, str]) -> Profile:
    """Return the profile before other options. With several nodes, that of ``NAME`` is
    ``NAME-cluster``, if there is one."""
    if "profile" not in options and ("server" in options or "url" in options):
        return Profile("the given command")
    name = options.get("profile", "reference")
    several = f"{name}-cluster"
    is_several = options.get("nodes", "1") != "1" and (PROFILES / f"{several}.toml").exists()
    return read(several if is_several else name)


def _with_nodes(profile: Profile, options: Mapping[str, str]) -> Profile:
    """Return the profile with the number of nodes that the options give, if they do."""
    if "nodes" not in options:
        return profile
    number = options["nodes"]
    if not (number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= MOST_NODES):
        raise BadOption(f"-D nodes= takes a number from 1 to {MOST_NODES}, not {number!r}")
    if profile.addresses:
        raise BadOption("-D nodes= is for servers that the suite starts; list others in -D url=")
    return replace(profile, cluster=replace(profile.cluster, nodes=int(number)))


def _impossible(profile: Profile) -> Mapping[str, str]:
    """Return the promises that cannot be judged, each with the reason."""
    if profile.nodes > 1:
        return profile.impossible
    why = "the suite runs one server of it (--nodes 2 for two)"
    promised = LEVELS[CLUSTER].keys() & profile.promises
    return {**profile.impossible, **dict.fromkeys(promised, why)}


def _reached(profile: Profile, options: Mapping[str, str]) -> Profile:
    """Return the profile with the command or the address of the options, if they have one."""
    if "server" in options:
        return replace(
            profile, command=split_command(options["server"]), address=None, other_addresses=()
        )
    if "url" not in options:
        return profile
    try:
        address, *others = [
            Address.from_url(url, origin=profile.origin, headers=profile.headers)
            for url in options["url"].split(",")
        ]
    except ValueError as error:
        raise BadOption(f"-D url=: {error}") from None
    name = profile.name if "profile" in options else options["url"]
    return replace(profile, name=name, command=(), address=address, other_addresses=tuple(others))


def _promises(listed: str, own: Collection[str]) -> frozenset[str]:
    return check_promises([name.strip() for name in listed.split(",") if name.strip()], own)

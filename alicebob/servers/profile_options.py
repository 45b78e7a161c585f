"""The server under test, as behave's ``-D`` options say."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from alicebob.dialects.registry import DIALECTS
from alicebob.servers.command_line import split_command
from alicebob.servers.given_promises import check_possible, check_promises
from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.profile_file import read
from alicebob.transport.address import Address


def from_options(options: Mapping[str, str]) -> Profile:
    """Return the profile for behave's ``-D`` options. Raises ``BadOption``.

    A command or an address takes the place of that in a profile, whose wire and promises remain.
    """
    if "server" in options and "url" in options:
        raise BadOption("give one of -D server= and -D url=, not both")
    profile = _reached(_base(options), options)
    if "promises" in options:
        profile = replace(profile, promises=_promises(options["promises"], profile.own_promises))
    if profile.address is not None:
        check_possible(profile.promises, "-D promises=")
    dialect = options.get("dialect", profile.dialect)
    if dialect not in DIALECTS:
        raise BadOption(f"-D dialect= takes one of {', '.join(DIALECTS)}, not {dialect!r}")
    if "dialect" in options and profile.described is not None:
        raise BadOption(f"-D dialect= is of no use: {profile.name} has a wire of its own")
    return replace(profile, dialect=dialect)


def _base(options: Mapping[str, str]) -> Profile:
    if "profile" not in options and ("server" in options or "url" in options):
        return Profile("the given command")
    return read(options.get("profile", "reference"))


def _reached(profile: Profile, options: Mapping[str, str]) -> Profile:
    """Return the profile with the command or the address of the options, if they have one."""
    if "server" in options:
        return replace(profile, command=split_command(options["server"]), address=None)
    if "url" not in options:
        return profile
    try:
        address = Address.from_url(options["url"], origin=profile.origin, headers=profile.headers)
    except ValueError as error:
        raise BadOption(f"-D url=: {error}") from None
    name = profile.name if "profile" in options else options["url"]
    return replace(profile, name=name, command=(), address=address)


def _promises(listed: str, own: Collection[str]) -> frozenset[str]:
    return check_promises([name.strip() for name in listed.split(",") if name.strip()], own)

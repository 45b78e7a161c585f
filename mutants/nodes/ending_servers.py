"""Faulty servers that ``features/nodes/ending_servers.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.cluster import Leave, effects_with, leave_with, script_with
from server.cluster.entries import Left
from server.cluster.lease import Lease
from server.cluster.replica import Placed, Replica
from server.core.effects import Effect
from server.core.events import TypingChanged

Effects = list[Effect[Any]]


@mutant("The users of a server that was killed never leave.")
def people_of_lost_servers_stay(patch: Patch) -> None:
    async def bury(_lease: Lease, _node: str, _epoch: str) -> None:
        """Bury nobody."""

    patch.replace(Lease, "bury", bury)


@mutant("A server that was killed is missed only after a hundred times its time-out.")
def lost_servers_are_missed_late(patch: Patch) -> None:
    script_with(patch, "NODES", "< now - timeout then", "< now - 100 * timeout then")


@mutant("The leave of a user whose server was killed is announced twice.")
def leaves_of_lost_servers_twice(patch: Patch) -> None:
    script_with(
        patch,
        "ROOM",
        "  notice(payload)\n  remove(",
        "  notice(payload)\n  if why == 'lost' then notice(payload) end\n  remove(",
    )


@mutant("Only one user of a server that was killed leaves.")
def one_of_a_lost_server_leaves(patch: Patch) -> None:
    script_with(
        patch,
        "ROOM",
        "      leave(member, nil, 'lost')\n",
        "      leave(member, nil, 'lost')\n      break\n",
    )


@mutant("Who was on a server that was killed stays in the list.")
def people_of_lost_servers_stay_listed(patch: Patch) -> None:
    def leave(replica: Replica[Any], left: Left, sound: Leave) -> Effects:
        effects = sound(replica, left)
        if left.why == "lost":
            replica.presence.enter(left.name)
        return effects

    leave_with(patch, leave)


@mutant("Who typed on a server that was killed seems to type on.")
def people_of_lost_servers_type_on(patch: Patch) -> None:
    def change(_replica: Replica[Any], placed: Placed[Any], effects: Effects) -> Effects:
        match placed.entry:
            case Left(_, _, _, "lost"):
                return [each for each in effects if not isinstance(each, TypingChanged)]
        return effects

    effects_with(patch, change)


@mutant("The name of a user whose server was killed is never free again.")
def names_of_lost_servers_stay_taken(patch: Patch) -> None:
    script_with(
        patch,
        "ROOM",
        "  notice(payload)\n  remove(",
        "  notice(payload)\n  if why == 'lost' then record.looks = {} end\n  remove(",
    )


@mutant("A server that lives is taken for lost with the one that was killed.")
def all_servers_are_taken_for_lost(patch: Patch) -> None:
    script_with(
        patch,
        "NODES",
        "    redis.call('HDEL', LIVING, living[position])\n",
        "    redis.call('DEL', LIVING)\n",
    )


@mutant("Who comes back to another server misses the first thing that was said meanwhile.")
def first_missed_message_lost(patch: Patch) -> None:
    script_with(
        patch,
        "ROOM",
        "  local newest = 0\n",
        "  if after then table.remove(found) end\n  local newest = 0\n",
    )

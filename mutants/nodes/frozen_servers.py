"""Faulty servers that ``features/nodes/frozen_servers.feature`` must catch."""

from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.cluster import Leave, leave_with, script_with
from server.cluster.entries import Left
from server.cluster.replica import Replica
from server.core.effects import Effect


@mutant("A server that stood still too long does not find out that its users have left.")
def standstill_unnoticed(patch: Patch) -> None:
    script_with(
        patch,
        "NODES",
        "if not begins and not lease then",
        "if false then",
    )

    def leave(replica: Replica[Any], left: Left, sound: Leave) -> list[Effect[Any]]:
        return sound(replica, replace(left, why=""))

    leave_with(patch, leave)


@mutant("What somebody says who has been announced as gone is heard.")
def gone_users_speak(patch: Patch) -> None:
    script_with(
        patch,
        "NODES",
        "if not begins and not lease then",
        "if false then",
    )
    script_with(patch, "ROOM", "if member ~= '' and not is_present(member) then", "if false then")


@mutant("A server that stood still too long announces the leaves of its users again.")
def leaves_after_standstill(patch: Patch) -> None:
    script_with(
        patch,
        "ROOM",
        "  if not found then\n    return nil\n  end\n  local record",
        "  if not found then\n    if payload then notice(payload) end\n    return nil\n  end\n"
        "  local record",
    )
    script_with(
        patch,
        "NODES",
        "if not begins and not lease then",
        "if false then",
    )

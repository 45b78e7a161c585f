"""Faulty servers that ``features/nodes/pages_on_servers.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.cluster import forget_newcomers_who_take_over, script_with
from server.ws.close_codes import CloseCode
from server.ws.registry import ConnectionRegistry


@mutant("A page that comes back to another server is not shown what it missed.")
def pages_miss_what_was_said_meanwhile(patch: Patch) -> None:
    forget_newcomers_who_take_over(patch)


@mutant("The own name of a page is taken when it comes back to another server.")
def pages_lose_their_names(patch: Patch) -> None:
    script_with(
        patch,
        "ROOM",
        "session ~= '' and redis.call('HGET', NAMES, 's:' .. session)",
        "session ~= '' and redis.call('HGET', NAMES, 's:' .. header .. session)",
    )


@mutant("A page whose server is shut down takes it for good.")
def pages_are_sent_away_for_good(patch: Patch) -> None:
    sound = ConnectionRegistry.shut_down

    async def shut_down(self: ConnectionRegistry, code: int = 1001, reason: str = "") -> None:
        is_node = code == CloseCode.SERVICE_RESTART
        await sound(self, CloseCode.TAKEN_OVER if is_node else code, reason)

    patch.replace(ConnectionRegistry, "shut_down", shut_down)

"""Faulty servers that ``features/dialects/join_timeout.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat.client import Client
from server.chat.service import ChatService
from server.web import chat_endpoints


@mutant("A connection that tries to join under an invalid name is exempt from the join timeout.")
def bad_names_give_more_time(patch: Patch) -> None:
    receive, sound = ChatService.receive, chat_endpoints.expect_joined
    tried: set[Client] = set()

    def received(self: ChatService, client: Client, text: str) -> None:
        tried.add(client)
        receive(self, client, text)

    def expect_joined(client: Client) -> None:
        if client not in tried:
            sound(client)

    patch.replace(ChatService, "receive", received)
    patch.replace(chat_endpoints, "expect_joined", expect_joined)


@mutant("A connection that misses the join timeout is closed as normal (1000).")
def join_due_closed_with_1000(patch: Patch) -> None:
    patch.replace(
        chat_endpoints,
        "expect_joined",
        lambda client: None if client.room else client.connection.close(1000),
    )


@mutant("A connection may stay open for ever without joining.")
def join_never_due(patch: Patch) -> None:
    patch.replace(chat_endpoints, "expect_joined", lambda client: None)


@mutant("The join timeout also closes connections that have joined.")
def joined_cut_when_join_was_due(patch: Patch) -> None:
    patch.replace(
        chat_endpoints,
        "expect_joined",
        lambda client: client.connection.close(1008, "no join in time"),
    )

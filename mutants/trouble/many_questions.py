"""Faulty servers that ``features/trouble/many_questions.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, PingRequest


@mutant("All questions that a user asks at once are answered before anybody else is served.")
def questions_answered_in_one_go(patch: Patch) -> None:
    sound = ChatService.receive

    def receive(self: ChatService, client: Client, text: str) -> Command:
        sound(self, client, text)
        return PingRequest("")  # which is no question

    patch.replace(ChatService, "receive", receive)

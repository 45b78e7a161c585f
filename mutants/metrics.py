"""Faulty servers that ``features/metrics/`` must catch."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web
from prometheus_client.metrics_core import Metric

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat.client import Client
from server.chat.counters import Counters
from server.chat.service import ChatService
from server.core.effects import Effect, SendToSome
from server.core.events import Event, Rejected
from server.core.room import Room
from server.web import chat_endpoints, metrics, prometheus, stats
from server.web.chat_endpoints import ClientSession, ConnectRequest
from server.web.prometheus import _ChatCollector
from server.ws import handshake
from server.ws.connection import Connection
from server.ws.handler import Action
from server.ws.handshake import A, HandshakeRejection
from server.ws.pubsub import PubSub
from server.ws.registry import ConnectionRegistry


@mutant("Of what is said to people of several dialects, only one dialect is counted.")
def deliveries_of_one_dialect_counted(patch: Patch) -> None:
    sound = PubSub[Event].publish_all

    def publish_all(self: PubSub[Event], topic: str, events: Sequence[Event]) -> int:
        readers = sound(self, topic, events)
        found: Any = self._topics.get(topic)
        return max(map(len, found.fan_outs.values()), default=0) if found else readers

    patch.replace(PubSub, "publish_all", publish_all)


@mutant("Whoever is turned away before they are in is not counted.")
def early_refusals_not_counted(patch: Patch) -> None:
    def rejected(request: web.Request, why: HandshakeRejection, answer: A) -> A:
        return answer

    patch.replace(handshake, "rejected", rejected)
    patch.replace(chat_endpoints, "rejected", rejected)


@mutant("Readers that are cut since they are too slow are not counted.")
def evictions_not_counted(patch: Patch) -> None:
    patch.replace(ConnectionRegistry, "count_eviction", lambda self: None)


@mutant("Nobody counts who comes.")
def joins_not_counted(patch: Patch) -> None:
    sound = ChatService._join

    def join(self: ChatService, client: Client, name: str) -> list[Effect[Client]]:
        joins = self.counters.joins
        effects = sound(self, client, name)
        self.counters.joins = joins
        return effects

    patch.replace(ChatService, "_join", join)


@mutant("Whoever leaves is counted as having said goodbye, however they went.")
def leaves_all_counted_as_1000(patch: Patch) -> None:
    sound = prometheus._by_known_code

    def by_known_code(leaves: Mapping[int, int]) -> Mapping[str, int]:
        return sound({1000: sum(leaves.values())})

    patch.replace(prometheus, "_by_known_code", by_known_code)


@mutant("Nobody counts who leaves.")
def leaves_not_counted(patch: Patch) -> None:
    sound = prometheus._by_known_code

    def by_known_code(leaves: Mapping[int, int]) -> Mapping[str, int]:
        return sound({})

    patch.replace(prometheus, "_by_known_code", by_known_code)


@mutant("The statistics count lines, and call them people.")
def lines_counted_as_people(patch: Patch) -> None:
    patch.replace(Room, "names", property(lambda self: list(self._members.values())))


@mutant("A message to many readers is counted as one delivery.")
def many_readers_counted_as_one(patch: Patch) -> None:
    sound = PubSub[Event].publish_all

    def all_published(self: PubSub[Event], topic: str, events: Sequence[Event]) -> int:
        return min(1, sound(self, topic, events))

    patch.replace(PubSub, "publish_all", all_published)


@mutant("Every message is counted twice.")
def messages_counted_twice(patch: Patch) -> None:
    sound = prometheus._counter

    def counter(name: str, meaning: str, value: float) -> Metric:
        return sound(name, meaning, value * 2 if name == "chat_messages" else value)

    patch.replace(prometheus, "_counter", counter)


@mutant("Messages are not counted.")
def messages_not_counted(patch: Patch) -> None:
    sound = prometheus._counter

    def counter(name: str, meaning: str, value: float) -> Metric:
        return sound(name, meaning, 0 if name == "chat_messages" else value)

    patch.replace(prometheus, "_counter", counter)


@mutant("What is counted bears other names than those that are agreed on.")
def names_without_chat(patch: Patch) -> None:
    sound = prometheus._counter

    def counter(name: str, meaning: str, value: float) -> Metric:
        return sound(name.removeprefix("chat_"), meaning, value)

    patch.replace(prometheus, "_counter", counter)


@mutant("Nobody is told what the server has counted.")
def nothing_counted_at_all(patch: Patch) -> None:
    async def nothing(request: web.Request) -> web.Response:
        return web.Response(text="")

    patch.replace(metrics, "metrics", nothing)


@mutant("Whoever connects is counted as having come in, before they have said who they are.")
def people_at_the_door_counted(patch: Patch) -> None:
    sound = chat_endpoints.on_init

    def on_init(connection: Connection, connect_request: ConnectRequest) -> Action[ClientSession]:
        connect_request.chat.counters.joins += connect_request.name is None
        return sound(connection, connect_request)

    patch.replace(chat_endpoints, "on_init", on_init)


@mutant("What is said to one alone is not counted.")
def private_words_not_counted(patch: Patch) -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        counters = self.counters
        before = counters.messages, counters.deliveries
        sound(self, room, effect)
        if isinstance(effect, SendToSome):
            counters.messages, counters.deliveries = before

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("What is refused is counted, but not why.")
def refusals_all_of_one_reason(patch: Patch) -> None:
    sound = _ChatCollector._refusals

    def refusals(self: _ChatCollector) -> Mapping[str, int]:
        return {"any": sum(sound(self).values())}

    patch.replace(_ChatCollector, "_refusals", refusals)


@mutant("What is refused is counted as a message all the same.")
def refused_counted_as_messages(patch: Patch) -> None:
    sound = ChatService._send_to

    def tell(self: ChatService, clients: tuple[Client, ...], event: Event) -> None:
        self.counters.messages += isinstance(event, Rejected)
        sound(self, clients, event)

    patch.replace(ChatService, "_send_to", tell)


@mutant("A room is counted though everybody has left it.")
def rooms_counted_for_ever(patch: Patch) -> None:
    sound, most = prometheus._gauge, [0.0]

    def gauge(name: str, meaning: str, value: float) -> Metric:
        if name == "chat_rooms":
            most[0] = value = max(most[0], value)
        return sound(name, meaning, value)

    patch.replace(prometheus, "_gauge", gauge)


@mutant("Connections of one name are counted as one.")
def second_lines_not_counted(patch: Patch) -> None:
    sound = prometheus._ChatCollector.collect

    def collect(self: prometheus._ChatCollector):  # type: ignore[no-untyped-def]
        people = sum(len(room.names) for room in self._chat.rooms.values())
        for metric in sound(self):
            is_it = metric.name == "chat_connections"
            yield prometheus._gauge(metric.name, "", people) if is_it else metric

    patch.replace(prometheus._ChatCollector, "collect", collect)


@mutant("The statistics say that nobody is here.")
def statistics_empty(patch: Patch) -> None:
    async def nothing(request: web.Request) -> web.Response:
        return web.json_response({"connections": 0, "rooms": {}})

    patch.replace(stats, "stats", nothing)


@mutant("Connections that have ended are still counted.")
def those_who_left_still_counted(patch: Patch) -> None:
    patch.replace(ConnectionRegistry, "__len__", lambda self: self._numbers)


@mutant("Nobody takes the time that a message needs.")
def time_not_taken(patch: Patch) -> None:
    patch.replace(Counters, "time_messages", lambda self, seconds: None)

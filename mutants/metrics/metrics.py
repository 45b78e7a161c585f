"""Faulty servers that count or show a number wrongly."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.handlers import replace_handlers
from server.chat.client import Client
from server.chat.counters import Counters
from server.chat.delivery import Delivery
from server.chat.service import ChatService
from server.core.effects import Effect, SendToSome
from server.core.events import Event, Rejected
from server.core.room import Room
from server.web import chat_endpoints, metrics, prometheus, stats
from server.web import connect_request as connect_requests
from server.web.chat_endpoints import ClientSession
from server.web.connect_request import ConnectRequest
from server.web.prometheus import ChatCollector
from server.ws import handshake
from server.ws.connection import Connection
from server.ws.handler import Action
from server.ws.handshake import A, HandshakeRejection
from server.ws.pubsub import PubSub
from server.ws.registry import ConnectionRegistry


@mutant("Deliveries are counted for only one dialect when a room has users of several.")
def deliveries_of_one_dialect_counted(patch: Patch) -> None:
    sound = PubSub[Event].publish_all

    def publish_all(self: PubSub[Event], topic: str, events: Sequence[Event]) -> int:
        readers = sound(self, topic, events)
        found: Any = self.topics.get(topic)
        return max(map(len, found.fan_outs.values()), default=0) if found else readers

    patch.replace(PubSub, "publish_all", publish_all)


@mutant("Rejected handshakes are not counted.")
def early_rejections_not_counted(patch: Patch) -> None:
    def rejected(
        request: web.Request, why: HandshakeRejection, answer: A, **_details: str | None
    ) -> A:
        return answer

    patch.replace(handshake, "rejected", rejected)
    patch.replace(connect_requests, "rejected", rejected)


@mutant("Slow readers that the server disconnects are not counted.")
def evictions_not_counted(patch: Patch) -> None:
    patch.replace(ConnectionRegistry, "count_eviction", lambda self: None)


@mutant("Joins are not counted.")
def joins_not_counted(patch: Patch) -> None:
    sound = ChatService.join

    def join(self: ChatService, client: Client, name: str) -> list[Effect[Client]]:
        joins = self.counters.joins
        effects = sound(self, client, name)
        self.counters.joins = joins
        return effects

    patch.replace(ChatService, "join", join)


@mutant("Every leave is counted as a normal close (1000), whatever its close code.")
def leaves_all_counted_as_1000(patch: Patch) -> None:
    sound = prometheus.by_known_code

    def by_known_code(leaves: Mapping[int, int]) -> Mapping[str, int]:
        return sound({1000: sum(leaves.values())})

    patch.replace(prometheus, "by_known_code", by_known_code)


@mutant("Leaves are not counted.")
def leaves_not_counted(patch: Patch) -> None:
    sound = prometheus.by_known_code

    def by_known_code(leaves: Mapping[int, int]) -> Mapping[str, int]:
        return sound({})

    patch.replace(prometheus, "by_known_code", by_known_code)


@mutant("The statistics count connections as users.")
def connections_counted_as_people(patch: Patch) -> None:
    patch.replace(Room, "names", property(lambda self: list(self.members.values())))


@mutant("A message to many readers is counted as one delivery.")
def many_readers_counted_as_one(patch: Patch) -> None:
    sound = PubSub[Event].publish_all

    def all_published(self: PubSub[Event], topic: str, events: Sequence[Event]) -> int:
        return min(1, sound(self, topic, events))

    patch.replace(PubSub, "publish_all", all_published)


@mutant("Every message is counted twice.")
def messages_counted_twice(patch: Patch) -> None:
    sound = prometheus.counter

    def counter(name: str, meaning: str, value: float) -> Metric:
        return sound(name, meaning, value * 2 if name == "chat_messages" else value)

    patch.replace(prometheus, "counter", counter)


@mutant("Messages are not counted.")
def messages_not_counted(patch: Patch) -> None:
    sound = prometheus.counter

    def counter(name: str, meaning: str, value: float) -> Metric:
        return sound(name, meaning, 0 if name == "chat_messages" else value)

    patch.replace(prometheus, "counter", counter)


@mutant("The metrics have other names than the documented ones.")
def names_without_chat(patch: Patch) -> None:
    sound = prometheus.counter

    def counter(name: str, meaning: str, value: float) -> Metric:
        return sound(name.removeprefix("chat_"), meaning, value)

    patch.replace(prometheus, "counter", counter)


@mutant("The metrics page is empty.")
def nothing_counted_at_all(patch: Patch) -> None:
    async def nothing(request: web.Request) -> web.Response:
        return web.Response(text="")

    patch.replace(metrics, "metrics", nothing)


@mutant("A connection is counted as a join before its user has joined.")
def users_before_joining_counted(patch: Patch) -> None:
    sound = chat_endpoints.on_init

    def on_init(connection: Connection, connect_request: ConnectRequest) -> Action[ClientSession]:
        connect_request.chat.counters.joins += connect_request.name is None
        return sound(connection, connect_request)

    replace_handlers(patch, on_init=on_init)


@mutant("Private messages are not counted.")
def private_messages_not_counted(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        counters = chat.counters
        before = counters.messages, counters.deliveries
        sound(room, effect)
        if isinstance(effect, SendToSome):
            counters.messages, counters.deliveries = before

    deliver_with(patch, apply)


@mutant("Rejections are counted without their reason.")
def rejections_all_of_one_reason(patch: Patch) -> None:
    sound = ChatCollector.rejections

    def refusals(self: ChatCollector) -> Mapping[str, int]:
        return {"any": sum(sound(self).values())}

    patch.replace(ChatCollector, "rejections", refusals)


@mutant("Rejected messages are counted as messages.")
def rejected_counted_as_messages(patch: Patch) -> None:
    sound = Delivery.send_to

    def send_to(self: Delivery, clients: tuple[Client, ...], event: Event) -> None:
        self.counters.messages += isinstance(event, Rejected)
        sound(self, clients, event)

    patch.replace(Delivery, "send_to", send_to)


@mutant("A room is still counted after everybody has left it.")
def rooms_counted_for_ever(patch: Patch) -> None:
    sound, most = prometheus.gauge, [0.0]

    def gauge(name: str, meaning: str, value: float) -> Metric:
        if name == "chat_rooms":
            most[0] = value = max(most[0], value)
        return sound(name, meaning, value)

    patch.replace(prometheus, "gauge", gauge)


@mutant("Several connections of one user are counted as one.")
def second_connections_not_counted(patch: Patch) -> None:
    sound = prometheus.ChatCollector.collect

    def collect(self: prometheus.ChatCollector):  # type: ignore[no-untyped-def]
        people = sum(len(room.names) for room in self.chat.rooms.values())
        for metric in sound(self):
            is_it = metric.name == "chat_connections"
            yield prometheus.gauge(metric.name, "", people) if is_it else metric

    patch.replace(prometheus.ChatCollector, "collect", collect)


@mutant("The statistics always show zero connections and no rooms.")
def statistics_empty(patch: Patch) -> None:
    async def nothing(request: web.Request) -> web.Response:
        return web.json_response({"connections": 0, "rooms": 0, "users": 0})

    patch.replace(stats, "stats", nothing)


@mutant("Everybody is shown the names of rooms.")
def rooms_shown_to_anybody(patch: Patch) -> None:
    sound = stats.counted
    patch.replace(stats, "counted", lambda numbers, is_operator: sound(numbers, True))


@mutant("The metrics have a label with the names of rooms.")
def rooms_named_in_metrics(patch: Patch) -> None:
    sound = prometheus.ChatCollector.collect

    def collect(self: prometheus.ChatCollector):  # type: ignore[no-untyped-def]
        yield from sound(self)
        people = GaugeMetricFamily("chat_users", "Users of a room", labels=["room"])
        for name, room in self.chat.rooms.items():
            people.add_metric([name], len(room.names))
        yield people

    patch.replace(prometheus.ChatCollector, "collect", collect)


@mutant("Connections that have ended are still counted.")
def those_who_left_still_counted(patch: Patch) -> None:
    patch.replace(ConnectionRegistry, "__len__", lambda self: self.numbers)


@mutant("The time to process a message is not measured.")
def time_not_taken(patch: Patch) -> None:
    patch.replace(Counters, "time_messages", lambda self, seconds: None)

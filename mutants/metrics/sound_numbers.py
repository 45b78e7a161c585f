"""Faulty servers whose numbers contradict themselves, or change with what they do not count."""

import time
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.metrics_core import Metric

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from server.chat.client import Client
from server.chat.counters import Counters
from server.chat.histogram import Histogram
from server.chat.service import CHAT, ChatService
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import PongReply, PrivateMessage
from server.web import prometheus, stats
from server.ws.upgrade import CONNECTIONS

_YEARS = 50 * 365 * 24 * 3600.0  # seconds


def _measure(histogram: Histogram, steps: list[int], seconds: float) -> Metric:
    bounds = [*(f"{bound:g}" for bound in histogram.bounds), "+Inf"]
    buckets = list(zip(bounds, map(float, steps), strict=True))
    name = "chat_delivery_seconds"
    return HistogramMetricFamily(name, "Time", buckets=buckets, sum_value=seconds)


def _change_histogram(patch: Patch, is_cumulative: bool, factor: float) -> None:
    sound = prometheus.ChatCollector.collect

    def collect(self: prometheus.ChatCollector):  # type: ignore[no-untyped-def]
        measured = self.chat.counters.delivery_seconds
        counters = measured.counters
        steps = [sum(counters[: n + 1]) if is_cumulative else one for n, one in enumerate(counters)]
        for metric in sound(self):
            is_it = metric.name == "chat_delivery_seconds"
            yield _measure(measured, steps, measured.seconds * factor) if is_it else metric

    patch.replace(prometheus.ChatCollector, "collect", collect)


@mutant("The buckets of the delivery times are not cumulative.")
def buckets_not_cumulative(patch: Patch) -> None:
    _change_histogram(patch, is_cumulative=False, factor=1.0)


@mutant("The sum of the delivery times is in milliseconds.")
def delivery_times_in_milliseconds(patch: Patch) -> None:
    _change_histogram(patch, is_cumulative=True, factor=1000.0)


@mutant("The sum of the delivery times stays at zero.")
def delivery_times_not_summed(patch: Patch) -> None:
    _change_histogram(patch, is_cumulative=True, factor=0.0)


@mutant("The delivery time of a message is measured once for all its readers.")
def deliveries_measured_twice(patch: Patch) -> None:
    sound = Histogram.add
    patch.replace(Histogram, "add", lambda self, seconds, times: sound(self, seconds, 2 * times))


@mutant("A counter begins again when it has been read.")
def counters_reset_by_reading(patch: Patch) -> None:
    sound = prometheus.exposition

    def exposition(chat: ChatService, *rest: Any) -> bytes:
        page: bytes = sound(chat, *rest)
        chat.counters.deliveries = 0
        return page

    patch.replace(prometheus, "exposition", exposition)


@mutant("The uptime does not grow.")
def uptime_stands_still(patch: Patch) -> None:
    patch.replace(Counters, "uptime", property(lambda self: 12.5))


@mutant("The uptime is in milliseconds.")
def uptime_in_milliseconds(patch: Patch) -> None:
    patch.replace(Counters, "uptime", property(lambda self: 1000 * (time.monotonic() - self.began)))


@mutant("The uptime counts from long before the server was started.")
def uptime_since_long_ago(patch: Patch) -> None:
    patch.replace(Counters, "uptime", property(lambda self: _YEARS + time.monotonic() - self.began))


@mutant("Answers to pings are counted as messages.")
def pongs_counted_as_messages(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        match effect:
            case SendToOne(PongReply()):
                chat.counters.messages += 1

    deliver_with(patch, apply)


@mutant("Each request for the metrics is counted as a join.")
def reading_counted_as_joining(patch: Patch) -> None:
    sound = prometheus.exposition

    def exposition(chat: ChatService, *rest: Any) -> bytes:
        chat.counters.joins += 1
        page: bytes = sound(chat, *rest)
        return page

    patch.replace(prometheus, "exposition", exposition)


@mutant("A private message to oneself is counted as two deliveries.")
def own_private_messages_counted_twice(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        sound(room, effect)
        match effect:
            case SendToSome(PrivateMessage(name, to)) if name == to:
                chat.counters.deliveries += 1

    deliver_with(patch, apply)


@mutant("A joining user is counted as a rejection, too.")
def joins_counted_as_rejections(patch: Patch) -> None:
    sound = ChatService.join

    def join(self: ChatService, client: Client, name: str) -> list[Effect[Client]]:
        self.counters.refusals["full"] += 1
        return sound(self, client, name)

    patch.replace(ChatService, "join", join)


@mutant("Rooms whose names differ in case are one room in the statistics.")
def rooms_counted_in_lower_case(patch: Patch) -> None:
    async def show(request: web.Request) -> web.Response:
        chat, connections = request.app[CHAT], request.app[CONNECTIONS]
        rooms: Mapping[str, int] = {n.lower(): len(r.names) for n, r in chat.rooms.items()}
        counters = chat.counters
        return web.json_response(
            {
                "connections": len(connections),
                "rooms": len(rooms),
                "users": sum(rooms.values()),
                "users_by_room": rooms,
                "messages_in": counters.messages,
                "deliveries_out": counters.deliveries,
                "evictions": connections.evictions,
                "uptime": counters.uptime,
            }
        )

    patch.replace(stats, "stats", show)

"""Counts and times for Prometheus: how the bot fares. No label holds what a person wrote or is.

Each running bot has one `Metrics` with a registry of its own: two in one process share nothing.
"""

from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from datetime import datetime
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.mrkdwn import Json
from facts import Answer, errors, overview

CONTENT_TYPE = CONTENT_TYPE_LATEST
SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5)
"""Upper bounds of the histograms: Slack waits three seconds, a listener may take 2.5."""
KINDS = {
    "block_actions": "button",
    "message_action": "shortcut",
    "view_submission": "form",
    "view_closed": "form",
    "block_suggestion": "menu",
}
"""What people call the types of Slack's payloads."""


class Metrics:
    """What one bot counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "factdesk_requests", "Slack’s requests, by kind and outcome.", ["kind", "outcome"],
            registry=self.registry,
        )  # fmt: skip
        self._acknowledgements = Histogram(
            "factdesk_acknowledgement_seconds", "From a request to its acknowledgement, by kind.",
            ["kind"], buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self._look_ups = Histogram(
            "factdesk_look_up_seconds", "Time of a look-up, by its outcome.",
            ["outcome"], buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self._rate_limits = Counter(
            "factdesk_rate_limits", "How often Slack answered 429, by method.", ["method"],
            registry=self.registry,
        )  # fmt: skip
        self._store = self._gauge("store_up", "1 if the database could be read for this page.")
        self._outbox = self._gauge("outbox_deliveries", "Deliveries by state.", "state")
        self._oldest = self._gauge("outbox_oldest_seconds", "Age of the oldest not posted yet.")
        self._dead = self._gauge("dead_letters", "Deliveries that Slack refused for good.")
        self._open = self._gauge(
            "requests_open", "Of the newest 20 requests to the desk, those without an answer."
        )
        self._overdue = self._gauge("facts_overdue", "Facts past the day of their next review.")

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(f"factdesk_{name}", about, labels, registry=self.registry)

    @contextmanager
    def request(self, body: Json) -> Iterator[None]:
        """Time a listener and count its outcome; an error passes through."""
        kind, began, outcome = _kind(body), perf_counter(), "failed"
        try:
            yield
            outcome = "done"
        except errors.NotAllowed:
            outcome = "not allowed"
            raise
        except errors.Unavailable:
            outcome = "unavailable"
            raise
        except errors.FactdeskError:
            outcome = "refused"
            raise
        except TimeoutError:
            outcome = "too slow"
            raise
        finally:
            self._requests.labels(kind, outcome).inc()
            self._acknowledgements.labels(kind).observe(perf_counter() - began)

    async def look_up(self, looking: Awaitable[Answer]) -> Answer:
        """Time a look-up."""
        began = perf_counter()
        answer = await looking
        self._look_ups.labels(answer.outcome.value).observe(perf_counter() - began)
        return answer

    def rate_limited(self, method: str) -> None:
        """Count a 429 of a Slack method."""
        self._rate_limits.labels(method).inc()

    def page(self, figures: overview.Figures | None, *, now: datetime) -> bytes:
        """Return all metrics as text; without `figures` the database could not be read."""
        self._store.set(figures is not None)
        if figures is not None:
            for state, count in figures.outbox.items():
                self._outbox.labels(state).set(count)
            oldest = figures.oldest
            self._oldest.set((now - oldest).total_seconds() if oldest else 0)
            self._dead.set(figures.outbox["dead"])
            self._open.set(figures.open_requests)
            self._overdue.set(figures.overdue)
        return generate_latest(self.registry)


def _kind(body: Json) -> str:
    if "command" in body:
        return "command"
    return "event" if "event" in body else KINDS.get(str(body.get("type")), "other")

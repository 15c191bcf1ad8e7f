"""A law's history as a picture: when it was proposed, in force or blocked, on one line of time."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.cards.message import Picture
from bot.mrkdwn import cut
from facts import Match, dates, law

if TYPE_CHECKING:
    from PIL import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

    Font = FreeTypeFont | ImageFont

State = law.standing.StandingState
_COLORS = {
    State.PROPOSED: "#cfd8dc",
    State.ENACTED_NOT_YET_IN_EFFECT: "#90a4ae",
    State.ENACTED_DATE_NOT_ON_FILE: "#90a4ae",
    State.IN_FORCE: "#2e7d32",
    State.IN_FORCE_IN_PART: "#8bc34a",
    State.ENJOINED: "#c62828",
    State.STRUCK_DOWN: "#c62828",
    State.ENJOINED_IN_PART: "#ef8f35",
    State.STRUCK_DOWN_IN_PART: "#ef8f35",
    State.FAILED: "#424242",
    State.REPEALED: "#424242",
    State.EXPIRED: "#424242",
}
_UNKNOWN = "#eeeeee"
_TEXT = "#1d1c1d"
_MOST_SPANS = 14
_WIDTH, _MARGIN, _BAR, _ROW, _FONT = 760, 16, 40, 38, 24
_LEAST = 6
"""Pixels that the shortest span gets, so that it can be seen."""
_ALT_LIMIT = 1_900


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a law's standing did not change; `until` is None for the last one."""

    state: State
    since: date
    until: date | None

    def __str__(self) -> str:
        """Return it in letters that every font has: the picture has no words of people's own."""
        since = dates.EdtfDate.of(self.since).short()
        until = f"to {dates.EdtfDate.of(self.until).short()}" if self.until else "on"
        return f"{since} {until}: {self.state.value}"


def timeline(match: Match) -> Picture | None:
    """Draw the standing of a match's law up to the date that its card speaks for.

    None where there is no law, or where its standing has never changed.
    """
    found = spans(match)
    if len(found) < 2:  # noqa: PLR2004 (one span has no history)
        return None
    shown = found[-_MOST_SPANS:]
    decided = sorted(one.decided_on.lower for one in match.decision_bodies)
    marked = [day for day in decided if shown[0].since <= day <= match.on]
    days = ", ".join(dates.EdtfDate.of(day).short() for day in marked)
    courts = f" Court decisions: {days}." if days else ""
    alt = cut(f"Timeline: {'; '.join(map(str, shown))}.{courts}", _ALT_LIMIT)
    return Picture(_drawn(shown, marked, end=match.on), alt)


def spans(match: Match) -> list[Span]:
    """Return the times between the changes of a law's standing, oldest first."""
    body, decisions = match.law_body, match.decision_bodies
    if body is None:
        return []
    states: list[tuple[date, State]] = []
    for day in law.standing.days_of_change(body, decisions):
        state = law.standing.standing(body, decisions, day).state
        if day <= match.on and (not states or states[-1][1] is not state):
            states.append((day, state))
    ends = [*(day for day, _ in states[1:]), *([None] if states else [])]
    return [Span(state, since, until) for (since, state), until in zip(states, ends, strict=True)]


def _drawn(shown: Sequence[Span], marked: Sequence[date], *, end: date) -> bytes:
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 (only here is it needed)

    rows = len(shown) + 1 + bool(marked)
    height = 2 * _MARGIN + _BAR + _ROW * rows
    canvas = Image.new("RGB", (_WIDTH, height), "white")
    draw = ImageDraw.Draw(canvas)
    font = ImageFont.load_default(_FONT)
    left = float(_MARGIN)
    for span, width in zip(shown, _widths(shown, end), strict=True):
        draw.rectangle((left, _MARGIN, left + width - 2, _MARGIN + _BAR), fill=_color(span))
        for day in marked:
            if span.since <= day < (span.until or end + timedelta(days=1)):
                days = max(1, ((span.until or end) - span.since).days)
                _mark(draw, left + width * (day - span.since).days / days, _MARGIN + _BAR)
        left += width
    top = _MARGIN + _BAR + 18
    last = dates.EdtfDate.of(end).short()
    draw.text((_MARGIN, top), dates.EdtfDate.of(shown[0].since).short(), "#555555", font)
    draw.text((_WIDTH - _MARGIN, top), last, "#555555", font, anchor="ra")
    for row, span in enumerate(shown, start=1):
        _legend(draw, span, top + row * _ROW, font)
    if marked:
        _mark(draw, _MARGIN + 11, top + rows * _ROW - _ROW + 8)
        at = (_MARGIN + 36, top + rows * _ROW - _ROW)
        draw.text(at, "court decisions", _TEXT, font)
    file = io.BytesIO()
    canvas.save(file, "PNG", optimize=True)
    return file.getvalue()


def _legend(draw: "ImageDraw.ImageDraw", span: Span, top: int, font: "Font") -> None:
    draw.rectangle((_MARGIN, top + 3, _MARGIN + 22, top + 25), fill=_color(span))
    draw.text((_MARGIN + 36, top), str(span), _TEXT, font)


def _mark(draw: "ImageDraw.ImageDraw", x: float, y: float) -> None:
    """Draw a small triangle whose tip is at x, y."""
    draw.polygon(((x, y), (x - 8, y + 14), (x + 8, y + 14)), fill=_TEXT)


def _widths(shown: Sequence[Span], end: date) -> list[float]:
    """Return the pixels of each span: by its days, and at least `_LEAST`."""
    days = [((span.until or end) - span.since).days for span in shown]
    room = _WIDTH - 2 * _MARGIN - _LEAST * len(shown)
    return [_LEAST + room * one / max(1, sum(days)) for one in days]


def _color(span: Span) -> str:
    return _COLORS.get(span.state, _UNKNOWN)

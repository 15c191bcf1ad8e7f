"""A small grammar of JSON shapes that reports problems in Slack's own words.

A `Check` looks at a value and its JSON pointer and yields sentences such as
`must be less than 3001 characters [json-pointer:/blocks/0/text/text]`, which Slack returns in
`response_metadata.messages` (each with `[ERROR] ` in front).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Check = Callable[[object, str], Iterator[str]]
"""(value, json pointer) → problems, none if the value is good."""


def length(text: str) -> int:
    """Characters as UTF-16 counts them: an emoji outside the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def problem(words: str, pointer: str) -> str:
    """One problem in Slack's form."""
    return f"{words} [json-pointer:{pointer}]"


def string(*, most: int | None = None, least: int = 1, matching: str | None = None) -> Check:
    """Text of `least`..`most` characters, and of a pattern where one is given."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must provide a string", pointer)
        elif length(value) < least:
            yield problem(f"must be more than {least - 1} characters", pointer)
        elif most is not None and length(value) > most:
            yield problem(f"must be less than {most + 1} characters", pointer)
        elif matching is not None and not re.fullmatch(matching, value):
            yield problem("does not match the required format", pointer)

    return check


def integer(*, least: int, most: int) -> Check:
    """Return a whole number within bounds."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must provide an integer", pointer)
        elif not least <= value <= most:
            yield problem(f"must be between {least} and {most}", pointer)

    return check


def boolean(value: object, pointer: str) -> Iterator[str]:
    """Check for true or false."""
    if not isinstance(value, bool):
        yield problem("must provide a boolean", pointer)


def anything(_value: object, _pointer: str) -> Iterator[str]:
    """No rule."""
    yield from ()


def among(values: Collection[str]) -> Check:
    """One of a few words."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if value not in values:
            yield problem(f"must be one of {sorted(values)}", pointer)

    return check


def items(of: Check, *, most: int | None = None, least: int = 1) -> Check:
    """Return a list of `least`..`most` values of one shape."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must provide an array", pointer)
            return
        if len(value) < least:
            yield problem(f"no fewer than {least} items allowed", pointer)
        if most is not None and len(value) > most:
            yield problem(f"no more than {most} items allowed", pointer)
        for place, each in enumerate(value):
            yield from of(each, f"{pointer}/{place}")

    return check


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: fields it must have, fields it may have, and groups one of which is required.

    A field that is neither is refused, as Slack refuses it ("invalid additional property").
    """

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    either: Sequence[tuple[str, ...]] = ()
    only_one: bool = False

    def __call__(self, value: object, pointer: str) -> Iterator[str]:
        """Check a value as an object of this shape."""
        if not isinstance(value, dict):
            yield problem("must provide an object", pointer)
            return
        for name in self.required:
            if name not in value:
                yield problem(f"missing required field: {name}", pointer)
        for group in self.either:
            given = [name for name in group if name in value]
            if not given:
                yield problem(f"must define one of: {', '.join(group)}", pointer)
            elif len(given) > 1 and self.only_one:
                yield problem(f"must define only one of: {', '.join(group)}", pointer)
        for name, each in value.items():
            rule = self.required.get(name) or self.optional.get(name)
            if rule is None:
                yield problem(f"invalid additional property: {name}", pointer)
            else:
                yield from rule(each, f"{pointer}/{name}")


@dataclass(frozen=True, slots=True)
class ByType:
    """An object whose `type` says which shape it has; other types are refused by name."""

    shapes: Mapping[str, Shape]

    def __call__(self, value: object, pointer: str) -> Iterator[str]:
        """Check a value by the shape that its `type` names."""
        if not isinstance(value, dict):
            yield problem("must provide an object", pointer)
        elif "type" not in value:
            yield problem("missing required field: type", pointer)
        elif value["type"] not in self.shapes:
            yield problem(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            rest = {name: each for name, each in value.items() if name != "type"}
            yield from self.shapes[value["type"]](rest, pointer)

    def only(self, *types: str) -> ByType:
        """Return the same, narrowed to some types."""
        return ByType({name: self.shapes[name] for name in types})

"""One file per thing a person can do; this is their table of contents."""

from slack_bolt.async_app import AsyncApp

from bot.listeners import (
    asking_desk,
    checking,
    choosing,
    correcting,
    fact,
    filing,
    home,
    noticing,
    quoting,
    reading,
    reviewing,
    threads,
    trying_again,
)


def register(app: AsyncApp) -> None:
    """Register every listener."""
    fact.register(app)
    threads.register(app)
    checking.register(app)
    choosing.register(app)
    reading.register(app)
    asking_desk.register(app)
    filing.register(app)
    quoting.register(app)
    reviewing.register(app)
    trying_again.register(app)
    correcting.register(app)
    noticing.register(app)
    home.register(app)

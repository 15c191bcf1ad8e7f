"""What a person can do in Slack: one file for each, and this is their table of contents."""

from slack_bolt.async_app import AsyncApp

from bot.listeners import (
    add_alias,
    articles,
    ask,
    card_buttons,
    check_quote,
    choose,
    correct,
    dead_letters,
    duplicates,
    fact_menu,
    file,
    file_quotes,
    history,
    home,
    notices,
    requests,
    review,
)


def register(app: AsyncApp) -> None:
    """Register every listener."""
    ask.register(app)  # /fact, a mention, a direct message
    choose.register(app)  # the buttons of an answer with choices
    card_buttons.register(app)  # Copy, Sources, Court history, Why this?
    history.register(app)  # History, page by page
    check_quote.register(app)  # the message shortcut "Check quote"
    requests.register(app)  # Ask the desk, Dispute
    file.register(app)  # /fact-add and its forms
    file_quotes.register(app)  # quotes of a message or an article
    duplicates.register(app)  # Open F-12, File as a correction
    articles.register(app)  # an article in a direct message, its text or a file
    add_alias.register(app)  # a name for the fact that a question should have found
    review.register(app)  # Approve, Send back
    correct.register(app)  # Correct, Retract, Restore
    notices.register(app)  # Seen, and the card as it reads now
    dead_letters.register(app)  # Try again
    home.register(app)  # the Home tab: verify, give a role
    fact_menu.register(app)  # a fact's menu in the Home tab

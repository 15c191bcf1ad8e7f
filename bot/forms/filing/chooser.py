"""The first form of `/fact-add`: the choice of a kind."""

from bot.cards.message import button
from bot.forms.filing.article import ARTICLE
from bot.forms.filing.view import modal
from bot.mrkdwn import Json, mrkdwn

CHOOSE_KIND = "file_kind"
_KINDS = (
    ("quote", "File a quote", "*A quote*\nWords that somebody said or wrote, to the letter."),
    (
        "law",
        "File a law",
        "*A law*\nOne measure of one session, enacted or not, with its dated events.",
    ),
    (
        "decision",
        "File a decision",
        "*A decision*\nWhat one court did on one day in one case.",
    ),
    (
        ARTICLE,
        "From an article",
        "*Quotes from an article*\nPaste its text, and choose among the quotes found in it.",
    ),
)


def chooser() -> Json:
    """Make the choice of a kind; a press turns it into that kind's form."""
    rows = [
        {
            "type": "section",
            "block_id": f"kind.{kind}",
            "text": mrkdwn(text),
            "accessory": button(label, CHOOSE_KIND, kind),
        }
        for kind, label, text in _KINDS
    ]
    return modal("File a fact", rows)

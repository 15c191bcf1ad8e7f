"""Entry point of the command line: `factdesk`, or `python -m bot`."""

import gc

from bot.cli import app


def main() -> None:
    """Run the command that was typed."""
    # Imported modules stay in memory, and collecting garbage during the imports takes a tenth of
    # the time to an answer. `bot.cli.terminal.run` turns the collector on for the command itself.
    gc.disable()
    app()


if __name__ == "__main__":
    main()

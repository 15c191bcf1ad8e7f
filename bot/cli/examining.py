"""`doctor`: what is wrong, or risky, in sentences."""

from bot.cli.running import FAILED, fail, show
from bot.settings import Settings
from facts import Examination, examine_database, installed_model


async def doctor(*, as_json: bool) -> None:
    """Look the database over. Exit code 1 where something is wrong, 0 where it is only risky."""
    settings = Settings.read()
    examined = await examine_database(settings.database_url, installed_model(settings.model_folder))
    if as_json:
        show(_json(examined))
    else:
        print("\n".join(_lines(examined)))
    if not examined.is_well:
        fail("Something is wrong: see above.", code=FAILED)


def _lines(examined: Examination) -> list[str]:
    served = (
        f"process {examined.served_by} serves it"
        if examined.served_by
        else "no process serves it at the moment"
    )
    first = f"The database is at version {examined.version or 'none'}; {served}."
    marks = {True: "Wrong: ", False: "Risk: "}
    found = [f"{marks[problem.is_wrong]}{problem.sentence}" for problem in examined.problems]
    return [first, *(found or ["Nothing is wrong with it."]), *examined.notes]


def _json(examined: Examination) -> dict[str, object]:
    return {
        "ok": examined.is_well,
        "version": examined.version,
        "served_by": examined.served_by,
        "troubles": [
            {"sentence": problem.sentence, "wrong": problem.is_wrong}
            for problem in examined.problems
        ],
        "notes": list(examined.notes),
    }

"""`ask` and `keys`: one text, or JSON lines on stdin."""

from bot import cards
from bot.cli.terminal import Json, desk_of, each
from bot.settings import Settings
from facts import Answer, Match, Outcome, Viewer, errors, law, wording


async def ask(
    question: str,
    as_of: str | None,
    known_on: str | None,
    *,
    workspace: str | None,
    as_json: bool,
    explain: bool = False,
) -> None:
    """Answer one question, or each line of stdin; `explain` adds the facts considered."""
    async with desk_of(Settings.read(), workspace=workspace) as desk:

        async def one(given: Json) -> Json:
            read = desk.answers.read(
                given["text"],
                as_of=given.get("as_of") or as_of,
                known_on=given.get("known_on") or known_on,
                speaker=given.get("speaker"),
            )
            if read.is_empty:
                raise errors.BadInput("The question is empty.", field="QUESTION")
            made = answer_json(await desk.answers.look_up(read))
            if explain:
                why = await desk.answers.explain(read, Viewer())
                made["text"] = f"{made['text']}\n\n{cards.why_text(why)}"
                made["explanation"] = why.model_dump(mode="json", exclude={"question", "outcome"})
            return made

        await each(question, one, as_json=as_json)


async def keys(text: str, *, as_json: bool) -> None:
    """Show the keys of one text, or of each line of stdin."""

    async def one(given: Json) -> Json:
        found = law.keys.find_keys(given["text"])
        return {
            "keys": [key.model_dump(mode="json") for key in found],
            "text": "\n".join(f"{key.kind}: {key.key}" for key in found) or "No keys.",
        }

    await each(text, one, as_json=as_json, only=("keys",))


def answer_json(answer: Answer) -> Json:
    """Return an answer as the command line prints it with --json."""
    made: Json = {
        "outcome": answer.outcome.value,
        "facts": [_match_json(match) for match in answer.matches],
    }
    if answer.outcome is Outcome.CHOICES:
        made["left"] = answer.left
    if answer.outcome is Outcome.NOTHING:
        made["related"] = [
            {"id": str(fact.id), "title": fact.body.heading} for fact in answer.related
        ]
    return made | {"text": answer_text(answer)}


def _match_json(match: Match) -> Json:
    body = match.fact.body
    is_law = match.fact.law is not None and match.standing is not None
    return {
        "id": str(match.fact.id),
        "kind": body.kind,
        "key": body.key,
        "title": body.heading,
        "probability": match.probability,
        "standing": match.standing.state.value if is_law and match.standing else None,
        "answer": match.sentence,
        "sources": [{"title": source.title, "url": source.url} for source in body.sources],
    }


def answer_text(answer: Answer) -> str:
    """Return an answer in plain text."""
    if answer.outcome is Outcome.FOUND:
        return cards.whole_text(answer.match)
    if answer.outcome is Outcome.CHOICES:
        lines = [
            f"{match.fact.id}  {wording.choice_heading(match.fact.body)}: {match.line}"
            for match in answer.matches
        ]
        more = [f"{answer.left} more fit: ask a more specific question."] if answer.left else []
        return "\n".join(["More than one fact on file fits. Which one?", *lines, *more])
    related = [f"{fact.id}  {fact.body.heading}" for fact in answer.related]
    return "\n".join(
        [
            "Nothing on file answers that.",
            *(["Related, but not an answer:"] if related else []),
            *related,
        ]
    )

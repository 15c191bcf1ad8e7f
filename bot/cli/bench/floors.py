"""tantivy, a search library in Rust: how fast finding alone can be."""

from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from facts import Body, Decision, Law, Quote

NO_TANTIVY = "tantivy is not installed: pip install 'factdesk[bench]' measures against it too"


def has_tantivy() -> bool:
    """Whether tantivy is installed."""
    return find_spec("tantivy") is not None


class Tantivy:
    """A tantivy index of facts' texts in a folder; finds numbers only."""

    def __init__(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415 (an extra: only where it is measured)

        fields = tantivy.SchemaBuilder()
        fields.add_integer_field("number", stored=True)
        fields.add_text_field("text", tokenizer_name="en_stem")
        self._index = tantivy.Index(fields.build(), path=str(folder))
        self._document = tantivy.Document

    def add(self, facts: Iterable[tuple[str, Body]], *, advance: Callable[[], None]) -> None:
        """Index facts by their words, calling `advance` after each."""
        writer = self._index.writer(heap_size=128 * 2**20, num_threads=1)
        for number, (_, body) in enumerate(facts):
            writer.add_document(self._document(number=number, text=_text(body)))
            advance()
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, words: Sequence[str], *, limit: int) -> int:
        """Look for any of the words; returns how many facts came."""
        query = self._index.parse_query(" ".join(f'"{word}"' for word in words), ["text"])
        return len(self._index.searcher().search(query, limit, count=False).hits)


def _text(body: Body) -> str:
    match body:
        case Quote():
            return f"{body.heading} {body.speaker} {body.role} {body.words}"
        case Law():
            return f"{body.heading} {body.number} {body.author} {body.subject} {body.summary}"
        case Decision():
            return f"{body.heading} {body.holding}"

"""An encoder for benchmarks: questions are read by the model, of many facts only their words are.

Reading a fact takes the model some 7 ms: 100,000 would take 12 minutes, a million two hours. Most
words of generated facts come again and again, so each is read once, and a fact's vector is the sum
of its words'. That will do for what is timed: as many vectors, as large, a question's among them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.settings import Settings
from facts import BadInput, Encoder, installed_model

if TYPE_CHECKING:
    import numpy as np

    Vectors = np.ndarray[Any, np.dtype[np.float32]]

_MOST_WORDS = 60
"""So many words of a fact are taken: the model itself reads no more."""


class WordByWord:
    """The model for one text, sums of words for several."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, int] = {}
        self._vectors: list[Vectors] = []
        self.name = f"{encoder.name[:40]}, word by word"

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """Return float32 (texts, size), each row of length one."""
        import numpy as np  # noqa: PLC0415 (an extra: only where a model is installed)

        if len(texts) == 1:
            return self._encoder.vectors(texts)
        cut = [text.lower().replace(".", " ").split()[:_MOST_WORDS] for text in texts]
        self._read(list(dict.fromkeys(word for words in cut for word in words)))
        made = np.stack(
            [np.sum([self._vectors[self._known[word]] for word in words], axis=0) for words in cut]
        )
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)

    def _read(self, words: list[str]) -> None:
        new = [word for word in words if word not in self._known]
        if new:
            self._known |= {word: place for place, word in enumerate(new, len(self._vectors))}
            self._vectors += list(self._encoder.vectors(new))


def encoder() -> WordByWord:
    """Return the installed model for benchmarks; BadInput where there is none."""
    model = installed_model(Settings.read().model_folder)
    if model is None:
        raise BadInput(
            "No model is installed: `factdesk model install` first", field="--with-meaning"
        )
    return WordByWord(model.encoder)

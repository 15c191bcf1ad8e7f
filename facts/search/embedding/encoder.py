"""Encode sentences as unit vectors, whose dot product (cosine) measures similar meaning."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np

    Vectors = np.ndarray[Any, np.dtype[np.float32]]

SIZE = 384
_BATCH = 32
_MOST_PIECES = 128
"""How many word pieces of a text are read; the model was trained on this many."""


class Encoder(Protocol):
    """Anything that encodes texts as vectors."""

    @property
    def name(self) -> str:
        """A name unique to this encoder's vectors."""
        ...

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """Return float32 (texts, size), each row of length one."""
        ...


class SentenceEncoder:
    """all-MiniLM-L6-v2, on one thread. Its files are read on first use."""

    def __init__(self, model: Path, tokenizer: Path, name: str) -> None:
        self._model, self._tokenizer = model, tokenizer
        self.name = name

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """Return float32 (texts, 384), each row of length one."""
        import numpy as np  # noqa: PLC0415 (an extra: only where a model is installed)

        pieces = [self._tokens.encode(text).ids for text in texts]
        made = np.zeros((len(texts), SIZE), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda place: len(pieces[place]))
        for start in range(0, len(texts), _BATCH):
            places = by_length[start : start + _BATCH]
            longest = max(len(pieces[place]) for place in places)
            ids = np.zeros((len(places), longest), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, place in enumerate(places):
                ids[row, : len(pieces[place])] = pieces[place]
                mask[row, : len(pieces[place])] = 1
            made[places] = self._session.run(None, {"ids": ids, "mask": mask})[0]
        return made

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 (the library's own)
        import onnxruntime  # noqa: PLC0415 (an extra: only where a model is installed)

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # one question at a time: more threads wait for each other
        return onnxruntime.InferenceSession(str(self._model), options)

    @cached_property
    def _tokens(self) -> Any:  # noqa: ANN401 (the library's own)
        import tokenizers  # noqa: PLC0415 (an extra: only where a model is installed)

        made = tokenizers.Tokenizer.from_file(str(self._tokenizer))
        made.no_padding()
        made.enable_truncation(_MOST_PIECES)
        return made

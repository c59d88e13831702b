"""Writes the network as ONNX, weights in float16: `python export_vision.py run ../../onnx/vision.onnx`; the names of its classes go
into `vision_config.json` of the folder above.

The graph takes `pixels`, [64, 64, 3] from 0 to 255, and gives the `scores`, `places` (cells, row by row), `names` and `colours` of the likeliest things,
best first, and the colour of the `background`. Cells beside a likelier one are none.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from safetensors.numpy import load_file

sys.path.append(str(Path(__file__).parents[1]))
from export_onnx import IR_VERSION, OPSET, GraphWriter  # noqa: E402

from names import COLOUR_NAMES, DIGITS, NAMES  # noqa: E402
from network import CELL, GRID  # noqa: E402

MOST_THINGS = 8
# In the middle between four cells a thing is a little in each.
THRESHOLD = 0.4
SIZE = GRID * CELL
NORM_EPSILON = 1e-5


class Writer(GraphWriter):
    def __init__(self, weights: dict[str, np.ndarray]):
        super().__init__()
        self.weights = weights

    def half(self, name: str, value: np.ndarray) -> str:
        return self.node("Cast", [self.constant(name, value.astype(np.float16))], to=TensorProto.FLOAT)

    def convolution(self, x: str, name: str, stride: int = 1) -> str:
        """With the normalisation after it folded in."""
        weight = self.weights[f"{name}.0.weight"]
        gain, shift, mean, variance = (self.weights[f"{name}.1.{part}"] for part in ("weight", "bias", "running_mean", "running_var"))
        scale = gain / np.sqrt(variance + NORM_EPSILON)
        inputs = [x, self.half(f"{name}.weight", weight * scale[:, None, None, None]), self.half(f"{name}.bias", shift - mean * scale)]
        return self.node("Conv", inputs, strides=[stride] * 2, pads=[weight.shape[-1] // 2] * 4)

    def relu(self, x: str) -> str:
        return self.node("Relu", [x])

    def residual(self, x: str, name: str) -> str:
        inner = self.convolution(self.relu(self.convolution(x, f"{name}.first")), f"{name}.second")
        return self.relu(self.node("Add", [x, inner]))

    def plain(self, kind: str, x: str, name: str, **attributes) -> str:
        return self.node(kind, [x, self.half(f"{name}.weight", self.weights[f"{name}.weight"]), self.half(f"{name}.bias", self.weights[f"{name}.bias"])], **attributes)


def build(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    graph = Writer(weights)
    scaled = graph.node("Sub", [graph.node("Div", ["pixels", graph.constant("half_range", np.float32(127.5))]), graph.constant("one", np.float32(1))])
    x = graph.node("Unsqueeze", [graph.node("Transpose", [scaled], perm=[2, 0, 1]), graph.int64("axis_0", [0])])
    x = graph.relu(graph.convolution(x, "stem", 2))
    fine = graph.residual(graph.relu(graph.convolution(x, "fine", 2)), "fine_block")
    x = graph.relu(graph.convolution(fine, "coarse", 2))
    for block in range(2):
        x = graph.residual(x, f"coarse_blocks.{block}")
    scales = graph.constant("doubled", np.array([1, 1, 2, 2], dtype=np.float32))
    up = graph.node("Resize", [graph.convolution(x, "back"), "", scales], mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    joined = graph.relu(graph.convolution(graph.relu(graph.node("Add", [fine, up])), "joined"))
    cells = graph.plain("Conv", joined, "cells")
    parts = graph.int64("parts", [1, len(NAMES), len(COLOUR_NAMES)])
    middle, names, colours = graph.node("Split", [cells, parts], 3, axis=1)
    find_things(graph, middle, names, colours)
    pooled = graph.node("Flatten", [graph.node("GlobalAveragePool", [x])])
    graph.node("ArgMax", [graph.plain("Gemm", pooled, "background", transB=1)], ["background"], axis=1, keepdims=0)
    return as_model(graph)


def find_things(graph: Writer, middle: str, names: str, colours: str):
    likeliest = graph.node("MaxPool", [middle], kernel_shape=[3, 3], pads=[1] * 4)
    is_peak = graph.node("Cast", [graph.node("GreaterOrEqual", [middle, likeliest])], to=TensorProto.FLOAT)
    every = graph.int64("every", [-1])
    peaks = graph.node("Reshape", [graph.node("Mul", [graph.node("Sigmoid", [middle]), is_peak]), every])
    graph.node("TopK", [peaks, graph.int64("most", [MOST_THINGS])], ["scores", "places"], axis=0)
    for kind, logits in (("names", names), ("colours", colours)):
        flat = graph.node("Reshape", [graph.node("ArgMax", [logits], axis=1, keepdims=0), every])
        graph.node("Gather", [flat, "places"], [kind], axis=0)


def as_model(graph: Writer) -> onnx.ModelProto:
    value = helper.make_tensor_value_info
    outputs = [value("scores", TensorProto.FLOAT, [MOST_THINGS])] + [value(name, TensorProto.INT64, [MOST_THINGS]) for name in ("places", "names", "colours")]
    outputs.append(value("background", TensorProto.INT64, [1]))
    described = helper.make_graph(graph.nodes, "main", [value("pixels", TensorProto.FLOAT, [SIZE, SIZE, 3])], outputs, graph.initializers)
    return helper.make_model(described, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="antiphon")


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(load_file(source / "vision.safetensors")), target)
    config = {"image_size": SIZE, "cell_size": CELL, "most_things": MOST_THINGS, "threshold": THRESHOLD, "names": NAMES, "digits": DIGITS, "colours": COLOUR_NAMES}
    (target.parents[1] / "vision_config.json").write_text(json.dumps(config, indent=2) + "\n")
    print(f"{target}: {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

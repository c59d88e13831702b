"""Writes the trained model as ONNX in int8: `python export_onnx.py run run/onnx/model_quantized.onnx`.

The graph takes `input_ids`, `attention_mask`, `num_logits_to_keep` and the cache, and gives `logits` and the new cache. It
uses ONNX Runtime's GroupQueryAttention with rotary embedding inside, which takes each row's length from the mask, and its
MatMulNBits, which quantises activations as well: one node for each matrix, where a step of so small a model is mostly nodes.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from model import rotary_frequencies

OPSET, IR_VERSION = 21, 10
END = 2**40
# Weights with one scale. With longer blocks, processors with AVX-512 give a row of a batch other bits than they give it alone.
BLOCK = 64
# Attention where a head may attend to nothing. Nothing does at this logit, but ONNX Runtime then leaves its tiled kernel, which is
# slower for heads of 32: at 1,024 tokens by a third.
NO_SINK = -1e30


class GraphWriter:
    def __init__(self):
        self.nodes, self.initializers, self.names = [], [], set()

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.names:
            self.names.add(name)
            self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def int64(self, name: str, value) -> str:
        return self.constant(name, np.array(value, dtype=np.int64))

    def node(self, kind: str, inputs: list[str], outputs: int | list[str] = 1, domain: str = "", **attributes):
        names = outputs if isinstance(outputs, list) else [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, name=f"{kind}_{len(self.nodes)}", **attributes))
        return names[0] if len(names) == 1 else names


def int8_blocks(graph: GraphWriter, name: str, weight: np.ndarray) -> tuple[str, str]:
    """The matrix in blocks along its rows, as unsigned bytes around 128, and the scale of each block."""
    blocks = weight.reshape(len(weight), -1, BLOCK)
    scales = np.maximum(np.abs(blocks).max(axis=2), 1e-8) / 127
    levels = np.round(blocks / scales[..., None]) + 128
    return graph.constant(f"{name}.levels", levels.astype(np.uint8)), graph.constant(f"{name}.scales", scales.astype(np.float32))


def linear(graph: GraphWriter, x: str, name: str, weight: np.ndarray, output: str | None = None) -> str:
    """y = x W^T in int8. Activations are quantised on the fly in blocks of a row, so that no request changes with those beside it."""
    rows, columns = weight.shape
    return graph.node(
        "MatMulNBits", [x, *int8_blocks(graph, name, weight)], [output] if output else 1, "com.microsoft",
        K=columns, N=rows, bits=8, block_size=BLOCK, accuracy_level=4,
    )


def embed(graph: GraphWriter, name: str, embedding: np.ndarray) -> str:
    """The rows of `input_ids`, from the blocks that the output layer has too."""
    levels, scales = int8_blocks(graph, name, embedding)
    table = graph.node("Reshape", [levels, graph.int64("embedding_shape", embedding.shape)])
    return graph.node("GatherBlockQuantized", [table, "input_ids", scales], domain="com.microsoft", bits=8, block_size=BLOCK, gather_axis=0, quantize_axis=1)


def rotary_tables(graph: GraphWriter, positions: int, head_width: int, theta: float) -> list[str]:
    """Cosines and sines, which the runtime computes as it loads the graph: as constants they would be a tenth of the file."""
    places = graph.constant("rotary.places", np.arange(positions, dtype=np.float64)[:, None])
    frequencies = graph.constant("rotary.frequencies", rotary_frequencies(head_width, theta).double().numpy())
    angles = graph.node("Mul", [places, frequencies])
    return [graph.node("Cast", [graph.node(kind, [angles])], to=TensorProto.FLOAT) for kind in ("Cos", "Sin")]


def build(config: dict, weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    layers, heads, kv_heads, head_width = config["num_hidden_layers"], config["num_attention_heads"], config["num_key_value_heads"], config["head_dim"]
    epsilon = config["rms_norm_eps"]
    graph = GraphWriter()
    weight = lambda name: weights[f"model.{name}.weight"].astype(np.float32)

    embedding = weight("embed_tokens")
    residual = embed(graph, "embed_tokens", embedding)

    cos, sin = rotary_tables(graph, config["max_position_embeddings"], head_width, config["rope_theta"])
    sink = graph.constant("no_sink", np.full(heads, NO_SINK, dtype=np.float32))
    lengths = graph.node("ReduceSum", ["attention_mask", graph.int64("axis_1", [1])], keepdims=0)
    last = graph.node("Cast", [graph.node("Sub", [lengths, graph.int64("one", 1)])], to=TensorProto.INT32)
    total = graph.node("Cast", [graph.node("Shape", ["attention_mask"], start=1)], to=TensorProto.INT32)

    def skip_norm(x: str, residual: str, name: str) -> tuple[str, str]:
        normed, summed = f"{name}.normed", f"{name}.residual"
        graph.node("SkipSimplifiedLayerNormalization", [x, residual, graph.constant(name, weight(name))], [normed, "", "", summed], "com.microsoft", epsilon=epsilon)
        return normed, summed

    x = graph.node("SimplifiedLayerNormalization", [residual, graph.constant("first_norm", weight("layers.0.input_layernorm"))], axis=-1, epsilon=epsilon, stash_type=1)
    for layer in range(layers):
        name = f"layers.{layer}"
        packed = np.concatenate([weight(f"{name}.self_attn.{part}_proj") for part in "qkv"])
        attended, *_ = graph.node(
            "GroupQueryAttention",
            [linear(graph, x, f"{name}.qkv", packed), "", "", f"past_key_values.{layer}.key", f"past_key_values.{layer}.value", last, total, cos, sin, "", "", sink],
            [f"{name}.attended", f"present.{layer}.key", f"present.{layer}.value"], "com.microsoft",
            num_heads=heads, kv_num_heads=kv_heads, do_rotary=1, rotary_interleaved=0, scale=float(head_width**-0.5),
        )
        out = linear(graph, attended, f"{name}.o", weight(f"{name}.self_attn.o_proj"))
        y, residual = skip_norm(out, residual, f"{name}.post_attention_layernorm")
        both = linear(graph, y, f"{name}.gate_up", np.concatenate([weight(f"{name}.mlp.{part}_proj") for part in ("gate", "up")]))
        gate, up = graph.node("Split", [both], 2, axis=-1, num_outputs=2)
        active = graph.node("Mul", [graph.node("Mul", [gate, graph.node("Sigmoid", [gate])]), up])
        down = linear(graph, active, f"{name}.down", weight(f"{name}.mlp.down_proj"))
        x, residual = skip_norm(down, residual, f"layers.{layer + 1}.input_layernorm" if layer + 1 < layers else "norm")

    start = graph.node("Unsqueeze", [graph.node("Neg", ["num_logits_to_keep"]), graph.int64("axis_0", [0])])
    kept = graph.node("Slice", [x, start, graph.int64("end", [END]), graph.int64("axis_1", [1])])
    linear(graph, kept, "embed_tokens", embedding, "logits")
    return as_model(graph, config)


def as_model(graph: GraphWriter, config: dict) -> onnx.ModelProto:
    kv_heads, head_width = config["num_key_value_heads"], config["head_dim"]
    value = helper.make_tensor_value_info
    inputs = [
        value("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"]),
        value("attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"]),
        value("num_logits_to_keep", TensorProto.INT64, []),
    ]
    outputs = [value("logits", TensorProto.FLOAT, ["batch_size", "num_logits", config["vocab_size"]])]
    for layer in range(config["num_hidden_layers"]):
        for part in ("key", "value"):
            inputs.append(value(f"past_key_values.{layer}.{part}", TensorProto.FLOAT, ["batch_size", kv_heads, "past_sequence_length", head_width]))
            outputs.append(value(f"present.{layer}.{part}", TensorProto.FLOAT, ["batch_size", kv_heads, "total_sequence_length", head_width]))
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(helper.make_graph(graph.nodes, "main", inputs, outputs, graph.initializers), opset_imports=opsets, ir_version=IR_VERSION, producer_name="antiphon")


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.parent.mkdir(parents=True, exist_ok=True)
    config = json.loads((source / "config.json").read_text())
    onnx.save(build(config, load_file(source / "model.safetensors")), target)
    print(f"{target}: {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

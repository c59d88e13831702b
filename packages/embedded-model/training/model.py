"""The network: a Llama decoder (RMSNorm, rotary embedding, grouped queries, SwiGLU, tied embedding)."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

NORM_EPSILON = 1e-5
# Llama 3's scaling of rotary frequencies: what would turn once in more than 512 tokens turns 32 times slower, and so hardly at
# all within the context. Half of a head's width then tells what stands somewhere, however far away; the rest tells where.
ROPE_SCALING = {"rope_type": "llama3", "factor": 32.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 512}


@dataclass(frozen=True)
class Shape:
    vocabulary: int = 2048
    width: int = 256
    layers: int = 5
    heads: int = 8
    kv_heads: int = 2
    head_width: int = 32
    feed_forward: int = 640
    context: int = 4096
    rope_theta: float = 10000.0


def rotary_frequencies(head_width: int, theta: float) -> torch.Tensor:
    """Radians a token, one for each pair of dimensions, scaled as `ROPE_SCALING` says."""
    frequencies = 1 / theta ** (torch.arange(0, head_width, 2) / head_width)
    turns = ROPE_SCALING["original_max_position_embeddings"] * frequencies / (2 * torch.pi)
    low, high = ROPE_SCALING["low_freq_factor"], ROPE_SCALING["high_freq_factor"]
    kept = ((turns - low) / (high - low)).clamp(0, 1)
    return frequencies * (kept + (1 - kept) / ROPE_SCALING["factor"])


class Norm(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return F.rms_norm(x, (x.shape[-1],), self.weight, NORM_EPSILON)


class Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        queries, keys = shape.heads * shape.head_width, shape.kv_heads * shape.head_width
        self.q_proj = nn.Linear(shape.width, queries, bias=False)
        self.k_proj = nn.Linear(shape.width, keys, bias=False)
        self.v_proj = nn.Linear(shape.width, keys, bias=False)
        self.o_proj = nn.Linear(queries, shape.width, bias=False)

    def forward(self, x, cos, sin):
        rows, length, _ = x.shape
        split = lambda y, heads: y.view(rows, length, heads, self.shape.head_width).transpose(1, 2)
        q = rotate(split(self.q_proj(x), self.shape.heads), cos, sin)
        k = rotate(split(self.k_proj(x), self.shape.kv_heads), cos, sin)
        v = split(self.v_proj(x), self.shape.kv_heads)
        group = self.shape.heads // self.shape.kv_heads
        out = F.scaled_dot_product_attention(q, k.repeat_interleave(group, 1), v.repeat_interleave(group, 1), is_causal=True)
        return self.o_proj(out.transpose(1, 2).reshape(rows, length, -1))


def rotate(x, cos, sin):
    first, second = x.chunk(2, -1)
    return torch.cat((first * cos - second * sin, second * cos + first * sin), -1)


class FeedForward(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.gate_proj = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.up_proj = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.down_proj = nn.Linear(shape.feed_forward, shape.width, bias=False)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.self_attn = Attention(shape)
        self.mlp = FeedForward(shape)
        self.input_layernorm = Norm(shape.width)
        self.post_attention_layernorm = Norm(shape.width)

    def forward(self, x, cos, sin):
        x = x + self.self_attn(self.input_layernorm(x), cos, sin)
        return x + self.mlp(self.post_attention_layernorm(x))


class LanguageModel(nn.Module):
    """Parameter names are those of Hugging Face's `LlamaForCausalLM`, less the prefix `model.`."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.embed_tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = Norm(shape.width)
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                nn.init.normal_(parameter, 0, initial_deviation(name, parameter, shape))
        angle = torch.outer(torch.arange(shape.context).float(), rotary_frequencies(shape.head_width, shape.rope_theta))
        self.register_buffer("cos", angle.cos(), False)
        self.register_buffer("sin", angle.sin(), False)

    def hidden(self, ids):
        x = self.embed_tokens(ids)
        cos, sin = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        for layer in self.layers:
            x = layer(x, cos, sin)
        return self.norm(x)

    def logits(self, ids):
        return self.hidden(ids) @ self.embed_tokens.weight.t()

    def forward(self, ids, targets, weights):
        """Weighted cross entropy; logits are made only where a weight asks for them."""
        counted = (weights.flatten() > 0).nonzero()[:, 0]
        logits = self.hidden(ids).flatten(0, 1)[counted] @ self.embed_tokens.weight.t()
        loss = F.cross_entropy(logits.float(), targets.flatten()[counted], reduction="none")
        return (loss * weights.flatten()[counted]).sum() / weights.sum()

    def save(self, folder: Path):
        state = {f"model.{name}": value.detach().float().contiguous() for name, value in self.state_dict().items()}
        save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
        (folder / "config.json").write_text(json.dumps(llama_config(self.shape), indent=2) + "\n")

    @staticmethod
    def load(folder: Path) -> "LanguageModel":
        config = json.loads((folder / "config.json").read_text())
        model = LanguageModel(Shape(
            vocabulary=config["vocab_size"], width=config["hidden_size"], layers=config["num_hidden_layers"], heads=config["num_attention_heads"],
            kv_heads=config["num_key_value_heads"], head_width=config["head_dim"], feed_forward=config["intermediate_size"],
            context=config["max_position_embeddings"], rope_theta=config["rope_theta"],
        ))
        model.load_state_dict({name.removeprefix("model."): value for name, value in load_file(folder / "model.safetensors").items()})
        return model


def initial_deviation(name: str, parameter, shape: Shape) -> float:
    if "embed" in name:
        return 0.02
    deviation = (0.7 / parameter.shape[1]) ** 0.5
    return deviation * (2 * shape.layers) ** -0.5 if "o_proj" in name or "down_proj" in name else deviation


def llama_config(shape: Shape) -> dict:
    return {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": shape.width, "intermediate_size": shape.feed_forward,
        "num_hidden_layers": shape.layers, "num_attention_heads": shape.heads, "num_key_value_heads": shape.kv_heads, "head_dim": shape.head_width,
        "vocab_size": shape.vocabulary, "max_position_embeddings": shape.context, "rope_theta": shape.rope_theta, "rope_scaling": ROPE_SCALING, "rms_norm_eps": NORM_EPSILON,
        "tie_word_embeddings": True, "hidden_act": "silu", "attention_bias": False, "mlp_bias": False,
        "bos_token_id": None, "eos_token_id": 2, "pad_token_id": 0, "torch_dtype": "float32",
    }

"""Runs an exported model: ONNX Runtime on one thread, the cache of keys and values bound, never copied into Python."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from template import END_OF_TURN

MOST_TOKENS = 256


class Runner:
    def __init__(self, folder: Path, onnx: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.config = json.loads((folder / "config.json").read_text())
        self.end = self.tokenizer.token_to_id(END_OF_TURN)
        self.outputs = [output.name for output in self.session.get_outputs()]

    def tokens(self, text: str) -> int:
        return len(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def answer(self, prompt: str, rng: np.random.Generator | None = None, temperature: float = 0.0) -> tuple[str, bool]:
        """The answer's text, and whether it ended by itself; nothing for a prompt that leaves no room in the context."""
        tokens = self.tokenizer.encode(prompt, add_special_tokens=False).ids
        most = min(MOST_TOKENS, self.config["max_position_embeddings"] - len(tokens))
        if most <= 0:
            return "", False
        shape = (1, self.config["num_key_value_heads"], 0, self.config["head_dim"])
        nothing = onnxruntime.OrtValue.ortvalue_from_numpy(np.zeros(shape, np.float32))
        cache = {name.replace("present", "past_key_values"): nothing for name in self.outputs if name.startswith("present")}
        made: list[int] = []
        length = 0
        while len(made) < most:
            length += len(tokens)
            logits, cache = self.step(tokens, length, cache)
            token = draw(logits, rng, temperature)
            if token == self.end:
                return self.tokenizer.decode(made, skip_special_tokens=False), True
            made.append(token)
            tokens = [token]
        return self.tokenizer.decode(made, skip_special_tokens=False), False

    def step(self, tokens: list[int], length: int, cache: dict) -> tuple[np.ndarray, dict]:
        binding = self.session.io_binding()
        binding.bind_cpu_input("input_ids", np.array([tokens]))
        binding.bind_cpu_input("attention_mask", np.ones((1, length), np.int64))
        binding.bind_cpu_input("num_logits_to_keep", np.array(1))
        for name, value in cache.items():
            binding.bind_ortvalue_input(name, value)
        for name in self.outputs:
            binding.bind_output(name, "cpu")
        self.session.run_with_iobinding(binding)
        values = dict(zip(self.outputs, binding.get_outputs()))
        kept = {name.replace("present", "past_key_values"): value for name, value in values.items() if name.startswith("present")}
        return values["logits"].numpy()[0, -1], kept


def draw(logits: np.ndarray, rng: np.random.Generator | None, temperature: float) -> int:
    if temperature == 0 or rng is None:
        return int(logits.argmax())
    weights = np.exp((logits - logits.max()) / temperature, dtype=np.float64)
    return int(rng.choice(len(weights), p=weights / weights.sum()))

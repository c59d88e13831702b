"""Scores the packaged int8 model on held-out names and words: `python evaluate.py --prompts 100`.

A prompt counts when the greedy answer is, letter by letter, the one that the generator expects. Tasks with many right
answers (lists, stories, greetings) are left out. `stops` is the share of answers at temperature 0.7 that end by themselves.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from chats import Chat, ChatMaker
from template import ANSWER_START, END_OF_TURN, render

PACKAGE = Path(__file__).parent.parent
END_OF_TURN_ID = 2
MOST_TOKENS = 256
TASKS = ("fact", "arithmetic", "count", "words", "memory", "free_memory", "reading", "extract", "system_prompt", "tools", "unknown", "code", "long")


class PackagedModel:
    def __init__(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(PACKAGE / "onnx" / "model_quantized.onnx", options)
        self.tokenizer = Tokenizer.from_file(str(PACKAGE / "tokenizer.json"))
        self.config = json.loads((PACKAGE / "config.json").read_text())

    def answer(self, prompt: str, rng: np.random.Generator | None = None, temperature: float = 0.0) -> tuple[str, bool]:
        """The answer's text, and whether it ended by itself."""
        tokens = self.tokenizer.encode(prompt, add_special_tokens=False).ids
        shape = (1, self.config["num_key_value_heads"], 0, self.config["head_dim"])
        cache = {f"past_key_values.{layer}.{part}": np.zeros(shape, np.float32) for layer in range(self.config["num_hidden_layers"]) for part in ("key", "value")}
        names = [output.name for output in self.session.get_outputs()]
        made, length = [], 0
        while len(made) < MOST_TOKENS:
            length += len(tokens)
            feeds = {"input_ids": np.array([tokens]), "attention_mask": np.ones((1, length), np.int64), "num_logits_to_keep": np.array(1), **cache}
            outputs = dict(zip(names, self.session.run(None, feeds)))
            cache = {name.replace("present", "past_key_values"): value for name, value in outputs.items() if name.startswith("present")}
            token = draw(outputs["logits"][0, -1], rng, temperature)
            if token == END_OF_TURN_ID:
                return self.tokenizer.decode(made, skip_special_tokens=False), True
            made.append(token)
            tokens = [token]
        return self.tokenizer.decode(made, skip_special_tokens=False), False


def draw(logits: np.ndarray, rng: np.random.Generator | None, temperature: float) -> int:
    if temperature == 0:
        return int(logits.argmax())
    weights = np.exp((logits - logits.max()) / temperature)
    return int(rng.choice(len(weights), p=weights / weights.sum()))


def prompt_and_answer(maker: ChatMaker, task: str) -> tuple[str, str]:
    """A chat cut before one of the assistant's turns; for recall, the last one."""
    chat = getattr(maker, task)()
    turns = [position for position, message in enumerate(chat.messages) if message["role"] == "assistant"]
    position = maker.rng.choice(turns) if task in ("tools", "reading") else turns[-1]
    prompt = render(Chat(chat.messages[:position], chat.tools), add_generation_prompt=True)
    whole = render(Chat(chat.messages[:position + 1], chat.tools))
    assert whole.startswith(prompt) and prompt.endswith(ANSWER_START)
    return prompt, whole[len(prompt):].removesuffix("\n").removesuffix(END_OF_TURN)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--prompts", type=int, default=100)
    options.add_argument("--show", action="store_true", help="print each wrong answer")
    arguments = options.parse_args()
    model, maker, rng = PackagedModel(), ChatMaker(seed=4242, held_out=True), np.random.default_rng(1)
    stopped = total = 0
    for task in TASKS:
        right = 0
        for number in range(arguments.prompts):
            prompt, expected = prompt_and_answer(maker, task)
            got, _ = model.answer(prompt)
            right += got == expected
            if arguments.show and got != expected:
                print(f"--- {task}\n{prompt[-300:]}\nexpected: {expected}\ngot:      {got}")
            if number % 5 == 0:
                stopped += model.answer(prompt, rng, 0.7)[1]
                total += 1
        print(f"{task:14} {100 * right / arguments.prompts:5.1f} %", flush=True)
    print(f"{'stops':14} {100 * stopped / total:5.1f} %")


if __name__ == "__main__":
    main()

"""Puts a trained run into the package, in the hub's layout: `python package.py run`."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from tokenizer import MARKS, SPECIAL

PACKAGE = Path(__file__).parent.parent
TEMPLATE = Path(__file__).parent / "chat_template.jinja"
END_OF_TURN = 2

GENERATION = {"bos_token_id": None, "eos_token_id": END_OF_TURN, "pad_token_id": 0, "do_sample": True, "temperature": 0.3, "min_p": 0.1}


def write_json(name: str, value: dict):
    (PACKAGE / name).write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def with_plain_marks(tokenizer: dict) -> dict:
    """The trainer calls every added token special; marks such as `<tool_call>` are text that the server has to read."""
    for token in tokenizer["added_tokens"]:
        token["special"] = token["content"] in SPECIAL
    return tokenizer


def main():
    run = Path(sys.argv[1])
    write_json("config.json", {**json.loads((run / "config.json").read_text()), "torch_dtype": "float16"})
    (PACKAGE / "chat_template.jinja").write_text(TEMPLATE.read_text())
    write_json("generation_config.json", GENERATION)
    write_json("tokenizer_config.json", {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "added_tokens_decoder": {str(token): {"content": text, "special": text in SPECIAL, "normalized": False, "lstrip": False, "rstrip": False, "single_word": False} for token, text in enumerate(SPECIAL + MARKS)},
        "bos_token": None, "eos_token": SPECIAL[END_OF_TURN], "pad_token": SPECIAL[0], "unk_token": None,
        "clean_up_tokenization_spaces": False, "model_max_length": json.loads((run / "config.json").read_text())["max_position_embeddings"],
        "chat_template": TEMPLATE.read_text(),
    })
    write_json("tokenizer.json", with_plain_marks(json.loads((run / "tokenizer.json").read_text())))
    weights = {name: value.astype(np.float16) for name, value in load_file(run / "model.safetensors").items()}
    save_file(weights, PACKAGE / "model.safetensors", metadata={"format": "pt"})
    subprocess.run([sys.executable, Path(__file__).parent / "export_onnx.py", run, PACKAGE / "onnx" / "model_quantized.onnx"], check=True)


if __name__ == "__main__":
    main()

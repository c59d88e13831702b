"""Trains the model for a given time: `python train.py --minutes 310 --out run`. Writes safetensors, config and tokenizer.

`--from` goes on from an earlier run, with its tokenizer; `--progress` says at which point of
the schedule (0 to 1), such as 0.4, where the fall of the rate begins.
"""

import argparse
import json
import time
from pathlib import Path

import torch

from model import LanguageModel, Shape
from muon import Muon
from rows import Rows
from tokenizer import Tokenizer, train_tokenizer

MATRIX_RATE, OTHER_RATE = 0.015, 2e-3
# Rows a batch, tokens a row, share of the batches.
BATCHES = ((12, 512, 0.48), (6, 1024, 0.44), (2, 4096, 0.08))
LONG_ROWS_FROM = 0.15
# When nearly all rows look up names of functions: little by little, among chats, it is not learned.
LOOKUPS_FROM, LOOKUPS_UNTIL = 0.08, 0.12


def schedule(progress: float, step: int) -> float:
    """Warm up, hold for 40 % of the time, then fall to nearly zero in a straight line."""
    return min(1.0, (step + 1) / 20) * (1.0 if progress < 0.4 else max(0.01, (1 - progress) / 0.6))


def is_for_lookups(progress: float) -> bool:
    return LOOKUPS_FROM < progress < LOOKUPS_UNTIL


def copying_share(progress: float) -> float:
    if is_for_lookups(progress):
        return 0.8
    return max(0.17 if progress < 0.7 else 0.12, 0.5 * (1 - progress / 0.12))


def moved(embedding: torch.Tensor, old: Tokenizer, new: Tokenizer) -> torch.Tensor:
    """The embedding for another tokenizer: a token that the old one lacks begins as the mean of its pieces there."""
    known = old.get_vocab()
    rows = []
    for token, number in sorted(new.get_vocab().items(), key=lambda entry: entry[1]):
        pieces = [known[token]] if token in known else old.encode(new.decode([number], skip_special_tokens=False), add_special_tokens=False).ids
        rows.append(embedding[pieces].mean(0))
    return torch.stack(rows)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=float, default=310)
    options.add_argument("--out", type=Path, default=Path("run"))
    options.add_argument("--from", dest="source", type=Path)
    options.add_argument("--new-tokenizer", action="store_true", help="with --from: trains the tokenizer anew, as after a change of the chats")
    options.add_argument("--progress", type=float, default=0.0)
    options.add_argument("--compile", action="store_true", help="a fifth faster; needs a C++ compiler")
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments = options.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)

    is_new = arguments.source is None or arguments.new_tokenizer
    tokenizer = train_tokenizer(Shape.vocabulary) if is_new else Tokenizer.from_file(str(arguments.source / "tokenizer.json"))
    tokenizer.save(str(arguments.out / "tokenizer.json"))
    model = LanguageModel.load(arguments.source) if arguments.source else LanguageModel(Shape(vocabulary=tokenizer.get_vocab_size()))
    if arguments.source and is_new:
        model.embed_tokens.weight.data = moved(model.embed_tokens.weight.data, Tokenizer.from_file(str(arguments.source / "tokenizer.json")), tokenizer)
    model = model.float().to(arguments.device)
    if arguments.compile:
        model.hidden = torch.compile(model.hidden, dynamic=False)
    print(f"{sum(parameter.numel() for parameter in model.parameters()) / 1e6:.2f} M parameters", flush=True)

    matrices = [parameter for name, parameter in model.named_parameters() if parameter.ndim == 2 and "embed" not in name]
    others = [parameter for name, parameter in model.named_parameters() if parameter.ndim != 2 or "embed" in name]
    optimizers = [(Muon(matrices, MATRIX_RATE), MATRIX_RATE), (torch.optim.AdamW(others, lr=OTHER_RATE, betas=(0.9, 0.95), weight_decay=0.0), OTHER_RATE)]
    if not is_new and (saved_state := arguments.source / "optimizer.pt").exists():
        for (optimizer, _), state in zip(optimizers, torch.load(saved_state)):
            optimizer.load_state_dict(state)
    rows = Rows(tokenizer, arguments.seed)
    held = Rows(tokenizer, 999)
    validation = [[part.to(arguments.device) for part in held.batch(16, 512, 0)] for _ in range(2)]

    def save():
        model.save(arguments.out)
        torch.save([optimizer.state_dict() for optimizer, _ in optimizers], arguments.out / "optimizer.pt")

    started, step, tokens, log, saved = time.time(), 0, 0, [], time.time()
    while (passed := (time.time() - started) / (arguments.minutes * 60)) < 1:
        progress = arguments.progress + (1 - arguments.progress) * passed
        for optimizer, rate in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate * schedule(progress, step)
        shares = [share if length < 4096 or progress > LONG_ROWS_FROM else 0 for _, length, share in BATCHES]
        count, length, _ = rows.rng.choices(BATCHES, shares)[0]
        batch = [part.to(arguments.device) for part in rows.batch(count, length, copying_share(progress), 0.8 if is_for_lookups(progress) else 0.2)]
        with torch.autocast(arguments.device, dtype=torch.bfloat16):
            loss = model(*batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        for optimizer, _ in optimizers:
            optimizer.step()
        model.zero_grad(set_to_none=True)
        step, tokens = step + 1, tokens + count * length
        if step % 50 == 0:
            with torch.no_grad(), torch.autocast(arguments.device, dtype=torch.bfloat16):
                value = sum(model(*part).item() for part in validation) / len(validation)
            seconds = time.time() - started
            log.append({"step": step, "seconds": round(seconds), "tokens": tokens, "validation": round(value, 4)})
            print(f"{step} {seconds:.0f} s {tokens / 1e6:.2f} M tokens, loss {loss.item():.3f}, validation {value:.4f}, {tokens / seconds:.0f} tokens/s", flush=True)
        if time.time() - saved > 300:
            saved = time.time()
            save()
    save()
    (arguments.out / "log.json").write_text(json.dumps(log))


if __name__ == "__main__":
    main()

"""Trains the network on random pictures: `python train.py --steps 2400 --out run`, one core."""

import argparse
import math
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_model, save_model
from torch import Tensor
from torch.nn.functional import cross_entropy, logsigmoid

from names import COLOUR_NAMES, NAMES
from network import CELL, GRID, Network
from scenes import Scene, random_scene

UNKNOWN = -100
Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]


def draw_batch(chance: random.Random, size: int) -> Batch:
    scenes = [random_scene(chance) for _ in range(size)]
    heat = torch.zeros(size, GRID, GRID)
    names = torch.full((size, GRID, GRID), UNKNOWN)
    colours = torch.full((size, GRID, GRID), UNKNOWN)
    for row, scene in enumerate(scenes):
        mark(scene, heat[row], names[row], colours[row])
    backgrounds = torch.tensor([UNKNOWN if scene.background is None else COLOUR_NAMES.index(scene.background) for scene in scenes])
    return torch.stack([scene.pixels for scene in scenes]), heat, names, colours, backgrounds


STEPS = torch.arange(GRID)
# How far the middle of a cell may be from that of a thing, in cells.
REACH = 0.62


def mark(scene: Scene, heat: Tensor, names: Tensor, colours: Tensor):
    """A middle between two cells is in both."""
    for thing in scene.things:
        down, right = STEPS + 0.5 - thing.y / CELL, STEPS + 0.5 - thing.x / CELL
        near = torch.exp(-(down[:, None] ** 2 + right[None] ** 2) / 1.4)
        inside = (down.abs() < REACH)[:, None] & (right.abs() < REACH)[None]
        torch.maximum(heat, torch.where(inside, 1, near), out=heat)
        names[inside] = NAMES.index(thing.name)
        colours[inside] = COLOUR_NAMES.index(thing.colour)


def loss_of(network: Network, batch: Batch) -> Tensor:
    pixels, heat, names, colours, backgrounds = batch
    middle, name_logits, colour_logits, background_logits = network(pixels)
    # The focal loss of CornerNet (Law and Deng 2018): cells beside a middle count less the nearer they are.
    chance, is_middle = middle.sigmoid(), heat == 1
    hit = -logsigmoid(middle) * (1 - chance) ** 2
    miss = -logsigmoid(-middle) * chance**2 * (1 - heat) ** 4
    found = torch.where(is_middle, hit, miss).sum() / is_middle.sum()
    return found + cross_entropy(name_logits, names) + 0.5 * cross_entropy(colour_logits, colours) + 0.3 * cross_entropy(background_logits, backgrounds)


def rate(step: int, steps: int, most: float) -> float:
    rise = max(1, steps // 15)
    return most * min(1, (step + 1) / rise) * (0.5 + 0.5 * math.cos(math.pi * step / steps))


def train(network: Network, steps: int, batch: int, most: float, seed: int) -> Network:
    chance = random.Random(seed)
    network = network.to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(network.parameters(), lr=most, weight_decay=0.02)
    print(f"{sum(weight.numel() for weight in network.parameters())} weights", flush=True)
    began, recent = time.time(), 0.0
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate(step, steps, most)
        loss = loss_of(network, draw_batch(chance, batch))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimizer.step()
        recent += loss.item()
        if step % 100 == 99:
            print(f"step {step + 1}, {time.time() - began:.0f} s: loss {recent / 100:.3f}", flush=True)
            recent = 0.0
    return network


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=2400)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="start", type=Path, help="goes on with the network of another run")
    parser.add_argument("--out", type=Path, default=Path("run"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    network = Network()
    if options.start:
        load_model(network, options.start / "vision.safetensors")
    train(network, options.steps, options.batch, options.rate, options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    save_model(network, str(options.out / "vision.safetensors"))


if __name__ == "__main__":
    main()

"""Random pictures of 64 x 64 to learn from: shapes and digits on a plain, shaded or noisy ground, and pictures with neither: writing,
patches, clouds."""

import colorsys
import math
import random
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from glyphs import pen_distance, way_distance
from names import COLOUR_NAMES, COLOURS, DIGITS, SHAPES
from shapes import polygon, shape_distance

SIZE = 64
Y, X = torch.meshgrid(torch.arange(SIZE) + 0.5, torch.arange(SIZE) + 0.5, indexing="ij")
Colour = tuple[float, float, float]


@dataclass
class Thing:
    name: str
    colour: str
    x: float
    y: float


@dataclass
class Scene:
    pixels: Tensor  # [3, 64, 64], from 0 to 1
    background: str | None
    things: list[Thing] = field(default_factory=list)


def random_colour(chance: random.Random, name: str) -> Colour:
    hue = chance.choice(COLOURS[name])
    h, s, v = (chance.uniform(hue[place], hue[place + 1]) for place in (0, 2, 4))
    return colorsys.hsv_to_rgb(h % 360 / 360, s / 100, v / 100)


def colour_beside(chance: random.Random, other: Colour, other_name: str) -> tuple[str, Colour]:
    """One that is seen before the other."""
    while True:
        name = chance.choice(COLOUR_NAMES)
        colour = random_colour(chance, name)
        if name != other_name and math.dist(colour, other) > 0.3:
            return name, colour


def paint(pixels: Tensor, cover: Tensor, colour: Colour) -> Tensor:
    return pixels + cover * (torch.tensor(colour)[:, None, None] - pixels)


def local(x: float, y: float, half: float, turn: float, lean: float = 0) -> tuple[Tensor, Tensor]:
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (X - x) / half, (Y - y) / half
    u, v = cos * dx + sin * dy, cos * dy - sin * dx
    return u + lean * v, v


def shape_cover(chance: random.Random, name: str, x: float, y: float, half: float) -> Tensor:
    anyhow = name in ("oval", "rectangle", "triangle", "star")
    turn = chance.uniform(-math.pi, math.pi) if anyhow and chance.random() < 0.4 else chance.gauss(0, 0.12)
    if name in ("oval", "rectangle") and chance.random() < 0.3:
        turn += math.pi / 2
    u, v = local(x, y, half, turn)
    distance = shape_distance(u, v, name, chance.uniform(0.4, 0.68), chance.random()) * half
    rounding = chance.choice([0, 0, 0, 0.08 * half])
    distance = distance - rounding
    if half > 8 and chance.random() < 0.25:  # an outline
        width = chance.uniform(1.2, 0.16 * half + 1)
        distance = (distance + width).abs() - width
    return (0.5 - distance).clamp(0, 1)


@dataclass
class Pen:
    form: int
    width: float
    flat: float
    lean: float
    wobble: Tensor
    turn: float
    narrow: float


def random_pen(chance: random.Random) -> Pen:
    return Pen(
        form=chance.randrange(60),
        width=chance.uniform(0.1, 0.34),
        flat=chance.choice([1, 1, chance.uniform(1, 2.2)]),
        lean=chance.choice([0, 0, chance.uniform(-0.1, 0.3)]),
        wobble=torch.tensor([[chance.gauss(0, 0.05) for _ in range(2)] for _ in range(3)]),
        turn=chance.gauss(0, 0.06),
        narrow=chance.uniform(0.75, 1.15),
    )


def digit_cover(digit: int, pen: Pen, x: float, y: float, half: float) -> Tensor:
    u, v = local(x, y, half, pen.turn, pen.lean)
    width = max(pen.width * half, 0.75)
    distance = pen_distance(u / pen.narrow, v, digit, pen.form, pen.wobble, pen.flat) * half
    return (0.5 - (distance - width)).clamp(0, 1)


def ground(chance: random.Random) -> tuple[str, Colour, Tensor]:
    name = chance.choice(COLOUR_NAMES) if chance.random() < 0.6 else chance.choice(["white", "white", "black", "gray"])
    colour = random_colour(chance, name)
    pixels = torch.tensor(colour)[:, None, None].expand(3, SIZE, SIZE).clone()
    if chance.random() < 0.3:  # light from one side
        angle, strength = chance.uniform(0, 2 * math.pi), chance.uniform(0, 0.12)
        pixels += strength * ((X / SIZE - 0.5) * math.cos(angle) + (Y / SIZE - 0.5) * math.sin(angle))
    return name, colour, pixels


def spoil(chance: random.Random, pixels: Tensor) -> Tensor:
    """What cameras, scaling and compression do."""
    noise = torch.Generator().manual_seed(chance.getrandbits(32))
    if chance.random() < 0.3:
        smaller = interpolate(pixels[None], size=chance.randint(40, 60), mode="bilinear", antialias=True)
        pixels = interpolate(smaller, size=SIZE, mode="bilinear")[0]
    if chance.random() < 0.4:
        pixels = pixels + torch.randn(3, SIZE, SIZE, generator=noise) * chance.uniform(0, 0.035)
    if chance.random() < 0.3:  # blocks, as of a JPEG
        blocks = torch.randn(1, 3, 8, 8, generator=noise) * chance.uniform(0, 0.03)
        pixels = pixels + interpolate(blocks, size=SIZE, mode="nearest")[0]
    return pixels.clamp(0, 1).mul(255).round().div(255)


def position(chance: random.Random, room: float) -> float:
    """Often just in the middle, as much of what people draw."""
    return SIZE / 2 if chance.random() < 0.15 else chance.uniform(room, SIZE - room)


def places(chance: random.Random, halves: list[float]) -> list[tuple[float, float]] | None:
    """Middles for so many things of these half sizes, none over another; `None` where chance found none."""
    found: list[tuple[float, float]] = []
    for half in halves:
        for _ in range(30):
            room = half + 1
            x, y = position(chance, room), position(chance, room)
            if all(math.hypot(x - other_x, y - other_y) > 0.95 * (half + other) + 1 for (other_x, other_y), other in zip(found, halves)):
                found.append((x, y))
                break
        else:
            return None
    return found


def add_scattered(chance: random.Random, scene: Scene, ground_colour: Colour) -> Scene:
    count = chance.choice([1, 1, 2, 2, 3])
    while True:
        halves = [chance.uniform(6, [0, 27, 17, 13][count]) for _ in range(count)]
        found = places(chance, halves)
        if found:
            break
    for (x, y), half in zip(found, halves):
        name, colour = colour_beside(chance, ground_colour, scene.background or "")
        if chance.random() < 0.85:
            what = chance.choice(SHAPES)
            cover = shape_cover(chance, what, x, y, half)
        else:
            what = chance.choice(DIGITS)
            cover = digit_cover(int(what), random_pen(chance), x, y, 0.9 * half)
        scene.pixels = paint(scene.pixels, cover, colour)
        scene.things.append(Thing(what, name, x, y))
    return scene


def add_number(chance: random.Random, scene: Scene, ground_colour: Colour) -> Scene:
    count = chance.choice([1, 2, 2, 3])
    pen = random_pen(chance)
    half = chance.uniform(5, min(27, 62 / count / (1.35 * pen.narrow + 2 * pen.width + 0.2)))
    pitch = half * (1.35 * pen.narrow + 2 * pen.width + chance.uniform(0, 0.35))
    pitch = min(pitch, 62 / count)
    room_x, room_y = min(pitch * count / 2, 31), min(half * (1 + pen.width) + 1, 31)
    left, y = position(chance, room_x) - pitch * (count - 1) / 2, position(chance, room_y)
    name, colour = colour_beside(chance, ground_colour, scene.background or "")
    for place in range(count):
        digit, x = chance.randrange(10), left + pitch * place
        scene.pixels = paint(scene.pixels, digit_cover(digit, pen, x, y, half), colour)
        scene.things.append(Thing(str(digit), name, x, y))
    return scene


def clutter(chance: random.Random) -> Tensor:
    """Neither shape nor digit: clouds of all scales, over them strips."""
    noise = torch.Generator().manual_seed(chance.getrandbits(32))
    pixels = torch.rand(3, 1, 1, generator=noise).expand(3, SIZE, SIZE)
    for scale in (2, 4, 8, 16, 32):
        cloud = torch.randn(1, 3 if chance.random() < 0.5 else 1, scale, scale, generator=noise) * chance.uniform(0, 0.8 / scale**0.6)
        pixels = pixels + interpolate(cloud, size=SIZE, mode="bicubic")[0]
    for _ in range(chance.choice([0, 0, 2, 6, 12])):
        x, y, turn = chance.uniform(0, SIZE), chance.uniform(0, SIZE), chance.uniform(0, math.pi)
        u, v = local(x, y, 1, turn)
        distance = torch.maximum(v.abs() - chance.uniform(0.6, 8), u.abs() - chance.uniform(20, 80))
        pixels = paint(pixels, (0.5 - distance).clamp(0, 1), tuple(chance.random() for _ in range(3)))
    return pixels


def add_writing(chance: random.Random, scene: Scene, ground_colour: Colour) -> Scene:
    """Lines of something like letters: joined strokes, too many of them to be a number."""
    half = chance.uniform(1.5, 7)
    pitch, line = half * chance.uniform(1.3, 2), half * chance.uniform(2.6, 3.6)
    lines = chance.randint(1 if half > 3 else 2, max(2, int(56 / line)))
    top = chance.uniform(line / 2, max(line, SIZE - line * (lines - 0.5)))
    ends = []
    for row in range(lines):
        for place in range(chance.randint(5, max(5, int(60 / pitch)))):
            if chance.random() < 0.85:
                ends += letter(chance, (2 + half + pitch * place, top + line * row), half)
    cover = (0.5 - (way_distance(X, Y, torch.tensor(ends)) - chance.uniform(0.1, 0.22) * half - 0.2)).clamp(0, 1)
    scene.pixels = paint(scene.pixels, cover, colour_beside(chance, ground_colour, scene.background or "")[1])
    return scene


def letter(chance: random.Random, middle: tuple[float, float], half: float) -> list[list[tuple[float, float]]]:
    count = chance.randint(3, 5)
    points = [(middle[0] + 0.6 * half * chance.choice([-1, 0, 1]), middle[1] + half * chance.choice([-1, 0, 1])) for _ in range(count)]
    return [[start, end] for start, end in zip(points, points[1:])]


def add_patches(chance: random.Random, scene: Scene, ground_colour: Colour) -> Scene:
    """Irregular outlines, one over the other."""
    for _ in range(chance.choice([1, 2, 4, 8])):
        count, half = chance.randint(5, 9), chance.uniform(6, 30)
        radii = [(chance.uniform(0.3, 1.2), 2 * math.pi * (corner + chance.uniform(-0.3, 0.3)) / count) for corner in range(count)]
        u, v = local(chance.uniform(0, SIZE), chance.uniform(0, SIZE), half, 0)
        distance = polygon(u, v, [(radius * math.cos(angle), radius * math.sin(angle)) for radius, angle in radii]) * half
        scene.pixels = paint(scene.pixels, (0.5 - distance).clamp(0, 1), colour_beside(chance, ground_colour, "")[1])
    return scene


# How often each kind of picture comes.
KINDS = {add_scattered: 0.38, add_number: 0.38, add_writing: 0.1, add_patches: 0.05, None: 0.03}


def random_scene(chance: random.Random) -> Scene:
    if chance.random() < 0.06:
        return Scene(spoil(chance, clutter(chance)), None)
    name, colour, pixels = ground(chance)
    scene = Scene(pixels, name)
    add = chance.choices(list(KINDS), list(KINDS.values()))[0]
    if add:
        scene = add(chance, scene, colour)
    scene.pixels = spoil(chance, scene.pixels)
    return scene

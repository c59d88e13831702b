"""Pictures to be judged by, of another hand than those of the training: drawn large by Pillow with the fonts of the machine, in
colours of common palettes, stored as PNG or JPEG, and made small as the server does."""

import io
import math
import random
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = 64

# Of CSS, Material Design, Tableau and Bootstrap.
PALETTES = {
    "red": ["#ff0000", "#e53935", "#d62728", "#dc3545", "#b22222", "#b71c1c", "#dc143c"],
    "orange": ["#ffa500", "#ff7f0e", "#ff8c00", "#fb8c00", "#fd7e14", "#ff9800"],
    "yellow": ["#ffff00", "#ffeb3b", "#fdd835", "#ffd700", "#fff176", "#ffee58"],
    "green": ["#008000", "#00ff00", "#2ca02c", "#43a047", "#198754", "#228b22", "#90ee90", "#006400", "#4caf50"],
    "cyan": ["#00ffff", "#00bcd4", "#17becf", "#40e0d0", "#26c6da"],
    "blue": ["#0000ff", "#1e88e5", "#1f77b4", "#0d6efd", "#000080", "#4169e1", "#87ceeb", "#2196f3"],
    "purple": ["#800080", "#8e24aa", "#9467bd", "#6f42c1", "#9c27b0", "#663399", "#8a2be2"],
    "pink": ["#ffc0cb", "#ff69b4", "#e377c2", "#ff1493", "#f06292", "#ffb6c1"],
    "brown": ["#a52a2a", "#8b4513", "#795548", "#8c564b", "#5d4037", "#6d4c41"],
    "black": ["#000000", "#111111", "#1a1a1a", "#212121"],
    "gray": ["#808080", "#9e9e9e", "#7f7f7f", "#6c757d", "#757575", "#a9a9a9"],
    "white": ["#ffffff", "#fafafa", "#f8f9fa", "#fffff0"],
}

FONT_FOLDERS = ("/usr/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
NOT_LATIN = ("math", "symbol", "emoji", "dingbat", "extralight")


def fonts() -> list[Path | None]:
    """Those of the machine; `None` is the one that Pillow brings."""
    found = [path for folder in FONT_FOLDERS for path in sorted(Path(folder).rglob("*.ttf"))]
    return [path for path in found if not any(word in path.name.lower() for word in NOT_LATIN)] + [None]


@dataclass
class Picture:
    image: Image.Image
    background: str
    things: list[tuple[str, str]] = field(default_factory=list)  # colour and name, from left to right
    number: str = ""


def colours(chance: random.Random, count: int) -> list[tuple[str, str]]:
    """Names and values that can be told apart; the first for the ground."""
    while True:
        names = chance.sample(list(PALETTES), count)
        values = [chance.choice(PALETTES[name]) for name in names]
        if all(math.dist(rgb(value), rgb(values[0])) > 90 for value in values[1:]):
            return list(zip(names, values))


def rgb(value: str) -> tuple[int, ...]:
    return tuple(int(value[place : place + 2], 16) for place in (1, 3, 5))


def corners(name: str, chance: random.Random) -> list[tuple[float, float]]:
    round_about = lambda radii, turn: [(r * math.cos(turn + 2 * math.pi * i / len(radii)), r * math.sin(turn + 2 * math.pi * i / len(radii))) for i, r in enumerate(radii)]
    turn = chance.uniform(-0.15, 0.15)
    match name:
        case "square":
            return round_about([1] * 4, math.pi / 4 + turn)
        case "rectangle":
            wide = chance.uniform(1.6, 2.4)
            points = [(1, 1 / wide), (-1, 1 / wide), (-1, -1 / wide), (1, -1 / wide)]
            return [(y, x) for x, y in points] if chance.random() < 0.4 else points
        case "triangle":
            return round_about([1] * 3, -math.pi / 2 + turn) if chance.random() < 0.7 else [(-0.9, 0.7), (0.9, 0.7), (-0.9, -0.9)]
        case "star":
            return round_about([1, chance.uniform(0.38, 0.5)] * 5, -math.pi / 2 + 2 * turn)
        case "diamond":
            return [(0, -1), (chance.uniform(0.65, 1), 0), (0, 1), (-0.7, 0)] if chance.random() < 0.3 else [(0, -1), (0.75, 0), (0, 1), (-0.75, 0)]
        case "cross":
            a = chance.uniform(0.22, 0.36)
            return [(-a, -1), (a, -1), (a, -a), (1, -a), (1, a), (a, a), (a, 1), (-a, 1), (-a, a), (-1, a), (-1, -a), (-a, -a)]
    raise ValueError(name)


def draw_shape(pen: ImageDraw.ImageDraw, name: str, box: tuple[float, float, float], colour: str, chance: random.Random):
    x, y, half = box
    line = chance.uniform(0.12, 0.2) * half if chance.random() < 0.15 else 0
    paint = {"outline": colour, "width": round(line)} if line else {"fill": colour}
    if name in ("circle", "oval"):
        flat = 1 if name == "circle" else chance.uniform(0.45, 0.65)
        wide, high = (half, half * flat) if chance.random() < 0.6 else (half * flat, half)
        pen.ellipse((x - wide, y - high, x + wide, y + high), **paint)
    elif name == "heart":  # two discs over a wedge
        r = 0.52 * half
        for side in (-1, 1):
            pen.ellipse((x + side * 0.46 * half - r, y - 0.85 * half, x + side * 0.46 * half + r, y - 0.85 * half + 2 * r), fill=colour)
        pen.polygon([(x - 0.94 * half, y - 0.1 * half), (x + 0.94 * half, y - 0.1 * half), (x, y + half)], fill=colour)
        pen.polygon([(x - 0.4 * half, y - 0.4 * half), (x + 0.4 * half, y - 0.4 * half), (x + 0.9 * half, y - 0.05 * half), (x - 0.9 * half, y - 0.05 * half)], fill=colour)
    else:
        points = [(x + half * u, y + half * v) for u, v in corners(name, chance)]
        if line:
            pen.line([*points, points[0], points[1]], fill=colour, width=round(line), joint="curve")
        else:
            pen.polygon(points, fill=colour)


SHAPES = ["circle", "oval", "square", "rectangle", "triangle", "star", "diamond", "cross", "heart"]


def shapes_picture(chance: random.Random, count: int) -> Picture:
    side = chance.choice([128, 256, 400])
    (ground, ground_value), *rest = colours(chance, count + 1)
    image = Image.new("RGB", (side, side), ground_value)
    pen = ImageDraw.Draw(image)
    column = side / count
    things = []
    for place, (colour, value) in enumerate(rest):
        half = chance.uniform(0.3, 0.46) * min(column, side * 0.8)
        x = column * (place + 0.5) + chance.uniform(-1, 1) * (column / 2 - half)
        y = chance.uniform(half, side - half)
        name = chance.choice(SHAPES)
        draw_shape(pen, name, (x, y, half), value, chance)
        things.append((colour, name))
    return Picture(spoil(chance, image), ground, things)


def number_picture(chance: random.Random, digits: int, faces: list[Path | None]) -> Picture:
    side = chance.choice([128, 256, 400])
    (ground, ground_value), (colour, value) = colours(chance, 2)
    image = Image.new("RGB", (side, side), ground_value)
    pen = ImageDraw.Draw(image)
    number = "".join(chance.choice("0123456789") for _ in range(digits))
    most = min(0.95, 1.25 / digits)
    height = round(side * chance.uniform(0.5, 1) * most)
    face = chance.choice(faces)
    font = ImageFont.truetype(str(face), height) if face else ImageFont.load_default(height)
    left, top, right, bottom = pen.textbbox((0, 0), number, font=font)
    margin = side * 0.03
    x = chance.uniform(margin, max(margin, side - margin - (right - left))) - left
    y = chance.uniform(margin, max(margin, side - margin - (bottom - top))) - top
    pen.text((x, y), number, font=font, fill=value)
    return Picture(spoil(chance, image), ground, [(colour, digit) for digit in number], number)


def spoil(chance: random.Random, image: Image.Image) -> Image.Image:
    if chance.random() < 0.2:
        image = image.filter(ImageFilter.GaussianBlur(image.width / 128))
    stored = io.BytesIO()
    if chance.random() < 0.5:
        image.save(stored, "PNG")
    else:
        image.save(stored, "JPEG", quality=chance.randint(50, 95))
    return Image.open(stored).convert("RGB").resize((SIZE, SIZE), Image.Resampling.LANCZOS)


WORDS = "the quick brown fox jumps over a lazy dog Hello World invoice total amount please read this Label Start Stop Menu".split()


def writing_picture(chance: random.Random, faces: list[Path | None]) -> Picture:
    """Lines of words."""
    (_, ground), (_, ink) = colours(chance, 2)
    image = Image.new("RGB", (400, 400), ground)
    pen, face, height = ImageDraw.Draw(image), chance.choice(faces), chance.choice([16, 24, 48, 90])
    font = ImageFont.truetype(str(face), height) if face else ImageFont.load_default(height)
    for line in range(chance.choice([1, 3, 8])):
        words = " ".join(chance.sample(WORDS, max(1, 60 // height)))
        pen.text((20, 20 + 1.4 * height * line), words, font=font, fill=ink)
    return Picture(spoil(chance, image), "")


def empty_picture(chance: random.Random) -> Picture:
    """Something like a photograph: soft areas and texture, and neither shape nor digit."""
    areas = chance.choice([2, 3, 4, 8])
    image = Image.frombytes("RGB", (areas, areas), chance.randbytes(3 * areas * areas))
    image = image.resize((256, 256), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(chance.uniform(0, 12)))
    grain = Image.effect_noise((256, 256), chance.uniform(5, 60)).convert("RGB")
    return Picture(spoil(chance, Image.blend(image, grain, chance.uniform(0.05, 0.4))), "")

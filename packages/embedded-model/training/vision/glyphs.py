"""Digits as strokes of a pen: polylines in a box from -1 to 1 (y grows downwards), several forms of each."""

import math

import torch

Stroke = list[tuple[float, float]]


def arc(x: float, y: float, width: float, height: float, start: float, end: float, points: int = 9) -> Stroke:
    """Of an ellipse; in degrees, from the right over the bottom."""
    angles = [math.radians(start + (end - start) * step / (points - 1)) for step in range(points)]
    return [(x + width * math.cos(angle), y + height * math.sin(angle)) for angle in angles]


def seven_segments(lit: str) -> list[Stroke]:
    segments = {
        "a": [(-0.6, -1), (0.6, -1)], "b": [(0.6, -1), (0.6, 0)], "c": [(0.6, 0), (0.6, 1)], "d": [(-0.6, 1), (0.6, 1)],
        "e": [(-0.6, 0), (-0.6, 1)], "f": [(-0.6, -1), (-0.6, 0)], "g": [(-0.6, 0), (0.6, 0)],
    }
    return [segments[name] for name in lit]


FORMS: list[list[list[Stroke]]] = [
    [  # 0
        [arc(0, 0, 0.6, 1, 0, 360, 21)],
        [arc(0, 0, 0.68, 1, 0, 360, 21)],
        [arc(0, -0.4, 0.6, 0.6, 180, 360) + arc(0, 0.4, 0.6, 0.6, 0, 180) + [(-0.6, -0.4)]],
        [arc(0, 0, 0.6, 1, 0, 360, 21), [(-0.2, 0.3), (0.2, -0.3)]],
        seven_segments("abcdef"),
    ],
    [  # 1
        [[(-0.4, -0.6), (0.1, -1), (0.1, 1)]],
        [[(-0.4, -0.7), (0, -1), (0, 1)], [(-0.45, 1), (0.45, 1)]],
        [[(0, -1), (0, 1)]],
        [[(-0.35, -0.8), (0.05, -0.95), (0.05, 1)], [(-0.4, 1), (0.5, 1)]],
        [[(-0.5, -0.35), (0.15, -1), (0.15, 1)]],
    ],
    [  # 2
        [arc(0, -0.45, 0.58, 0.55, -170, 30) + [(-0.6, 1), (0.65, 1)]],
        [arc(0, -0.42, 0.6, 0.58, -160, 10) + arc(0.3, 0.75, 0.9, 0.7, -95, -175, 4) + [(-0.62, 1), (0.65, 1)]],
        [[(-0.55, -0.7), (-0.3, -1), (0.3, -1), (0.55, -0.65), (0.5, -0.2), (-0.6, 1), (0.6, 1)]],
        seven_segments("abged"),
    ],
    [  # 3
        [arc(-0.03, -0.5, 0.55, 0.5, -160, 90), arc(-0.03, 0.48, 0.63, 0.52, -90, 160)],
        [arc(-0.1, -0.48, 0.62, 0.52, -150, 80), arc(-0.1, 0.45, 0.7, 0.55, -80, 150)],
        [[(-0.55, -1), (0.55, -1), (-0.05, -0.2)], arc(-0.05, 0.4, 0.62, 0.6, -90, 155)],
        [arc(-0.03, -0.5, 0.55, 0.5, -160, 90) + [(-0.25, 0)], [(-0.25, 0)] + arc(-0.03, 0.5, 0.6, 0.5, -90, 160)],
        seven_segments("abgcd"),
    ],
    [  # 4
        [[(0.3, 1), (0.3, -1), (-0.65, 0.4), (0.7, 0.4)]],
        [[(0.25, 1), (0.25, -1), (-0.7, 0.45), (0.65, 0.45)]],
        [[(-0.4, -1), (-0.6, 0.2), (0.6, 0.2)], [(0.35, -0.6), (0.35, 1)]],
        [[(0.35, 1), (0.35, -0.9), (0.2, -0.9), (-0.65, 0.3), (-0.65, 0.45), (0.7, 0.45)]],
        seven_segments("fgbc"),
    ],
    [  # 5
        [[(0.5, -1), (-0.45, -1), (-0.5, -0.15)] + arc(-0.02, 0.38, 0.62, 0.6, -135, 150, 12)],
        [[(0.55, -1), (-0.4, -1), (-0.55, 0.05)] + arc(-0.05, 0.42, 0.62, 0.58, -130, 145, 12)],
        [[(0.5, -1), (-0.5, -1), (-0.5, -0.15), (0.2, -0.15), (0.55, 0.1), (0.55, 0.7), (0.2, 1), (-0.55, 1)]],
        seven_segments("afgcd"),
    ],
    [  # 6
        [arc(0, 0.4, 0.6, 0.6, 0, 360, 15), arc(0.45, 0.3, 1.05, 1.3, -180, -95, 8)],
        [arc(0, 0.42, 0.6, 0.58, 0, 360, 15), [(-0.58, 0.3), (0.25, -1)]],
        [arc(0, 0.38, 0.6, 0.62, 0, 360, 15), arc(0.05, 0, 0.65, 1, -180, -40, 9)],
        [arc(0, 0.4, 0.6, 0.6, 0, 360, 15), [(-0.6, 0.4), (-0.55, -0.3), (-0.3, -0.8), (0.2, -1), (0.5, -0.85)]],
        seven_segments("afgcde"),
    ],
    [  # 7
        [[(-0.6, -1), (0.6, -1), (-0.2, 1)]],
        [[(-0.6, -1), (0.6, -1), (0.1, 0), (-0.1, 1)]],
        [[(-0.6, -1), (0.6, -1), (-0.2, 1)], [(-0.3, 0), (0.4, 0)]],
        [[(-0.6, -0.75), (-0.6, -1), (0.6, -1), (0.05, 0.1), (-0.15, 1)]],
        seven_segments("abc"),
    ],
    [  # 8
        [arc(0, -0.5, 0.5, 0.5, 0, 360, 13), arc(0, 0.5, 0.6, 0.5, 0, 360, 13)],
        [arc(0, -0.5, 0.53, 0.5, 0, 360, 13), arc(0, 0.47, 0.65, 0.53, 0, 360, 13)],
        [[(-0.45, -0.8), (0, -1), (0.45, -0.8), (0.45, -0.4), (-0.55, 0.4), (-0.55, 0.8), (0, 1), (0.55, 0.8), (0.55, 0.4), (-0.45, -0.4), (-0.45, -0.8)]],
        seven_segments("abcdefg"),
    ],
    [  # 9
        [arc(0, -0.4, 0.6, 0.6, 0, 360, 15), arc(-0.45, -0.3, 1.05, 1.3, 0, 85, 8)],
        [arc(0, -0.42, 0.6, 0.58, 0, 360, 15), [(0.58, -0.3), (-0.25, 1)]],
        [arc(0, -0.38, 0.6, 0.62, 0, 360, 15), arc(-0.05, 0, 0.65, 1, 0, 140, 9)],
        [arc(0, -0.42, 0.58, 0.58, 0, 360, 15), [(0.58, -0.9), (0.58, 1)]],
        seven_segments("abcdfg"),
    ],
]


def segments_of(strokes: list[Stroke]) -> torch.Tensor:
    """[segments, 2 ends, 2 coordinates]"""
    return torch.tensor([[start, end] for stroke in strokes for start, end in zip(stroke, stroke[1:])])


SEGMENTS = [[segments_of(form) for form in forms] for forms in FORMS]


def pen_distance(u: torch.Tensor, v: torch.Tensor, digit: int, form: int, wobble: torch.Tensor, flat: float) -> torch.Tensor:
    """How far each point [height, width] is from the middle of the pen's way; `wobble` [3, 2] bends the form smoothly. The pen's
    point is `flat` times as wide as it is high."""
    ends = SEGMENTS[digit][form % len(SEGMENTS[digit])]
    x, y = ends[..., 0], ends[..., 1]
    ends = ends + wobble[0] * torch.sin(2 * y)[..., None] + wobble[1] * torch.sin(2 * x)[..., None] + wobble[2] * (x * y)[..., None]
    return way_distance(u, v * flat, ends * torch.tensor([1, flat]))


def way_distance(u: torch.Tensor, v: torch.Tensor, ends: torch.Tensor) -> torch.Tensor:
    """How far each point is from the nearest of the segments [segments, 2 ends, 2 coordinates]."""
    start, along = ends[:, 0], ends[:, 1] - ends[:, 0]
    du, dv = u[None] - start[:, 0, None, None], v[None] - start[:, 1, None, None]
    part = (du * along[:, 0, None, None] + dv * along[:, 1, None, None]) / along.square().sum(1).clamp(min=1e-6)[:, None, None]
    part = part.clamp(0, 1)
    return (du - part * along[:, 0, None, None]).square().add((dv - part * along[:, 1, None, None]).square()).amin(0).sqrt()

"""Shapes as signed distances: negative inside, in units of the shape's half size."""

import math

import torch
from torch import Tensor


def polygon(u: Tensor, v: Tensor, corners: list[tuple[float, float]]) -> Tensor:
    """After Inigo Quilez, "2D distance functions": the least distance to an edge, with the sign of the winding."""
    distance = torch.full_like(u, 1e9)
    outside = torch.ones_like(u)
    for (ax, ay), (bx, by) in zip(corners, corners[-1:] + corners[:-1]):
        ex, ey, du, dv = bx - ax, by - ay, u - ax, v - ay
        part = ((du * ex + dv * ey) / (ex * ex + ey * ey)).clamp(0, 1)
        distance = torch.minimum(distance, (du - part * ex).square() + (dv - part * ey).square())
        above, below, left = v >= ay, v < by, ex * dv > ey * du
        outside = torch.where((above & below & left) | (~above & ~below & ~left), -outside, outside)
    return outside * distance.sqrt()


def wheel(count: int, radii: list[float], turn: float = -90) -> list[tuple[float, float]]:
    """Corners around the middle; the radii take turns."""
    angles = [math.radians(turn + 360 * place / count) for place in range(count)]
    return [(radii[place % len(radii)] * math.cos(angle), radii[place % len(radii)] * math.sin(angle)) for place, angle in enumerate(angles)]


def box(u: Tensor, v: Tensor, width: float, height: float) -> Tensor:
    du, dv = u.abs() - width, v.abs() - height
    return torch.maximum(du, dv).clamp(max=0) + torch.hypot(du.clamp(min=0), dv.clamp(min=0))


def oval(u: Tensor, v: Tensor, width: float, height: float) -> Tensor:
    """Nearly the distance: exact at the edge."""
    inner, slope = torch.hypot(u / width, v / height), torch.hypot(u / width**2, v / height**2)
    return inner * (inner - 1) / slope.clamp(min=1e-3)


def heart(u: Tensor, v: Tensor) -> Tensor:
    turns = [2 * math.pi * step / 28 for step in range(28)]
    return polygon(u, v, [(math.sin(t) ** 3, -(13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)) / 16 + 0.1) for t in turns])


def shape_distance(u: Tensor, v: Tensor, name: str, stretch: float, form: float) -> Tensor:
    """`stretch` (below 1) is how narrow a form is that has two lengths, `form` (0 to 1) any other freedom."""
    match name:
        case "circle":
            return oval(u, v, 1, 1)
        case "oval":
            return oval(u, v, 1, stretch)
        case "square":
            return box(u, v, 0.86, 0.86)
        case "rectangle":
            return box(u, v, 1, stretch)
        case "triangle":
            return polygon(u, v, wheel(3, [1.0])) if form < 0.6 else polygon(u, v, [(-0.9, 0.75), (0.9, 0.75), (3 * form - 2.4, -0.9)])
        case "star":
            points = 5 if form < 0.8 else 6
            return polygon(u, v, wheel(2 * points, [1.0, 0.36 + 0.16 * stretch]))
        case "diamond":
            return polygon(u, v, [(0, -1), (0.62 + 0.38 * form, 0), (0, 1), (-0.62 - 0.38 * form, 0)])
        case "cross":
            arm = 0.22 + 0.14 * form
            return torch.minimum(box(u, v, 0.95, arm), box(u, v, arm, 0.95))
        case "heart":
            return heart(u, v)
    raise ValueError(name)

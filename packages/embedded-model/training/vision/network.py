"""The network: for each cell of a grid over the picture, whether the middle of a thing lies there, what it is and which colour it has."""

import torch
from torch import Tensor, nn

from names import COLOUR_NAMES, NAMES

CELL = 4
GRID = 64 // CELL
WIDTHS = (24, 48, 72)


class Convolution(nn.Sequential):
    def __init__(self, inputs: int, outputs: int, size: int = 3, stride: int = 1):
        super().__init__(nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.first, self.second = Convolution(width, width), Convolution(width, width)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.second(torch.relu(self.first(x))))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        narrow, middle, wide = WIDTHS
        self.stem = Convolution(3, narrow, 5, stride=2)
        self.fine = Convolution(narrow, middle, stride=2)
        self.fine_block = Residual(middle)
        self.coarse = Convolution(middle, wide, stride=2)
        self.coarse_blocks = nn.ModuleList(Residual(wide) for _ in range(2))
        self.back = Convolution(wide, middle, 1)
        self.joined = Convolution(middle, middle)
        self.cells = nn.Conv2d(middle, 1 + len(NAMES) + len(COLOUR_NAMES), 1)
        self.background = nn.Linear(wide, len(COLOUR_NAMES))
        nn.init.constant_(self.cells.bias[:1], -4)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """`pixels` from 0 to 1. Logits: of a middle [batch, 16, 16], of names and of colours [batch, …, 16, 16], of the background's colour."""
        x = torch.relu(self.stem(pixels * 2 - 1))
        fine = self.fine_block(torch.relu(self.fine(x)))
        x = torch.relu(self.coarse(fine))
        for block in self.coarse_blocks:
            x = block(x)
        up = nn.functional.interpolate(self.back(x), scale_factor=2, mode="nearest")
        cells = self.cells(torch.relu(self.joined(torch.relu(fine + up))))
        middle, names, colours = cells.split([1, len(NAMES), len(COLOUR_NAMES)], dim=1)
        return middle[:, 0], names, colours, self.background(x.mean((2, 3)))

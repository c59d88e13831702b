"""What the network can name, in the order of its outputs."""

SHAPES = ["circle", "oval", "square", "rectangle", "triangle", "star", "diamond", "cross", "heart"]
DIGITS = list("0123456789")
NAMES = SHAPES + DIGITS

# Hue in degrees, saturation and value in hundredths, each from, to. Hues between two colours belong to neither.
COLOURS: dict[str, list[tuple[int, int, int, int, int, int]]] = {
    "red": [(-12, 8, 70, 100, 50, 100)],
    "orange": [(21, 38, 75, 100, 88, 100)],
    "yellow": [(48, 63, 55, 100, 85, 100)],
    "green": [(85, 155, 45, 100, 30, 95), (95, 150, 28, 50, 80, 100)],
    "cyan": [(172, 188, 45, 100, 72, 100)],
    "blue": [(206, 245, 55, 100, 40, 100), (197, 220, 28, 55, 82, 100)],
    "purple": [(264, 292, 40, 100, 35, 85), (265, 285, 28, 60, 75, 100)],
    "pink": [(312, 335, 35, 95, 88, 100), (330, 355, 20, 45, 92, 100)],
    "brown": [(14, 33, 45, 90, 28, 58)],
    "black": [(0, 360, 0, 20, 0, 13)],
    "gray": [(0, 360, 0, 9, 35, 77)],
    "white": [(0, 360, 0, 4, 93, 100)],
}
COLOUR_NAMES = list(COLOURS)

"""Scores of the exported network on pictures of another hand: `python evaluate.py --pictures 500`, one core. Needs Pillow."""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime

from evaluation_pictures import Picture, empty_picture, fonts, number_picture, shapes_picture, writing_picture

FOLDER = Path(__file__).parents[2]
Found = list[tuple[str, str]]


class Reader:
    def __init__(self, folder: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(folder / "onnx" / "vision.onnx", options)
        self.config = json.loads((folder / "vision_config.json").read_text())

    def __call__(self, picture: Picture) -> tuple[Found, str]:
        """Colours and names from left to right, and the colour of the ground."""
        pixels = np.asarray(picture.image, dtype=np.float32)
        scores, places, names, colours, background = self.session.run(None, {"pixels": pixels})
        columns = self.config["image_size"] // self.config["cell_size"]
        seen = sorted((places[i] % columns, i) for i in range(len(scores)) if scores[i] >= self.config["threshold"])
        things = [(self.config["colours"][colours[i]], self.config["names"][names[i]]) for _, i in seen]
        return things, self.config["colours"][background[0]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=500, help="of each kind")
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    reader, chance, faces = Reader(options.folder), random.Random(options.seed), fonts()
    print(f"{len(faces)} fonts")
    kinds = {
        "one shape": lambda: shapes_picture(chance, 1),
        "two shapes": lambda: shapes_picture(chance, 2),
        "three shapes": lambda: shapes_picture(chance, 3),
        "one digit": lambda: number_picture(chance, 1, faces),
        "two digits": lambda: number_picture(chance, 2, faces),
        "three digits": lambda: number_picture(chance, 3, faces),
        "clouds": lambda: empty_picture(chance),
        "writing": lambda: writing_picture(chance, faces),
    }
    right, asked, confused = Counter(), Counter(), Counter()
    for kind, draw in kinds.items():
        whole = 0
        for _ in range(options.pictures):
            picture = draw()
            found, background = reader(picture)
            whole += found == picture.things
            count(picture, found, background, right, asked, confused)
        print(f"{kind:14} all of it right {whole / options.pictures:6.1%}", flush=True)
    for score in asked:
        print(f"{score:14} {right[score] / asked[score]:6.1%} of {asked[score]}")
    print("often taken for another:", ", ".join(f"{one} for {other} {times}" for (other, one), times in confused.most_common(12)))


def count(picture: Picture, found: Found, background: str, right: Counter, asked: Counter, confused: Counter):
    """Things that were not found count as wrong in all that was asked of them."""
    if not picture.things:
        return
    asked["background"] += 1
    right["background"] += background == picture.background
    told = found if len(found) == len(picture.things) else [("", "")] * len(picture.things)
    for (colour, name), (told_colour, told_name) in zip(picture.things, told):
        for score, wanted, got in (("colour", colour, told_colour), ("digit" if picture.number else "shape", name, told_name)):
            asked[score] += 1
            right[score] += wanted == got
            if wanted != got:
                confused[wanted, got or "nothing"] += 1


if __name__ == "__main__":
    main()

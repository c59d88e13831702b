"""Sums and differences to 1,000, in one step and in two."""

from dataclasses import replace

from evaluation.checks import ends_with_number
from evaluation.draws import Draws
from evaluation.prompt import Prompt, ask

THINGS = "stamps coins marbles tickets photos shells stickers postcards".split()


def sums(draw: Draws) -> Prompt:
    """a + b or a - b with every number from 0 to 1,000, a tenth of them as a story."""
    total = draw.number(0, draw.rng.choice((20, 100, 1000, 1000)))
    part = draw.number(0, total)
    story, name, things = draw.chance(0.1), draw.name(), draw.pick(*THINGS)
    if draw.chance(0.5):
        rest = total - part
        question = draw.pick(
            f"What do you get if you add {part} and {rest}?", f"Please work out {part} + {rest}.", f"{part} plus {rest} equals?", f"What does {part} + {rest} come to?",
            f"I need the sum of {part} and {rest}.", f"Compute {part}+{rest}", f"Can you add {part} to {rest} for me?", f"{part} + {rest} is how much?",
        )
        if story:
            question = f"{name} owned {part} {things} and bought {rest} more. How many {things} does {name} own now?"
        return ask(question, f"{part} + {rest} = {total}", ends_with_number(total))
    question = draw.pick(
        f"What do you get if you take {part} away from {total}?", f"Please work out {total} - {part}.", f"{total} minus {part} equals?", f"What does {total} - {part} come to?",
        f"Please subtract {part} from {total} for me.", f"Compute {total}-{part}", f"What is left of {total} after taking away {part}?", f"{total} - {part} is how much?",
    )
    if story:
        question = f"{name} owned {total} {things} and sold {part} of them. How many {things} does {name} still own?"
    return ask(question, f"{total} - {part} = {total - part}", ends_with_number(total - part))


def two_step(draw: Draws) -> Prompt:
    """Three numbers, two operators; no step leaves 0 to 1,000."""
    most = draw.rng.choice((50, 200, 500))
    first, second = draw.number(1, most), draw.number(1, most)
    plus_first = draw.chance(0.6) or second > first
    middle = first + second if plus_first else first - second
    plus_second = draw.chance(0.4) if middle else True
    third = draw.number(1, min(most, 1000 - middle)) if plus_second and middle < 1000 else draw.number(1, min(most, middle))
    plus_second = plus_second and middle < 1000
    total = middle + third if plus_second else middle - third
    signs = ("+" if plus_first else "-", "+" if plus_second else "-")
    term = f"{first} {signs[0]} {second} {signs[1]} {third}"
    start = f"add {first} and {second}" if plus_first else f"take {second} away from {first}"
    end = f"add {third}" if plus_second else f"take away {third}"
    name, things = draw.name(), draw.pick(*THINGS)
    change = f"buys {second} more" if plus_first else f"sells {second}"
    question = draw.pick(
        f"Please work out {term}.", f"What does {term} come to?", f"{term} is how much?", f"Compute {term}", f"{start.capitalize()}, then {end}. What is the result?",
        f"{name} owns {first} {things}, {change} and then {'finds' if plus_second else 'loses'} {third}. How many {things} does {name} own at the end?",
    )
    return ask(question, str(total), ends_with_number(total))


def two_step_thinking(draw: Draws) -> Prompt:
    return replace(two_step(draw), thinking=True)

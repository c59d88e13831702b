"""Facts told in earlier turns, near and far."""

from evaluation.checks import has_word, tells
from evaluation.draws import COLORS, DRINKS, INSTRUMENTS, PLANETS, SEASONS, Draws
from evaluation.facts import facts
from evaluation.prompt import Prompt, assistant, user
from evaluation.sums import sums
from evaluation.text import words

# What a person may own or have, as "my … is …".
THINGS = {
    "shoe size": lambda draw: str(draw.number(34, 48)), "badge number": lambda draw: str(draw.number(100, 9999)), "favorite planet": lambda draw: draw.pick(*PLANETS),
    "favourite season": lambda draw: draw.pick(*SEASONS), "sister's name": Draws.name, "locker number": lambda draw: str(draw.number(1, 400)), "home town": Draws.city,
    "flight number": Draws.code, "teacher's name": Draws.name, "parrot's name": Draws.name, "middle name": Draws.name, "favorite drink": lambda draw: draw.pick(*DRINKS),
    "favourite instrument": lambda draw: draw.pick(*INSTRUMENTS), "library card number": lambda draw: str(draw.number(1000, 9999)), "best friend's name": Draws.name,
    "bike's colour": lambda draw: draw.pick(*COLORS), "username": Draws.pseudo_word, "hotel": Draws.shop, "login code": Draws.code,
}
# Facts in verbs of their own: how they are told, how they are asked for, the value.
SAYINGS = [
    ("I play the {0}.", "Which instrument do I play?", lambda draw: draw.pick(*INSTRUMENTS)), ("I grew up in {0}.", "Where did I grow up?", Draws.city),
    ("My sister is called {0}.", "What is my sister called?", Draws.name), ("My train leaves at {0}.", "When does my train leave?", Draws.clock),
    ("I named my boat {0}.", "What did I name my boat?", lambda draw: draw.shop()), ("I am learning to play the {0}.", "Which instrument am I learning?", lambda draw: draw.pick(*INSTRUMENTS)),
    ("I was born in {0}.", "In which year was I born?", lambda draw: str(draw.number(1940, 2012))), ("My office is in {0}.", "In which city is my office?", Draws.city),
]
ANSWERS = ("Noted.", "Thank you, I will keep that in mind.", "All right, I have noted it.", "Okay!", "Good to know.")


class Fact:
    """How it is told, how it is asked for, and its value."""

    def __init__(self, told: str, question: str, value: str):
        self.told, self.question, self.value = told, question, value


def fact(draw: Draws) -> Fact:
    if draw.chance(0.3):
        told, question, make = draw.rng.choice(SAYINGS)
        value = make(draw)
        return Fact(told.format(value), question, value)
    thing = draw.rng.choice(list(THINGS))
    value = THINGS[thing](draw)
    told = draw.pick(f"By the way, my {thing} is {value}.", f"Just so you know, my {thing} is {value}.", f"For later: my {thing} is {value}.", f"Here is something about me: my {thing} is {value}.", f"Please note that my {thing} is {value}.")
    question = draw.pick(f"I forgot, what's my {thing} again?", f"Can you recall my {thing}?", f"Remind me of my {thing}, please.", f"So what was my {thing} again?", f"Please tell me my {thing}.")
    return Fact(told, question, value)


def neighbours(draw: Draws) -> list[Fact]:
    """Two people with the same attribute: only the right one's value counts."""
    told, question, make = draw.rng.choice([
        ("{0} sits in room {1}.", "Which room is {0} in?", lambda: str(draw.number(1, 99))), ("{0} collects {1}.", "What does {0} collect?", lambda: draw.pick("stamps", "coins", "shells", "teapots", "masks", "maps")),
        ("{0} was born in {1}.", "Where was {0} born?", draw.city), ("{0} drives a {1} van.", "What color is {0}'s van?", lambda: draw.pick(*COLORS)),
    ])
    names, values = draw.names(2), [make(), make()]
    while values[0] == values[1]:
        values[1] = make()
    return [Fact(told.format(name, value), question.format(name), value) for name, value in zip(names, values)]


def some_facts(draw: Draws) -> list[Fact]:
    if draw.chance(0.2):
        return neighbours(draw)
    found: list[Fact] = []
    for _ in range(draw.number(1, 3)):
        new = fact(draw)
        if all(new.value.lower() != old.value.lower() and new.question.split()[-2:] != old.question.split()[-2:] for old in found):
            found.append(new)
    return found


def other_turn(draw: Draws, values: list[str]) -> list[dict]:
    """Another question with its answer, in which none of the values stands."""
    while True:
        prompt = draw.rng.choice((facts, sums, words, words))(draw)
        turn = [*prompt.messages, assistant(prompt.example)]
        if not any(has_word(message["content"], value) for message in turn for value in values):
            return turn


def recall_over(draw: Draws, enough) -> Prompt:
    """Facts, then other turns until `enough(turns, tokens)`, then a question for one of the facts."""
    found = some_facts(draw)
    values = [each.value for each in found]
    messages: list[dict] = []
    groups = [found] if draw.chance(0.6) else [[each] for each in found]
    for group in groups:
        messages += [user(" ".join(each.told for each in group)), assistant(draw.pick(*ANSWERS))]
    turns = tokens = 0
    while not enough(turns, tokens):
        turn = other_turn(draw, values)
        tokens += sum(draw.tokens(message["content"]) + 5 for message in turn)
        messages, turns = messages + turn, turns + 1
    asked = draw.rng.choice(found)
    return Prompt([*messages, user(asked.question)], f"It is {asked.value}.", tells(asked.value, values))


def recall(draw: Draws) -> Prompt:
    wanted = draw.rng.choice((0, 1, 1, 2, 3))
    return recall_over(draw, lambda turns, _: turns >= wanted)


def recall_1000(draw: Draws) -> Prompt:
    return recall_over(draw, lambda _, tokens: tokens >= 970)


def recall_3000(draw: Draws) -> Prompt:
    return recall_over(draw, lambda _, tokens: tokens >= 2970)

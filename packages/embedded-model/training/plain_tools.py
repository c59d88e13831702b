"""Functions that are asked for in plain words: who, where, when and how much, said as people say it, without the names of parameters.

Each `Role` is a parameter with its names, the kind of its value (one of `tool.py`'s), how a description mentions it (`{p}` is the
name) and how a request says it (`{v}` is the value). Only names, descriptions and values tell which function is meant.
"""

from dataclasses import dataclass

from chat import Maker, capitalised
from tool import CITY, CODE, COUNT, DAY, FLAG, HOUR, NOUNS, PERSON, TEXT, TYPES, VERBS, WORD, Tool, as_text, spoken, third_person
from words import ACTIONS, CATEGORIES, QUALITIES, THINGS

WEEKDAYS = tuple(CATEGORIES["days"])


@dataclass
class Role:
    names: str
    kinds: tuple
    described: tuple[str, ...]
    said: tuple[str, ...]


ROLES = [
    Role("city town place location area village site country address street market", (CITY,), ("in a {p}", "at a {p}", "of one {p}"), ("in {v}", "at {v}", "near {v}", "in {v}")),
    Role("origin source start departure home from_city sender", (CITY,), ("from one place", "from its {p}"), ("from {v}",)),
    Role("destination target goal arrival to_city way", (CITY,), ("to a place", "to its {p}"), ("to {v}",)),
    Role("person customer student employee member driver owner player visitor teacher client friend", (PERSON,), ("for a {p}", "of a {p}", "that belongs to a {p}"), ("for {v}", "of {v}", "for {p} {v}")),
    Role("recipient contact receiver colleague", (PERSON,), ("to a {p}",), ("to {v}",)),
    Role("minutes seconds hours days weeks months rounds", (COUNT,), ("for some {p}", "for a number of {p}"), ("for {v} {p}", "for {v} {p}", "that lasts {v} {p}")),
    Role("boxes pieces pages bottles bags tickets packs liters kilos meters people plates chairs stamps coins", (COUNT,), ("for some {p}", "with a number of {p}"), ("for {v} {p}", "with {v} {p}", "and {v} {p}", "of {v} {p}")),
    Role("level volume speed brightness strength limit value", (COUNT,), ("to a {p}", "with a {p}"), ("to {v}", "to {v}", "to {p} {v}")),
    Role("day weekday", (WEEKDAYS, "weekday"), ("on a day", "on one day of the week"), ("on {v}", "for {v}", "this {v}")),
    Role("date", (DAY,), ("on a date",), ("on {v}", "for {v}")),
    Role("time hour clock at", (HOUR,), ("at a time of day", "at some time"), ("at {v}",)),
    Role("after since before until", (HOUR,), ("{p} a time of day", "{p} some time"), ("{p} {v}",)),
    Role("title label topic heading caption", (TEXT, WORD), ("by its {p}", "with a {p}"), ("called {v}", '"{v}"', "that says {v}", "with {v} on it", "about {v}")),
    Role("team group class line table shelf channel lane project ship machine floor gate section unit", (WORD, CODE, "digits"), ("of one {p}", "in a {p}", "by {p}"), ("of {p} {v}", "in {p} {v}", "for {p} {v}", "of the {v} {p}", "for the {v} {p}")),
    Role("order_number case_number member_id invoice_number part_code serial_number account_id ticket_code", (CODE, "digits"), ("by its number", "with a number"), ("{v}", "number {v}", "with the number {v}")),
    Role("mode quality kind style form type", ("options",), ("in some {p}", "of a {p}"), ("in {v} {p}", "as {v}", "{v} {p}", "the {v} one")),
]


@dataclass
class Inquiry:
    """What is asked of a thing: the last part of the function's name, its descriptions, the questions (`{n}` is the thing)."""

    attributes: str
    described: tuple[str, ...]
    asked: tuple[str, ...]


INQUIRIES = [
    Inquiry("price cost fare", ("What a {n} costs {d}.", "Tells the price of a {n} {d}.", "The cost of a {n} {d}"), ("How much is [a|the] {n} {r}?", "What [does|would] [a|the] {n} {r} cost?", "[What is|Tell me] the price of a {n} {r}?", "How expensive is [a|the] {n} {r}?")),
    Inquiry("height length depth width", ("The {a} of the {n} {d}.", "Tells the {a} of a {n} {d}."), ("What is the {a} of the {n} {r}?", "[Tell me|I need|Give me] the {a} of the {n} {r}.", "Which {a} does the {n} {r} have?")),
    Inquiry("count number amount", ("How many {n}s there are {d}.", "Counts the {n}s {d}.", "The number of {n}s {d}"), ("How many {n}s are there {r}?", "[Count|Tell me the number of] the {n}s {r}[, please|].", "How many {n}s [can I expect|do we have] {r}?")),
    Inquiry("times schedule hours", ("When the {n} opens {d}.", "The times of the {n} {d}.", "Says when a {n} starts {d}"), ("When does the {n} {r} [open|start|begin|leave|come]?", "At what time is the {n} {r}?", "[Tell me|I need to know] when the {n} {r} [opens|starts|leaves].")),
    Inquiry("place position location finder", ("Where a {n} is {d}.", "Says where the {n} is {d}.", "Finds the {n} {d}"), ("Where is the {n} {r}?", "Where can I find the {n} {r}?", "[Find|Locate|Show me] the {n} {r}.")),
    Inquiry("level status state index", ("How the {n} is {d}.", "The {a} of the {n} {d}.", "Tells how much {n} there is {d}."), ("How [good|bad|high|busy|full|strong] is the {n} {r}[ now| today|]?", "What is the {n} like {r}[ now| today|]?", "How much {n} is there {r}?", "Is there [much|any] {n} {r}?")),
    Inquiry("report forecast info details", ("Gives a {a} of the {n} {d}.", "The {a} of a {n} {d}.", "Everything known about a {n} {d}"), ("[Tell me about|What do you know about|What about] the {n} {r}[?|, please]", "[Show me|Give me|I want] the {n} {a} {r}.", "How will the {n} be {r}?")),
    Inquiry("owner leader winner", ("Who the {a} of a {n} is {d}.", "Tells the {a} of the {n} {d}."), ("Who is the {a} of the {n} {r}?", "[Tell me|Do you know] who the {a} of the {n} {r} is[?|, please]")),
]


class PlainTool(Tool):
    """Does something with a thing, or tells something of it."""

    def __init__(self, maker: Maker, nouns: list[str] | None = None):
        self.maker, rng = maker, maker.rng
        self.noun = rng.choice(nouns).split()[-1] if nouns and rng.random() < 0.3 else rng.choice([rng.choice(NOUNS), rng.choice(THINGS), rng.choice(THINGS)] + [maker.lexicon.pseudo_word() for _ in range(rng.choice((0, 2, 6)))])
        roles = rng.sample(ROLES, rng.choice((0, 1, 1, 1, 2, 2, 2, 3)))
        self.parameters = list({parameter["name"]: parameter for parameter in map(self.role_parameter, roles)}.values())
        self.inquiry = rng.choice(INQUIRIES) if rng.random() < 0.45 else None
        if self.inquiry:
            self.verb = rng.choice(self.inquiry.attributes.split())
            self.words = [self.noun]
            self.name = "_".join(rng.choice(([self.noun, self.verb], [self.noun, self.verb], ["get", self.noun, self.verb], [self.verb, "of", self.noun], ["find", self.noun])))
        else:
            draw = rng.random()
            self.verb = rng.choice(list(VERBS)) if draw < 0.5 else rng.choice(ACTIONS) if draw < 0.7 else maker.lexicon.pseudo_word()
            self.words = VERBS.get(self.verb, [self.verb])
            self.name = "_".join(rng.choice(([self.verb, self.noun], [self.verb, self.noun], [self.verb, self.noun], [self.noun, self.verb])))
            if rng.random() < 0.15:
                self.verb = maker.pick("turn", "switch", "power", "toggle", "set", "control")
                self.name = f"{self.noun}_{self.verb}" if rng.random() < 0.5 else f"{self.verb}_{self.noun}"
                self.parameters.append({"name": maker.pick("on", "enabled", "active", "running", "power", "state"), "kind": FLAG, "role": None, "schema": {"type": "boolean"}, "required": True})
        if rng.random() < 0.1:
            first, *rest = self.name.split("_")
            self.name = first + "".join(part.capitalize() for part in rest)

    def role_parameter(self, role: Role) -> dict:
        rng = self.maker.rng
        name, kind = rng.choice(role.names.split()), rng.choice(role.kinds)
        if any("{p}" in said for said in role.said) and rng.random() < 0.3:
            name = self.maker.lexicon.pseudo_word()
        if kind == "options":
            kind = tuple(dict.fromkeys(rng.choice(QUALITIES) if rng.random() < 0.7 else self.maker.lexicon.word() for _ in range(rng.randint(2, 5))))
        schema: dict = {"type": TYPES.get(kind, "string") if isinstance(kind, str) else "string"}
        if kind == "digits":
            schema["type"] = "integer"
        if isinstance(kind, tuple):
            schema["enum"] = list(kind)
        if rng.random() < 0.35:
            schema["description"] = self.maker.say("the {n}", "[the|a|which|what] {n}", "{n} of the {t}", n=spoken(name), t=self.noun)
        return {"name": name, "kind": kind, "role": role, "schema": schema, "required": True}

    def value(self, kind):
        rng = self.maker.rng
        if kind == "weekday":
            return rng.choice(WEEKDAYS)
        return rng.randint(1, 10 ** rng.randint(1, 5)) if kind == "digits" else super().value(kind)

    def definition(self) -> dict:
        maker, rng = self.maker, self.maker.rng
        function = super().definition()["function"]
        roles = [(parameter["role"], parameter["name"]) for parameter in self.parameters if parameter["role"]]
        mentioned = " ".join(rng.choice(role.described).replace("{p}", spoken(name)) for role, name in roles if rng.random() < 0.6)
        if self.inquiry:
            text = maker.say(*self.inquiry.described, n=self.noun, a=self.verb, d=mentioned)
        elif any(parameter["kind"] == FLAG for parameter in self.parameters):
            text = maker.say("[switches|turns|puts] the {n} on or off {d}.", "[turn|switch] the {n} on or off {d}", n=self.noun, d=mentioned)
        else:
            word = rng.choice(self.words)
            text = maker.say("{v} {a} {n} {d}.", "{v} {a} {n} {d}", v=capitalised(third_person(word) if rng.random() < 0.65 else word), a=maker.pick("a", "the", "the", "one"), n=self.noun, d=mentioned)
        function["description"] = text.replace(" .", ".").strip()
        return {"type": "function", "function": function}

    def ask(self) -> tuple[str, dict]:
        maker, rng = self.maker, self.maker.rng
        arguments = {parameter["name"]: self.value(parameter["kind"]) for parameter in self.parameters}
        if len({as_text(value) for value in arguments.values()}) < len(arguments):
            return self.ask()
        fragments = [rng.choice(parameter["role"].said).replace("{p}", spoken(parameter["name"])).replace("{v}", as_text(arguments[parameter["name"]])) for parameter in self.parameters if parameter["role"]]
        if rng.random() < 0.3:
            rng.shuffle(fragments)
        said = " ".join(fragments)
        if self.inquiry:
            request = maker.say(*self.inquiry.asked, n=self.noun, a=self.verb, r=said)
        else:
            flag = next((arguments[parameter["name"]] for parameter in self.parameters if parameter["kind"] == FLAG), None)
            word = rng.choice(self.words)
            doing = f"{word} {maker.pick('the', 'the', 'a', 'my')} {self.noun}" if flag is None else f"{maker.pick('turn', 'switch', 'put')} the {self.noun} {'on' if flag else 'off'}"
            forms = ["{w} {r}.", "{w} {r}[, please|].", "[please|now|can you|could you|would you] {w} {r}[?|.]", "[I want|I need|we want|we have|it is time|someone needs] to {w} {r}.", "[let us|I must|you should|help me to|I would like to] {w} {r}.", "{w} {r}[ for me| now| again|], [please|thanks]."]
            if flag is None:
                forms += ["[I need|I want|I would like] [a|the] {n} {r}: {v} it.", "{n} {r}: [please |]{v} it."] if rng.random() < 0.3 else []
            request = maker.say(*forms, w=doing, v=word, r=said, n=self.noun)
        request = capitalised(request) if rng.random() < 0.8 else request
        opening = f"{maker.lexicon.opening()} " if rng.random() < 0.06 else ""
        return opening + " ".join(request.split()).replace(" ?", "?").replace(" .", ".").replace(" ,", ",").replace(" :", ":"), arguments

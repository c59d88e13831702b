"""Functions that are asked for by their thing alone: the request's verb is hardly ever the name's, and a value may stand anywhere.

Most verbs and things are invented, so neither a name nor a phrasing can be learned by heart: what decides is which definition has a word of the
request. Each `Place` is a parameter with its names, the kind of its value, how the description mentions it (`{p}` is the name), and how it is
said (`{v}` is the value, `{n}` the thing) at its position in the request.
"""

from dataclasses import dataclass

from chat import Maker, capitalised
from plain_tools import ROLES, PlainTool, Role
from tool import CITY, CODE, COUNT, NOUNS, PERSON, TEXT, VERBS, WORD, as_text, spoken, third_person
from words import ACTIONS, QUALITIES, THINGS


@dataclass
class Place(Role):
    """`position`: behind the thing, before it (`count`, `quality`), the thing itself (`which`), or who it is for (`subject`)."""

    position: str = "behind"


BEHIND = [
    Place("zone sector row field bay block corner wing aisle lane track court stand", (WORD, CODE, "digits"), ("of one {p}", "in a {p}", "by {p}"), ("in {p} {v}", "{p} {v}", "at {p} {v}", "in the {v} {p}", "around {p} {v}", "at the {v} {p}")),
    Place("place spot area side home base port", (WORD, WORD, CITY), ("of a {p}", "in some {p}"), ("in the {v}", "at the {v}", "by the {v}", "around {v}", "from the {v}", "in {v}", "over {v}")),
    Place("euros dollars grams percent degrees points miles steps watts inches cents pounds slices drops knots volts yards", (COUNT,), ("in {p}", "by some {p}", "of so many {p}"), ("{v} {p}", "of {v} {p}", "to {v} {p}", "for {v} {p}", "with {v} {p}", "by {v} {p}", "at {v} {p}", ", {v} {p}", "{v} {p} each")),
    Place("sum budget fee total salary weight price rate age height", (COUNT,), ("of a {p}", "by the {p}"), ("on a {p} of {v}", "at a {p} of {v}", "with a {p} of {v}", "for a {p} of {v}", "and the {p} is {v}", "whose {p} is {v}")),
    Place("text label words slogan sign mark motto", (TEXT, WORD), ("with a {p}", "that has a {p}"), ("that says {v}", "that say {v}", "reading {v}", "saying {v}", "with {v} on it", 'with the words "{v}"', "about {v}", "to {v}")),
    Place("from since after until before by", ("hour",), ("{p} some time", "{p} a time"), ("{p} {v}", "{p} {v} o'clock", "{p} about {v}")),
    Place("span length wait pause lasting", (COUNT,), ("for some minutes", "of some hours", "for a while"), ("for {v} minutes", "for {v} seconds", "of {v} hours", "over {v} days", "for {v} weeks", "{v} minutes long")),
]
COUNTED = Place("copies count quantity number amount pieces how_many units", (COUNT,), ("in some {p}", "of any {p}", "a number of them"), ("{v}",), "count")
QUALITY = Place("mode quality kind strength style size form type color level class", ("options",), ("of some {p}", "of a {p}"), ("{v}",), "quality")
WHICH = Place("name label which title id", (WORD, WORD, PERSON, CODE, CITY), ("by its {p}", "of a {p}"), ("the {v} {n}", "the {v} {n}", "{n} {v}", "the {n} {v}", 'the {n} "{v}"', "{v}", "my {v} {n}", "the {n} called {v}", "the {n} of {v}"), "which")
SUBJECT = Place("person robot pet guest reader baby cook patient player member tenant sailor dog pupil winner worker candidate singer", (PERSON,), ("of a {p}", "for one {p}", "that a {p} has"), ("{v}", "{v}", "{p} {v}", "the {p} {v}"), "subject")
# Two parameters of one kind: their names, and both as they are said (`{1}`, `{2}`).
PAIRS = [
    ("old new", ("from {1} to {2}", "{1} to {2}", "{1} into {2}", "{2} instead of {1}", "{1}, which becomes {2}", "{1}: make it {2}", "to {2} from {1}", "{1}, and {2} from now on")),
    ("from to", ("from {1} to {2}", "to {2} from {1}", "from {1} into {2}", "{1} to {2}", "of {1} in {2}", "in {2} for one {1}", "out of {1} into {2}", "{2} for {1}", "that goes from {1} to {2}")),
    ("first second", ("of {1} and {2}", "between {1} and {2}", "{1} and {2}", "with {1} and with {2}", "of {1} with {2}")),
    ("left right", ("{1} on the left and {2} on the right", "{1} left, {2} right", "with {2} on the right and {1} on the left")),
    ("start end", ("from {1} until {2}", "between {1} and {2}", "that begins with {1} and ends with {2}", "{1} to {2}")),
    ("giver taker", ("from {1} for {2}", "for {2} from {1}", "that {1} gives to {2}", "by {1} to {2}")),
]
ORDERS = "get make do set bring start arrange handle prepare give show take find put organize want see try use check fix change do manage finish".split()
FRAMES = [
    "[please |can you |could you |would you |now |]{x} {a} {n} {r}[, please|][.|?]", "{x} {a} {n} {r}[.|]", "{x} [me|us] {a} {n} {r}[.|, please.]", "{x} [it|this] [for me |]now: {a} {n} {r}.",
    "I [could use|need|want|would like|am out of|wait for|must have|feel like|asked for|would love|am here for] {a} {n} {r}[.| now.| please.]", "[it is|it's] [time for|all about] {a} {n} {r}.", "[how|what] about {a} {n} {r}?", "{n} {r}[, please|].", "{a} {n} {r} [would be|sounds] [nice|great|good].",
    "[we|they|my friends] [need|want|are missing|ask for] {a} {n} {r}.", "{a} {n} {r} [should|must|has to] be {e}[ now|].", "[make sure|see to it|take care|I want] that {a} {n} {r} is {e}.", "[can you make sure|are you sure] {a} {n} {r} is {e}?", "is {a} {n} {r} {e}[ yet|]?",
    "[do we have|is there|can I get|did you see] {a} {n} {r}?", "[make|let] me {x} with {a} {n} {r}.", "{x} [my day|me] with {a} {n} {r}.", "I [would like|want|have|need] to {x} {a} {n} {r}[.|, please.|, can you help?]", "[help|teach|tell] me [to {x}|about] {a} {n} {r}.",
]
QUESTIONS = [
    "how [good|bad|big|high|strong|{q}] is {a} {n} {r}[ today| now|]?", "how much {n} is [there|left|needed] {r}?", "what is {a} {n} {r}[ now| today|]?", "[when|where] is {a} {n} {r}?", "who [has|knows] {a} {n} {r}?", "[tell me|I wonder|I ask myself] [when|where|how] {a} {n} {r} is.", "is there [much|any|a|some] {n} {r}[ today|]?",
    "what [does|would] {a} {n} {r} [cost|need|do]?", "how [is|was|will] {a} {n} {r}[ be|]?", "which {n} [is there|do we have|can I take] {r}?", "when [does|will] {a} [next |]{n} [come|leave|start|go|open] {r}?", "how {q} is the {n} {r}?", "what is {a} {n} like {r}[ now|]?", "how far is {a} {n} {r}?",
]
SUBJECT_FRAMES = [
    "{s} [wants|would like|needs|asked for|waits for|gets|will take|comes for|likes to have] {a} {n} {r}[.| now.]", "[give|get|bring|hand|send|offer|find|make] {s} {a} {n} {r}[.|, please.]", "let {s} [have|see|{x}] {a} {n} {r}.", "[it is|it's] time [for {s} to {x}|that {s} gets] {a} {n} {r}.",
    "how [much|many] {n} does {s} have [left |]{r}?", "[does|can] {s} have {a} {n} {r}?", "what {n} does {s} [have|need] {r}?", "{s} [wants|has|would like|needs] to {x} {a} {n} {r}.", "{s} and {a} {n} {r}, please.", "[I want|we want] {s} {r} at the {n}.", "{x} {a} {n} {r} for {s}.", "{x} {a} {n} of {s} {r}.", "{s}'s {n} {r}[, please|].",
    "[what is|how is|where is] {s}'s {n} {r}?", "I want {s} to [have|get] {a} {n} {r}.", "how [full|good|{q}] is the {n} of {s} {r}?",
]


def participle(verb: str) -> str:
    first, *rest = verb.split()
    return " ".join([f"{first}d" if first.endswith("e") else f"{first}ed", *rest])


class ErrandTool(PlainTool):
    """No other tool of a chat may have its thing, since the thing alone tells which is meant."""

    def __init__(self, maker: Maker):
        self.maker, rng = maker, maker.rng
        self.noun = maker.lexicon.pseudo_word() if rng.random() < 0.4 else rng.choice((rng.choice(NOUNS), rng.choice(THINGS), rng.choice(THINGS)))
        self.verb = self.any_verb()
        self.words, self.inquiry = VERBS.get(self.verb, [self.verb]), None
        self.pair: tuple[str, str, str] | None = None
        self.parameters = self.placed()
        self.is_asked = rng.random() < 0.4
        self.name = self.named()

    def any_verb(self) -> str:
        rng = self.maker.rng
        return rng.choice((rng.choice(list(VERBS)), rng.choice(ACTIONS), self.maker.lexicon.pseudo_word()))

    def placed(self) -> list[dict]:
        """Zero to four parameters, at most one for each position before the thing."""
        rng = self.maker.rng
        count = rng.choice((0, 1, 1, 1, 2, 2, 2, 2, 3, 3))
        before = [COUNTED, QUALITY, WHICH, WHICH, SUBJECT, SUBJECT]
        drawn: dict[str, Place] = {}
        for _ in range(count):
            place = rng.choice(before) if rng.random() < 0.5 else rng.choice(BEHIND + ROLES)
            drawn[getattr(place, "position", "behind") + ("" if place in before else place.names)] = place
        if "which" in drawn:
            drawn.pop("count", None)
            drawn.pop("quality", None)
        parameters = [self.role_parameter(place) for place in drawn.values()]
        if rng.random() < 0.12:
            parameters = parameters[:1] + self.paired()
        return list({parameter["name"]: parameter for parameter in parameters}.values())

    def paired(self) -> list[dict]:
        rng = self.maker.rng
        prefixes, said = rng.choice(PAIRS)
        kind = tuple(rng.sample(("USD", "EUR", "GBP", "red", "blue", "oak", "km", "miles", "tea", "milk", "en", "fr"), rng.randint(3, 6))) if rng.random() < 0.25 else rng.choice((WORD, WORD, CITY, PERSON, CODE, COUNT))
        tail = rng.choice(("_name", "_place", "_value", "", f"_{self.noun}", "_one", "_unit"))
        self.pair = tuple(f"{prefix}{tail}" for prefix in prefixes.split()) + (rng.choice(said),)
        schema: dict = {"type": "integer" if kind == COUNT else "string", **({"enum": list(kind)} if isinstance(kind, tuple) else {})}
        return [{"name": name, "kind": kind, "role": None, "schema": dict(schema), "required": True} for name in self.pair[:2]]

    def role_parameter(self, role: Role) -> dict:
        parameter = super().role_parameter(role)
        if role in (WHICH, SUBJECT) and self.maker.rng.random() < 0.5:
            parameter["name"] = self.noun if role is WHICH else f"{parameter['name']}_name"
        return parameter

    def named(self) -> str:
        """Seldom with a word that the request begins with; at times without the thing, which the description has then."""
        maker, rng = self.maker, self.maker.rng
        extra = rng.choice((self.verb, self.any_verb(), maker.lexicon.pseudo_word(), rng.choice(QUALITIES), rng.choice(THINGS), rng.choice(("level", "times", "rate", "state", "info", "power", "service", "finder", "number"))))
        thing = self.noun + ("s" if rng.random() < 0.2 else "")
        parts = rng.choice(([self.verb, thing],) * 4 + ([thing, extra],) * 3 + ([extra, thing],) * 2 + ([thing], [extra, "of", thing], [extra, "me"], [self.verb, extra], ["get", thing, extra]))
        draw = rng.random()
        return "_".join(parts) if draw < 0.88 else parts[0] + "".join(part.capitalize() for part in parts[1:]) if draw < 0.96 else "-".join(parts)

    def definition(self) -> dict:
        maker, rng = self.maker, self.maker.rng
        definition = super().definition()
        mentioned = " ".join(rng.choice(parameter["role"].described).replace("{p}", spoken(parameter["name"])) for parameter in self.parameters if parameter["role"] and rng.random() < 0.6)
        verb = rng.choice(self.words) if rng.random() < 0.7 else self.any_verb()
        definition["function"]["description"] = capitalised(" ".join(maker.say(
            "{t} {a} {n} {d}.", "{t} {a} {n} {d}.", "{t} {n}s {d}.", "{v} {a} {n} {d}", "how [many|much|{q}] {n} there is {d}.", "how {q} {a} {n} is {d}.", "{a} {n} {d}.", "[tells|says|finds out|looks up|knows] [where|when|how|what] {a} {n} is {d}.", "[lets|helps] you {v} {a} {n} {d}.",
            "everything about {n}s {d}", "the next {n} {d}.", "[gets|brings|orders|gives|makes|computes|shows] {a} {n} {d}.", "what {a} {n} [is worth|costs|does] {d}.", "[puts|sets|changes|sends] the {n} {d}.", "{t} {d} the {n}.",
            n=self.noun, t=third_person(verb), v=verb, a=maker.pick("a", "the", "the", "one"), q=rng.choice(QUALITIES), d=mentioned,
        ).replace(" .", ".").split()))
        return definition

    def ask(self) -> tuple[str, dict]:
        maker, rng = self.maker, self.maker.rng
        arguments = {parameter["name"]: self.value(parameter["kind"]) for parameter in self.parameters}
        if len({as_text(value).lower() for value in arguments.values()}) < len(arguments):
            return self.ask()
        said: dict[str, list[str]] = {"behind": [], "count": [], "quality": [], "which": [], "subject": []}
        for parameter in self.parameters:
            if parameter["role"]:
                text = rng.choice(parameter["role"].said).replace("{p}", spoken(parameter["name"])).replace("{n}", self.noun).replace("{v}", as_text(arguments[parameter["name"]]))
                said[getattr(parameter["role"], "position", "behind")].append(text)
        if self.pair:
            first, second, pattern = self.pair
            said["behind"].append(pattern.replace("{1}", as_text(arguments[first])).replace("{2}", as_text(arguments[second])))
        rng.shuffle(said["behind"])
        thing = " ".join([*said["count"], *said["quality"], self.noun + ("s" if said["count"] else "")])
        article = "" if said["count"] else maker.pick("the", "the", "a", "my", "this", "")
        if said["which"]:
            thing, article = said["which"][0], ""
        frames = SUBJECT_FRAMES if said["subject"] else QUESTIONS if self.is_asked and rng.random() < 0.8 else FRAMES
        verb = rng.choice(self.words) if rng.random() < 0.4 else rng.choice(ORDERS) if rng.random() < 0.7 else self.any_verb()
        request = maker.say(*frames, x=verb, e=participle(verb), n=thing, a=article, q=rng.choice(QUALITIES), s=(said["subject"] or [""])[0], r=" ".join(said["behind"]))
        request = " ".join(request.split())
        for mark in ",.?:":
            request = request.replace(f" {mark}", mark)
        return (capitalised(request) if rng.random() < 0.9 else request), arguments

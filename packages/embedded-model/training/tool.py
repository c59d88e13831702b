"""Functions for the chats with tools: invented ones with invented arguments, so that only reading the definition helps, and those of the catalogue."""

import json

from catalogue import CATALOGUE
from chat import Maker, capitalised, with_s
from words import ACTIONS, COLORS, QUALITIES, THINGS

# Verbs of names; words of descriptions and of requests that mean the same.
VERBS = {
    "get": ["get", "show", "look up", "fetch", "tell me", "give me"], "find": ["find", "search for", "look for", "search"], "create": ["create", "add", "make", "set up"], "delete": ["delete", "remove", "erase"],
    "send": ["send", "mail", "deliver"], "update": ["update", "change", "edit"], "list": ["list", "show all", "show"], "book": ["book", "reserve"], "cancel": ["cancel", "call off"], "start": ["start", "run", "begin", "launch"],
    "stop": ["stop", "end", "halt"], "open": ["open"], "close": ["close", "shut"], "play": ["play"], "set": ["set", "change"], "check": ["check", "verify", "look at"], "order": ["order", "buy"], "save": ["save", "store", "keep"],
    "read": ["read", "show"], "convert": ["convert", "turn"], "translate": ["translate"], "calculate": ["calculate", "compute", "work out"], "share": ["share"], "print": ["print"], "move": ["move", "bring"], "schedule": ["schedule", "plan"],
}
NOUNS = """user file email order event song price stock ticket route note timer room recipe task message invoice light device alarm meeting flight hotel
table report photo video contact address calendar document folder password account payment package reminder temperature forecast news score game
page product customer car train bus bike door lamp window camera printer printer server database backup log image list contract""".split()
CITY, PERSON, TEXT, DAY, HOUR, COUNT, WORD, CODE, FLAG, COLOR, ADDRESS = "city person text day hour count word code flag color address".split()
# Usual parameters: their kind, and how a request names the value (`v`).
PARAMETERS = {
    "city": (CITY, ["in {v}", "for {v}"]), "location": (CITY, ["in {v}", "for {v}", "at {v}"]), "place": (CITY, ["in {v}", "at {v}"]), "destination": (CITY, ["to {v}"]), "origin": (CITY, ["from {v}"]),
    "name": (PERSON, ["for {v}", "called {v}", "named {v}"]), "person": (PERSON, ["for {v}", "of {v}"]), "recipient": (PERSON, ["to {v}"]), "to": (PERSON, ["to {v}"]), "user": (PERSON, ["for {v}", "of {v}"]), "customer": (PERSON, ["for {v}", "of {v}"]),
    "query": (TEXT, ['for "{v}"', "about {v}"]), "title": (TEXT, ['titled "{v}"', "called {v}"]), "text": (TEXT, ['"{v}"', 'with the text "{v}"', "saying {v}"]), "message": (TEXT, ['"{v}"', 'saying "{v}"']), "subject": (TEXT, ["about {v}", 'with the subject "{v}"']), "topic": (TEXT, ["about {v}"]),
    "date": (DAY, ["on {v}", "for {v}"]), "day": (DAY, ["on {v}"]), "time": (HOUR, ["at {v}"]), "count": (COUNT, ["{v} times"]), "quantity": (COUNT, ["{v} of them"]), "minutes": (COUNT, ["for {v} minutes", "in {v} minutes"]), "amount": (COUNT, ["of {v}"]),
    "id": (COUNT, ["with id {v}", "number {v}"]), "limit": (COUNT, ["at most {v}"]), "code": (CODE, ["with code {v}", "{v}"]), "order_id": (CODE, ["{v}", "with the id {v}"]), "color": (COLOR, ["in {v}"]), "enabled": (FLAG, []), "email": (ADDRESS, ["to {v}", "at {v}"]),
    "keyword": (WORD, ["for {v}"]), "item": (WORD, ["{v}"]), "category": (WORD, ["in {v}"]), "unit": (("celsius", "fahrenheit"), ["in {v}"]), "language": (("French", "Spanish", "German"), ["to {v}", "in {v}"]), "size": (("small", "medium", "large"), []), "priority": (("low", "high"), []),
}
# How a value is said whose parameter is not: there is only one that it can belong to.
SAID_BY_KIND = {
    CITY: ["in {v}", "to {v}", "near {v}", "at {v}", "from {v}", "for {v}"], PERSON: ["for {v}", "to {v}", "by {v}", "from {v}", "of {v}", "with {v}"], TEXT: ['"{v}"', "about {v}", 'called "{v}"', "saying {v}", ": {v}"], DAY: ["on {v}", "for {v}", "by {v}"], HOUR: ["at {v}", "for {v}", "before {v}"],
    COUNT: ["{v}", "of {v}", "for {v}", "to {v}", "{v} times"], WORD: ["{v}", "for {v}", "the {v}", 'called "{v}"', "of {v}", "in {v}"], CODE: ["{v}", "number {v}", "for {v}", "from {v}"], COLOR: ["in {v}"], ADDRESS: ["to {v}", "at {v}", "for {v}"],
}
TYPES = {COUNT: "integer", FLAG: "boolean"}


def as_text(value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def spoken(name: str) -> str:
    return name.replace("_", " ")


def third_person(verb: str) -> str:
    first, *rest = verb.split()
    return " ".join([with_s(first), *rest])


class Tool:
    """A function with zero to four parameters; `ask` makes a call and the request for it."""

    def __init__(self, maker: Maker, nouns: list[str] | None = None):
        self.maker, rng, lexicon = maker, maker.rng, maker.lexicon
        self.verb = rng.choice(list(VERBS)) if rng.random() < 0.85 else rng.choice(ACTIONS)
        self.words = VERBS.get(self.verb, [self.verb])
        noun = rng.choice(nouns) if nouns and rng.random() < 0.3 else rng.choice([rng.choice(NOUNS), rng.choice(NOUNS), rng.choice(THINGS), lexicon.pseudo_word()])
        self.noun = noun if rng.random() < 0.75 or " " in noun else f"{rng.choice(QUALITIES + THINGS)} {noun}"
        self.name = self.named()
        self.parameters = [self.parameter() for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 2, 3, 4)))]
        self.parameters = list({parameter["name"]: parameter for parameter in self.parameters}.values())

    def named(self) -> str:
        rng = self.maker.rng
        parts = [self.verb, *self.noun.split()] if rng.random() < 0.9 else [*self.noun.split(), self.verb]
        draw = rng.random()
        if draw < 0.65:
            return "_".join(parts)
        if draw < 0.8:
            return parts[0] + "".join(part.capitalize() for part in parts[1:])
        if draw < 0.88:
            return "_".join(parts[1:]) if len(parts) > 1 else parts[0]
        return "-".join(parts) if draw < 0.94 else self.maker.lexicon.pseudo_word()

    def parameter(self) -> dict:
        rng, lexicon = self.maker.rng, self.maker.lexicon
        if rng.random() < 0.55:
            name = rng.choice(list(PARAMETERS))
            kind, phrases = PARAMETERS[name]
        else:
            name = rng.choice([lexicon.attribute(), lexicon.attribute(), lexicon.word(), f"{self.noun} {rng.choice(('id', 'name', 'code', 'number', 'type', 'size'))}"]).replace(" ", "_")
            kind, phrases = rng.choice([CITY, PERSON, PERSON, TEXT, DAY, HOUR, COUNT, COUNT, COUNT, WORD, WORD, WORD, CODE, FLAG]), []
        if kind == WORD and rng.random() < 0.15:
            kind = tuple(dict.fromkeys(lexicon.words(2, 4)))
        schema: dict = {"type": TYPES.get(kind, "string") if isinstance(kind, str) else "string"}
        if kind == COUNT and rng.random() < 0.2:
            schema["type"] = "number"
        if isinstance(kind, tuple):
            schema["enum"] = list(kind)
        if rng.random() < 0.25:
            schema["description"] = rng.choice((f"The {spoken(name)}", f"{capitalised(spoken(name))} of the {self.noun}", f"The {spoken(name)} to use", capitalised(spoken(name))))
        return {"name": name, "kind": kind, "phrases": phrases, "schema": schema, "required": rng.random() < 0.8}

    def value(self, kind):
        rng, lexicon = self.maker.rng, self.maker.lexicon
        if isinstance(kind, tuple):
            return rng.choice(kind)
        return {
            CITY: lexicon.city, PERSON: lambda: lexicon.name() if rng.random() < 0.8 else lexicon.full_name(), TEXT: lambda: " ".join(lexicon.words(1, 4)), DAY: lexicon.date, HOUR: lexicon.time, COUNT: lexicon.number,
            WORD: lexicon.word, CODE: lexicon.code, FLAG: lambda: rng.random() < 0.5, COLOR: lambda: rng.choice(COLORS), ADDRESS: lexicon.email,
        }[kind]()

    def definition(self) -> dict:
        rng = self.maker.rng
        word = rng.choice(self.words[:4])
        description = rng.choice((f"{capitalised(word)} the {self.noun}.", f"{capitalised(word)} a {self.noun}", f"{capitalised(word)} {self.noun}", f"Use this to {word} the {self.noun}.", f"This function can {word} a {self.noun}."))
        if self.parameters and rng.random() < 0.3:
            description = f"{description.rstrip('.')} {rng.choice(('by', 'with', 'for', 'at', 'of', 'given'))} a {spoken(self.parameters[0]['name'])}."
        schema = {"type": "object", "properties": {parameter["name"]: parameter["schema"] for parameter in self.parameters}, "required": [parameter["name"] for parameter in self.parameters if parameter["required"]]}
        if rng.random() < 0.15:
            schema["additionalProperties"] = False
        function = {"name": self.name, "description": description, "parameters": schema}
        if rng.random() < 0.08 and self.verb in self.name and self.noun.split()[-1] in self.name:
            del function["description"]
        return {"type": "function", "function": function}

    def phrase(self, parameter: dict, value, alone: bool = False) -> str:
        name, text = spoken(parameter["name"]), as_text(value)
        kind = WORD if isinstance(parameter["kind"], tuple) else parameter["kind"]
        if alone and kind in SAID_BY_KIND and self.maker.rng.random() < 0.4:
            return self.maker.rng.choice(SAID_BY_KIND[kind]).replace("{v}", text)
        if parameter["phrases"] and self.maker.rng.random() < 0.6:
            return self.maker.rng.choice(parameter["phrases"]).replace("{v}", text)
        return self.maker.pick(f"with {name} {text}", f"{name} {text}", f"with the {name} {text}", f"{name}: {text}", f"using {name} {text}", f"with {text} as {name}", f"the {name} is {text}", f"{name} = {text}", f'with {name} "{text}"', f"where the {name} is {text}", f"for {name} {text}")

    def ask(self) -> tuple[str, dict]:
        """A request in words, and the arguments it asks for."""
        rng = self.maker.rng
        arguments = {parameter["name"]: self.value(parameter["kind"]) for parameter in self.parameters if parameter["required"] or rng.random() < 0.5}
        used = [parameter for parameter in self.parameters if parameter["name"] in arguments]
        texts = sum(parameter["schema"]["type"] == "string" for parameter in self.parameters)
        is_alone = lambda parameter: (texts if parameter["schema"]["type"] == "string" else len(self.parameters) - texts) == 1
        phrases = [self.phrase(parameter, arguments[parameter["name"]], is_alone(parameter)) for parameter in used]
        if rng.random() < 0.3:
            rng.shuffle(phrases)
        does = f"{rng.choice(self.words)} {rng.choice(('the', 'the', 'a', 'my', 'this', ''))} {self.noun}".replace("  ", " ")
        request = " ".join([does, rng.choice((" ", " ", ", ", " and ")).join(phrases)]).strip()
        if rng.random() < 0.3:
            said = rng.choice((" ", ", ", " and ")).join(phrases)
            request = rng.choice((f"{self.noun}: {rng.choice(self.words)}, {said}", f"{said}, {does}", f"the {self.noun} {said}: {rng.choice(self.words)} it", f"I need the {self.noun} {said}, so {rng.choice(self.words)} it", f"about the {self.noun} {said}: please {rng.choice(self.words)} it", f"{does} now {said}", f"{does}, and do it {said}")).replace(" ,", ",").replace(", :", ":").strip(" ,")
        opening = f"{self.maker.lexicon.opening()} " if rng.random() < 0.1 else ""
        return opening + rng.choice((f"{capitalised(request)}.", f"{capitalised(request)}", f"Please {request}.", f"Can you {request}?", f"Could you {request}?", f"I need you to {request}.", f"I want you to {request}.", f"{capitalised(request)}, please.", f"Would you {request}?", f"I would like to {request}.")), arguments


class CatalogueTool(Tool):
    """A function of the catalogue, asked for in plain words that need not name its parameters."""

    def __init__(self, maker: Maker):
        self.maker, rng = maker, maker.rng
        names, self.descriptions, parameters, self.requests = rng.choice(CATALOGUE)
        self.name, self.noun = rng.choice(names), names[0].replace("_", " ")
        self.verb, self.words = names[0].split("_")[0], [self.noun]
        self.parameters = [{"name": name, "kind": kind, "phrases": [], "schema": self.schema(name, kind), "required": True} for name, kind in parameters.items()]
        if rng.random() < 0.15:
            self.name = self.name.split("_")[0] + "".join(part.capitalize() for part in self.name.split("_")[1:])

    def schema(self, name: str, kind) -> dict:
        schema: dict = {"type": "string", "enum": list(kind)} if isinstance(kind, tuple) else {"type": TYPES.get(kind, "string")}
        if self.maker.rng.random() < 0.25:
            schema["description"] = f"The {spoken(name)}"
        return schema

    def value(self, kind):
        rng, lexicon = self.maker.rng, self.maker.lexicon
        makers = {
            "name": lambda: lexicon.word().capitalize(), "currency": lambda: rng.choice(("USD", "EUR", "GBP", "JPY", "CHF", "dollars", "euros", "pounds", "yen")), "language": lambda: rng.choice(("French", "Spanish", "German", "Italian", "Dutch", "Polish", "Latin")),
            "path": lambda: rng.choice((f"{lexicon.word()}.{rng.choice(('txt', 'md', 'py', 'json', 'log'))}", f"{lexicon.word()}/{lexicon.word()}.{rng.choice(('txt', 'ts', 'csv'))}", f"/{lexicon.word()}/{lexicon.word()}")), "phone": lambda: f"{rng.randint(100, 999)}-{rng.randint(1000, 9999)}",
        }
        return makers[kind]() if isinstance(kind, str) and kind in makers else super().value(kind)

    def definition(self) -> dict:
        function = super().definition()["function"]
        first, *rest = self.maker.rng.choice(self.descriptions).split(" ", 1)
        is_third = first.endswith("s") or self.maker.rng.random() < 0.5
        function["description"] = " ".join([first if is_third else capitalised(third_person(first)), *rest])
        return {"type": "function", "function": function}

    def ask(self) -> tuple[str, dict]:
        arguments = {parameter["name"]: self.value(parameter["kind"]) for parameter in self.parameters}
        request = self.maker.rng.choice(self.requests)
        for name, value in arguments.items():
            said = ("on" if value else "off") if isinstance(value, bool) else as_text(value)
            request = request.replace("{" + name + "}", said)
        if self.maker.rng.random() < 0.2:
            request = self.maker.pick("Please ", "Hey, ", "Can you help? ", "Now ", "OK, ", "Quick: ") + request
        return request, arguments

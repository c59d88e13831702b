"""JSON out of a text, by the names of keys or by a schema that is given in the prompt."""

import json

from chat import Chat, Maker, system, turn
from words import COLORS, FOODS, HOBBIES, JOBS

# Keys of a person with the ways in which a text tells them; `v` is the value, `n` the name.
TOLD = {
    "age": ["{n} is {v} years old.", "{n} is {v}.", "{n}, aged {v}, was here."], "city": ["{n} lives in {v}.", "{n} is from {v}."], "job": ["{n} works as a {v}.", "{n} is a {v}."],
    "color": ["{n}'s favorite color is {v}.", "{n} likes {v} best of all colors."], "food": ["{n} likes to eat {v}.", "{n} loves {v}."], "hobby": ["{n} enjoys {v}."],
    "email": ["{n}'s email is {v}.", "You can write to {n} at {v}."], "phone": ["{n}'s phone number is {v}.", "Call {n} at {v}."], "country": ["{n} comes from {v}."], "company": ["{n} works at {v}.", "{n} works for {v}."],
    "date": ["{n} came on {v}.", "The date is {v}."], "price": ["{n} paid {v} dollars.", "The price is {v}."], "quantity": ["{n} ordered {v} of them.", "{n} bought {v} pieces."], "product": ["{n} bought a {v}.", "{n} ordered a {v}."],
    "title": ["{n} wrote a book called {v}."], "year": ["{n} was born in {v}."], "time": ["{n} arrives at {v}.", "The time is {v}."], "colors": ["{n} likes {v}.", "The colors are {v}."], "friends": ["{n}'s friends are {v}.", "{n} came with {v}."], "languages": ["{n} speaks {v}."], "tags": ["The tags are {v}.", "Tags: {v}."],
}
# What is so or is not: `Ada is not married.`
FLAGS = "active available married ready verified open paid busy online retired member student new full closed registered".split()


def listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


class Extraction(Maker):
    def person(self) -> tuple[dict, dict]:
        """Values by key, and the sentence that tells each."""
        rng, lexicon, name = self.rng, self.lexicon, self.lexicon.name() if self.rng.random() < 0.7 else self.lexicon.full_name()
        makers = {
            "age": lambda: rng.randint(5, 99), "city": lexicon.city, "job": lambda: rng.choice(JOBS), "color": lambda: rng.choice(COLORS), "food": lambda: rng.choice(FOODS), "hobby": lambda: rng.choice(HOBBIES),
            "email": lexicon.email, "phone": lambda: f"{rng.randint(100, 999)}-{rng.randint(1000, 9999)}", "country": lexicon.city, "company": lambda: lexicon.word().capitalize(), "date": lexicon.date, "price": lambda: rng.randint(1, 900),
            "quantity": lambda: rng.randint(1, 60), "product": lexicon.word, "title": lambda: " ".join(lexicon.words(1, 2)), "year": lambda: rng.randint(1900, 2026), "time": lexicon.time, "colors": lambda: rng.sample(COLORS, rng.randint(1, 4)),
            "friends": lambda: [lexicon.name() for _ in range(rng.randint(1, 3))], "languages": lambda: rng.sample(("French", "Spanish", "German", "English", "Italian", "Dutch"), rng.randint(1, 3)), "tags": lambda: lexicon.words(1, 4),
        }
        values, sentences = {"name": name}, {}
        for key in rng.sample(list(TOLD), rng.randint(1, 5)):
            values[key] = makers[key]()
            sentences[key] = rng.choice(TOLD[key]).replace("{v}", listed(values[key]) if isinstance(values[key], list) else str(values[key])).replace("{n}", name)
        if rng.random() < 0.25:
            flag = rng.choice(FLAGS)
            values[flag] = rng.random() < 0.5
            article = "a " if flag in ("member", "student") else ""
            sentences[flag] = rng.choice([f"{name} is {'' if values[flag] else 'not '}{article}{flag}.", f"{flag.capitalize()}: {'yes' if values[flag] else 'no'}."])
        return values, sentences

    def record(self) -> tuple[str, dict]:
        """Any keys, each told as `The key is value.` or `key: value`."""
        rng, values = self.rng, {}
        for _ in range(rng.randint(1, 5)):
            key = self.lexicon.attribute() if rng.random() < 0.7 else self.lexicon.word()
            key = key.replace(" ", self.pick("_", "_", "-")) if rng.random() < 0.9 else "".join(part if place == 0 else part.capitalize() for place, part in enumerate(key.split()))
            values[key] = self.lexicon.number() if rng.random() < 0.3 else self.lexicon.value()
            if isinstance(values[key], str) and values[key].isdigit():
                values[key] = int(values[key])
        spoken = lambda key: "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in key.replace("_", " ").replace("-", " "))
        style = rng.randrange(6)
        if style >= 4:
            subject = rng.choice((f"The {self.lexicon.word()}", self.lexicon.word().capitalize(), "It", "The order", "The event", "This product", "The trip", "Our new book", "The package"))
            forms = ["{s} has {k} {v}.", "The {k} is {v}.", "{s} comes with {k} {v}.", "Its {k} is {v}.", "Note the {k}: {v}.", "{s} is of {k} {v}.", "{v} is the {k}.", "As {k}, we chose {v}.", "{s} has a {k} of {v}.", "You will find {k} {v}.", "{s} was made with {k} {v}."]
            sentences = [rng.choice(forms).replace("{s}", subject).replace("{k}", spoken(key)).replace("{v}", str(value)) for key, value in values.items()]
            if rng.random() < 0.4:
                sentences.insert(rng.randint(0, len(sentences)), self.lexicon.opening())
            return " ".join(sentences), values
        if style == 0:
            return "\n".join(f"{spoken(key)}: {value}" for key, value in values.items()), values
        if style == 1:
            return ", ".join(f"{spoken(key)} {value}" for key, value in values.items()), values
        if style == 2:
            return " ".join(f"The {spoken(key)} is {value}." for key, value in values.items()), values
        name = self.lexicon.name()
        return " ".join(f"{name}'s {spoken(key)} is {value}." for key, value in values.items()), values

    def drawn(self) -> tuple[str, dict]:
        if self.rng.random() < 0.5:
            return self.record()
        values, sentences = self.person()
        text = [sentences[key] for key in sentences]
        self.rng.shuffle(text)
        if not any(values["name"] in sentence for sentence in text):
            text.insert(0, self.pick(f"{values['name']} was there.", f"This is {values['name']}.", f"Meet {values['name']}!", f"I know {values['name']}."))
        if self.rng.random() < 0.25:
            text.append(self.lexicon.opening())
        return self.with_pronouns(text, values["name"]), values

    def with_pronouns(self, sentences: list[str], name: str) -> str:
        """The sentences as one text, at times with `she` and `his` after the first, or two of them joined by `and`."""
        draw, first = self.rng.random(), next(place for place, sentence in enumerate(sentences) if name in sentence)
        if draw < 0.3:
            pronoun, whose = self.rng.choice((("He", "His"), ("She", "Her")))
            sentences = [sentence if place <= first else sentence.replace(f"{name}'s", whose).replace(name, pronoun if sentence.startswith(name) else pronoun.lower() if "to " not in sentence else ("him", "her")[pronoun == "She"]) for place, sentence in enumerate(sentences)]
        elif draw < 0.5 and len(sentences) > first + 1 and sentences[first].startswith(f"{name} ") and sentences[first + 1].startswith(f"{name} "):
            joined = f"{sentences[first].rstrip('.')} and {sentences[first + 1][len(name) + 1:]}"
            sentences = [*sentences[:first], joined, *sentences[first + 2:]]
        return " ".join(sentences)

    def extract(self) -> Chat:
        rng = self.rng
        text, values = self.drawn()
        keys = rng.sample(list(values), rng.randint(1, len(values)))
        wanted = {key: values[key] for key in keys}
        if rng.random() < 0.4:
            answer = json.dumps(wanted, ensure_ascii=False)
            if rng.random() < 0.2:
                schema = json.dumps(self.schema(wanted))
                order = self.pick("Answer with JSON that fits this schema: {s}", "Extract the data by this JSON Schema: {s}", "Reply only with JSON that matches the schema {s}", "Your answers are JSON objects of this schema:\n{s}", "Turn what the user says into JSON. Schema: {s}")
                return system(order.replace("{s}", schema)) + turn(text, answer)
            return turn(self.by_schema(text, wanted), answer)
        listed = rng.choice((", ", ", ", " and ", " / ")).join(keys) if len(keys) < 3 else ", ".join(keys)
        question = rng.choice([
            f"Extract {listed} as JSON: {text}", f"{text}\nReturn a JSON object with the keys {listed}.", f"Read the text and answer with JSON ({listed}).\n{text}", f"Extract the {listed} from this text as JSON.\n{text}", f"{text}\n\nGive me {listed} as JSON.",
            f"{text}\nJSON with {listed}:", f"Turn this into JSON with the keys {listed}: {text}", f"Return JSON with {listed}.\n\n{text}", f"From the text, extract {listed} in JSON format.\nText: {text}", f"Text: {text}\nKeys: {listed}\nAnswer as a JSON object.", f"Find {listed} in this text. Answer in JSON.\n{text}", f"{text} Please put {listed} into JSON.", f"I need {listed} from this, as a JSON object: {text}", f"{text}\nWrite {listed} as JSON, please.", f"Make a JSON object of {listed}. {text}", f"Take {listed} out of the note and return JSON.\nNote: {text}", f"Read this note: {text}\n\nNow answer with a JSON object that has {listed}.", f"JSON please ({listed}): {text}",
        ])
        return turn(question, json.dumps(wanted, ensure_ascii=False))

    def schema(self, wanted: dict) -> dict:
        rng = self.rng
        kinds = {str: "string", bool: "boolean", int: rng.choice(("integer", "integer", "number"))}
        properties = {key: {"type": "array", "items": {"type": "string"}} if isinstance(value, list) else {"type": kinds[type(value)]} for key, value in wanted.items()}
        for key, value in wanted.items():
            if isinstance(value, str) and rng.random() < 0.08:
                properties[key]["enum"] = rng.sample(options := [value, *self.lexicon.words(1, 3)], len(options))
        if rng.random() < 0.2:
            for key, schema in properties.items():
                schema["description"] = f"The {key}"
        schema: dict = {"type": "object", "properties": properties}
        if rng.random() < 0.75:
            schema["required"] = list(wanted)
        if rng.random() < 0.3:
            schema["additionalProperties"] = False
        return schema

    def by_schema(self, text: str, wanted: dict) -> str:
        rng = self.rng
        written = json.dumps(self.schema(wanted), indent=2 if rng.random() < 0.1 else None)
        return rng.choice([
            f"{text}\nAnswer with JSON that fits this schema: {written}", f"Schema: {written}\nText: {text}", f"Extract the data as JSON by this schema:\n{written}\n\n{text}", f"{text}\n\nReturn JSON that matches the schema {written}", f"Use this JSON Schema: {written}\n{text}",
            f"Fill this schema from the text.\nSchema: {written}\nText: {text}", f"Text: {text}\n\nJSON Schema: {written}\n\nAnswer with the JSON object only.", f"{written}\n\nExtract by the schema above: {text}", f"This is the schema:\n{written}\nThis is the note:\n{text}", f"Read the note and fill the schema {written}. Note: {text}", f"{text}\nGive me that as JSON of this form: {written}", f"The answer must be JSON valid under {written}\n\n{text}",
        ])

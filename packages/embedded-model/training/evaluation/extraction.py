"""JSON out of a short text, by keys or by a JSON Schema."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from evaluation.checks import json_in, same_json
from evaluation.draws import COLORS, INSTRUMENTS, MATERIALS, PROFESSIONS, WEEKDAYS, Draws
from evaluation.prompt import Prompt, ask, under


@dataclass
class Field:
    """A key, its schema, its value, and the sentences that tell it of the subject `{0}`; for a boolean one if true, one if false."""

    key: str
    schema: dict
    make: Callable[[Draws], object]
    sentences: tuple[str, ...]


def text(key: str, make, *sentences: str) -> Field:
    return Field(key, {"type": "string"}, make, sentences)


def integer(key: str, least: int, most: int, *sentences: str) -> Field:
    return Field(key, {"type": "integer"}, lambda draw: draw.number(least, most), sentences)


def choice(key: str, options: list[str], *sentences: str) -> Field:
    return Field(key, {"type": "string", "enum": options}, lambda draw: draw.pick(*options), sentences)


def boolean(key: str, yes: str, no: str) -> Field:
    return Field(key, {"type": "boolean"}, lambda draw: draw.chance(0.5), (yes, no))


# The first field of each kind is what the text is about.
KINDS = [
    [
        text("name", Draws.name, "Our new colleague is {0}.", "Let me tell you about {0}."), text("town", Draws.city, "{0} comes from {1}.", "Home for {0} is {1}."),
        text("profession", lambda draw: draw.pick(*PROFESSIONS), "{0} earns a living as a {1}.", "By profession {0} is a {1}."), integer("shoe_size", 34, 48, "{0} wears shoes in size {1}."),
        integer("siblings", 1, 9, "{0} has {1} siblings."), text("instrument", lambda draw: draw.pick(*INSTRUMENTS), "{0} plays the {1}.", "In the evening {0} plays the {1}."),
        boolean("vegetarian", "{0} is a vegetarian.", "{0} is not a vegetarian."),
    ],
    [
        text("product", lambda draw: draw.shop(), "We now sell the {0}.", "The {0} is new in our shop."), integer("price", 5, 900, "The {0} costs {1} euros.", "You pay {1} euros for the {0}."),
        integer("weight", 10, 5000, "It weighs {1} grams."), text("material", lambda draw: draw.pick(*MATERIALS), "It is made of {1}.", "The {0} is built from {1}."),
        text("shelf", Draws.code, "You find it on shelf {1}."), boolean("available", "The {0} is available now.", "The {0} is not available now."), choice("size", ["small", "medium", "large"], "The {0} comes in size {1}."),
        Field("colors", {"type": "array", "items": {"type": "string"}}, lambda draw: draw.rng.sample(COLORS, draw.number(2, 3)), ("You can have it in {1}.", "The colors are {1}.")),
    ],
    [
        text("event", lambda draw: f"{draw.shop()} {draw.pick('Parade', 'Fair', 'Workshop', 'Concert', 'Race')}", "Come to the {0}!", "The {0} is back."), text("place", Draws.city, "It takes place in {1}.", "We meet in {1}."),
        choice("day", WEEKDAYS, "The {0} is on {1}.", "The day is {1}."), integer("visitors", 20, 4000, "We expect {1} visitors."), text("organizer", Draws.name, "{1} organizes it.", "The organizer is {1}."),
        integer("fee", 2, 80, "The fee is {1} euros."), boolean("outdoors", "It is held outdoors.", "It is not held outdoors."),
    ],
    [
        text("flight", Draws.code, "Flight {0} is ready.", "This is about flight {0}."), text("origin", Draws.city, "It starts in {1}.", "The plane departs from {1}."), text("destination", Draws.city, "It goes to {1}.", "The plane lands in {1}."),
        text("gate", lambda draw: draw.pick(*"ABCDEF") + str(draw.number(1, 40)), "Boarding is at gate {1}."), integer("passengers", 40, 300, "There are {1} passengers on board."), text("departure", Draws.clock, "Departure is at {1}."),
        boolean("delayed", "The flight is delayed.", "The flight is not delayed."),
    ],
    [
        text("title", lambda draw: draw.title(), "I just read {0}.", "My favorite novel is {0}."), text("author", Draws.name, "It was written by {1}.", "{1} is the author of {0}."), integer("pages", 80, 900, "The book has {1} pages."),
        integer("year", 1900, 2025, "It came out in {1}.", "The novel was published in {1}."), choice("genre", ["crime", "fantasy", "romance"], "The genre is {1}."), text("publisher", lambda draw: draw.shop(), "{1} published it.", "The publisher is {1}."),
    ],
]


def as_text(value) -> str:
    return ", ".join(value[:-1]) + " and " + value[-1] if isinstance(value, list) else str(value)


def told(draw: Draws, kind: list[Field], chosen: list[Field]) -> tuple[str, dict]:
    """The text, and the value of each key told in it."""
    values = {field.key: field.make(draw) for field in [kind[0], *chosen]}
    about = values[kind[0].key]
    sentences = [draw.pick(*kind[0].sentences).format(about)]
    for field in chosen:
        value = values[field.key]
        sentence = field.sentences[0 if value else 1] if isinstance(value, bool) else draw.pick(*field.sentences)
        sentences.append(sentence.format(about, as_text(value)))
    return " ".join(sentences), values


def wanted(draw: Draws, kind: list[Field], chosen: list[Field]) -> list[Field]:
    """One to four of the fields, not always all that is told."""
    asked = draw.rng.sample(chosen, draw.number(1, len(chosen)))
    return [kind[0], *asked] if draw.chance(0.6) else asked


def json_keys(draw: Draws) -> Prompt:
    """Strings and numbers; without a schema, a number may come as a string."""
    kind = draw.rng.choice(KINDS)
    chosen = draw.rng.sample([field for field in kind[1:] if field.schema["type"] in ("string", "integer")], draw.number(1, 4))
    note, values = told(draw, kind, chosen)
    keys = [field.key for field in wanted(draw, kind, chosen)]
    listed = draw.pick(", ".join(keys), " and ".join([", ".join(keys[:-1]), keys[-1]]) if len(keys) > 1 else keys[0])
    question = draw.pick(
        f"Turn this note into a JSON object with {listed}: {note}", f"{note}\n\nGive me {listed} from that as JSON.", f"From the text below, pull out {listed} and answer in JSON.\n\n{note}",
        f"I need the following fields as JSON: {listed}.\n\n{note}", f"{note} Please write {listed} as a JSON object.",
    )
    expected = {key: values[key] for key in keys}

    def right(answer: str) -> bool:
        found = json_in(answer)
        return isinstance(found, dict) and {key: str(value) for key, value in found.items()} == {key: str(value) for key, value in expected.items()}
    return ask(question, json.dumps(expected, ensure_ascii=False), right)


def schema_of(draw: Draws, fields: list[Field]) -> dict:
    properties = {field.key: dict(field.schema) for field in fields}
    if draw.chance(0.25):
        for key in properties:
            properties[key]["description"] = f"the {key.replace('_', ' ')}"
    schema: dict = {"type": "object", "properties": properties}
    if draw.chance(0.85):
        schema["required"] = list(properties)
    if draw.chance(0.4):
        schema["additionalProperties"] = False
    return schema


def json_schema(draw: Draws) -> Prompt:
    """All types are the schema's: strings, enums, integers, booleans, and a list of strings."""
    kind = draw.rng.choice(KINDS)
    chosen = draw.rng.sample(kind[1:], draw.number(1, 4))
    note, values = told(draw, kind, chosen)
    fields = wanted(draw, kind, chosen)
    schema, expected = json.dumps(schema_of(draw, fields)), {field.key: values[field.key] for field in fields}
    example, right = json.dumps(expected, ensure_ascii=False), lambda answer: same_json(json_in(answer), expected)
    if draw.chance(0.2):
        return under(draw.pick(f"You turn text into JSON. Follow this JSON Schema: {schema}", f"Answer only with JSON that is valid against {schema}"), ask(note, example, right))
    question = draw.pick(
        f"Here is a JSON Schema:\n{schema}\n\nFill it from this note: {note}", f"{note}\n\nWrite the above as JSON. It must match this JSON Schema: {schema}",
        f"Extract the data from the note as JSON.\nNote: {note}\nJSON Schema: {schema}", f"Use the schema {schema} to make JSON of the following text.\n\n{note}",
    )
    return ask(question, example, right)

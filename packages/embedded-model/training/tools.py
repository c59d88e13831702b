"""Chats with tools: invented functions with invented arguments, so that only reading the definition helps."""

import json
import random
from collections.abc import Callable

from words import COLORS, Lexicon

VERBS = "get set find send create delete search update list book play open convert translate check start".split()
NOUNS = "user file email order event song price stock ticket route note timer room recipe task message invoice light device".split()


class ToolMaker:
    def __init__(self, rng: random.Random, lexicon: Lexicon):
        self.rng = rng
        self.lexicon = lexicon

    def value(self, parameter: str):
        rng, lexicon = self.rng, self.lexicon
        makers = {
            "city": lexicon.city, "location": lexicon.city, "name": lexicon.name, "person": lexicon.name,
            "query": lambda: " ".join(lexicon.words(1, 3)), "title": lambda: " ".join(lexicon.words(2, 2)), "text": lambda: " ".join(lexicon.words(2, 4)),
            "count": lambda: rng.randint(1, 50), "amount": lambda: rng.randint(1, 500), "id": lambda: rng.randint(1, 9999), "minutes": lambda: rng.randint(1, 90),
            "date": lambda: f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}", "email": lambda: f"{lexicon.name().lower()}@{lexicon.pseudo_word()}.com",
            "color": lambda: rng.choice(COLORS), "unit": lambda: rng.choice(("celsius", "fahrenheit")), "enabled": lambda: rng.choice((True, False)),
            "language": lambda: rng.choice(("French", "Spanish", "German")),
        }
        return makers[parameter]() if parameter in makers else lexicon.word()

    def parameters(self) -> dict[str, dict]:
        names = self.rng.sample(list(SCHEMAS), self.rng.choice((0, 1, 1, 1, 2, 2, 3)))
        if self.rng.random() < 0.2 and names:
            names[0] = self.lexicon.pseudo_word()
        return {name: dict(SCHEMAS.get(name, {"type": "string"})) for name in names}

    def invented(self) -> dict:
        """A function such as `send_invoice`, with zero to three parameters."""
        verb = self.rng.choice(VERBS)
        noun = self.rng.choice(NOUNS) if self.rng.random() < 0.6 else self.lexicon.pseudo_word()
        return self.definition(f"{verb}_{noun}", f"{verb.capitalize()} the {noun}.", self.parameters(), verb, noun)

    def definition(self, name: str, description: str, parameters: dict, verb: str, noun: str) -> dict:
        function = {"name": name, "description": description, "parameters": {"type": "object", "properties": parameters, "required": list(parameters)}}
        if self.rng.random() < 0.15:
            function["parameters"]["additionalProperties"] = False
        if self.rng.random() < 0.15:
            del function["parameters"]["required"]
        if self.rng.random() < 0.15:
            for parameter, schema in parameters.items():
                schema["description"] = f"The {parameter}"
        return {"verb": verb, "noun": noun, "parameters": list(parameters), "spec": {"type": "function", "function": function}}

    def request(self, tool: dict, arguments: dict) -> str:
        verb, noun = tool["verb"], tool["noun"]
        pairs = [f"{parameter} {as_text(value)}" for parameter, value in arguments.items()]
        listed = " and ".join(pairs)
        if not pairs:
            return self.rng.choice((f"{verb.capitalize()} the {noun}.", f"Please {verb} the {noun}.", f"Can you {verb} the {noun}?", f"I need you to {verb} the {noun}."))
        return self.rng.choice((
            f"{verb.capitalize()} the {noun} with {listed}.", f"Please {verb} the {noun} for {listed}.", f"Can you {verb} a {noun} using {listed}?",
            f"I need you to {verb} the {noun}: {', '.join(pairs)}.", f"{verb.capitalize()} {noun} ({', '.join(pairs)})",
        ))

    def call(self, tool: dict) -> dict:
        return {parameter: self.value(parameter) for parameter in tool["parameters"]}

    def weather(self) -> tuple[dict, dict, str]:
        """The example that every guide to tools begins with, in its many wordings."""
        parameter = self.rng.choice(("city", "location", "location"))
        schema = {parameter: {"type": "string"}}
        if self.rng.random() < 0.4:
            schema[parameter]["description"] = self.rng.choice(("The city and state, e.g. San Francisco, CA", "City name", "The city"))
        with_unit = self.rng.random() < 0.2
        if with_unit:
            schema["unit"] = {"type": "string", "enum": ["celsius", "fahrenheit"]}
        name = self.rng.choice(("get_weather", "get_weather", "get_current_weather", "weather", "getWeather"))
        tool = self.definition(name, self.rng.choice(("Get the current weather for a location", "Get the weather", "Returns the weather in a city.", "Get current weather")), schema, "get", "weather")
        place = self.lexicon.city()
        question = self.rng.choice((f"What's the weather like in {place}?", f"What is the weather in {place}?", f"How is the weather in {place} today?", f"What's the weather in {place} right now?", f"Tell me the weather in {place}.", f"Weather in {place}?", f"What's the weather like in {place} today?"))
        arguments = {parameter: place}
        if with_unit:
            arguments["unit"] = self.rng.choice(("celsius", "fahrenheit"))
            question = question.rstrip("?.") + f" in {arguments['unit']}?"
        return tool, arguments, question


SCHEMAS = {
    "city": {"type": "string"}, "location": {"type": "string"}, "name": {"type": "string"}, "person": {"type": "string"}, "query": {"type": "string"},
    "title": {"type": "string"}, "text": {"type": "string"}, "count": {"type": "integer"}, "amount": {"type": "number"}, "id": {"type": "integer"},
    "minutes": {"type": "integer"}, "date": {"type": "string"}, "email": {"type": "string"}, "color": {"type": "string"},
    "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}, "enabled": {"type": "boolean"}, "language": {"type": "string"},
}


def as_text(value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def call_message(calls: list[tuple[str, dict]]) -> dict:
    return {"role": "assistant", "content": "", "tool_calls": [{"type": "function", "function": {"name": name, "arguments": arguments}} for name, arguments in calls]}


def result(rng: random.Random, lexicon: Lexicon) -> tuple[str, str, str]:
    """A tool's output as JSON, with the sentence that tells it."""
    key = rng.choice(("temperature", "status", "price", "result", "total", "name", "weather", "answer"))
    value = {
        "temperature": lambda: rng.randint(-10, 40), "status": lambda: rng.choice(("ok", "done", "open", "closed")), "price": lambda: rng.randint(1, 900),
        "result": lexicon.word, "total": lambda: rng.randint(1, 99), "name": lexicon.name, "weather": lambda: rng.choice(("sunny", "cloudy", "rainy", "windy", "snowy")),
        "answer": lexicon.word,
    }[key]()
    return json.dumps({key: value}), key, f"The {key} is {value}."


def tool_chat(rng: random.Random, lexicon: Lexicon, small_talk: Callable[[], list[dict]]) -> tuple[list[dict], list[dict]]:
    maker = ToolMaker(rng, lexicon)
    weather = maker.weather() if rng.random() < 0.15 else None
    tools = {tool["spec"]["function"]["name"]: tool for tool in (maker.invented() for _ in range(rng.randint(0 if weather else 1, 4)))}
    if weather:
        tools[weather[0]["spec"]["function"]["name"]] = weather[0]
    offered = list(tools.values())
    rng.shuffle(offered)
    messages: list[dict] = []
    if rng.random() < 0.4:
        messages.append({"role": "system", "content": rng.choice(("You are a helpful assistant.", "You can call tools.", "Use the tools.", "Be concise."))})
    if rng.random() < 0.15:
        return messages + small_talk(), [tool["spec"] for tool in offered]
    if rng.random() < 0.1:
        messages += small_talk()
    for _ in range(rng.choice((1, 1, 2))):
        messages += weather_exchange(rng, lexicon, weather) if weather else exchange(maker, offered)
        weather = None
    return messages, [tool["spec"] for tool in offered]


def exchange(maker: ToolMaker, offered: list[dict]) -> list[dict]:
    rng = maker.rng
    chosen = rng.sample(offered, 2) if len(offered) > 1 and rng.random() < 0.15 else [rng.choice(offered)]
    calls = [(tool, maker.call(tool)) for tool in chosen]
    request = maker.request(*calls[0])
    for tool, arguments in calls[1:]:
        request += rng.choice((" Also: ", " Then: ", " ")) + maker.request(tool, arguments)
    named = [(tool["spec"]["function"]["name"], arguments) for tool, arguments in calls]
    return [{"role": "user", "content": request}, call_message(named), *results_and_answer(rng, maker.lexicon, len(named))]


def weather_exchange(rng: random.Random, lexicon: Lexicon, weather: tuple[dict, dict, str]) -> list[dict]:
    tool, arguments, question = weather
    call = call_message([(tool["spec"]["function"]["name"], arguments)])
    return [{"role": "user", "content": question}, call, *results_and_answer(rng, lexicon, 1)]


def results_and_answer(rng: random.Random, lexicon: Lexicon, count: int) -> list[dict]:
    results = [result(rng, lexicon) for _ in range(count)]
    contents = [content if rng.random() < 0.8 else sentence for content, _, sentence in results]
    return [*({"role": "tool", "content": content} for content in contents), {"role": "assistant", "content": " ".join(sentence for _, _, sentence in results)}]

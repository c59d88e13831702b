"""Chats with tools: which one is called with which arguments, for a request or for several, or that none fits."""

import json

from chat import Chat, Maker
from errand_tools import ErrandTool
from plain_tools import PlainTool
from tool import CatalogueTool, Tool, as_text, spoken

NO_TOOL = "I have no tool for that."


def call_message(calls: list[tuple[str, dict]]) -> dict:
    return {"role": "assistant", "content": "", "tool_calls": [{"type": "function", "function": {"name": name, "arguments": arguments}} for name, arguments in calls]}


def is_like(tool: Tool, other: Tool) -> bool:
    """Whether a request for one might be meant for the other."""
    if isinstance(tool, ErrandTool) or isinstance(other, ErrandTool):
        return not set(tool.noun.split()).isdisjoint(other.noun.split())
    return other.noun == tool.noun and not set(other.words).isdisjoint(tool.words)


class Tools(Maker):
    def short(self) -> Chat:
        raise NotImplementedError

    def any_tool(self, nouns: list[str]) -> Tool:
        draw = self.rng.random()
        return ErrandTool(self) if draw < 0.45 else CatalogueTool(self) if draw < 0.65 else PlainTool(self, nouns) if draw < 0.9 else Tool(self, nouns)

    def offered(self, most: int) -> list[Tool]:
        rng, tools, nouns = self.rng, {}, []
        for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 8)[:most])):
            tool = self.any_tool(nouns)
            nouns.append(tool.noun)
            if not any(is_like(tool, other) for other in tools.values()):
                tools.setdefault(tool.name, tool)
        return list(tools.values())

    def tools(self) -> Chat:
        rng = self.rng
        offered = self.offered(8)
        chat = Chat([], tools=[tool.definition() for tool in offered])
        if rng.random() < 0.35:
            chat.messages.append({"role": "system", "content": self.pick("You are a helpful assistant.", "You can call tools.", "Use the tools.", "Be concise.", "Call the right tool.")})
        unused: list[Tool] = []
        for _ in range(rng.choice((1, 2, 3, 4)) if len(offered) < 5 else rng.choice((3, 4, 5, 6))):
            draw = rng.random()
            if draw < 0.16:
                chat += self.short()
            elif draw < 0.26:
                chat += self.no_tool(offered)
            elif draw < 0.42:
                chat += self.two_calls(offered)
            elif draw < 0.45:
                chat += self.asked_for_result(offered)
            else:
                unused = unused or rng.sample(offered, len(offered))
                request, arguments = (tool := unused.pop()).ask()
                chat += self.exchange(request, [(tool.name, arguments)])
        return chat

    def no_tool(self, offered: list[Tool]) -> Chat:
        """A request that none of the tools fits."""
        while True:
            tool = self.any_tool([])
            if all(set(tool.noun.split()).isdisjoint(other.noun.split()) for other in offered):
                return Chat([{"role": "user", "content": tool.ask()[0]}, {"role": "assistant", "content": NO_TOOL}])

    def two_calls(self, offered: list[Tool]) -> Chat:
        first = self.rng.choice(offered)
        second = first if self.rng.random() < 0.2 else self.rng.choice(offered)
        asked = [first.ask(), second.ask()]
        if asked[0] == asked[1]:
            return self.exchange(asked[0][0], [(first.name, asked[0][1])])
        joint = self.pick(" Also: ", " Then: ", " ", " ", " And ", " Also, ", "\n", " After that, ", " Besides, ", " One more thing: ", " And also: ", " Next: ", " Secondly: ", " And then ")
        rest = asked[1][0]
        request = asked[0][0] + joint + (rest if joint in (" ", "\n") else rest[:1].lower() + rest[1:])
        calls = [(first.name, asked[0][1]), (second.name, asked[1][1])]
        return self.exchange(request, calls)

    def results(self, key: str | None = None) -> dict:
        """What a tool returns: some keys with values of any kind."""
        rng, values = self.rng, {}
        for name in ([key] if key else []) + [self.pick("temperature", "status", "price", "result", "total", "name", "weather", "answer", "time", "count", self.lexicon.attribute().replace(" ", "_"), self.lexicon.word()) for _ in range(rng.choice((0, 1, 1, 2)) if key else rng.choice((1, 1, 1, 2, 3)))]:
            values.setdefault(name, rng.choice((self.lexicon.number(), self.lexicon.value(), self.lexicon.value(), rng.choice(("ok", "done", "open", "closed", "sunny", "cloudy", "rainy")), rng.randint(-10, 40))))
        items = list(values.items())
        rng.shuffle(items)
        return dict(items)

    def asked_for_result(self, offered: list[Tool]) -> Chat:
        """A question for one value of what a tool returns."""
        tools = [tool for tool in offered if not isinstance(tool, (CatalogueTool, PlainTool))]
        if not tools:
            return self.no_tool(offered)
        tool = self.rng.choice(tools)
        _, arguments = tool.ask()
        phrases = " ".join(tool.phrase(parameter, arguments[parameter["name"]]) for parameter in tool.parameters if parameter["name"] in arguments)
        key = self.pick("status", "price", "total", "owner", "date", "size", "name", "color", self.lexicon.attribute().replace(" ", "_"), self.lexicon.attribute().replace(" ", "_"))
        result = self.results(key)
        request = f"What is the {spoken(key)} of the {tool.noun} {phrases}".strip() + "?"
        return Chat([{"role": "user", "content": request}, call_message([(tool.name, arguments)]), {"role": "tool", "content": json.dumps(result)}, {"role": "assistant", "content": f"The {spoken(key)} is {as_text(result[key])}."}])

    def exchange(self, request: str, calls: list[tuple[str, dict]]) -> Chat:
        messages = [{"role": "user", "content": request}, call_message(calls)]
        if self.rng.random() < 0.25:
            said = []
            for _ in calls:
                result = self.results()
                sentence = " ".join(f"The {spoken(name)} is {as_text(value)}." for name, value in result.items())
                draw = self.rng.random()
                if draw < 0.15:
                    content = sentence
                elif draw < 0.35:
                    content = as_text(next(iter(result.values())))
                    sentence = f"The result is {content}."
                elif draw < 0.4:
                    items = self.lexicon.words(1, 4)
                    content, sentence = json.dumps(items), f"The result is {', '.join(items)}."
                else:
                    content = json.dumps(result, ensure_ascii=False)
                messages.append({"role": "tool", "content": content})
                said.append(sentence)
            messages.append({"role": "assistant", "content": " ".join(said)})
        return Chat(messages)

    def weather(self) -> Chat:
        """The example that every guide to tools begins with, in its many wordings."""
        rng = self.rng
        parameter = self.pick("city", "location", "location")
        properties: dict = {parameter: {"type": "string"}}
        if rng.random() < 0.4:
            properties[parameter]["description"] = self.pick("The city and state, e.g. San Francisco, CA", "City name", "The city")
        arguments = {parameter: self.lexicon.city()}
        question = self.pick("What's the weather like in {v}?", "What is the weather in {v}?", "How is the weather in {v} today?", "What's the weather in {v} right now?", "Tell me the weather in {v}.", "Weather in {v}?", "What's the weather like in {v} today?", "How warm is it in {v}?").replace("{v}", arguments[parameter])
        if rng.random() < 0.2:
            properties["unit"] = {"type": "string", "enum": ["celsius", "fahrenheit"]}
            arguments["unit"] = self.pick("celsius", "fahrenheit")
            question = question.rstrip("?.") + f" in {arguments['unit']}?"
        name = self.pick("get_weather", "get_weather", "get_current_weather", "weather", "getWeather")
        function = {"name": name, "description": self.pick("Get the current weather for a location", "Get the weather", "Returns the weather in a city.", "Get current weather"), "parameters": {"type": "object", "properties": properties, "required": list(properties)}}
        if rng.random() < 0.3:
            function["parameters"]["additionalProperties"] = False
        others = [tool.definition() for tool in self.offered(3)] if rng.random() < 0.5 else []
        offered = [{"type": "function", "function": function}, *others]
        rng.shuffle(offered)
        chat = Chat([], tools=offered) + self.exchange(question, [(name, arguments)])
        return chat + self.short() if rng.random() < 0.2 else chat

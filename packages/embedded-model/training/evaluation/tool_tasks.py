"""Calls of tools that training never had, answers from their results, and prompts for which no tool is meant."""

import json

from evaluation.catalog import CATALOG, Tool
from evaluation.checks import calls_are, calls_in, says_it_cannot, tells
from evaluation.draws import Draws
from evaluation.facts import facts, unknown
from evaluation.prompt import Prompt, ask, assistant, under, user

SYSTEMS = ("You are a helpful assistant.", "You help in our office. Be short.", "You may use the tools you are given.")


def definition(draw: Draws, tool: Tool) -> dict:
    properties = {name: dict(schema) for name, (schema, _) in tool.parameters.items()}
    if draw.chance(0.4):
        for name in properties:
            properties[name]["description"] = "whether it runs" if properties[name]["type"] == "boolean" else f"the {name.replace('_', ' ')}"
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    if draw.chance(0.2):
        parameters["additionalProperties"] = False
    return {"type": "function", "function": {"name": tool.name, "description": tool.description, "parameters": parameters}}


def request(draw: Draws, tool: Tool) -> tuple[str, dict]:
    """What the user types, and the arguments that follow from it."""
    values = {name: make(draw) for name, (_, make) in tool.parameters.items()}
    said = {name: {True: "on", False: "off"}[value] if isinstance(value, bool) else value for name, value in values.items()}
    if len(set(map(str, values.values()))) < len(values):
        return request(draw, tool)
    return draw.pick(*tool.requests).format(**said), values


def offer(draw: Draws, tools: list[Tool], prompt: Prompt) -> Prompt:
    prompt.tools = [definition(draw, tool) for tool in draw.rng.sample(tools, len(tools))]
    return under(draw.pick(*SYSTEMS), prompt) if draw.chance(0.3) else prompt


def written(calls: list[tuple[str, dict]]) -> str:
    return "\n".join("<tool_call>\n" + json.dumps({"name": name, "arguments": arguments}) + "\n</tool_call>" for name, arguments in calls)


def tools_8(draw: Draws) -> Prompt:
    tools = draw.rng.sample(CATALOG, 8)
    question, arguments = request(draw, tools[0])
    calls = [(tools[0].name, arguments)]
    return offer(draw, tools, ask(question, written(calls), calls_are(calls)))


def tools_two(draw: Draws) -> Prompt:
    """Two tools, or one tool twice; the order of the calls is free."""
    tools = draw.rng.sample([tool for tool in CATALOG if tool.parameters], draw.number(2, 5))
    chosen = [tools[0], tools[0] if draw.chance(0.25) else tools[1]]
    requests = [request(draw, tool) for tool in chosen]
    while requests[0] == requests[1]:
        requests[1] = request(draw, chosen[1])
    calls = [(tool.name, arguments) for tool, (_, arguments) in zip(chosen, requests)]
    question = requests[0][0] + draw.pick(" ", " And another thing: ", " Also, a second request: ", "\n") + requests[1][0]
    return offer(draw, tools, ask(question, written(calls), calls_are(calls)))


def tools_answer(draw: Draws) -> Prompt:
    """The result's first key answers the question; the others may be told too. Of an order's result, any value will do."""
    tools = draw.rng.sample([tool for tool in CATALOG if tool.result], draw.number(1, 4))
    tool = tools[0]
    question, arguments = request(draw, tool)
    result = {key: make(draw) for key, make in list(tool.result.items())[:draw.number(1, 2)]}
    told = [str(value) for value in result.values()]
    wanted = told[:1] if question.endswith("?") else told
    call = {"type": "function", "function": {"name": tool.name, "arguments": arguments}}
    messages = [user(question), {**assistant(""), "tool_calls": [call]}, {"role": "tool", "content": json.dumps(result)}]
    return offer(draw, tools, Prompt(messages, f"The answer is {wanted[0]}.", lambda answer: any(tells(value)(answer) for value in wanted)))


def tools_none(draw: Draws) -> Prompt:
    """Half can be answered without a tool; the rest asks for a tool that is not there, or for what the model does not know."""
    tools = draw.rng.sample(CATALOG, draw.number(2, 7))
    kind = draw.rng.choices(("fact", "missing", "unknown"), (50, 30, 20))[0]
    if kind == "fact":
        base = facts(draw)
        return offer(draw, tools[1:], Prompt(base.messages, base.example, lambda answer: calls_in(answer) == [] and base.right(answer)))
    if kind == "missing":
        return offer(draw, tools[1:], ask(request(draw, tools[0])[0], "I do not have a tool for that.", says_it_cannot))
    return offer(draw, tools[1:], unknown(draw))

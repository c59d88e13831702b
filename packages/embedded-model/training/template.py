"""Chats as text, through the template that `package.py` puts into the package and the server renders, with the assistant's part marked."""

import json
import re
from pathlib import Path

import jinja2

from chat import Chat

END_OF_TURN = "<|im_end|>"
ANSWER_START = "<|im_start|>assistant\n"

_environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
_environment.filters["tojson"] = lambda value: json.dumps(value, ensure_ascii=False)
_template = _environment.from_string((Path(__file__).parent / "chat_template.jinja").read_text())
_answer = re.compile(re.escape(ANSWER_START) + r"(?:<think>\n)?(.*?" + re.escape(END_OF_TURN) + ")", re.DOTALL)


def render(chat: Chat, add_generation_prompt: bool = False, enable_thinking: bool = False) -> str:
    """The chat as the server writes it. Without a generation prompt the last answer stands with its thoughts, if it has any."""
    if not add_generation_prompt and chat.thinks:
        *before, last = chat.messages
        prompt = render(Chat(before, chat.tools, chat.documents), add_generation_prompt=True, enable_thinking=True)
        return f"{prompt}{last['reasoning_content']}\n</think>\n\n{last['content']}{END_OF_TURN}\n"
    return _template.render(messages=chat.messages, tools=chat.tools or None, documents=chat.documents or None, add_generation_prompt=add_generation_prompt, enable_thinking=enable_thinking)


def answer_spans(text: str) -> list[tuple[int, int]]:
    """Where the assistant's own words are, end of turn included: the only tokens that the loss counts."""
    return [match.span(1) for match in _answer.finditer(text)]

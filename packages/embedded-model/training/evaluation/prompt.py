"""What a task function makes."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace


@dataclass
class Prompt:
    """A chat that waits for an answer. `example` is one right answer: the checker must accept it."""

    messages: list[dict]
    example: str
    right: Callable[[str], bool]
    tools: list[dict] = field(default_factory=list)
    documents: list[dict] = field(default_factory=list)
    thinking: bool = False


def user(text: str) -> dict:
    return {"role": "user", "content": text}


def assistant(text: str) -> dict:
    return {"role": "assistant", "content": text}


def ask(question: str, example: str, right: Callable[[str], bool]) -> Prompt:
    return Prompt([user(question)], example, right)


def under(system: str, prompt: Prompt) -> Prompt:
    """The same prompt after a system message."""
    return replace(prompt, messages=[{"role": "system", "content": system}, *prompt.messages])

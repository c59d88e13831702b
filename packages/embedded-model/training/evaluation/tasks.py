"""Every task by its name, and a prompt of it by its number."""

from collections.abc import Callable

from evaluation.draws import Draws
from evaluation.extraction import json_keys, json_schema
from evaluation.facts import about, facts, unknown
from evaluation.prompt import Prompt
from evaluation.recall import recall, recall_1000, recall_3000
from evaluation.sums import sums, two_step, two_step_thinking
from evaluation.system import system
from evaluation.text import words
from evaluation.tool_tasks import tools_8, tools_answer, tools_none, tools_two

TASKS: dict[str, Callable[[Draws], Prompt]] = {
    task.__name__: task
    for task in (
        about, facts, sums, words, system, recall, recall_1000, recall_3000, json_keys, json_schema, tools_8, tools_two, tools_answer, tools_none,
        two_step, two_step_thinking, unknown,
    )
}


def prompt_of(task: str, number: int, tokens: Callable[[str], int]) -> Prompt:
    """The same prompt for the same number, always; with thinking and without it the same sum."""
    prompt = TASKS[task](Draws(f"{task.removesuffix('_thinking')} {number}", tokens))
    assert prompt.right(prompt.example), f"the checker of {task} {number} refuses its own example: {prompt.example}"
    return prompt

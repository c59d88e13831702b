"""Scores an exported model on the evaluation's own prompts: `python evaluate.py --prompts 500`.

The prompts come from `evaluation/`, whose names, words and phrasings are not training's; a checker judges the content of the
greedy answer. `stops` is the share of answers at temperature 0.7, on prompts of all tasks, that end by themselves within 256 tokens.
"""

import argparse
import json
import multiprocessing
import time
from pathlib import Path

import numpy as np

from evaluation.checks import after_thinking
from evaluation.overlap import print_overlap
from evaluation.runner import Runner
from evaluation.tasks import TASKS, prompt_of
from template import render

PACKAGE = Path(__file__).parent.parent
ALL = (*TASKS, "stops")
TEMPERATURE = 0.7
runner: Runner


def start(folder: Path, onnx: Path) -> None:
    global runner
    runner = Runner(folder, onnx)


def judge(job: tuple[str, int]) -> tuple[str, bool, str]:
    """The task, whether the answer was right, and the case as text. For `stops`, prompts that no task has had, by turns."""
    task, number = job
    names = list(TASKS)
    source, position = (names[number % len(names)], 100_000 + number) if task == "stops" else (task, number)
    prompt = prompt_of(source, position, runner.tokens)
    rendered = render(prompt, add_generation_prompt=True, enable_thinking=prompt.thinking)
    if task == "stops":
        answer, right = runner.answer(rendered, np.random.default_rng(number), TEMPERATURE)
    else:
        answer, _ = runner.answer(rendered)
        right = prompt.right(after_thinking(answer, rendered.endswith("<think>\n")))
    return task, right, f"--- {task} {number}\n{rendered[-700:]}\nright, for example: {prompt.example}\ngot: {answer}"


def scores(tasks: list[str], prompts: int, folder: Path, onnx: Path, show: int, processes: int) -> dict[str, float]:
    right: dict[str, int] = dict.fromkeys(tasks, 0)
    shown: dict[str, int] = dict.fromkeys(tasks, 0)
    jobs = [(task, number) for task in tasks for number in range(prompts)]
    with multiprocessing.get_context("spawn").Pool(processes, start, (folder, onnx)) as pool:
        begun, done = time.time(), 0
        for task, good, case in pool.imap(judge, jobs, chunksize=4):
            right[task] += good
            done += 1
            if not good and shown[task] < show:
                shown[task] += 1
                print(case)
            if done % prompts == 0:
                print(f"{task:20} {100 * right[task] / prompts:5.1f} %   {time.time() - begun:5.0f} s", flush=True)
    return {task: round(100 * count / prompts, 1) for task, count in right.items()}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--prompts", type=int, default=500, help="how many a task")
    options.add_argument("--task", action="append", choices=ALL, help="only this one; may be given more than once")
    options.add_argument("--show", type=int, default=0, help="print so many wrong answers of each task")
    options.add_argument("--json", type=Path, help="write the scores there")
    options.add_argument("--folder", type=Path, default=PACKAGE, help="has config.json and tokenizer.json")
    options.add_argument("--onnx", type=Path, help="the graph; by default the folder's onnx/model_quantized.onnx")
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--overlap", type=int, default=0, help="only compare the prompts with so many training chats")
    given = options.parse_args()
    if given.overlap:
        return print_overlap(given.overlap, given.prompts)
    onnx = given.onnx or given.folder / "onnx" / "model_quantized.onnx"
    result = scores(given.task or list(ALL), given.prompts, given.folder, onnx, given.show, given.processes)
    if "two_step" in result and "two_step_thinking" in result:
        result["gain_from_thinking"] = round(result["two_step_thinking"] - result["two_step"], 1)
        print(f"gain from thinking   {result['gain_from_thinking']:+5.1f} points")
    if given.json:
        given.json.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()

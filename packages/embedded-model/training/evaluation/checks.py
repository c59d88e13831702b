"""What counts as right: the content, in whatever words it comes."""

import json
import re

from words import NUMBERS

_refusal = re.compile(
    r"\b(do not|don't|did not|didn't|does not|doesn't|have not|haven't|has not|hasn't|cannot|can't|can not|could not|couldn't|unable|not sure|not able|not know|"
    r"not told|no idea|no tool|no function|no information|never|none of|outside|unknown|not something|not in my)\b",
    re.IGNORECASE,
)
_own_sentence = re.compile(r"(I|I'm|I’m|I'd|My|Sorry|Unfortunately|Please|You|Ask|As a|But I|That is|That's|Try)\b")


def after_thinking(answer: str, thinks: bool) -> str:
    """What stands after the thinking; nothing when the thinking never ended, be it opened by the prompt or by the model."""
    if "</think>" in answer:
        return answer.rpartition("</think>")[2].strip()
    return "" if thinks or "<think>" in answer else answer.strip()


def has_word(text: str, value: str) -> bool:
    before = r"(?<![\w-])(?<!\d[:.,])" if value[:1].isdigit() else r"(?<!\w)"
    after = r"(?!\w|[.,:]\d)" if value[-1:].isdigit() else r"(?!\w)"
    return re.search(before + re.escape(value) + after, text, re.IGNORECASE) is not None


def tells(value: str, others: list[str] = []):
    """The value is told, and none of the others."""
    wrong = [other for other in others if other.lower() != value.lower() and not has_word(value, other)]
    return lambda answer: has_word(answer, value) and not any(has_word(answer, other) for other in wrong) and "<tool_call>" not in answer


def last_number(text: str) -> int | None:
    """The last number told, in digits or, failing that, as a word up to twenty."""
    digits = re.findall(r"(?<![\w.])-?\d+", re.sub(r"(?<=\d),(?=\d{3}\b)", "", text))
    if digits:
        return int(digits[-1])
    named = [NUMBERS.index(word) for word in re.findall(r"[a-z]+", text.lower()) if word in NUMBERS]
    return named[-1] if named else None


def ends_with_number(value: int):
    return lambda answer: last_number(answer) == value


def says_it_cannot(answer: str) -> bool:
    """Some sentence says that it does not know or cannot, and no other sentence asserts anything about the world."""
    sentences = [sentence for sentence in re.split(r"(?<=[.!?])\s+", answer.strip()) if sentence]
    refused = [bool(_refusal.search(sentence)) for sentence in sentences]
    return any(refused) and all(no or _own_sentence.match(sentence) for no, sentence in zip(refused, sentences)) and "<tool_call>" not in answer


def trimmed(text: str) -> str:
    """Without surrounding quotes and a final period."""
    text = text.strip().removesuffix(".").strip()
    if len(text) > 1 and text[0] in "\"'“`" and text[-1] in "\"'”`":
        text = text[1:-1]
    return text.strip().removesuffix(".")


def without_label(text: str) -> str:
    """Without a lead such as `Sorted:` or `Here is the text:`."""
    return re.sub(r"^[A-Z][A-Za-z' ]{0,40}:\s+", "", text.strip())


def same_text(expected: str):
    return lambda answer: trimmed(expected) in (trimmed(answer), trimmed(without_label(answer)))


def items(text: str) -> list[str]:
    """A list in commas, lines, bullets or blanks."""
    text = trimmed(without_label(text)).replace(" and ", ", ")
    parts = [part for part in re.split(r"[,;\n]+", text) if part.strip()]
    if len(parts) == 1:
        parts = text.split()
    return [trimmed(re.sub(r"^\s*(-|\*|\d+[.)])\s+", "", part)) for part in parts]


def same_items(expected: list[str]):
    return lambda answer: items(answer) == expected


def json_in(text: str):
    """The value that the answer is, fences around it or not; None when it is no JSON."""
    fenced = re.fullmatch(r"```(?:json)?\n(.*?)\n?```", text.strip(), re.DOTALL)
    try:
        return json.loads(fenced.group(1) if fenced else text)
    except ValueError:
        return None


def same_json(first, second) -> bool:
    """JSON's own equality: `true` is not 1, but 3.0 is 3."""
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(same_json(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(same_json, first, second))
    return first == second


def calls_in(answer: str) -> list[tuple[str, dict]] | None:
    """The tool calls of an answer, in order; None when one of them is malformed."""
    bodies = re.findall(r"<tool_call>(.*?)(?:</tool_call>|$)", answer, re.DOTALL)
    try:
        calls = [json.loads(body) for body in bodies]
        return [(call["name"], call["arguments"]) for call in calls]
    except (ValueError, KeyError, TypeError):
        return None


def calls_are(expected: list[tuple[str, dict]]):
    """Exactly these calls, in any order. No two of the expected are the same."""
    def right(answer: str) -> bool:
        left = calls_in(answer)
        if left is None or len(left) != len(expected):
            return False
        return all(any(name == wanted and same_json(arguments, values) for name, arguments in left) for wanted, values in expected)
    return right


def content_words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z0-9_]+", text.lower()) if len(word) > 3 or word.isdigit() or "_" in word}


def says_what(expected: str, others: list[str] = []):
    """Four fifths of the expected text's content words are there, and no other text is nearer."""
    def nearness(answer: str, text: str) -> float:
        said, wanted = content_words(answer), content_words(text)
        return 2 * len(said & wanted) / max(1, len(said) + len(wanted))

    def right(answer: str) -> bool:
        wanted = content_words(expected)
        enough = len(content_words(answer) & wanted) >= 0.8 * len(wanted)
        return enough and all(nearness(answer, other) <= nearness(answer, expected) for other in others)
    return right

"""A chat, and what all makers of chats share."""

import random
import re
from dataclasses import dataclass, field

from words import Lexicon


@dataclass
class Chat:
    messages: list[dict]
    tools: list[dict] = field(default_factory=list)
    documents: list[dict] = field(default_factory=list)
    """Whether the last answer is thought about first."""
    thinks: bool = False

    def __add__(self, other: "Chat") -> "Chat":
        return Chat(self.messages + other.messages, self.tools or other.tools, self.documents or other.documents, other.thinks)


_choice = re.compile(r"\[([^\[\]]*)\]")


def turn(question: str, answer: str, thoughts: str | None = None) -> Chat:
    reply = {"role": "assistant", "content": answer}
    if thoughts is not None:
        reply["reasoning_content"] = thoughts
    return Chat([{"role": "user", "content": question}, reply], thinks=thoughts is not None)


def system(text: str) -> Chat:
    return Chat([{"role": "system", "content": text}])


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def with_s(word: str) -> str:
    """The third person of a verb, or the plural of a noun."""
    if word[-1] == "y" and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


class Maker:
    def __init__(self, rng: random.Random):
        self.rng = rng
        self.lexicon = Lexicon(rng)

    def pick(self, *options: str) -> str:
        return self.rng.choice(options)

    def say(self, *patterns: str, **values) -> str:
        """One of the patterns, with a draw for each `[one|another|]` in it and the values for `{name}`."""
        text = self.rng.choice(patterns)
        while (drawn := _choice.sub(lambda match: self.rng.choice(match.group(1).split("|")), text)) != text:
            text = drawn
        text = capitalised(re.sub(r" +", " ", text).strip())
        return re.sub(r"{(\w+)}", lambda match: str(values[match.group(1)]), text)

    def asked(self, question: str) -> str:
        """The question as people type it: with an opening, in lower case, without its mark, with a please."""
        draw = self.rng.random()
        if draw < 0.07:
            return question.lower()
        if draw < 0.12:
            return question.rstrip("?.!")
        if draw < 0.15:
            return question.lower().rstrip("?.!")
        if draw < 0.19 and question.endswith("?"):
            return question[:-1] + ", please?"
        if draw < 0.27:
            opening = self.pick("Tell me: ", "Quick question: ", "Please answer: ", "I want to know: ", "Question: ", "Now: ", "So, ", "Hey, ", "OK, ", "Please tell me, ", "And ", "One more thing: ", "Well, ", "Next: ", "For my friend: ", "A question: ", "Hmm, ", "Then: ")
            return opening + question[:1].lower() + question[1:] if self.rng.random() < 0.5 else opening + question
        if draw < 0.36:
            return f"{self.lexicon.opening()} {question}"
        if draw < 0.38:
            return f"{question} {self.lexicon.opening()}"
        if draw < 0.41:
            return question + self.pick(" Thanks!", " Thank you.", " Please be brief.", " Answer briefly.")
        return question

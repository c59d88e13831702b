"""How much of the evaluation training could have drawn itself: it must be next to nothing."""

import re
from collections import Counter

from evaluation.draws import CITIES, NAMES, WORDS
from evaluation.tasks import TASKS, prompt_of

COMMON = 40


def texts(messages: list[dict]) -> list[str]:
    return [message["content"].strip().lower() for message in messages if message["role"] in ("user", "system")]


def phrasing(text: str, common: set[str]) -> str:
    """The text with each run of rare words and numbers as one blank: what is left is how it is put."""
    return re.sub(r"_([\s,]+_)+", "_", re.sub(r"[a-z0-9'-]+", lambda word: word[0] if word[0] in common else "_", text))


def print_overlap(chats: int, prompts: int) -> None:
    """Per task, the share of prompts with a text (system or last question) that stands in so many training chats, word for word and by its phrasing."""
    import words
    from chats import ChatMaker

    maker = ChatMaker(seed=99)
    seen = {text for _ in range(chats) for text in texts(maker.chat().messages)}
    counts = Counter(word for text in seen for word in set(re.findall(r"[a-z'-]+", text)))
    common = {word for word, count in counts.items() if count >= COMMON}
    put = {phrasing(text, common) for text in seen}
    for task in TASKS:
        asked = [texts(prompt_of(task, number, lambda text: len(text) // 3).messages) for number in range(prompts)]
        asked = [{chat[0], chat[-1]} if task == "system" else {chat[-1]} for chat in asked]
        known = [next(iter(chat & seen)) for chat in asked if chat & seen]
        alike = [phrasing(text, common) for chat in asked for text in chat if phrasing(text, common) in put]
        print(f"{task:20} {100 * len(known) / prompts:5.1f} % verbatim, {100 * len(alike) / prompts:5.1f} % by phrasing {sorted(set(known))[:3]} {Counter(alike).most_common(4)}")
    theirs = {word.lower() for part in vars(words).values() if isinstance(part, (list, tuple, set, dict)) for word in part if isinstance(word, str)}
    for kind, mine in (("names", NAMES), ("cities", CITIES), ("words", WORDS)):
        print(f"{kind} that training's lists have too: {[word for word in mine if word.lower() in theirs]}")

"""Synthetic chats, one function a task. All text is made here: nothing comes from elsewhere."""

import random

from chat import Chat
from extraction import Extraction
from instructions import Instructions
from knowledge import Knowledge
from pictures import Pictures
from recall import Recall
from sums import Sums
from texts import Texts
from tools import Tools


class ChatMaker(Knowledge, Sums, Texts, Recall, Extraction, Instructions, Pictures, Tools):
    """Draws chats; the same seed draws the same ones."""

    def __init__(self, seed: int):
        super().__init__(random.Random(seed))

    def chat(self) -> Chat:
        names, weights = zip(*MIXTURE.items())
        name = self.rng.choices(names, weights)[0]
        chat = getattr(self, name)()
        if chat.messages[0]["role"] != "system" and not chat.thinks and self.rng.random() < 0.25:
            chat = chat + self.short()
        return chat

    def short(self) -> Chat:
        return getattr(self, self.rng.choice(("fact", "fact", "sum", "words", "words", "lists", "greeting", "count", "about", "unknown")))()

    def long_chat(self, tokens: int) -> Chat:
        """A chat of very roughly so many tokens."""
        return self.long(max(6, tokens // 50))


# Shares by chats; a chat with tools has ten times the tokens of one with words.
MIXTURE = {
    "tools": 24, "weather": 2, "memory": 24, "not_told": 2, "reading": 8, "from_documents": 2, "extract": 34, "arithmetic": 16, "count": 2, "words": 54,
    "fact": 17, "about": 11, "lists": 2, "system_prompt": 12, "greeting": 3, "unknown": 11, "picture": 6, "story": 1, "code": 1,
}

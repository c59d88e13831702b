"""Chats packed into rows of token ids: whole chats only, with the weight that the loss gives each token."""

import random

import numpy as np
import torch
from tokenizers import Tokenizer

from chat import Chat
from chats import ChatMaker
from template import answer_spans, render

END_OF_TEXT = 0
FIRST_PLAIN_TOKEN = 16
LONGEST_MIXED_ROW = 1024


class Rows:
    def __init__(self, tokenizer: Tokenizer, seed: int):
        self.tokenizer = tokenizer
        self.maker = ChatMaker(seed)
        self.rng = random.Random(seed)
        self.pool: list[tuple[list[int], np.ndarray]] = []

    def encoded(self, chats: list[Chat]) -> list[tuple[list[int], np.ndarray]]:
        """Token ids, and 1 for each token that the assistant wrote."""
        texts, made = [render(chat) for chat in chats], []
        for text, encoding in zip(texts, self.tokenizer.encode_batch(texts, add_special_tokens=False)):
            marked = np.zeros(len(text) + 1, dtype=np.float32)
            for start, end in answer_spans(text):
                marked[start:end] = 1
            weights = np.array([marked[start] for start, _ in encoding.offsets], dtype=np.float32)
            made.append((encoding.ids + [END_OF_TEXT], np.append(weights, np.float32(0))))
        return made

    def refill(self):
        self.pool += self.encoded([self.maker.chat() for _ in range(512)])
        self.rng.shuffle(self.pool)

    def chat_row(self, length: int) -> tuple[np.ndarray, np.ndarray]:
        """Whole chats, as many as fit. What is too long for this row waits for a longer one."""
        ids, weights = np.zeros(length + 1, dtype=np.int64), np.zeros(length + 1, dtype=np.float32)
        used, skipped = 0, []
        while len(skipped) < 48 and length + 1 - used > 24:
            if not self.pool:
                self.refill()
            chat = self.pool.pop()
            size = len(chat[0])
            if used + size <= length + 1:
                ids[used:used + size], weights[used:used + size] = chat
                used += size
            else:
                skipped.append(chat)
        self.pool = skipped + self.pool
        if len(self.pool) > 2048:
            self.pool = [chat for chat in self.pool if len(chat[0]) <= 512] + [chat for chat in self.pool if len(chat[0]) > 512][:512]
        return ids, weights

    def long_row(self, length: int) -> tuple[np.ndarray, np.ndarray]:
        """One chat of about that length."""
        ids, weights = np.zeros(length + 1, dtype=np.int64), np.zeros(length + 1, dtype=np.float32)
        ((chat_ids, chat_weights),) = self.encoded([self.maker.long_chat(self.rng.randint(length // 4, length))])
        size = min(len(chat_ids), length + 1)
        ids[:size], weights[:size] = chat_ids[:size], chat_weights[:size]
        return ids, weights

    def copying_row(self, length: int, vocabulary: int) -> tuple[np.ndarray, np.ndarray]:
        """Random spans, repeated. Only attention that finds the earlier place can predict them (induction heads)."""
        ids, weights = np.zeros(length + 1, dtype=np.int64), np.zeros(length + 1, dtype=np.float32)
        used = 0
        while used < length + 1:
            span = np.array([self.rng.randrange(FIRST_PLAIN_TOKEN, vocabulary) for _ in range(self.rng.randint(6, 60))])
            repeats = np.tile(span, self.rng.randint(2, 4))[: length + 1 - used]
            ids[used:used + len(repeats)] = repeats
            weights[used + len(span):used + len(repeats)] = 0.5
            used += len(repeats)
        return ids, weights

    def batch(self, rows: int, length: int, copying: float):
        """Inputs, targets and weights, each [rows, length]; `copying` is the share of copying rows."""
        vocabulary = self.tokenizer.get_vocab_size()
        chat_row = self.long_row if length > LONGEST_MIXED_ROW else self.chat_row
        made = [self.copying_row(length, vocabulary) if self.rng.random() < copying else chat_row(length) for _ in range(rows)]
        ids = torch.from_numpy(np.stack([row[0] for row in made]))
        weights = torch.from_numpy(np.stack([row[1] for row in made]))
        return ids[:, :-1].contiguous(), ids[:, 1:].contiguous(), weights[:, 1:].contiguous()

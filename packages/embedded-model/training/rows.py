"""Chats packed into rows of token ids: whole chats only, with the weight that the loss gives each token."""

import math
import random

import numpy as np
import torch
from tokenizers import Tokenizer

from chat import Chat
from chats import ChatMaker
from template import answer_spans, render

END_OF_TEXT = 0
FIRST_PLAIN_TOKEN = 16
SHORT, LONGEST_MIXED_ROW = 512, 1024


class Rows:
    def __init__(self, tokenizer: Tokenizer, seed: int):
        self.tokenizer = tokenizer
        self.maker = ChatMaker(seed)
        self.rng = random.Random(seed)
        self.short: list[tuple[list[int], np.ndarray]] = []
        self.longer: list[tuple[list[int], np.ndarray]] = []

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
        for chat in self.encoded([self.maker.chat() for _ in range(512)]):
            if len(chat[0]) <= SHORT:
                self.short.append(chat)
            elif len(chat[0]) <= LONGEST_MIXED_ROW and len(self.longer) < 256:
                self.longer.append(chat)

    def packed(self, length: int, chats: list[tuple[list[int], np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
        """A row of these chats and of as many short ones as fit."""
        ids, weights = np.zeros(length + 1, dtype=np.int64), np.zeros(length + 1, dtype=np.float32)
        used, tried = 0, []
        while length + 1 - used > 24 and len(tried) < 32:
            if len(self.short) < 64:
                self.refill()
            chat = chats.pop() if chats else self.short.pop(self.rng.randrange(len(self.short)))
            size = len(chat[0])
            if used + size > length + 1:
                tried.append(chat)
                continue
            ids[used:used + size], weights[used:used + size] = chat
            used += size
        self.short += tried
        return ids, weights

    def chat_row(self, length: int) -> tuple[np.ndarray, np.ndarray]:
        if length > SHORT and self.rng.random() < 0.22:
            return self.long_row(length)
        return self.packed(length, [self.longer.pop()] if length > SHORT and self.longer else [])

    def long_row(self, length: int) -> tuple[np.ndarray, np.ndarray]:
        """One chat of at most that length, cut if it is longer, and short ones after it."""
        ((ids, weights),) = self.encoded([self.maker.long_chat(self.rng.randint(length // 2, length))])
        return self.packed(length, [(ids[:length], weights[:length])])

    def pairs_row(self, pairs: list[tuple[list[int], list[int]]]) -> tuple[list[int], list[float]]:
        """Keys with their values, then the same pairs in another order: the value is to be found by its key."""
        row = [token for key, value in pairs for token in key + value]
        weights = [0.0] * len(row)
        for key, value in self.rng.sample(pairs, len(pairs)):
            row += key + value
            weights += [0.0] * len(key) + [0.5] * len(value)
        return row, weights

    def case_row(self) -> tuple[list[int], list[float]]:
        """A word in small letters and in capitals, or the other way round: which tokens stand for which."""
        words = [self.maker.lexicon.pseudo_word(), " "]
        words = [*words, words[0].upper(), "\n"] if self.rng.random() < 0.7 else [words[0].upper(), " ", words[0], "\n"]
        given, space, answer, end = (encoding.ids for encoding in self.tokenizer.encode_batch(words, add_special_tokens=False))
        return given + space + answer + end, [0.0] * len(given + space) + [0.5] * len(answer + end)

    def copying_row(self, length: int, vocabulary: int) -> tuple[np.ndarray, np.ndarray]:
        """Random spans, repeated, and random keys with values, near and far. Only attention that finds the earlier place can
        predict them (induction heads). Between them, words with their capitals."""
        ids, weights = np.zeros(length + 1, dtype=np.int64), np.zeros(length + 1, dtype=np.float32)
        used = 0
        span = lambda count: [self.rng.randrange(FIRST_PLAIN_TOKEN, vocabulary) for _ in range(count)]
        up_to = lambda most: round(math.exp(self.rng.uniform(math.log(4), math.log(most))))
        while used < length + 1:
            draw = self.rng.random()
            if draw < 0.45:
                given = span(up_to(length // 2))
                row, counted = given * 2, [0.0] * len(given) + [0.5] * len(given)
            elif draw < 0.85:
                row, counted = self.pairs_row([(span(self.rng.randint(1, 3)), span(self.rng.randint(1, 5))) for _ in range(up_to(length // 12))])
            else:
                made = [self.case_row() for _ in range(12)]
                row, counted = [token for ids_of_one, _ in made for token in ids_of_one], [weight for _, weights_of_one in made for weight in weights_of_one]
            size = min(len(row), length + 1 - used)
            ids[used:used + size], weights[used:used + size] = row[:size], counted[:size]
            used += size
        return ids, weights

    def batch(self, rows: int, length: int, copying: float):
        """Inputs, targets and weights, each [rows, length]; `copying` is the share of copying rows."""
        vocabulary = self.tokenizer.get_vocab_size()
        chat_row = self.long_row if length > LONGEST_MIXED_ROW else self.chat_row
        made = [self.copying_row(length, vocabulary) if self.rng.random() < copying else chat_row(length) for _ in range(rows)]
        ids = torch.from_numpy(np.stack([row[0] for row in made]))
        weights = torch.from_numpy(np.stack([row[1] for row in made]))
        return ids[:, :-1].contiguous(), ids[:, 1:].contiguous(), weights[:, 1:].contiguous()

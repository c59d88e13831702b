"""Chats packed into rows of token ids: whole chats only, with the weight that the loss gives each token."""

import math
import random
import re
from functools import cached_property

import numpy as np
import torch
from tokenizers import Tokenizer

from chat import Chat
from chats import ChatMaker
from template import answer_spans, render

END_OF_TEXT = 0
FIRST_PLAIN_TOKEN = 16
SHORT, LONGEST_MIXED_ROW = 512, 1024
# Where an answer chooses: the name of a function, and the values of JSON. Their first tokens count more.
NAME_CHOSEN, VALUE_CHOSEN = re.compile(r'<tool_call>\n{"name": "'), re.compile(r'": "?(?=[^ ])')
NAME_WEIGHT, VALUE_WEIGHT, LOOKUP_WEIGHT = 6, 2, 4.0
# How a function of the drills begins, goes on and ends, and what stands before and after the name that a request is for.
LOOKUP_MARKS = ('{"name": "', '", "description": "', '"}\n', " ")
PLAIN_LOOKUP, CALLED_LOOKUP = ('<tool_call>\n{"name": "', '"\n'), ('<|im_end|>\n<|im_start|>assistant\n<tool_call>\n{"name": "', '", "arguments": {}}\n</tool_call><|im_end|>\n<|im_start|>user\n')


class Rows:
    def __init__(self, tokenizer: Tokenizer, seed: int):
        self.tokenizer = tokenizer
        self.maker = ChatMaker(seed)
        self.rng = random.Random(seed)
        self.short: list[tuple[list[int], np.ndarray]] = []
        self.longer: list[tuple[list[int], np.ndarray]] = []
        self.pack: list[str] = []

    def encoded(self, chats: list[Chat]) -> list[tuple[list[int], np.ndarray]]:
        """Token ids, and the weight of each token: 1 for what the assistant wrote, more where it chose."""
        texts, made = [render(chat) for chat in chats], []
        for text, encoding in zip(texts, self.tokenizer.encode_batch(texts, add_special_tokens=False)):
            marked = np.zeros(len(text) + 1, dtype=np.float32)
            for start, end in answer_spans(text):
                marked[start:end] = 1
                for chosen, weight in ((VALUE_CHOSEN, VALUE_WEIGHT), (NAME_CHOSEN, NAME_WEIGHT)):
                    for match in chosen.finditer(text, start, end):
                        marked[match.end()] = weight
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

    @cached_property
    def small_tokens(self) -> list[str]:
        """The tokens that are small letters and nothing else."""
        return sorted(token for token in self.tokenizer.get_vocab() if re.fullmatch("[a-z]+", token))

    def glued_word(self, most: int = 3) -> str:
        """A word of tokens drawn from a pack, so that each token is met as often as any other."""
        word = ""
        for _ in range(self.rng.randint(1, most)):
            if not self.pack:
                self.pack = self.rng.sample(self.small_tokens, len(self.small_tokens))
            word += self.pack.pop()
        return word[:14]

    def drill_word(self) -> str:
        return self.glued_word() if self.rng.random() < 0.7 else self.maker.lexicon.word()

    def drills(self, lines: list[tuple[str, str]]) -> tuple[list[int], list[float]]:
        """What is given and its answer, line by line; only answers count."""
        row, counted = [], []
        for (given, _), encoding in zip(lines, self.tokenizer.encode_batch([f"{given}\n{answer}\n\n" for given, answer in lines], add_special_tokens=False)):
            row += encoding.ids
            counted += [float(start > len(given)) for start, _ in encoding.offsets]
        return row, counted

    def case_line(self) -> tuple[str, str]:
        """Words in small letters and in capitals, or the other way round: which tokens stand for which."""
        text = " ".join(self.drill_word() for _ in range(self.rng.choice((1, 1, 2, 3, 4))))
        return (text, text.upper()) if self.rng.random() < 0.65 else (text.upper(), text)

    def sort_line(self) -> tuple[str, str]:
        """Words and the same by the alphabet."""
        words = self.maker.sortable(self.drill_word)
        return ", ".join(words), ", ".join(sorted(words))

    @cached_property
    def lookup_marks(self) -> dict[str, list[int]]:
        return {mark: self.tokenizer.encode(mark, add_special_tokens=False).ids for mark in (*LOOKUP_MARKS, *PLAIN_LOOKUP, *CALLED_LOOKUP)}

    def lookups(self, length: int, vocabulary: int) -> tuple[list[int], list[float]]:
        """Functions of random tokens, then single tokens of theirs: the name of which has it? An induction head finds what comes after; here it is
        what came before, from the next token to many, which calls alone teach slowly. No token is asked for twice."""
        rng, marks = self.rng, self.lookup_marks
        opened, described, closed, space = (marks[mark] for mark in LOOKUP_MARKS)
        count = round(math.exp(rng.uniform(math.log(2), math.log(max(3, min(24, length // 40))))))
        longest, words, others = rng.choice((1, 2, 2, 3)), rng.choice((0, 0, 0, 1, 2, 4, 8)), rng.choice((0, 0, 0, 1, 3))
        longest += words == 0 and longest == 1
        pack = rng.sample(range(FIRST_PLAIN_TOKEN, vocabulary), count * (longest + words))
        before, after = rng.choice((PLAIN_LOOKUP, PLAIN_LOOKUP, CALLED_LOOKUP))
        row: list[int] = []
        asked: list[tuple[int, list[int]]] = []
        for _ in range(count):
            name, body = [pack.pop() for _ in range(longest)], [pack.pop() for _ in range(words)]
            row += opened + name + (described + [part for token in body for part in (token, *space)][:-len(space)] if body else []) + closed
            asked += [(token, name) for token in (name if rng.random() < 0.2 else name[1:]) + body]
        weights = [0.0] * len(row)
        for token, name in rng.sample(asked, len(asked)):
            around = [rng.randrange(FIRST_PLAIN_TOKEN, vocabulary) for _ in range(rng.randint(0, others))]
            around.insert(rng.randint(0, len(around)), token)
            row += around + marks[before] + name + marks[after]
            weights += [0.0] * len(around + marks[before]) + [LOOKUP_WEIGHT] + [0.3] * (len(name) - 1) + [0.0] * len(marks[after])
        return row, weights

    def copying_row(self, length: int, vocabulary: int, lookups: float) -> tuple[np.ndarray, np.ndarray]:
        """Random spans, repeated, and random keys with values, near and far. Only attention that finds the earlier place can
        predict them (induction heads). Between them, names by their words, words with their capitals and words in alphabetical order."""
        ids, weights = np.zeros(length + 1, dtype=np.int64), np.zeros(length + 1, dtype=np.float32)
        used = 0
        span = lambda count: [self.rng.randrange(FIRST_PLAIN_TOKEN, vocabulary) for _ in range(count)]
        up_to = lambda most: round(math.exp(self.rng.uniform(math.log(4), math.log(most))))
        while used < length + 1:
            draw = self.rng.random()
            if self.rng.random() < lookups:
                row, counted = self.lookups(length, vocabulary)
            elif draw < 0.19:
                given = span(up_to(length // 2))
                row, counted = given * 2, [0.0] * len(given) + [0.5] * len(given)
            elif draw < 0.38:
                row, counted = self.pairs_row([(span(self.rng.randint(1, 3)), span(self.rng.randint(1, 5))) for _ in range(up_to(length // 12))])
            else:
                line = self.case_line if draw < 0.75 else self.sort_line
                row, counted = self.drills([line() for _ in range(8)])
            size = min(len(row), length + 1 - used)
            ids[used:used + size], weights[used:used + size] = row[:size], counted[:size]
            used += size
        return ids, weights

    def batch(self, rows: int, length: int, copying: float, lookups: float = 0.2):
        """Inputs, targets and weights, each [rows, length]; `copying` is the share of copying rows, `lookups` that of lookups in them."""
        vocabulary = self.tokenizer.get_vocab_size()
        chat_row = self.long_row if length > LONGEST_MIXED_ROW else self.chat_row
        made = [self.copying_row(length, vocabulary, lookups) if self.rng.random() < copying else chat_row(length) for _ in range(rows)]
        ids = torch.from_numpy(np.stack([row[0] for row in made]))
        weights = torch.from_numpy(np.stack([row[1] for row in made]))
        return ids[:, :-1].contiguous(), ids[:, 1:].contiguous(), weights[:, 1:].contiguous()

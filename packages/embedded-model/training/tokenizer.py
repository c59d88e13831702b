"""A byte-level BPE tokenizer trained on the generated chats; every digit is a token of its own."""

import json
import re

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from chats import ChatMaker
from template import render

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
MARKS = ["<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<tools>", "</tools>", "<think>", "</think>"]
CAPITAL_TOKENS = 300
# The words that are never copied carry the space before them; all others are the same tokens wherever they stand, after a
# space, a quote or an underscore, which is what lets a small network copy them.
GLUED = """a an and are as at be by can did do does for from had has have he her his how i if in is it its me my no not of on or our she so
that the their them they this to was we what when where which who will with you your""".split()
PIECES = r" (?:" + "|".join(sorted(GLUED, key=len, reverse=True)) + r")(?!\p{L})|\p{L}+|\p{N}|\s*[\r\n]+| ?[^\s\p{L}\p{N}]+ ?|\s+"


def train_tokenizer(vocabulary: int, chats: int = 30000) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(PIECES), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    tokenizer.add_tokens([AddedToken(token, special=False, normalized=False) for token in MARKS])
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary - CAPITAL_TOKENS, special_tokens=[AddedToken(token, special=token in SPECIAL, normalized=False) for token in SPECIAL + MARKS],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False,
    )
    maker = ChatMaker(seed=7)
    tokenizer.train_from_iterator((plain(render(maker.chat())) for _ in range(chats)), trainer)
    return with_capitals(tokenizer)


def with_capitals(tokenizer: Tokenizer) -> Tokenizer:
    """The first merges of small letters once more for capitals: a word in capitals falls into the pieces of the word in small
    letters, or into parts of these, so that a change of case is a change of single tokens."""
    state = json.loads(tokenizer.to_str())
    vocabulary, merges = state["model"]["vocab"], state["model"]["merges"]
    small = [pair for pair in merges if re.fullmatch("[a-z]+", "".join(pair))][:CAPITAL_TOKENS]
    for first, second in small:
        vocabulary[(first + second).upper()] = len(vocabulary)
        merges.append([first.upper(), second.upper()])
    return Tokenizer.from_str(json.dumps(state))


def plain(text: str) -> str:
    """The text without marks, and with words in capitals as words in small letters."""
    for token in SPECIAL + MARKS:
        text = text.replace(token, " ")
    return re.sub(r"[A-Z]{2,}", lambda match: match.group().lower(), text)

"""Copy, repeat, change the case, sort, count: a fifth each."""

from words import NUMBERS

from evaluation.checks import ends_with_number, same_items, same_text
from evaluation.draws import Draws
from evaluation.prompt import Prompt, ask


def line(draw: Draws) -> str:
    """Two to six words, now and then with a number among them."""
    words = draw.words(2, 6)
    if draw.chance(0.15):
        words[-1] = str(draw.number(10, 9999))
    return " ".join(words)


def copy(draw: Draws) -> Prompt:
    text = line(draw)
    question = draw.pick(
        f"Please copy this line: {text}", f"Type back exactly what I write: {text}", f"Write the following text once more: {text}", f'Copy "{text}" without any change.',
        f"Give me this text back unchanged: {text}", f"Answer with nothing but these words: {text}",
    )
    return ask(question, text, same_text(text))


def repeat(draw: Draws) -> Prompt:
    word, times = draw.word(), draw.number(2, 5)
    number = draw.pick(str(times), NUMBERS[times])
    question = draw.pick(f"I need the word {word} written {number} times.", f"Please repeat the word {word} {number} times.", f"I want to read the word {word} {number} times.", f'Give me "{word}" {number} times in a row.')
    return ask(question, " ".join([word] * times), same_items([word] * times))


def case(draw: Draws) -> Prompt:
    text = " ".join(draw.words(1, 4))
    if draw.chance(0.6):
        question = draw.pick(
            f"Please write this in capital letters: {text}", f"Turn this into upper case: {text}", f'Put "{text}" in capitals.', f"Make this all uppercase: {text}", f"How does {text} look in all caps?",
        )
        return ask(question, text.upper(), same_text(text.upper()))
    question = draw.pick(f"Please write this in small letters: {text.upper()}", f"Turn this into lower case: {text.upper()}", f"Make this all lowercase: {text.upper()}", f'Put "{text.upper()}" in lower case.')
    return ask(question, text, same_text(text))


def sort(draw: Draws) -> Prompt:
    words = draw.words(3, 6)
    listed, right = ", ".join(words), sorted(words)
    question = draw.pick(
        f"Bring these words into alphabetical order: {listed}", f"Please sort alphabetically: {listed}", f"Order this list from A to Z: {listed}", f"Here is my list: {listed}. Sort it alphabetically, please.",
    )
    return ask(question, ", ".join(right), same_items(right))


def count(draw: Draws) -> Prompt:
    words = draw.words(2, 8)
    if draw.chance(0.5):
        text = " ".join(words)
        question = draw.pick(f"I typed this, how many words is it: {text}", f"Count the words in this line: {text}", f'Please count the words: "{text}"')
    else:
        text = ", ".join(words)
        question = draw.pick(f"How many items are in this list: {text}", f"Count the things in my list: {text}", f"My list: {text}. How many entries is that?")
    return ask(question, f"{len(words)}", ends_with_number(len(words)))


def words(draw: Draws) -> Prompt:
    return draw.rng.choice((copy, repeat, case, sort, count))(draw)

"""What a system prompt asks for: a name, an ending, capitals, a language; a quarter each."""

import re

from words import FRENCH, SPANISH

from evaluation.checks import calls_in, tells, trimmed
from evaluation.draws import Draws
from evaluation.facts import capital, facts
from evaluation.prompt import Prompt, ask, under
from evaluation.sums import sums

# Small words that give a language away.
MARKS = {
    "French": {"le", "la", "les", "est", "je", "suis", "vous", "un", "une", "des", "du", "et", "bonjour", "salut", "merci", "oui", "bien", "au", "revoir", "capitale", *FRENCH.values()},
    "Spanish": {"el", "la", "los", "es", "yo", "soy", "usted", "un", "una", "del", "y", "hola", "gracias", "bien", "adiós", "de", "capital", "estoy", "puedo", *SPANISH.values()},
}
ENGLISH = {"the", "is", "of", "are", "you", "hello", "i", "am", "can", "how", "help", "do", "not", "my", "what", "and", "thanks", "goodbye"}


def name(draw: Draws) -> Prompt:
    name = draw.name()
    system = draw.pick(f"People call you {name}.", f"Your name is {name} and you work in a museum.", f"Act as {name}, the assistant of our shop.", f"In this chat you go by the name {name}.", f"You are an assistant named {name}. Be polite.")
    question = draw.pick("And what do people call you?", "Sorry, I did not catch your name.", "Hi! And you are?", "Before we begin: how may I address you?", "Under which name do you work here?", "Good morning, with whom do I have the pleasure?")
    return under(system, ask(question, f"I am {name}.", tells(name)))


def ending(draw: Draws) -> Prompt:
    word = draw.word()
    system = draw.pick(f"Every reply of yours has to finish with the word {word}.", f'The last word of all your answers must be "{word}".', f"Close every message with {word}.", f"Whatever you say, end with the word {word}.")
    base = draw.rng.choice((facts, sums))(draw)

    def right(answer: str) -> bool:
        before, found, after = answer.lower().rpartition(word)
        return bool(found and trimmed(before)) and not re.search(r"\w", after)
    return under(system, Prompt(base.messages, f"{base.example} {word}", right))


def uppercase(draw: Draws) -> Prompt:
    system = draw.pick("Use only capital letters in your replies.", "Write everything in capitals.", "You always reply in upper case.", "All of your answers must be in uppercase letters.")
    base = facts(draw)
    return under(system, Prompt(base.messages, base.example.upper(), lambda answer: answer == answer.upper() and sum(map(str.isalpha, answer)) > 1 and calls_in(answer) == []))


def language(draw: Draws) -> Prompt:
    """A greeting or a capital, asked in English; the answer must show the language and no English."""
    tongue = draw.pick(*MARKS)
    system = draw.pick(f"Reply in {tongue} only.", f"You speak {tongue}.", f"All your answers are in {tongue}.", f"Please write every answer in {tongue}.")
    greeting = draw.pick("Good evening!", "Hi, how's it going?", "Many thanks!", "I have to leave now, bye.", "Greetings!")
    base = capital(draw) if draw.chance(0.5) else ask(greeting, "", bool)

    def right(answer: str) -> bool:
        said = set(re.findall(r"[^\W\d_]+", answer.lower()))
        return bool(said & MARKS[tongue]) and not said & ENGLISH
    return under(system, Prompt(base.messages, {"French": "Bonjour !", "Spanish": "¡Hola!"}[tongue], right))


def system(draw: Draws) -> Prompt:
    return draw.rng.choice((name, ending, uppercase, language))(draw)

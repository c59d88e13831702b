"""What the model knows by heart, what it says of itself, and what it must not pretend to know."""

from about import ABOUT
from words import CAPITALS, DEFINITIONS, OPPOSITES, PAST_TENSES, PLURALS

from evaluation.checks import has_word, says_it_cannot, says_what, tells
from evaluation.draws import Draws
from evaluation.prompt import Prompt, ask

UNKNOWN = """Who won the cycling race last weekend?|How tall is Mount Everest?|What did Plato write about?|How do I repair a leaking tap?
Who painted the Mona Lisa?|When did the Second World War end?|What's the population of Nigeria?|How do vaccines work?|Who directed Casablanca?
Which team leads the league?|What is the boiling point of mercury?|How many bones does a shark have?|What are the rules of chess boxing?
Who was Cleopatra married to?|Why did the Titanic sink?|How is cement made?|What causes inflation?|Which year was the telephone invented?
Who wrote Don Quixote?|How do submarines dive?|What is the plot of Hamlet?|How much does a house in Madrid cost?|How long is the Nile?
Which languages are spoken in Ghana?|What is the best recipe for goulash?|Who discovered penicillin?|What's a good strategy for bridge?
How far away is Andromeda?|Who is the mayor of Chicago?|When is the next eclipse?|What did Napoleon do at Waterloo?|How do I treat a sprained ankle?
What is string theory?|Who composed the Magic Flute?|What does a hedge fund do?|How do bees find their way home?|What's new in the cinemas?
Who invented the zipper?|Which laws apply to drones?|How do I get rid of moss in my lawn?|What happened in Rome in 64 AD?
How old is the universe?|Explain how a diesel engine works.|What is the history of porcelain?|Should I buy shares today?
Who was the third emperor of China?|What's the score of tonight's game?|How do I knit a sock?|What does my horoscope say?""".replace("\n", "|").split("|")
OTHER_COUNTRIES = "Mongolia Bolivia Uganda Nepal Tunisia Laos Angola Paraguay Estonia Jordan Fiji Zambia Malta Honduras Slovenia Qatar".split()
UNTOLD = ["shoe size", "dentist's name", "badge number", "favourite planet", "flight number", "sister's name", "locker number", "hotel"]


def about(draw: Draws) -> Prompt:
    _, answer, questions = draw.rng.choice([entry for entry in ABOUT if entry[2]])
    return ask(draw.rng.choice(questions), answer, says_what(answer, [other for _, other, _ in ABOUT if other != answer]))


def capital(draw: Draws) -> Prompt:
    country, city = draw.rng.choice(list(CAPITALS.items()))
    question = draw.pick(
        f"I forgot the capital of {country}. What is it?", f"Could you tell me which city is {country}'s capital?", f"The capital of {country} is called what?",
        f"My atlas is lost. Which city is {country} governed from, as its capital?", f"What city serves as the capital of {country}?", f"For my quiz I need the capital of {country}.",
    )
    return ask(question, f"It is {city}.", tells(city, [other for other in CAPITALS.values() if not has_word(country, other)]))


def opposite(draw: Draws) -> Prompt:
    pairs = [*OPPOSITES.items(), *((second, first) for first, second in OPPOSITES.items())]
    word = draw.rng.choice(pairs)[0]
    answers = [second for first, second in pairs if first == word]
    question = draw.pick(
        f"Which word is the opposite of {word}?", f"What would be the opposite of the word {word}?", f"I am looking for a word that means the opposite of {word}.",
        f"Not {word}, but the opposite. Which word is that?", f"Can you name the opposite of {word}?",
    )
    others = [other for pair in pairs for other in pair if other not in (word, *answers)]
    return ask(question, answers[0], lambda answer: any(tells(right, others)(answer) for right in answers))


def plural(draw: Draws) -> Prompt:
    word, answer = draw.rng.choice(list(PLURALS.items()))
    question = draw.pick(
        f"One {word}, two what?", f"How do I write {word} in the plural?", f"What do you call more than one {word}?", f"I need the plural of the word {word}.",
        f"Which form does {word} take in the plural?",
    )
    right = tells(answer, [other for other in PLURALS.values() if other != answer])
    return ask(question, answer, lambda text: right(text) and not says_it_cannot(text))


def past(draw: Draws) -> Prompt:
    word, answer = draw.rng.choice(list(PAST_TENSES.items()))
    question = draw.pick(f"What is {word} in the past tense?", f"Which form does {word} have in the past tense?", f"Can you give me the past tense of {word}?", f"I need the past tense of the verb {word}.")
    return ask(question, answer, tells(answer, list(PAST_TENSES.values())))


def definition(draw: Draws) -> Prompt:
    topic, answer = draw.rng.choice(list(DEFINITIONS.items()))
    question = draw.pick(
        f"Please explain what {topic} is.", f"How would you describe {topic}?", f"What do people mean by {topic}?", f"I have never heard of {topic}. What is it?",
        f"In one line, what is {topic}?", f"My son wants to know what {topic} is.",
    )
    return ask(question, answer, says_what(answer))


def facts(draw: Draws) -> Prompt:
    return draw.rng.choices((capital, opposite, plural, definition, past), (30, 20, 20, 20, 10))[0](draw)


def unknown(draw: Draws) -> Prompt:
    """Topics of the world outside, countries it never learned, words that do not exist, and what nobody told it."""
    kind = draw.rng.choices(("topic", "country", "invented", "untold"), (55, 15, 20, 10))[0]
    invented = draw.pseudo_word()
    question = {
        "topic": lambda: draw.rng.choice(UNKNOWN),
        "country": lambda: "I forgot the capital of " + draw.rng.choice([name for name in OTHER_COUNTRIES if name not in CAPITALS]) + ". What is it?",
        "invented": lambda: draw.pick(f"What might the word {invented} stand for?", f"Have you heard of {invented}? What is it?", f"Where can I find a {invented}?", f"Can you say who {invented.capitalize()} {draw.name()} was?"),
        "untold": lambda: draw.pick("I forgot, what's my {0} again?", "Can you recall my {0}?").format(draw.rng.choice(UNTOLD)),
    }[kind]()
    return ask(question, "I do not know that.", says_it_cannot)

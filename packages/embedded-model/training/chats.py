"""Synthetic chats, one function a task. All text is made here: nothing comes from elsewhere."""

import json
import random
from dataclasses import dataclass, field

from tools import tool_chat
from words import (
    ABOUT_SELF, ANIMALS, CAPITALS, CATEGORIES, COLORS, DEFINITIONS, FOODS, FRENCH, HOBBIES, JOBS, NUMBERS,
    OBJECTS, OPPOSITES, ORDERED, PAST_TENSES, PLURALS, SPANISH, UNKNOWN_TOPICS, Lexicon,
)


@dataclass
class Chat:
    messages: list[dict]
    tools: list[dict] = field(default_factory=list)

    def __add__(self, other: "Chat") -> "Chat":
        return Chat(self.messages + other.messages, self.tools or other.tools)


def turn(question: str, answer: str) -> Chat:
    return Chat([{"role": "user", "content": question}, {"role": "assistant", "content": answer}])


def system(text: str) -> Chat:
    return Chat([{"role": "system", "content": text}])


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


class ChatMaker:
    """Draws chats. With `held_out`, names and words come from the half that training never sees."""

    def __init__(self, seed: int, held_out: bool = False):
        self.rng = random.Random(seed)
        self.lexicon = Lexicon(self.rng, held_out)

    def chat(self) -> Chat:
        names, weights = zip(*MIXTURE.items())
        name = self.rng.choices(names, weights)[0]
        chat = getattr(self, name)()
        if chat.messages[0]["role"] != "system" and self.rng.random() < 0.25:
            chat = chat + self.short()
        return chat

    def short(self) -> Chat:
        return getattr(self, self.rng.choice(("fact", "arithmetic", "words", "lists", "greeting", "count")))()

    def pick(self, *options: str) -> str:
        return self.rng.choice(options)

    def asked(self, question: str) -> str:
        """The question as people type it: now and then in lower case, without its mark, or with a please."""
        draw = self.rng.random()
        if draw < 0.08:
            return question.lower()
        if draw < 0.14:
            return question.rstrip("?.!")
        if draw < 0.18:
            return question.lower().rstrip("?.!")
        if draw < 0.22 and question.endswith("?"):
            return question[:-1] + ", please?"
        return question

    # ---- knowledge ----

    def greeting(self) -> Chat:
        kind = self.rng.randrange(7)
        if kind == 0:
            return turn(self.pick("Hello", "Hi", "Hi!", "Hey there", "Good morning", "Hello!", "hey", "hello", "Hi there!"),
                        self.pick("Hello! How can I help you today?", "Hi! What can I do for you?"))
        if kind == 1:
            return turn(self.asked(self.pick("How are you?", "How are you doing?", "How are you today?")), "I am doing well, thank you. How can I help you?")
        if kind == 2:
            return turn(self.pick("Thanks!", "Thank you", "Thank you very much", "Great, thanks."), self.pick("You are welcome!", "Happy to help!"))
        if kind == 3:
            return turn(self.pick("Bye", "Goodbye", "See you later", "Bye!"), "Goodbye!")
        if kind == 4:
            return self.say_in_words()
        question, answer = self.rng.choice(list(ABOUT_SELF.items()))
        return turn(self.asked(question), answer)

    def say_in_words(self) -> Chat:
        count = self.rng.randint(1, 6)
        word, answers = self.rng.choice([
            ("hello", ["Hello!", "Hello there!", "Hello to you!", "Hello my good friend!", "Hello to you my friend!", "Hello and a very good day!"]),
            ("thank you", ["Thanks!", "Thank you!", "Thank you friend!", "Thank you very much!", "Thank you very much indeed!", "Thank you for all your help!"]),
            ("goodbye", ["Goodbye!", "Goodbye friend!", "Goodbye my friend!", "Goodbye and take care!", "Goodbye and see you soon!", "Goodbye my friend, see you soon!"]),
        ])
        number = self.pick(str(count), NUMBERS[count])
        return turn(self.pick(f"Say {word} in exactly {number} words.", f"Say {word} in {number} words.", f"Use {number} words to say {word}."), answers[count - 1])

    def fact(self) -> Chat:
        choice = self.rng.choice
        kind = choice(["capital"] * 3 + ["opposite", "plural", "past", "translate", "define", "calendar", "spell"])
        if kind == "capital":
            country, city = choice(list(CAPITALS.items()))
            if self.rng.random() < 0.15:
                return turn(self.asked(self.pick(f"{city} is the capital of which country?", f"Which country has the capital {city}?")), f"{city} is the capital of {country}.")
            question = self.pick(f"What is the capital of {country}?", f"Capital of {country}?", f"Tell me the capital of {country}.",
                                 f"Which city is the capital of {country}?", f"What's the capital of {country}?", f"What is the capital city of {country}?",
                                 f"Name the capital of {country}.", f"Do you know the capital of {country}?")
            return turn(self.asked(question), f"The capital of {country} is {city}.")
        if kind == "opposite":
            pair = list(choice(list(OPPOSITES.items())))
            self.rng.shuffle(pair)
            word, opposite = pair
            return turn(self.asked(self.pick(f"What is the opposite of {word}?", f"Opposite of {word}?", f'Give me the opposite of "{word}".')), f"The opposite of {word} is {opposite}.")
        if kind == "plural":
            word, plural = choice(list(PLURALS.items()))
            return turn(self.asked(self.pick(f"What is the plural of {word}?", f"Plural of {word}?", f'What is the plural form of "{word}"?')), f"The plural of {word} is {plural}.")
        if kind == "past":
            word, past = choice(list(PAST_TENSES.items()))
            return turn(self.asked(self.pick(f"What is the past tense of {word}?", f"Past tense of {word}?")), f"The past tense of {word} is {past}.")
        if kind == "translate":
            language, dictionary = choice([("French", FRENCH), ("Spanish", SPANISH)])
            word, translation = choice(list(dictionary.items()))
            return turn(self.asked(self.pick(f"How do you say {word} in {language}?", f'Translate "{word}" to {language}.', f"What is {word} in {language}?")), f'"{capitalised(word)}" in {language} is "{translation}".')
        if kind == "define":
            topic, definition = choice(list(DEFINITIONS.items()))
            return turn(self.asked(self.pick(f"What is {topic}?", f"Define {topic}.", f"Explain {topic} in one sentence.", f"Tell me about {topic}.", f"Can you explain {topic}?")), definition)
        if kind == "calendar":
            unit = self.pick("days", "months")
            names = CATEGORIES[unit]
            position, side = self.rng.randrange(len(names)), self.pick("after", "before")
            neighbour = names[(position + (1 if side == "after" else -1)) % len(names)]
            return turn(self.asked(f"Which {unit[:-1]} comes {side} {names[position]}?"), f"{neighbour} comes {side} {names[position]}.")
        number = self.rng.randint(0, 20)
        return turn(self.asked(self.pick(f"Write {number} in words.", f"How do you spell the number {number}?")), capitalised(NUMBERS[number]) + ".")

    def unknown(self) -> Chat:
        topic = self.pick(self.rng.choice(UNKNOWN_TOPICS), self.lexicon.pseudo_word(), self.lexicon.name())
        question = self.pick(f"What do you think about {topic}?", f"Tell me about {topic}.", f"Who invented {topic}?", f"Explain {topic} to me.",
                             f"When was {topic} born?", f"Write a poem about {topic}.", f"What is {topic}?", f"Who is {topic}?", f"Why is {topic} important?", f"How does {topic} work?")
        return turn(self.asked(question), f"I am a small model and I do not know about {topic}.")

    # ---- numbers ----

    def arithmetic(self) -> Chat:
        rng = self.rng
        kind = rng.randrange(10)
        if kind < 7:
            most = rng.choice((10, 20, 20, 100, 100, 100, 1000))
            left, right = rng.randrange(most), rng.randrange(most)
            operator = rng.choice("++-*") if most <= 20 else rng.choice("++-")
            if operator == "-" and right > left:
                left, right = right, left
            value = {"+": left + right, "-": left - right, "*": left * right}[operator]
            word = {"+": "plus", "-": "minus", "*": "times"}[operator]
            question = self.pick(f"What is {left} {operator} {right}?", f"{left} {operator} {right}", f"{left} {operator} {right} =", f"Calculate {left} {operator} {right}.",
                                 f"What is {left} {word} {right}?", f"How much is {left} {operator} {right}?", f"{left}{operator}{right}=?")
            return turn(question, f"{left} {operator} {right} = {value}")
        if kind == 7:
            left, right = rng.sample(range(100), 2)
            larger, smaller = max(left, right), min(left, right)
            if rng.random() < 0.5:
                return turn(f"Which is larger, {left} or {right}?", f"{larger} is larger than {smaller}.")
            return turn(f"Which is smaller, {left} or {right}?", f"{smaller} is smaller than {larger}.")
        name, things = self.lexicon.name(), rng.choice(OBJECTS) + "s"
        left, right = rng.randint(1, 20), rng.randint(1, 20)
        if kind == 8:
            return turn(f"{name} has {left} {things} and gets {right} more. How many {things} does {name} have?", f"{left} + {right} = {left + right}. {name} has {left + right} {things}.")
        left, right = max(left, right), min(left, right)
        return turn(f"{name} has {left} {things} and gives away {right}. How many {things} are left?", f"{left} - {right} = {left - right}. There are {left - right} {things} left.")

    def count(self) -> Chat:
        rng = self.rng
        first, length, step = rng.choice((0, 1, 1, 1, rng.randint(0, 30))), rng.randint(2, 10), rng.choice((1, 1, 1, 2, 5, 10))
        numbers = [first + step * position for position in range(length)]
        by = f" by {step}" if step > 1 else ""
        if step == 1 and rng.random() < 0.2:
            return turn(f"Count down from {numbers[-1]} to {first}.", ", ".join(map(str, reversed(numbers))))
        return turn(self.asked(f"Count from {first} to {numbers[-1]}{by}."), ", ".join(map(str, numbers)))

    # ---- text ----

    def words(self) -> Chat:
        rng, words = self.rng, self.lexicon.words(2, 6)
        text = " ".join(words)
        kind = rng.randrange(10)
        if kind <= 2:
            return turn(self.pick(f"Repeat: {text}", f"Say exactly: {text}", f"Repeat after me: {text}", f"Echo this text: {text}", f'Repeat "{text}".', f"Say {text}"), text)
        if kind == 3:
            return turn(self.pick(f"Write this in uppercase: {text}", f"Uppercase: {text}"), text.upper())
        if kind == 4:
            which, word = rng.choice((("first", words[0]), ("last", words[-1])))
            return turn(f'What is the {which} word of "{text}"?', f'The {which} word is "{word}".')
        if kind == 5:
            return turn(f'How many words are in "{text}"?', f"There are {len(words)} words.")
        if kind == 6:
            return turn(f"Spell the word {words[0]}.", "-".join(words[0].upper()))
        if kind == 7:
            return turn(f"Sort these words: {', '.join(words)}", ", ".join(sorted(words)))
        if kind == 8:
            times = rng.randint(2, 4)
            return turn(f"Say {words[0]} {NUMBERS[times]} times.", " ".join([words[0]] * times))
        return turn(f"Reverse the order of these words: {text}", " ".join(reversed(words)))

    def lists(self) -> Chat:
        category, members = self.rng.choice(list(CATEGORIES.items()))
        count = min(self.rng.randint(2, 6), len(members))
        chosen = members[:count] if category in ORDERED else self.rng.sample(members, count)
        question = self.pick(f"List {NUMBERS[count]} {category}.", f"Give me {count} {category}.", f"Name {NUMBERS[count]} {category}.", f"List {count} {category}.")
        style = self.rng.randrange(4)
        if style == 0:
            return turn(question + self.pick(" Use a numbered list.", " As a numbered list."), "\n".join(f"{position + 1}. {capitalised(word)}" for position, word in enumerate(chosen)))
        if style == 1:
            return turn(question + " Use bullet points.", "\n".join(f"- {capitalised(word)}" for word in chosen))
        if style == 2:
            return turn(question + " Answer as a JSON array.", json.dumps(chosen))
        return turn(question, ", ".join(chosen))

    def story(self) -> Chat:
        name, animal, color, thing = self.lexicon.name(), self.rng.choice(ANIMALS), self.rng.choice(COLORS), self.rng.choice(OBJECTS)
        city, job = self.lexicon.city(), self.rng.choice(JOBS)
        sentences = [
            f"Once upon a time there was a {job} named {name} who lived in {city}.", f"{name} had a {color} {thing} and a {animal}.",
            self.pick(f"One day the {animal} ran away with the {thing}.", f"One day {name} lost the {thing}."),
            self.pick(f"{name} looked everywhere in {city}.", f"{name} asked everyone for help."),
            self.pick(f"At last {name} found the {thing} under a tree.", f"In the end the {animal} came home with the {thing}."), "They were very happy.",
        ]
        topic = self.pick(animal, thing)
        return turn(self.pick(f"Tell me a short story about a {topic}.", f"Write a story about a {topic}.", f"Write a short story about a {job} and a {animal}.", f"Tell me a story about a {topic}."), " ".join(sentences))

    def code(self) -> Chat:
        name, word = self.lexicon.pseudo_word(), self.lexicon.word()
        kind = self.rng.randrange(4)
        if kind == 0:
            return turn(f"Write a Python function named {name} that adds two numbers.", f"```python\ndef {name}(a, b):\n    return a + b\n```")
        if kind == 1:
            return turn(f"Write a Python program that prints {word}.", f'```python\nprint("{word}")\n```')
        if kind == 2:
            return turn(f"Write a JavaScript function named {name} that multiplies two numbers.", f"```js\nfunction {name}(a, b) {{\n  return a * b;\n}}\n```")
        last = self.rng.randint(2, 9)
        return turn(f"Write a Python loop that prints the numbers from 1 to {last}.", f"```python\nfor i in range(1, {last + 1}):\n    print(i)\n```")

    # ---- recall ----

    def facts_of_person(self) -> dict[str, str]:
        rng = self.rng
        return {
            "name": self.lexicon.name(), "age": str(rng.randint(8, 80)), "city": self.lexicon.city(), "job": rng.choice(JOBS),
            "color": rng.choice(COLORS), "food": rng.choice(FOODS), "pet": rng.choice(ANIMALS), "hobby": rng.choice(HOBBIES),
        }

    def sentence(self, key: str, value: str, name: str | None) -> str:
        """A fact told: by the person (`name` is None) or about them."""
        if name is None:
            return {
                "name": self.pick(f"My name is {value}.", f"My name is {value}.", f"I am {value}.", f"I'm {value}.", f"Call me {value}.", f"Hi, my name is {value}.", f"Hello! My name is {value}."),
                "age": f"I am {value} years old.", "city": self.pick(f"I live in {value}.", f"I am from {value}."), "job": f"I work as a {value}.",
                "color": f"My favorite color is {value}.", "food": f"I like to eat {value}.", "pet": f"I have a {value}.", "hobby": f"I enjoy {value}.",
            }[key]
        return {
            "age": f"{name} is {value} years old.", "city": f"{name} lives in {value}.", "job": f"{name} works as a {value}.",
            "color": f"{name}'s favorite color is {value}.", "food": f"{name} likes to eat {value}.", "pet": f"{name} has a {value}.", "hobby": f"{name} enjoys {value}.",
        }[key]

    def question_and_answer(self, key: str, value: str, name: str | None) -> tuple[str, str]:
        if name is None:
            return {
                "name": (self.pick("What is my name?", "What is my name?", "What's my name?", "Do you remember my name?", "Who am I?", "Can you tell me my name?", "What was my name?"), f"Your name is {value}."),
                "age": ("How old am I?", f"You are {value} years old."), "city": (self.pick("Where do I live?", "Which city do I live in?"), f"You live in {value}."),
                "job": (self.pick("What is my job?", "What do I do for work?"), f"You work as a {value}."), "color": ("What is my favorite color?", f"Your favorite color is {value}."),
                "food": ("What do I like to eat?", f"You like to eat {value}."), "pet": ("What pet do I have?", f"You have a {value}."), "hobby": ("What do I enjoy?", f"You enjoy {value}."),
            }[key]
        return {
            "age": (f"How old is {name}?", f"{name} is {value} years old."), "city": (f"Where does {name} live?", f"{name} lives in {value}."), "job": (f"What is {name}'s job?", f"{name} works as a {value}."),
            "color": (f"What is {name}'s favorite color?", f"{name}'s favorite color is {value}."), "food": (f"What does {name} like to eat?", f"{name} likes to eat {value}."),
            "pet": (f"What pet does {name} have?", f"{name} has a {value}."), "hobby": (f"What does {name} enjoy?", f"{name} enjoys {value}."),
        }[key]

    def memory(self) -> Chat:
        rng, facts = self.rng, self.facts_of_person()
        told = rng.sample(list(facts), rng.randint(1, 4))
        if rng.random() < 0.4 and "name" not in told:
            told[0] = "name"
        if rng.random() < 0.25:
            told = ["name"]
        opening = " ".join(self.sentence(key, facts[key], None) for key in told)
        if rng.random() < 0.15:
            opening += self.pick(" Please remember that.", " Remember it.")
        greeting = f"Nice to meet you, {facts['name']}!" if "name" in told else self.pick("Thanks for telling me.", "Got it, I will remember that.")
        chat = turn(opening, greeting)
        for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
            chat += self.short()
        for key in rng.sample(told, rng.randint(1, len(told))):
            question, answer = self.question_and_answer(key, facts[key], None)
            chat += turn(self.asked(question), answer)
        if rng.random() < 0.2:
            key = rng.choice([key for key in facts if key not in told])
            question, _ = self.question_and_answer(key, "", None)
            chat += turn(question, "You have not told me that yet.")
        return chat

    def free_memory(self) -> Chat:
        """Anything can be told, not only the usual facts of a person."""
        thing = self.pick("code", "password", "secret word", "lucky number", "room number", "dog's name", "cat's name", "project", "team", "car", "boss", "street", "order number", "favorite word")
        value = str(self.rng.randint(1, 9999)) if thing.endswith(("number", "code")) else self.pick(self.lexicon.word(), self.lexicon.name())
        chat = turn(self.pick(f"My {thing} is {value}.", f"Remember that my {thing} is {value}.", f"Please remember: my {thing} is {value}."), self.pick("Got it, I will remember that.", "Thanks for telling me."))
        for _ in range(self.rng.choice((0, 1, 2))):
            chat += self.short()
        return chat + turn(self.asked(self.pick(f"What is my {thing}?", f"Do you remember my {thing}?", f"What was my {thing}?")), f"Your {thing} is {value}.")

    def reading(self) -> Chat:
        rng = self.rng
        people = {person["name"]: person for person in (self.facts_of_person() for _ in range(rng.randint(1, 3)))}
        told = [(name, key) for name, person in people.items() for key in rng.sample([key for key in person if key != "name"], rng.randint(1, 3))]
        if rng.random() < 0.5:
            rng.shuffle(told)
        text = " ".join(self.sentence(key, people[name][key], name) for name, key in told)
        chat = Chat([])
        for position, (name, key) in enumerate(rng.sample(told, rng.randint(1, min(3, len(told))))):
            question, answer = self.question_and_answer(key, people[name][key], name)
            if position == 0:
                question = self.pick("Text: ", "Read this: ", "") + text + self.pick("\n", " ", "\nQuestion: ", "\n\n") + question
            chat += turn(question, answer)
        return chat

    def extract(self) -> Chat:
        rng, person = self.rng, self.facts_of_person()
        told = rng.sample([key for key in person if key != "name"], rng.randint(1, 4))
        text = " ".join(self.sentence(key, person[key], person["name"]) for key in told)
        wanted = (["name"] if rng.random() < 0.6 else []) + rng.sample(told, rng.randint(1, len(told)))
        values = {key: int(person[key]) if key == "age" else person[key] for key in wanted}
        keys = ", ".join(wanted)
        if rng.random() < 0.3:
            properties = {key: {"type": "integer" if key == "age" else "string"} for key in wanted}
            schema = json.dumps({"type": "object", "properties": properties, "required": wanted})
            question = self.pick(f"{text}\nAnswer with JSON that fits this schema: {schema}", f"Schema: {schema}\nText: {text}")
        else:
            question = self.pick(f"Extract {keys} as JSON: {text}", f"{text}\nReturn a JSON object with the keys {keys}.", f"Read the text and answer with JSON ({keys}).\n{text}", f"Extract the {keys} from this text as JSON.\n{text}")
        return turn(question, json.dumps(values, ensure_ascii=False))

    # ---- instructions and tools ----

    def system_prompt(self) -> Chat:
        kind, name, word = self.rng.randrange(6), self.lexicon.name(), self.lexicon.word()
        if kind == 0:
            return system(self.pick(f"Your name is {name}.", f"You are {name}.", f"You are {name}, a helpful assistant.")) + turn(self.asked(self.pick("What is your name?", "Who are you?")), f"My name is {name}.")
        if kind == 1:
            base = getattr(self, self.rng.choice(("fact", "arithmetic", "words")))()
            return system(self.pick("Always answer in uppercase.", "Answer in uppercase.")) + Chat([answer_with(message, str.upper) for message in base.messages])
        if kind == 2:
            base = getattr(self, self.rng.choice(("fact", "arithmetic", "lists")))()
            return system(f"End every answer with the word {word}.") + Chat([answer_with(message, lambda text: f"{text} {word}") for message in base.messages])
        if kind == 3:
            return system(f"The secret word is {word}.") + turn(self.asked("What is the secret word?"), f"The secret word is {word}.")
        if kind == 4:
            return system(self.pick("You are a pirate.", "Talk like a pirate.", "You are a pirate. Always respond in pirate speak.")) + turn(self.pick("Hello", "Say hello.", "Hi there!", "How are you?"), "Ahoy, matey! How can I help ye today?")
        plain = self.pick("You are a helpful assistant.", "You are a friendly assistant. Answer briefly.", "Answer the question.", "Be concise.")
        return system(plain) + getattr(self, self.rng.choice(("fact", "arithmetic", "words", "lists", "memory", "greeting", "reading")))()

    def tools(self) -> Chat:
        messages, tools = tool_chat(self.rng, self.lexicon, lambda: self.short().messages)
        return Chat(messages, tools)

    def long(self) -> Chat:
        """Many turns, with a fact from the first asked for at the end: what teaches recall over distance."""
        facts = self.facts_of_person()
        told = self.rng.sample(list(facts), 2)
        chat = turn(" ".join(self.sentence(key, facts[key], None) for key in told), "Got it, I will remember that.")
        for _ in range(self.rng.randint(4, 24)):
            chat += self.short()
        for key in told:
            question, answer = self.question_and_answer(key, facts[key], None)
            chat += turn(question, answer)
        return chat


def answer_with(message: dict, change) -> dict:
    return {**message, "content": change(message["content"])} if message["role"] == "assistant" else message


# Shares by rows: what needs copying gets the most.
MIXTURE = {
    "tools": 20, "memory": 12, "free_memory": 4, "reading": 9, "extract": 9, "arithmetic": 9, "count": 3, "words": 9,
    "fact": 11, "lists": 4, "system_prompt": 6, "greeting": 4, "unknown": 4, "story": 2, "code": 2, "long": 1,
}

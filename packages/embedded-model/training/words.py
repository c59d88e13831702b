"""The closed world of the model: what it knows by heart, and the material its chats are made from."""

import random

CAPITALS = {
    "France": "Paris", "Germany": "Berlin", "Italy": "Rome", "Spain": "Madrid", "Portugal": "Lisbon",
    "Austria": "Vienna", "Norway": "Oslo", "Ireland": "Dublin", "Greece": "Athens", "Egypt": "Cairo",
    "Japan": "Tokyo", "Peru": "Lima", "India": "New Delhi", "Poland": "Warsaw", "Sweden": "Stockholm",
    "Finland": "Helsinki", "Denmark": "Copenhagen", "Canada": "Ottawa", "Mexico": "Mexico City",
    "Brazil": "Brasilia", "China": "Beijing", "Russia": "Moscow", "Turkey": "Ankara", "Cuba": "Havana",
    "Chile": "Santiago", "Kenya": "Nairobi", "Australia": "Canberra", "England": "London",
    "Hungary": "Budapest", "the United States": "Washington, D.C.", "Belgium": "Brussels",
    "the Netherlands": "Amsterdam", "Switzerland": "Bern", "Argentina": "Buenos Aires",
    "Colombia": "Bogota", "South Korea": "Seoul", "Thailand": "Bangkok", "Vietnam": "Hanoi",
    "Ukraine": "Kyiv", "Iceland": "Reykjavik",
}
OPPOSITES = {
    "hot": "cold", "big": "small", "fast": "slow", "up": "down", "day": "night", "happy": "sad",
    "old": "young", "rich": "poor", "light": "dark", "hard": "soft", "good": "bad", "open": "closed",
    "early": "late", "full": "empty", "high": "low", "long": "short", "loud": "quiet", "wet": "dry",
    "strong": "weak", "true": "false",
}
PLURALS = {
    "cat": "cats", "dog": "dogs", "box": "boxes", "child": "children", "mouse": "mice", "man": "men",
    "woman": "women", "foot": "feet", "city": "cities", "bus": "buses", "leaf": "leaves",
    "knife": "knives", "baby": "babies", "fish": "fish", "sheep": "sheep", "tooth": "teeth",
    "goose": "geese", "party": "parties",
}
PAST_TENSES = {
    "go": "went", "eat": "ate", "see": "saw", "run": "ran", "take": "took", "make": "made",
    "come": "came", "give": "gave", "find": "found", "buy": "bought", "write": "wrote",
    "speak": "spoke", "walk": "walked", "play": "played", "drink": "drank", "sing": "sang",
    "teach": "taught", "think": "thought",
}
FRENCH = {
    "cat": "chat", "dog": "chien", "house": "maison", "water": "eau", "bread": "pain", "book": "livre",
    "sun": "soleil", "moon": "lune", "friend": "ami", "hello": "bonjour", "thank you": "merci",
    "red": "rouge", "blue": "bleu", "green": "vert", "apple": "pomme", "milk": "lait", "day": "jour",
    "night": "nuit", "school": "école", "tree": "arbre",
}
SPANISH = {
    "cat": "gato", "dog": "perro", "house": "casa", "water": "agua", "bread": "pan", "book": "libro",
    "sun": "sol", "moon": "luna", "friend": "amigo", "hello": "hola", "thank you": "gracias",
    "red": "rojo", "blue": "azul", "green": "verde", "apple": "manzana", "milk": "leche", "day": "día",
    "night": "noche", "school": "escuela", "tree": "árbol",
}
DEFINITIONS = {
    "a computer": "A computer is a machine that follows instructions to process information.",
    "gravity": "Gravity is the force that pulls objects toward each other.",
    "the sun": "The sun is the star at the center of our solar system.",
    "rain": "Rain is water that falls from clouds in small drops.",
    "a river": "A river is a stream of water that flows across the land to a lake or the sea.",
    "music": "Music is the art of arranging sounds in time.",
    "a planet": "A planet is a large round body that moves around a star.",
    "an API": "An API is a set of rules that lets programs talk to each other.",
    "JSON": "JSON is a text format for data made of objects, arrays, strings, numbers, true, false and null.",
    "a token": "A token is a small piece of text that a language model reads or writes.",
    "photosynthesis": "Photosynthesis is how plants use sunlight to turn water and carbon dioxide into sugar and oxygen.",
    "a list": "A list is a sequence of items in order.",
    "a robot": "A robot is a machine that can do tasks on its own.",
    "energy": "Energy is the ability to do work.",
    "an atom": "An atom is the smallest unit of a chemical element.",
    "a grammar": "A grammar is a set of rules that says which texts are allowed.",
    "temperature": "Temperature tells how random a language model is when it picks the next token.",
    "a server": "A server is a program that waits for requests and answers them.",
}
ABOUT_SELF = {
    "Who are you?": "I am antiphon's embedded model, a small language model that runs on this machine.",
    "What are you?": "I am antiphon's embedded model, a small language model that runs on this machine.",
    "What is your name?": "I am antiphon's embedded model, a small language model that runs on this machine.",
    "Which model are you?": "I am antiphon's embedded model, a small language model that runs on this machine.",
    "What can you do?": "I can answer simple questions, do small sums, remember what you tell me, make lists, write JSON and call tools.",
    "Can you help me?": "Yes. I can answer simple questions, do small sums, remember what you tell me, make lists, write JSON and call tools.",
    "What is antiphon?": "Antiphon is a server for the Responses API that runs the model on your own machine.",
    "How big are you?": "I have about three million parameters, so I am very small.",
    "Are you a human?": "No, I am a small language model.",
}
CITIES = """Paris London Berlin Rome Madrid Lisbon Vienna Prague Oslo Dublin Athens Cairo Tokyo Boston Chicago
Denver Seattle Austin Miami Sydney Lima Quito Delhi Seoul Warsaw Lyon Turin Porto Bergen Cork Osaka Dallas Perth""".split()
LONG_CITIES = ["San Francisco", "New York", "Los Angeles", "Mexico City", "Buenos Aires", "Cape Town", "Hong Kong"]
NAMES = """Alice Bob Carol David Emma Frank Grace Henry Iris Jack Kate Liam Mia Noah Olivia Paul Quinn Rosa Sam
Tina Uma Victor Wendy Xavier Yara Zoe Anna Ben Clara Dan Eva Felix Gina Hugo Ivy John Lena Max Nina Oscar Ada Alan
Maria Peter Linus Grete Amir Chen Priya Yuki Omar Ines Karl Sofia Luca Marta Ivan Olga Tom Sara""".split()
FOODS = """pizza pasta soup rice bread cheese apples salad tacos sushi cake noodles beans eggs fish chicken tea
coffee honey mango""".split()
ANIMALS = """dog cat horse cow pig sheep duck lion tiger bear wolf fox rabbit mouse bird frog snake fish owl bee""".split()
COLORS = "red blue green yellow black white purple orange pink brown gray gold silver".split()
OBJECTS = "book car phone lamp chair table cup bag key coat hat shoe bike boat clock ring box pen map ball".split()
JOBS = "doctor teacher nurse farmer pilot baker writer painter lawyer engineer chef driver singer dancer".split()
HOBBIES = """reading swimming running cooking painting singing dancing hiking chess tennis music gardening cycling
fishing""".split()
CATEGORIES = {
    "fruits": "apple banana orange grape mango pear peach plum cherry lemon kiwi melon".split(),
    "colors": COLORS,
    "animals": ANIMALS,
    "vegetables": "carrot potato onion tomato pepper spinach broccoli cabbage pea corn".split(),
    "countries": [name for name in CAPITALS if not name.startswith("the")],
    "days": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "months": "January February March April May June July August September October November December".split(),
    "planets": "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune".split(),
    "sports": "soccer tennis golf hockey baseball rugby boxing skiing".split(),
}
ORDERED = ("days", "months", "planets")
NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty""".split()
PLAIN_WORDS = sorted({
    *FOODS, *ANIMALS, *COLORS, *OBJECTS, *HOBBIES, *OPPOSITES, *PAST_TENSES,
    *"""river mountain stone cloud flower window garden bridge winter summer paper shadow forest ocean market castle
    village engine signal number letter orbit pocket candle mirror hello world test message sentence""".split(),
})
UNKNOWN_TOPICS = [
    "the stock market", "quantum physics", "the French Revolution", "love", "Shakespeare", "football results",
    "the meaning of life", "taxes", "the latest news", "philosophy", "opera", "poker", "knitting", "volcanoes",
    "the Roman Empire", "black holes", "jazz", "dinosaurs", "medicine", "the president", "climate", "history",
]


class Lexicon:
    """Names and words to copy. The held-out half never appears in training: `evaluate.py` draws from it."""

    def __init__(self, rng: random.Random, held_out: bool = False):
        self.rng = rng
        self.held_out = held_out

    def _mine(self, words: list[str]) -> list[str]:
        return [word for position, word in enumerate(words) if (position % 8 == 7) == self.held_out]

    def pseudo_word(self) -> str:
        """A pronounceable word that means nothing: only copying gets it right."""
        rng = self.rng
        while True:
            word = "".join(
                rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiou") + (rng.choice("nrstlm") if rng.random() < 0.4 else "")
                for _ in range(rng.randint(1, 3))
            )
            if (sum(map(ord, word)) % 8 == 7) == self.held_out:
                return word

    def word(self) -> str:
        return self.rng.choice(self._mine(PLAIN_WORDS)) if self.rng.random() < 0.5 else self.pseudo_word()

    def words(self, least: int, most: int) -> list[str]:
        return [self.word() for _ in range(self.rng.randint(least, most))]

    def name(self) -> str:
        return self.rng.choice(self._mine(NAMES)) if self.rng.random() < 0.6 else self.pseudo_word().capitalize()

    def city(self) -> str:
        draw = self.rng.random()
        if draw < 0.5:
            return self.rng.choice(self._mine(CITIES))
        return self.rng.choice(LONG_CITIES) if draw < 0.6 else self.pseudo_word().capitalize()

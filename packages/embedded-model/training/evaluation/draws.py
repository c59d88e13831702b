"""Names, words and values that the training lists do not hold, and the dice."""

import random
from collections.abc import Callable

NAMES = """Nuria Tobias Freya Anders Leila Mateo Ingrid Rashid Bruno Chiara Dmitri Esther Farid Gwen Hanna Isak Jolanda Kofi Lorenzo
Mireille Nikolai Odette Pablo Rania Stefan Thea Ulrich Vera Wanda Ximena Yusuf Zelda Beatrix Cedric Dolores Ewan Fiona Gustav Hilda Imran
Jasper Kirsten""".split()
CITIES = """Ghent Bruges Valencia Krakow Graz Tampere Malmo Bilbao Naples Leipzig Utrecht Basel Zagreb Riga Tallinn Vilnius Bremen Lille Nantes
Genoa Seville Aarhus Galway Leeds Kyoto Busan Jaipur Cusco Medellin Quebec Tucson Omaha""".split()
LONG_CITIES = ["Salt Lake City", "Santa Fe", "Novi Sad", "Addis Ababa", "Baton Rouge", "San Marino"]
WORDS = """abacus acorn almanac anvil apron badger barrel beaver bonnet cabbage caravan cedar chimney cobweb compass cradle cricket dagger dolphin
easel ember emerald falcon ferret galleon gargoyle geyser gondola hamster hedgehog icicle jasmine jigsaw kayak kernel lagoon lavender lobster
mammoth mitten monsoon mustard nutmeg octopus orchid otter oyster panther parsley peacock pelican pigeon plaza poppy puffin quartz quiver raven
reindeer sapphire scissors sparrow sponge stallion sundial syrup tadpole thimble thistle toboggan tractor tulip turnip urchin velcro walrus
weasel wigwam yogurt zeppelin""".split()
COLORS = "teal beige crimson indigo turquoise maroon violet amber olive ivory".split()
PROFESSIONS = "glazier librarian plumber surgeon florist butcher barber beekeeper carpenter geologist".split()
INSTRUMENTS = "cello flute harp oboe banjo tuba clarinet accordion".split()
PLANETS = "Mercury Venus Mars Jupiter Saturn Uranus Neptune".split()
SEASONS = "spring summer autumn winter".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MATERIALS = "oak steel bamboo cotton leather granite linen bronze".split()
DRINKS = "lemonade cocoa cider kefir espresso sherbet".split()
ROOMS = "kitchen hallway attic cellar bedroom study bathroom garage".split()
CHORES = ["feed the parrot", "call the plumber", "water the cactus", "bring an umbrella", "empty the basket", "polish the trumpet", "pick up the parcel"]
ONSETS = "br cl dr fl gr pl qu sh th tr sp st sk ch wh bl cr gl pr sl".split()
VOWELS = "a e i o u ee oo ai ou ea".split()
CODAS = "nd rk sh ng st lt mp ck ft lk rn ss".split()


def distinct(count: int, draw: Callable[[], str]) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        drawn = draw()
        if drawn not in found:
            found.append(drawn)
    return found


class Draws:
    """One prompt's dice. `tokens` counts a text's tokens in the model that is judged."""

    def __init__(self, seed: str, tokens: Callable[[str], int]):
        self.rng = random.Random(seed)
        self.tokens = tokens

    def pick(self, *options: str) -> str:
        return self.rng.choice(options)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def number(self, least: int, most: int) -> int:
        return self.rng.randint(least, most)

    def pseudo_word(self) -> str:
        """Clusters and double vowels, which training's invented words do not have: `quoond`, `threalsh`."""
        word = self.pick(*ONSETS) + self.pick(*VOWELS)
        if self.chance(0.5):
            word += self.pick(*"bdgklmnprtvz") + self.pick(*"aeiou")
        return word + (self.pick(*CODAS) if self.chance(0.7) else "")

    def word(self) -> str:
        return self.pick(*WORDS) if self.chance(0.6) else self.pseudo_word()

    def words(self, least: int, most: int) -> list[str]:
        """Distinct words."""
        return distinct(self.number(least, most), self.word)

    def name(self) -> str:
        return self.pick(*NAMES) if self.chance(0.75) else self.pseudo_word().capitalize()

    def names(self, count: int) -> list[str]:
        return distinct(count, self.name)

    def city(self) -> str:
        draw = self.rng.random()
        return self.pick(*CITIES) if draw < 0.65 else self.pick(*LONG_CITIES) if draw < 0.75 else self.pseudo_word().capitalize()

    def shop(self) -> str:
        return self.pseudo_word().capitalize() if self.chance(0.5) else self.pick(*WORDS).capitalize()

    def title(self) -> str:
        return " ".join(word.capitalize() for word in self.words(2, 2))

    def clock(self) -> str:
        return f"{self.number(10, 22)}:{self.pick('00', '15', '30', '45')}"

    def code(self) -> str:
        """Two letters and three digits, as on a ticket."""
        return "".join(self.pick(*"ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(2)) + str(self.number(100, 999))

"""The closed world of the model: what it knows by heart, and the material its chats are made from."""

import random
import re

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
# Countries whose capitals it does not know, and says so.
OTHER_COUNTRIES = """Nepal Laos Ghana Mali Chad Niger Togo Benin Gabon Angola Zambia Malawi Rwanda Burundi Uganda Somalia Sudan Libya Algeria Tunisia
Jordan Lebanon Oman Qatar Yemen Iraq Kuwait Georgia Armenia Latvia Estonia Lithuania Malta Cyprus Serbia Albania Moldova Belarus Bhutan
Cambodia Myanmar Fiji Samoa Tonga Haiti Jamaica Panama Honduras Nicaragua Guatemala Belize Guyana Suriname""".split()
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
THINGS = """river mountain stone cloud flower window garden bridge winter summer paper shadow forest ocean market castle village engine
signal number letter orbit pocket candle mirror hello world test message sentence apple arrow autumn bag balloon basket beach bell
blanket bottle branch breakfast brick brother brush bucket button cabin camera carpet circle coffee coin corner cotton cousin crown curtain
desert desk dinner dragon drawer dream drum earth evening family farm feather field finger fire floor fork fountain glass glove
grass hammer harbor heart hill holiday hotel island jacket jewel journey juice jungle kitchen kite ladder lake lamp lantern leaf
lemon library light lunch machine magnet map meadow medal melody metal minute moment morning museum needle nest night north notebook
onion office orange oven painting palace park pebble pencil pepper piano picture pillow plane planet plate pocket pond potato present
queen question quilt radio rain rainbow ribbon road rocket roof room rope rose salt sand saddle sailor scarf school seat shell ship
sister sky sleep smile snow soap sock song south spoon spring square stage stair star station statue street string sugar sun
sweater table tail tent theater thread thunder ticket toast tool towel tower town toy train treasure tree tunnel turtle umbrella
uncle valley vase violin voice wagon wall watch water wave week wheel whistle wind wing wire wood wool yard year zebra zero""".split()
QUALITIES = """quick slow calm brave clever gentle heavy tiny huge narrow wide plain bright silent noisy sharp smooth rough clean dirty
fresh sweet sour bitter round flat deep shallow ready late early broken simple secret famous modern ancient busy lazy lucky proud""".split()
ACTIONS = """jump build carry catch climb count cut draw dream drop fly follow grow hold keep kick laugh learn lift listen move paint pull
push reach read ride roll send shake share shout sit sleep smell smile stand start stay stop swim throw touch travel turn visit wait
wash watch wear whisper win wish work""".split()
# What people do with something: the verb as `I` takes it, as `she` takes it, and the word before the object.
DOINGS = """play plays the|drive drives a|collect collects|study studies|speak speaks|teach teaches|sell sells|love loves|hate hates|fear fears|need needs a|want wants a|own owns a|wear wears a|read reads|cook cooks|bake bakes
grow grows|paint paints|build builds|ride rides a|drink drinks|keep keeps a|carry carries a|miss misses|prefer prefers|follow follows|write writes|watch watches|repair repairs|hunt hunts|sing sings|learn learns|use uses a|make makes
support supports|design designs|train trains|feed feeds a|rent rents a|trust trusts|know knows|admire admires|visit visits|clean cleans|guard guards a|breed breeds|catch catches|draw draws|bring brings a|lead leads|run runs a""".replace("\n", "|").split("|")
PLACES_OF_DOING = """work works at|live lives near|sit sits at|sleep sleeps in|swim swims in|shop shops at|eat eats at|study studies in|teach teaches in|train trains at|dance dances in|stay stays at|park parks at|camp camps near|hide hides in|play plays in
wait waits at|vote votes in|rest rests in|walk walks in|meet meets friends at|spend spends summers in|come comes from|travel travels to|fly flies to|hike hikes in""".replace("\n", "|").split("|")
# What people are asked of themselves and of others, beyond the usual.
ATTRIBUTES = """code password hotel team school street car boss project dog cat horse doctor teacher brother sister cousin neighbor friend
partner manager bank garden house room desk bicycle boat plane company club hero author song film game book drink fruit flower season sport
subject number word animal city country planet instrument tool size plan goal gift hat shirt locker badge account order ticket seat gate
flight table phone email address birthday nickname motto language dish dessert color team captain captain coach wifi server router printer
laptop album band movie restaurant beach island river mountain museum bakery shop gym library""".split()
ATTRIBUTE_KINDS = """favorite secret lucky new old first last second middle best home work school travel main spare current next former family""".split()
PLAIN_WORDS = sorted({
    *FOODS, *ANIMALS, *COLORS, *OBJECTS, *HOBBIES, *OPPOSITES, *PAST_TENSES,
    *THINGS, *QUALITIES, *ACTIONS, *ATTRIBUTES,
})
UNKNOWN_TOPICS = [
    "the stock market", "quantum physics", "the French Revolution", "love", "Shakespeare", "football results",
    "the meaning of life", "taxes", "the latest news", "philosophy", "opera", "poker", "knitting", "volcanoes",
    "the Roman Empire", "black holes", "jazz", "dinosaurs", "medicine", "the president", "climate", "history",
]


OPENINGS = """Thanks for that.|I have another question.|My {noun} is {quality}.|I lost my {noun}.|The {noun} was {quality} today.|I am a bit {quality}.|We talked about the {noun}.|Let me ask you something.|I am writing about a {noun}.|My friend has a {quality} {noun}.
Here is a thing I wonder about.|I am doing my homework.|This is for a quiz.|I cannot remember this.|I keep forgetting it.|Someone asked me this.|I was looking at a {noun}.|It is {quality} here.|I saw a {quality} {noun}.|There is a {noun} in my {noun}.|You know things.|I am curious.|For my {noun}, I need this.""".replace("\n", "|").split("|")


class Lexicon:
    """Names, words and numbers to copy. Most are invented, so that only copying gets them right."""

    def __init__(self, rng: random.Random):
        self.rng = rng

    def pseudo_word(self) -> str:
        """A word that means nothing, mostly pronounceable, of one of several constructions."""
        rng, draw = self.rng, self.rng.random()
        if draw < 0.3:
            pieces = (rng.choice(PLAIN_WORDS) for _ in range(rng.randint(1, 3)))
            return "".join(piece[(start := rng.randrange(len(piece) - 1)):start + rng.randint(2, 5)] for piece in pieces)
        if draw < 0.55:
            return "".join(
                rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiou") + (rng.choice("nrstlm") if rng.random() < 0.4 else "")
                for _ in range(rng.randint(1, 4))
            )
        if draw < 0.82:
            return "".join(
                rng.choice(ONSETS) + rng.choice(VOWELS) + (rng.choice(CODAS) if rng.random() < 0.5 else "") for _ in range(rng.randint(1, 3))
            )
        if draw < 0.9:
            return rng.choice(PLAIN_WORDS) + rng.choice(ENDINGS)
        return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(3, 8)))

    def word(self) -> str:
        return self.rng.choice(PLAIN_WORDS) if self.rng.random() < 0.45 else self.pseudo_word()

    def words(self, least: int, most: int) -> list[str]:
        return [self.word() for _ in range(self.rng.randint(least, most))]

    def name(self) -> str:
        return self.rng.choice(NAMES) if self.rng.random() < 0.4 else self.pseudo_word().capitalize()

    def opening(self) -> str:
        """A sentence that has nothing to do with what follows."""
        words = {"{noun}": THINGS, "{quality}": QUALITIES}
        return re.sub(r"{\w+}", lambda match: self.rng.choice(words[match.group()]), self.rng.choice(OPENINGS))

    def full_name(self) -> str:
        return f"{self.name()} {self.pseudo_word().capitalize()}"

    def city(self) -> str:
        draw = self.rng.random()
        if draw < 0.35:
            return self.rng.choice(CITIES)
        if draw < 0.45:
            return self.rng.choice(LONG_CITIES)
        if draw < 0.55:
            return f"{self.rng.choice(('New', 'Port', 'San', 'East', 'Fort', 'Lake'))} {self.pseudo_word().capitalize()}"
        return self.pseudo_word().capitalize()

    def number(self) -> int:
        return self.rng.randrange(10 ** self.rng.randint(1, 4))

    def code(self) -> str:
        """Letters and digits, such as `K7-204` or `bq41`."""
        rng = self.rng
        letters = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(rng.randint(1, 3)))
        digits = "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 4)))
        code = letters + rng.choice(("", "-", "")) + digits
        return code.lower() if rng.random() < 0.3 else code

    def date(self) -> str:
        rng = self.rng
        return f"{rng.randint(2019, 2031)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"

    def time(self) -> str:
        return f"{self.rng.randint(0, 23):02d}:{self.rng.choice((0, 5, 10, 15, 20, 30, 40, 45, 50)):02d}"

    def email(self) -> str:
        return f"{self.word()}@{self.pseudo_word()}.{self.rng.choice(('com', 'org', 'net', 'io'))}"

    def value(self) -> str:
        """Anything that can be told and asked for."""
        draw = self.rng.random()
        if draw < 0.3:
            return self.word()
        if draw < 0.5:
            return self.name()
        if draw < 0.65:
            return str(self.number())
        if draw < 0.75:
            return self.code()
        if draw < 0.85:
            return f"{self.rng.choice(QUALITIES)} {self.rng.choice(THINGS)}"
        return self.rng.choice((self.full_name, self.date, self.city, self.time))()

    def attribute(self) -> str:
        """What has a value: `locker code`, `favorite planet`, `brasto`."""
        draw = self.rng.random()
        if draw < 0.4:
            return self.rng.choice(ATTRIBUTES)
        if draw < 0.65:
            return f"{self.rng.choice(ATTRIBUTE_KINDS)} {self.rng.choice(ATTRIBUTES)}"
        if draw < 0.8:
            return f"{self.rng.choice(ATTRIBUTES + THINGS)} {self.rng.choice(('number', 'code', 'name', 'color', 'size', 'type', 'id'))}"
        return self.rng.choice(THINGS) if draw < 0.9 else self.pseudo_word()


ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr h j k kl kr l m n p ph pl pr qu r s sh sk sl sm sn sp st str sw t th tr tw v w wh x y z".split()
VOWELS = "a a e e i i o o u u y ai ea ee ie oa oo ou au".split()
CODAS = "b ck d f g k l ll m n nd ng nt p r rd rk rn s sh sk ss st t th x z".split()
ENDINGS = "s er ing ed ly ful less ness o ia y".split()

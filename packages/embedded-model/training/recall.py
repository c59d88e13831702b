"""What was told before, by the person, in a text or in documents, and is asked for."""

import re

import tellings
from chat import Chat, Maker, turn
from tellings import about
from words import ANIMALS, ATTRIBUTE_KINDS, COLORS, DOINGS as ALL_DOINGS, FOODS, HOBBIES, JOBS, OBJECTS, PLACES_OF_DOING

DOINGS = [doing for doing in ALL_DOINGS if doing.split()[0] not in ("collect", "play")]

VERBS = {
    # key: told by the person, asked, answered; then of another.
    "lives": (["I live in {v}.", "I am from {v}.", "My home is in {v}.", "I'm from {v}."], ["Where do I live?", "Which city do I live in?", "Where am I from?", "What city do I live in?"], "You live in {v}.",
              ["{n} lives in {v}.", "{n} is from {v}.", "{n} comes from {v}."], ["Where does {n} live?", "Which city does {n} live in?", "Where is {n} from?"], "{n} lives in {v}."),
    "works": (["I work as a {v}.", "I am a {v}.", "I'm a {v} by trade.", "My job is {v}."], ["What is my job?", "What do I do for work?", "What do I work as?", "What is my profession?"], "You work as a {v}.",
              ["{n} works as a {v}.", "{n} is a {v}.", "{n}'s job is {v}."], ["What is {n}'s job?", "What does {n} do for work?", "What does {n} work as?"], "{n} works as a {v}."),
    "age": (["I am {v} years old.", "I'm {v}.", "My age is {v}."], ["How old am I?", "What is my age?"], "You are {v} years old.",
            ["{n} is {v} years old.", "{n} is {v}.", "{n} is aged {v}."], ["How old is {n}?", "What is {n}'s age?"], "{n} is {v} years old."),
    "eats": (["I like to eat {v}.", "I love {v}.", "I like {v}."], ["What do I like to eat?", "What food do I like?", "What do I love to eat?"], "You like to eat {v}.",
             ["{n} likes to eat {v}.", "{n} loves {v}."], ["What does {n} like to eat?", "What food does {n} like?"], "{n} likes to eat {v}."),
    "pet": (["I have a {v}.", "I own a {v}.", "My pet is a {v}."], ["What pet do I have?", "Which animal do I have?", "What is my pet?"], "You have a {v}.",
            ["{n} has a {v}.", "{n} owns a {v}.", "{n}'s pet is a {v}."], ["What pet does {n} have?", "Which animal does {n} have?"], "{n} has a {v}."),
    "enjoys": (["I enjoy {v}.", "My hobby is {v}.", "In my free time I do {v}."], ["What do I enjoy?", "What is my hobby?", "What do I do in my free time?"], "You enjoy {v}.",
               ["{n} enjoys {v}.", "{n}'s hobby is {v}."], ["What does {n} enjoy?", "What is {n}'s hobby?"], "{n} enjoys {v}."),
    "color": (["My favorite color is {v}.", "The color I like best is {v}."], ["What is my favorite color?", "Which color do I like best?"], "Your favorite color is {v}.",
              ["{n}'s favorite color is {v}.", "The color {n} likes best is {v}."], ["What is {n}'s favorite color?", "Which color does {n} like?"], "{n}'s favorite color is {v}."),
}
# What is told of events, times and places: told of me, asked, answered; then of another; the kind of the value.
EVENTS = [
    ("I moved here in {v}.", "[In which year|When|What year] did I move here?", "You moved here in {v}.", "{n} moved here in {v}.", "[In which year|When|What year] did {n} move here?", "{n} moved here in {v}.", "year"),
    ("I finished school in {v}.", "[In which year|When|What year] did I finish school?", "You finished school in {v}.", "{n} finished school in {v}.", "[In which year|When|What year] did {n} finish school?", "{n} finished school in {v}.", "year"),
    ("I [learned|trained] in {v}.", "[Where|In which city|In which town] did I [learn|train]?", "You learned in {v}.", "{n} learned in {v}.", "[Where|In which city|In which town] did {n} learn?", "{n} learned in {v}.", "city"),
    ("I was raised in {v}.", "[Where|In which city|In which town] was I raised?", "You were raised in {v}.", "{n} was raised in {v}.", "[Where|In which city|In which place] was {n} raised?", "{n} was raised in {v}.", "city"),
    ("I got married in {v}.", "[Where|In which city|In what place] did I get married?", "You got married in {v}.", "{n} got married in {v}.", "[Where|In which city|In what place] did {n} get married?", "{n} got married in {v}.", "city"),
    ("I started work in {v}.", "[When|In which year|Which year] did I start work?", "You started work in {v}.", "{n} started work in {v}.", "[When|In which year|Which year] did {n} start work?", "{n} started work in {v}.", "year"),
    ("I call my [car|bike|dog|guitar] {v}.", "What do I call my [car|bike|dog|guitar]?", "You call it {v}.", "{n} calls the dog {v}.", "What does {n} call the dog?", "{n} calls it {v}.", "name"),
    ("My [mother|father|cousin|daughter|son|boss] goes by the name {v}.", "What is the name of my [mother|father|cousin|daughter|son|boss]?", "The name is {v}.", "{n}'s mother goes by the name {v}.", "What is the name of {n}'s mother?", "The name is {v}.", "name"),
    ("My [class|course|shift|lesson] [starts|begins] at {v}.", "[When|At what time] does my [class|course|shift|lesson] [start|begin]?", "It starts at {v}.", "{n}'s shift starts at {v}.", "[When|At what time] does {n}'s shift start?", "It starts at {v}.", "time"),
    ("My [bus|plane|boat] goes at {v}.", "[When|At what time] does my [bus|plane|boat] go?", "It goes at {v}.", "{n}'s bus goes at {v}.", "[When|At what time] does {n}'s bus go?", "It goes at {v}.", "time"),
    ("My [flat|workshop|studio|garage] is in {v}.", "[Where|In which town|In what city] is my [flat|workshop|studio|garage]?", "It is in {v}.", "{n}'s workshop is in {v}.", "[Where|In which town|In what city] is {n}'s workshop?", "It is in {v}.", "city"),
    ("I have seat {v}.", "[Which|What] seat do I have?", "You have seat {v}.", "{n} has seat {v}.", "[Which|What] seat does {n} have?", "{n} has seat {v}.", "number"),
    ("I live on floor {v}.", "[Which|What] floor do I live on?", "You live on floor {v}.", "{n} lives on floor {v}.", "[Which|What] floor does {n} live on?", "{n} lives on floor {v}.", "number"),
    ("I work at desk {v}.", "[Which|What] desk do I work at?", "You work at desk {v}.", "{n} works at desk {v}.", "[Which|What] desk is {n} at?", "{n} works at desk {v}.", "number"),
    ("I am in group {v}.", "[Which|What] group am I in?", "You are in group {v}.", "{n} is in group {v}.", "[Which|What] group is {n} in?", "{n} is in group {v}.", "number"),
    ("I ride a {v} [bike|horse|scooter].", "[What|Which] color is my [bike|horse|scooter]?", "It is {v}.", "{n} rides a {v} bike.", "[What|Which] color is {n}'s bike?", "It is {v}.", "color"),
    ("I wear a {v} [coat|hat|scarf].", "[What|Which] color is my [coat|hat|scarf]?", "It is {v}.", "{n} wears a {v} coat.", "[What|Which] color is {n}'s coat?", "It is {v}.", "color"),
    ("I [practice|learn] the {v}.", "[Which|What] instrument do I [practice|learn]?", "You practice the {v}.", "{n} practices the {v}.", "[Which|What] instrument does {n} practice?", "{n} practices the {v}.", "word"),
    ("I was named after {v}.", "[After whom was I named|Whom am I named after|Who was I named after]?", "You were named after {v}.", "{n} was named after {v}.", "[After whom was {n} named|Whom is {n} named after|Who was {n} named after]?", "{n} was named after {v}.", "name"),
    ("I gave my [boat|house|horse] the name {v}.", "[What|Which] name did I give my [boat|house|horse]?", "You gave it the name {v}.", "{n} gave the boat the name {v}.", "[What|Which] name did {n} give the boat?", "{n} gave it the name {v}.", "name"),
]
# What may stand before something told.
LEADS = ("Also, ", "FYI: ", "One more thing: ", "Listen: ", "So, ", "Oh, and ", "In case you need it: ", "For your notes: ", "You should know: ", "I should mention that ", "Let me tell you that ", "Remember: ", "As I said, ", "A note for you: ", "About me: ", "A fact: ", "Please remember that ", "Please keep in mind that ", "Something else: ", "Do not forget: ")
NAME = (["My name is {v}.", "My name is {v}.", "I am {v}.", "I'm {v}.", "Call me {v}.", "Hi, my name is {v}.", "Hello! My name is {v}.", "This is {v}.", "You can call me {v}.", "Hi, I'm {v}."],
        ["What is my name?", "What is my name?", "What's my name?", "Do you remember my name?", "Who am I?", "Can you tell me my name?", "What was my name?", "How am I called?", "Say my name.", "Tell me my name."], "Your name is {v}.")
ACKNOWLEDGED = ("Got it, I will remember that.", "Got it, I will remember that.", "Thanks for telling me.", "Thanks for telling me.", "OK.", "I see.", "Understood.", "Fine, I will keep it in mind.", "Alright.")
NOT_TOLD = "You have not told me that yet."


class Fact:
    """A thing told: how it is said, how it is asked for, what is answered."""

    def __init__(self, maker: Maker, subject: str | None, key: str | None = None, attribute: str | None = None, event: tuple | None = None, doing: str | None = None, pattern: list[str] | None = None):
        rng, lexicon = maker.rng, maker.lexicon
        self.subject = subject
        self.key = key or (rng.choice(list(VERBS)) if rng.random() < 0.2 else "attribute" if rng.random() < 0.6 else rng.choice(("doing", "event", "telling", "telling", "telling")))
        if self.key == "name":
            self.value = lexicon.name() if rng.random() < 0.85 else lexicon.full_name()
            said, asked, answer = NAME
        elif self.key == "attribute":
            self.attribute = attribute or attribute_drawn(maker)
            self.value = lexicon.value() if rng.random() < 0.5 else value_of(maker, self.attribute.split()[-1])
            said, asked, answer = self.of_attribute(maker)
        elif self.key == "doing":
            said, asked, answer = self.of_doing(maker, doing)
        elif self.key == "telling":
            said, asked, answer = self.of_telling(maker, pattern or drawn_pattern(maker))
        elif self.key == "event":
            said, asked, answer = self.of_event(maker, event or rng.choice(EVENTS))
        else:
            self.value = {
                "lives": lexicon.city, "works": lambda: rng.choice(JOBS), "age": lambda: str(rng.randint(5, 99)), "color": lambda: rng.choice(COLORS),
                "eats": lambda: rng.choice(FOODS) if rng.random() < 0.6 else lexicon.word(), "pet": lambda: rng.choice(ANIMALS) if rng.random() < 0.7 else lexicon.word(),
                "enjoys": lambda: rng.choice(HOBBIES) if rng.random() < 0.7 else lexicon.word(),
            }[self.key]()
            said, asked, answer = VERBS[self.key][:3] if subject is None else VERBS[self.key][3:]
        fill = lambda text: text.replace("{v}", self.value).replace("{n}", subject or "")
        self.said, self.asked, self.answer = fill(rng.choice(said)), fill(rng.choice(asked)), fill(answer)
        if rng.random() < 0.45:
            self.said = surrounded(maker, self.said, self.value)
        if rng.random() < 0.4 and not re.search("color|favorite|neighbor", self.value):
            british = lambda text: text.replace("favorite", "favourite").replace("color", "colour").replace("neighbor", "neighbour")
            self.asked, self.answer = british(self.asked), british(self.answer)
            self.said = british(self.said) if rng.random() < 0.8 else self.said

    def of_telling(self, maker: Maker, pattern: list[str]) -> tuple[list[str], list[str], str]:
        """One of the patterns of `tellings.py`, which is answered with what was told."""
        self.pattern = pattern
        told, asked, kind = pattern
        self.attribute, self.value = told, value_of(maker, kind)
        return [about(told, self.subject)], [about(question, self.subject) for question in asked.split(";")], about(told, self.subject, to_person=True)

    def of_event(self, maker: Maker, event: tuple) -> tuple[list[str], list[str], str]:
        """One of `EVENTS`; what is in brackets is drawn once, so that the question asks for what was told."""
        rng, lexicon = maker.rng, maker.lexicon
        self.event = event
        told, asked, answer, *rest, kind = event
        if self.subject is not None:
            told, asked, answer = rest
        words: dict[str, str] = {}
        draw = lambda text: re.sub(r"\[(.*?)\]", lambda match: words.setdefault(match.group(1), rng.choice(match.group(1).split("|"))), text)
        self.value = {
            "year": lambda: str(rng.randint(1930, 2024)), "city": lexicon.city, "name": lexicon.name, "time": lexicon.time, "color": lambda: rng.choice(COLORS) if rng.random() < 0.6 else lexicon.word(),
            "number": lambda: str(rng.randint(1, rng.choice((20, 99, 500)))), "word": lexicon.word,
        }[kind]()
        self.attribute = told.split("[")[0].split("{v}")[0] + kind
        return [draw(told)], [draw(asked)], answer

    def of_doing(self, maker: Maker, doing: str | None) -> tuple[list[str], list[str], str]:
        """`I collect stones.`, `Ada works at Brasto.`: any verb, so that the question's verb finds what was told."""
        rng, lexicon, is_place = maker.rng, maker.lexicon, maker.rng.random() < 0.35
        self.doing = doing or rng.choice(PLACES_OF_DOING if is_place else DOINGS)
        is_place = self.doing in PLACES_OF_DOING
        verb, verb_of_other, *link = self.doing.split()
        self.attribute, link = f"{verb} {' '.join(link)}", " ".join(link)
        self.value = rng.choice((lexicon.city, lexicon.city, lambda: f"the {lexicon.word()}"))() if is_place else rng.choice((lexicon.word, lexicon.word, lexicon.value))()
        spaced = f" {link}" if link else ""
        asking = "Where" if is_place else "What"
        of = f" {link.removesuffix(link.split()[-1]).strip()}" if is_place and len(link.split()) > 1 else ""
        tail = f" {link.split()[-1]}" if is_place and link.split()[-1] in ("from", "to") else ""
        if self.subject is None:
            return ([f"I {verb}{spaced} {{v}}.", f"I {verb}{spaced} {{v}}.", f"I always {verb}{spaced} {{v}}.", f"I often {verb}{spaced} {{v}}.", f"By the way, I {verb}{spaced} {{v}}."],
                    [f"{asking} do I {verb}{of}{tail}?", f"{asking} do I {verb}{of}{tail}?", f"Do you know {asking.lower()} I {verb}{of}{tail}?", f"Tell me {asking.lower()} I {verb}{of}{tail}.", f"{asking} was it that I {verb}{of}{tail}?"], f"You {verb}{spaced} {{v}}.")
        return ([f"{{n}} {verb_of_other}{spaced} {{v}}.", f"{{n}} {verb_of_other}{spaced} {{v}}.", f"{{n}} often {verb_of_other}{spaced} {{v}}."],
                [f"{asking} does {{n}} {verb}{of}{tail}?", f"{asking} does {{n}} {verb}{of}{tail}?", f"Do you know {asking.lower()} {{n}} {verb_of_other}{of}{tail}?", f"Tell me {asking.lower()} {{n}} {verb_of_other}{of}{tail}."], f"{{n}} {verb_of_other}{spaced} {{v}}.")

    def of_attribute(self, maker: Maker) -> tuple[list[str], list[str], str]:
        rng, thing = maker.rng, self.attribute
        owner, _, owned = thing.partition("'s ")
        whose, asked = ("My", "my") if self.subject is None else (f"{self.subject}'s",) * 2
        told = [f"{whose} {thing} is {{v}}.", f"{whose} {thing} is {{v}}.", f"{whose} {thing} is {'called' if thing != 'sister' else 'named'} {{v}}.", f"The {thing} of {self.subject or 'mine'} is {{v}}." if not owned else f"The {owned} of {asked} {owner} is {{v}}.", f"{{v}} is {asked} {thing}.", f"{whose} {thing} is named {{v}}.", f"As for {asked} {thing}, it is {{v}}."]
        questions = [f"What is {asked} {thing}?", f"What is {asked} {thing}?", f"What's {asked} {thing}?", f"Tell me {asked} {thing}.", f"What was {asked} {thing}?", f"Do you remember {asked} {thing}?", f"Do you know {asked} {thing}?", f"Say {asked} {thing}.", f"Which is {asked} {thing}?", f"Give me {asked} {thing}.", f"{asked[:1].upper() + asked[1:]} {thing}?", f"Can you tell me {asked} {thing}?", f"Remind me of {asked} {thing}.", f"What is the {thing} of {self.subject}?" if self.subject else f"What {thing} do I have?" if not owned else f"What is the {owned} of my {owner}?",
                     f"I can't remember {asked} {thing}. What is it?", f"Could you repeat {asked} {thing}?", f"{asked[:1].upper() + asked[1:]} {thing}, what was it?", f"Do you still know {asked} {thing}?", f"What did I say {asked} {thing} is?", f"What's {asked} {thing} once more?", f"I do not remember {asked} {thing}.", f"And {asked} {thing}?", f"Which {thing} did I tell you?" if not self.subject else f"Which {thing} is {asked}?", f"Please say what {asked} {thing} is.", f"Now, what is {asked} {thing}?", f"You know {asked} {thing}, don't you?", f"Say again what {asked} {thing} is.", f"What was it again, {asked} {thing}?", f"What is {asked} {thing}, then?", f"And what is {asked} {thing} now?", f"I forgot {asked} {thing}, what is it?", f"{asked[:1].upper() + asked[1:]} {thing} again, please?", f"So tell me {asked} {thing} then.", f"Could you recall {asked} {thing} for me?", f"I need {asked} {thing} now."]
        if rng.random() < 0.6:
            questions = [maker.say(rng.choice(tellings.QUESTIONS)).replace("@", f"{asked} {thing}")]
            questions = [questions[0][:1].upper() + questions[0][1:]]
        return told, questions, f"{'Your' if self.subject is None else whose} {thing} is {{v}}."


def attribute_drawn(maker: Maker) -> str:
    """`locker code`, `aunt's street`, `surname`."""
    rng, draw = maker.rng, maker.rng.random()
    if draw < 0.6:
        return maker.lexicon.attribute()
    if draw < 0.75:
        return rng.choice(tellings.MORE_ATTRIBUTES).replace("_", " ")
    owner = rng.choice(tellings.OWNERS) if rng.random() < 0.75 else rng.choice((*ANIMALS, maker.lexicon.word()))
    owned = f"{owner}'s {rng.choice(tellings.OWNED) if rng.random() < 0.8 else maker.lexicon.attribute()}".replace("_", " ")
    return "aunt's name" if owned in tellings.HELD_OUT else owned


def value_of(maker: Maker, kind: str) -> str:
    """What fits: a year for `year`, a name for `name`; anything for what is of no kind."""
    rng, lexicon = maker.rng, maker.lexicon
    makers = {
        "year": lambda: str(rng.randint(1930, 2024)), "birth": lambda: str(rng.randint(1930, 2024)), "city": lexicon.city, "birthplace": lexicon.city, "name": lexicon.name, "surname": lexicon.name, "nickname": lexicon.name,
        "time": lexicon.time, "bedtime": lexicon.time, "count": lambda: str(rng.randint(2, rng.choice((9, 99)))), "number": lambda: str(rng.randint(1, rng.choice((20, 99, 500, 9999)))), "age": lambda: str(rng.randint(1, 99)),
        "size": lambda: str(rng.randint(2, 60)), "color": lambda: rng.choice(COLORS) if rng.random() < 0.5 else lexicon.word(), "code": lexicon.code, "password": lexicon.pseudo_word, "word": lexicon.word,
        "instrument": lambda: rng.choice(tellings.INSTRUMENTS) if rng.random() < 0.5 else lexicon.word(), "food": lambda: rng.choice(FOODS) if rng.random() < 0.5 else lexicon.word(),
        "job": lambda: rng.choice(JOBS) if rng.random() < 0.5 else lexicon.word(), "animal": lambda: rng.choice(ANIMALS) if rng.random() < 0.5 else lexicon.word(), "sport": lambda: rng.choice(tellings.SPORTS) if rng.random() < 0.5 else lexicon.word(),
        "called": lambda: (lexicon.word() if rng.random() < 0.5 else lexicon.pseudo_word()).capitalize(), "street": lambda: lexicon.word().capitalize(), "day": lambda: rng.choice(tellings.DAYS), "month": lambda: rng.choice(tellings.MONTHS),
        "email": lexicon.email, "hobby": lambda: rng.choice(HOBBIES),
    }
    return makers.get(kind, lexicon.value)()


def drawn_pattern(maker: Maker) -> list[str]:
    """A telling and its questions with the same draws in both; at times with an invented verb and thing."""
    rng = maker.rng
    pattern = rng.choice(tellings.EVENTS) if rng.random() < 0.75 else rng.choice(tellings.INVENTED_EVENTS)
    verb = maker.lexicon.pseudo_word().rstrip("aeiouy") or "blork"
    noun = rng.choice((maker.lexicon.word, lambda: rng.choice(OBJECTS)))()
    words: dict[str, str] = {}
    draw = lambda text: re.sub(r"\[(.*?)\]", lambda match: words.setdefault(match.group(1), rng.choice(match.group(1).split("|"))), text)
    return [draw(text.replace("@V", verb).replace("@N", noun)) for text in pattern]


def surrounded(maker: Maker, said: str, value: str) -> str:
    """With something before or after it that is no part of what is told."""
    rng, draw = maker.rng, maker.rng.random()
    if draw < 0.12:
        return said[:-1] + maker.say(f"x{rng.choice(tellings.TRAILS)}")[1:]
    if draw < 0.3 and not said.startswith(value):
        lead = f"{' '.join(maker.lexicon.words(1, 6))}{maker.pick(': ', ', ', ' - ', '. ', ': ', '; ')}"
        lead = lead[:1].upper() + lead[1:] if rng.random() < 0.8 else lead
    else:
        lead = rng.choice(LEADS) if draw < 0.45 else maker.say(rng.choice(tellings.LEADS)) + " "
    lowered = said[:1].lower() + said[1:] if re.match(r"(My|The|As|In) ", said) and not said.startswith(value) else said
    return lead + (said if lead.endswith(". ") or lead.endswith(": ") and rng.random() < 0.5 else lowered)


class Recall(Maker):
    def short(self) -> Chat:
        raise NotImplementedError

    def facts(self, count: int, subjects: list[str | None]) -> list[Fact]:
        """Facts whose questions differ; at times of two people by one attribute, or by attributes that are alike."""
        facts: dict[tuple, Fact] = {}
        while len(facts) < count:
            known = [fact.attribute for fact in facts.values() if fact.key == "attribute"]
            events = [fact.event for fact in facts.values() if fact.key == "event" and fact.subject]
            doings = [fact.doing for fact in facts.values() if fact.key == "doing" and fact.subject]
            if events and len(set(subjects)) > 1 and self.rng.random() < 0.4:
                fact = Fact(self, self.rng.choice(subjects), "event", event=self.rng.choice(events))
            elif doings and len(set(subjects)) > 1 and self.rng.random() < 0.5:
                fact = Fact(self, self.rng.choice(subjects), "doing", doing=self.rng.choice(doings))
            elif known and self.rng.random() < 0.3:
                alike = self.rng.choice(known)
                fact = Fact(self, self.rng.choice(subjects), "attribute", alike if self.rng.random() < 0.7 else f"{self.rng.choice(ATTRIBUTE_KINDS)} {alike.split()[-1]}")
            else:
                fact = Fact(self, self.rng.choice(subjects))
            facts.setdefault((fact.subject, getattr(fact, "attribute", fact.key)), fact)
        return list(facts.values())

    def neighbours(self, count: int) -> list[Fact]:
        """Several people (at times the speaker too) with the same attribute, so that only the name tells whose value is asked for."""
        rng = self.rng
        same = Fact(self, self.lexicon.name(), self.pick("telling", "telling", "telling", "attribute", "doing", "event", *rng.sample(list(VERBS), 1)))
        facts: list[Fact] = []
        subjects = [None] if rng.random() < 0.15 else []
        while len(facts) < count:
            subject = subjects.pop() if subjects else self.lexicon.name()
            fact = Fact(self, subject, same.key, getattr(same, "attribute", None), getattr(same, "event", None), getattr(same, "doing", None), getattr(same, "pattern", None))
            if all(subject != other.subject and fact.value.lower() != other.value.lower() for other in facts):
                facts.append(fact)
        return facts

    def question_for(self, fact: Fact) -> str:
        """The question for it, at times with something before and after it."""
        if self.rng.random() < 0.7 or not fact.asked.endswith("?"):
            return self.asked(fact.asked)
        asked = fact.asked
        if self.rng.random() < 0.6 and fact.key not in ("attribute", "name"):
            asked = asked[:-1] + self.say("x" + tellings.TAILS)[1:] + "?"
        if self.rng.random() < 0.6:
            head = self.say(self.rng.choice(tellings.HEADS))
            asked = f"{head} {asked if head[-1] == '.' or asked.split()[0].strip('?,') == fact.subject else asked[:1].lower() + asked[1:]}"
        return asked

    def told(self, facts: list[Fact]) -> str:
        text = " ".join(fact.said for fact in facts)
        if self.rng.random() < 0.15:
            text = f"{self.lexicon.opening()} {text}" if self.rng.random() < 0.5 else f"{text} {self.lexicon.opening()}"
        if self.rng.random() < 0.15:
            text = self.pick("Please remember: ", "Remember this: ", "Note: ", "Remember that ") + text
        return text + (self.pick(" Please remember that.", " Remember it.", " Keep that in mind.") if self.rng.random() < 0.1 else "")

    def acknowledged(self, facts: list[Fact]) -> str:
        name = next((fact.value for fact in facts if fact.key == "name"), None)
        return f"Nice to meet you, {name}!" if name else self.pick(*ACKNOWLEDGED) if self.rng.random() < 0.5 else self.say(self.rng.choice(tellings.ACKNOWLEDGED))

    def memory(self) -> Chat:
        """Facts told in one or several turns, other talk between, questions in any order."""
        rng = self.rng
        facts = self.facts(rng.randint(1, 5), [None, None, None, self.lexicon.name()] if rng.random() < 0.7 else [self.lexicon.name(), self.lexicon.name()])
        if rng.random() < 0.28:
            facts = self.neighbours(rng.choice((2, 2, 2, 3, 4))) + facts[: rng.choice((0, 0, 1))]
        elif rng.random() < 0.45:
            facts = [Fact(self, None, "name")] + facts[: rng.choice((0, 0, 1, 3))]
        rng.shuffle(facts)
        chat, left = Chat([]), list(facts)
        while left:
            size = rng.randint(1, len(left))
            chat += turn(self.told(left[:size]), self.acknowledged(left[:size]))
            left = left[size:]
            if rng.random() < 0.3:
                chat += self.short()
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            chat += self.short()
        for fact in rng.sample(facts, rng.randint(1, len(facts))):
            chat += turn(self.question_for(fact), fact.answer)
        if rng.random() < 0.07:
            missing = Fact(self, None, self.pick("attribute", *VERBS))
            told = {word for fact in facts for word in re.findall(r"[a-z]+", f"{fact.said} {fact.asked} {fact.key}".lower())} - {"what", "which", "my", "is", "do", "i", "the"}
            if not told & set(re.findall(r"[a-z]+", f"{missing.asked} {missing.key}".lower())):
                chat += turn(missing.asked, NOT_TOLD)
        return chat

    def not_told(self) -> Chat:
        """A question for what was never told, after other talk or at once."""
        chat = self.short() if self.rng.random() < 0.5 else Chat([])
        return chat + turn(self.asked(Fact(self, None, self.pick("name", *VERBS, "attribute", "attribute", "attribute")).asked), NOT_TOLD)

    def reading(self) -> Chat:
        """A text with several facts, and questions on it."""
        rng = self.rng
        facts = self.neighbours(rng.randint(2, 4)) if rng.random() < 0.25 else self.facts(rng.randint(1, 7), [self.lexicon.name() for _ in range(rng.randint(1, 4))])
        text = " ".join(fact.said for fact in facts)
        chat = Chat([])
        for position, fact in enumerate(rng.sample(facts, rng.randint(1, min(4, len(facts))))):
            question = fact.asked
            if position == 0:
                question = self.pick("Text: ", "Read this: ", "", "Here is a text: ", "Read this text and answer.\n", "Given: ") + text + self.pick("\n", " ", "\nQuestion: ", "\n\n") + question
            chat += turn(question, fact.answer)
        return chat

    def from_documents(self) -> Chat:
        """The same with documents, which the template puts into the system turn."""
        rng = self.rng
        facts = self.facts(rng.randint(2, 6), [self.lexicon.name() for _ in range(rng.randint(1, 3))])
        size = rng.randint(1, 3)
        documents = [{"title": self.pick(f"Document {position + 1}", self.lexicon.word(), f"{self.lexicon.word()}.txt"), "text": " ".join(fact.said for fact in part)} for position, part in enumerate(facts[start::size] for start in range(size)) if part]
        chat = Chat([], documents=documents)
        for fact in rng.sample(facts, rng.randint(1, min(3, len(facts)))):
            chat += turn(self.question_for(fact), fact.answer)
        return chat

    def long(self, turns: int) -> Chat:
        """Many turns with facts told along the way and asked for much later: what teaches recall over distance."""
        rng, chat, known = self.rng, Chat([]), []
        facts, groups = self.facts(max(3, turns // 3), [None, None, self.lexicon.name(), self.lexicon.name()]), []
        while facts:
            size = 1 if rng.random() < 0.8 else rng.randint(2, 3)
            groups, facts = groups + [facts[:size]], facts[size:]
        groups[rng.randrange(len(groups))] = self.neighbours(rng.choice((2, 2, 3)))
        for group in groups:
            chat += turn(self.told(group), self.acknowledged(group))
            known += group
            for _ in range(rng.choice((0, 1, 2, 3))):
                chat += self.short()
            if rng.random() < 0.5:
                asked = rng.choice(known)
                chat += turn(self.question_for(asked), asked.answer)
        for fact in rng.sample(known, min(len(known), 12)):
            chat += turn(self.question_for(fact), fact.answer)
        return chat

"""JSON out of a text, by the names of keys or by a schema that is given in the prompt."""

import json

from chat import Chat, Maker, capitalised, system, turn, with_s
from domains import (
    AGENT_AS_VERB, AGENT_IN_OR, ASIDES, DOMAINS, DOUBLING, INTRODUCTIONS, IRREGULAR, OF_PEOPLE, OF_THINGS, OWNED, PARTICIPLES, PARTS, PERSON_FLAGS, ROLES, STATES, VERBS_OF_AGENTS, WORN,
)
from words import COLORS, FOODS, HOBBIES, JOBS, THINGS

# Keys of a person with the ways in which a text tells them; `v` is the value, `n` the name.
TOLD = {
    "age": ["{n} is {v} years old.", "{n} is {v}.", "{n}, aged {v}, was here."], "city": ["{n} lives in {v}.", "{n} is from {v}."], "job": ["{n} works as a {v}.", "{n} is a {v}."],
    "color": ["{n}'s favorite color is {v}.", "{n} likes {v} best of all colors."], "food": ["{n} likes to eat {v}.", "{n} loves {v}."], "hobby": ["{n} enjoys {v}."],
    "email": ["{n}'s email is {v}.", "You can write to {n} at {v}."], "phone": ["{n}'s phone number is {v}.", "Call {n} at {v}."], "country": ["{n} comes from {v}."], "company": ["{n} works at {v}.", "{n} works for {v}."],
    "date": ["{n} came on {v}.", "The date is {v}."], "price": ["{n} paid {v} dollars.", "The price is {v}."], "quantity": ["{n} ordered {v} of them.", "{n} bought {v} pieces."], "product": ["{n} bought a {v}.", "{n} ordered a {v}."],
    "title": ["{n} wrote a book called {v}."], "year": ["{n} was born in {v}."], "time": ["{n} arrives at {v}.", "The time is {v}."], "colors": ["{n} likes {v}.", "The colors are {v}."], "friends": ["{n}'s friends are {v}.", "{n} came with {v}."], "languages": ["{n} speaks {v}."], "tags": ["The tags are {v}.", "Tags: {v}."],
}
# What is so or is not: `Ada is not married.`
FLAGS = "active available married ready verified open paid busy online retired member student new full closed registered".split()


# Keys that the sentences made for any key do not suit: no nouns, or nouns that want their own sentence.
PLAIN_KEYS = "author publisher organizer genre fee day from to since leaves published founded released made due made built heated".split()
# What the keys are called, and what is done with them.
KEY_NOUNS = ("fields", "keys", "values", "entries", "attributes", "properties", "columns", "details", "items", "parts", "facts", "slots")
EXTRACTING = ["extract", "find", "collect", "take", "get", "read", "pick", "draw", "note", "list", "select", "gather", "copy", "fetch", "report", "state", "choose", "isolate", "grab", "dig out", "read off", "work out", "look up", "search for", "tell me", "show me", "hand me", "single out", "pick out", "write down"]
ANSWERING = "[answer|reply|respond|come back|write it|give it|return it|print it|send it|say it|put it] [in|as|with|using] [JSON|a JSON object|one JSON object|an object in JSON|valid JSON|plain JSON]"


def listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def forms_of(verb: str) -> tuple[str, str, str]:
    """Who does it, the past tense and the participle: `designer`, `designed`, `designed`."""
    stem = verb + verb[-1] if verb in DOUBLING else verb[:-1] if verb[-1] == "e" else verb[:-1] + "i" if verb[-1] == "y" and verb[-2] not in "aeiou" else verb
    agent = verb if verb in AGENT_AS_VERB else stem + ("or" if verb in AGENT_IN_OR or verb.endswith("ate") and verb != "donate" else "er")
    past, participle = IRREGULAR.get(verb, f"{stem}ed {stem}ed").split()
    return {"donate": "donor", "lie": "liar"}.get(verb, agent), past, participle


class Extraction(Maker):
    def person(self) -> tuple[dict, dict]:
        """Values by key, and the sentence that tells each."""
        rng, lexicon, name = self.rng, self.lexicon, self.lexicon.name() if self.rng.random() < 0.7 else self.lexicon.full_name()
        makers = {
            "age": lambda: rng.randint(5, 99), "city": lexicon.city, "job": lambda: rng.choice(JOBS), "color": lambda: rng.choice(COLORS), "food": lambda: rng.choice(FOODS), "hobby": lambda: rng.choice(HOBBIES),
            "email": lexicon.email, "phone": lambda: f"{rng.randint(100, 999)}-{rng.randint(1000, 9999)}", "country": lexicon.city, "company": lambda: lexicon.word().capitalize(), "date": lexicon.date, "price": lambda: rng.randint(1, 900),
            "quantity": lambda: rng.randint(1, 60), "product": lexicon.word, "title": lambda: " ".join(lexicon.words(1, 2)), "year": lambda: rng.randint(1900, 2026), "time": lexicon.time, "colors": lambda: rng.sample(COLORS, rng.randint(1, 4)),
            "friends": lambda: [lexicon.name() for _ in range(rng.randint(1, 3))], "languages": lambda: rng.sample(("French", "Spanish", "German", "English", "Italian", "Dutch"), rng.randint(1, 3)), "tags": lambda: lexicon.words(1, 4),
        }
        values, sentences = {"name": name}, {}
        for key in rng.sample(list(TOLD), rng.randint(1, 5)):
            values[key] = makers[key]()
            sentences[key] = rng.choice(TOLD[key]).replace("{v}", listed(values[key]) if isinstance(values[key], list) else str(values[key])).replace("{n}", name)
        if rng.random() < 0.25:
            flag = rng.choice(FLAGS)
            values[flag] = rng.random() < 0.5
            article = "a " if flag in ("member", "student") else ""
            sentences[flag] = rng.choice([f"{name} is {'' if values[flag] else 'not '}{article}{flag}.", f"{flag.capitalize()}: {'yes' if values[flag] else 'no'}."])
        return values, sentences

    def record(self) -> tuple[str, dict]:
        """Any keys, each told as `The key is value.` or `key: value`."""
        rng, values = self.rng, {}
        for _ in range(rng.randint(1, 5)):
            key = self.lexicon.attribute() if rng.random() < 0.7 else self.lexicon.word()
            key = key.replace(" ", self.pick("_", "_", "-")) if rng.random() < 0.9 else "".join(part if place == 0 else part.capitalize() for place, part in enumerate(key.split()))
            values[key] = self.lexicon.number() if rng.random() < 0.3 else self.lexicon.value()
            if isinstance(values[key], str) and values[key].isdigit():
                values[key] = int(values[key])
        spoken = lambda key: "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in key.replace("_", " ").replace("-", " "))
        style = rng.randrange(6)
        if style >= 4:
            subject = rng.choice((f"The {self.lexicon.word()}", self.lexicon.word().capitalize(), "It", "The order", "The event", "This product", "The trip", "Our new book", "The package"))
            forms = ["{s} has {k} {v}.", "The {k} is {v}.", "{s} comes with {k} {v}.", "Its {k} is {v}.", "Note the {k}: {v}.", "{s} is of {k} {v}.", "{v} is the {k}.", "As {k}, we chose {v}.", "{s} has a {k} of {v}.", "You will find {k} {v}.", "{s} was made with {k} {v}."]
            sentences = [rng.choice(forms).replace("{s}", subject).replace("{k}", spoken(key)).replace("{v}", str(value)) for key, value in values.items()]
            if rng.random() < 0.4:
                sentences.insert(rng.randint(0, len(sentences)), self.lexicon.opening())
            return " ".join(sentences), values
        if style == 0:
            return "\n".join(f"{spoken(key)}: {value}" for key, value in values.items()), values
        if style == 1:
            return ", ".join(f"{spoken(key)} {value}" for key, value in values.items()), values
        if style == 2:
            return " ".join(f"The {spoken(key)} is {value}." for key, value in values.items()), values
        name = self.lexicon.name()
        return " ".join(f"{name}'s {spoken(key)} is {value}." for key, value in values.items()), values

    def value_of(self, kind):
        """A value of a kind of `domains.py`: a number is the largest of its integers, a tuple an enum."""
        rng, lexicon = self.rng, self.lexicon
        if isinstance(kind, int):
            return self.repetitive_number() if kind >= 900 and rng.random() < 0.4 else rng.randint(1, kind)
        if isinstance(kind, tuple):
            return rng.choice(kind)
        shop = lambda: lexicon.word().capitalize()
        return {
            "name": lambda: lexicon.name() if rng.random() < 0.75 else lexicon.full_name(), "city": lexicon.city, "job": lambda: rng.choice(JOBS) if rng.random() < 0.5 else lexicon.word(), "word": lexicon.word, "shop": shop, "title": lambda: f"{shop()} {shop()}",
            "event": lambda: f"{shop()} {rng.choice(('Festival', 'Market', 'Party', 'Run', 'Show', 'Meeting', 'Night', shop()))}", "email": lexicon.email, "names": lambda: [lexicon.name() for _ in range(rng.randint(2, 3))], "words": lambda: lexicon.words(2, 4), "code": lexicon.code,
            "time": lexicon.time, "date": lexicon.date, "year": lambda: rng.randint(1850, 2026), "color": lambda: rng.choice(COLORS) if rng.random() < 0.6 else lexicon.word(), "bool": lambda: rng.random() < 0.5,
        }[kind]()

    def repetitive_number(self) -> int:
        """Three to five digits of few kinds, such as 3060 or 4114: copied badly where only common numbers are seen."""
        few = self.rng.sample("0123456789", self.rng.randint(2, 3))
        return int(self.pick(*"123456789") + "".join(self.pick("0", *few) for _ in range(self.rng.choice((2, 3, 3, 4)))))

    def introduced(self, manner: str, subject: str) -> str:
        """The first sentence; before a person stands no job, which could be taken for the one that is asked for."""
        return self.say(*INTRODUCTIONS[manner], s=subject, role=self.rng.choice(ROLES) if manner == "person" and self.rng.random() < 0.6 else self.lexicon.word() if manner == "person" else self.noun())

    def noun(self) -> str:
        return self.pick(self.rng.choice(JOBS), self.rng.choice(THINGS), self.lexicon.word())

    def aside(self) -> str:
        return self.say(*ASIDES, name=self.lexicon.name(), city=self.lexicon.city(), number=self.lexicon.number(), word=self.lexicon.word())

    def agency(self) -> tuple[str, object, tuple]:
        """Who does something to a thing: the key is a noun made from the verb, which may be invented."""
        rng = self.rng
        verb = rng.choice(VERBS_OF_AGENTS)
        if rng.random() < 0.25:
            verb = (self.lexicon.word().rstrip("aeiouywh") or "bre") + rng.choice(("t", "n", "k", "d", "m", "l", "ish", "e"))
        agent, past, participle = forms_of(verb)
        key = agent if rng.random() < 0.85 else f"{participle}_by"
        value = self.value_of("name" if rng.random() < 0.7 else "shop")
        active = (f"{{v}} [{with_s(verb)}|{past}|has {participle}|will {verb}] {{r}}.", f"[They|We] let {{v}} {verb} {{r}}.", f"[Nobody but|Only|Once more] {{v}} {past} {{r}}.", f"It was {{v}} who {past} {{r}}.")
        passive = (f"{{r}} [was|is|has been|will be|got] {participle} by {{v}}.", f"{participle.capitalize()} by {{v}}, {{r}} [looks good|is well known|makes people happy].")
        noun = (f"The {agent} of {{r}} is {{v}}.", f"{{v}} is the {agent} of {{r}}.", f"{{r}} has {{v}} as [its|the] {agent}.", f"{{v}} is its {agent}.", f"[Its|The] {agent} is [called |]{{v}}.", f"As [its|the] {agent} [we|they] [have|chose|see] {{v}}.", f"{{v}} [acts|works|serves] as [its|the] {agent}.")
        return key, value, rng.choice((active, active, passive, passive, noun))

    def number_of(self) -> tuple[str, object, tuple]:
        parts = self.rng.choice(PARTS) if self.rng.random() < 0.6 else with_s(self.lexicon.word())
        key = self.pick(parts, parts, parts, f"number_of_{parts}", f"{parts.rstrip('s')}_count")
        forms = (f"{{r}} has {{v}} {parts}.", f"There are {{v}} {parts} [in|on|around|for] {{r}}.", f"[We|They|I] [count|counted|saw|need] {{v}} {parts}.", f"{{v}} {parts} [belong to|are part of|come with] {{r}}.", f"{{r}} [counts|comes with|goes with|needs] {{v}} {parts}.", f"The number of {parts} is {{v}}.")
        return key, self.value_of(self.rng.choice((9, 60, 400, 9000))), forms

    def state(self, person: bool) -> tuple[str, bool, tuple]:
        """What a thing or a person is or is not."""
        rng, yes = self.rng, self.rng.random() < 0.5
        key = rng.choice(PERSON_FLAGS if person and rng.random() < 0.5 else FLAGS if person else STATES)
        key = self.lexicon.word() if rng.random() < 0.15 else key
        said = f"a {key}" if key in (*PERSON_FLAGS, "student", "member") else key
        verb = "is" if person or rng.random() < 0.7 else f"is {rng.choice(PARTICIPLES)}"
        rest = verb[3:]
        if yes:
            return key, yes, (f"{{r}} {verb} {said}.", f"{{r}} is [indeed|really|still|again|truly] {rest} {said}.", f"[Yes,|Indeed,|We know that] {{r}} {verb} {said}.")
        return key, yes, (f"{{r}} is not {rest} {said}.", f"{{r}} is not {rest} {said} [yet|any more|today].", f"{{r}} isn't {rest} {said}.", f"[No,|Sadly,|We know that] {{r}} is not {rest} {said}.", f"{{r}} is [no longer|by no means|never] {rest} {said}.")

    def relation(self, person: bool) -> tuple[str, object, tuple, object]:
        """A key, its value, the sentences that tell it of `{r}`, and the kind of the value."""
        rng, draw = self.rng, self.rng.random()
        if draw < 0.12:
            return *self.state(person), "bool"
        if not person and draw < 0.42:
            return *self.agency(), "name"
        if not person and draw < 0.6:
            return *self.number_of(), 1
        names, kind, forms = rng.choice(OF_PEOPLE if person else OF_THINGS)
        words = {"{things}": rng.choice(OWNED) if rng.random() < 0.6 else with_s(self.lexicon.word()), "{thing}": rng.choice(WORN) if rng.random() < 0.7 else self.lexicon.word()}
        key = rng.choice(names)
        for slot, word in words.items():
            key, forms = key.replace(slot, word), [form.replace(slot, word) for form in forms]
        return key, self.value_of(kind), tuple(forms), kind

    def related(self) -> tuple[str, dict, dict]:
        """A note on a person or a thing of any kind, told by relations that go with any."""
        rng = self.rng
        manner = self.pick("person", "the", "the", "bare")
        person = manner == "person"
        subject = self.value_of("name" if person else rng.choice(("shop", "event", "title")) if manner == "the" else rng.choice(("title", "title", "code")))
        key = self.pick("name", "person", "full_name", "who") if person else self.pick("title", "name", "item", "thing", "subject", "topic", self.noun())
        values, enums, told, sentences = {key: subject}, {}, set(), [self.introduced(manner, subject)]
        for _ in range(rng.randint(1, 5)):
            key, value, forms, kind = self.relation(person)
            if key in values or forms[-1] in told or kind != "name" and str(value) in map(str, values.values()):
                continue
            told.add(forms[-1])
            values[key] = value
            if isinstance(kind, tuple):
                enums[key] = list(kind)
            sentences.append(self.told_of(forms, manner, subject, key, value))
        if rng.random() < 0.3:
            sentences.insert(rng.randint(1, len(sentences)), self.aside())
        return " ".join(sentences), values, enums

    def told_of(self, forms: tuple, manner: str, subject: str, key: str, value) -> str:
        """A sentence with the subject by its name or by a pronoun."""
        form, named = self.rng.choice(forms), f"the {subject}" if manner == "the" else subject
        if self.rng.random() < 0.45 and not (manner == "person" and not form.startswith("{r} ")):
            named = self.pick("he", "she") if manner == "person" else "it"
        if form.startswith("{r}"):
            named = capitalised(named)
        return self.say(form, r=named, s=subject, v=value, k=key.replace("_", " "))

    def any_key(self, key: str, manner: str, subject: str, value) -> str:
        """A value told by the name of its key alone."""
        forms = ("The {k} is {v}.", "[Its|The] {k} is {v}.", "{v} is the {k}.", "The {k} of {r} is {v}.", "As for the {k}, it is {v}.", "For the {k}, [note|put down|write] {v}.", "[Its|The] {k}: {v}.", "{v} is what we have as {k}.", "{v} is the {k} of {r}.")
        return self.told_of(tuple(form for form in forms if manner != "person" or "Its" not in form), manner, subject, key, value)

    def noted(self) -> tuple[str, dict, dict]:
        """A note on one thing of `domains.py`: its text, the values by key, the options of its enums."""
        rng = self.rng
        domain = rng.choice(DOMAINS)
        chosen = [domain[0], *rng.sample(domain[1:], rng.randint(1, 5))]
        values, enums, sentences = {}, {}, []
        for names, kind, *told in chosen:
            key, value = rng.choice(names), self.value_of(kind)
            if key in values:
                continue
            if not sentences:
                subject = value
            if isinstance(kind, tuple):
                enums[key] = list(kind)
            values[key] = value
            forms = told[0 if value else 1] if kind == "bool" else told[0]
            if not sentences:
                manner = "person" if kind == "name" else "the" if any("the {s}" in form.lower() for form in forms) else "bare"
                if rng.random() < 0.5:
                    sentences.append(self.introduced(manner, subject))
                    continue
            elif key not in PLAIN_KEYS and kind not in ("bool", "names", "words") and rng.random() < 0.15:
                sentences.append(self.any_key(key, manner, subject, value))
                continue
            article = "a " if key in ("student", "smoker") else ""
            sentences.append(self.say(*forms, s=subject, v=listed(value) if isinstance(value, list) else value, k=article + key.replace("_", " ")))
        if rng.random() < 0.15:
            sentences.insert(rng.randint(1, len(sentences)), self.aside())
        return " ".join(sentences), values, enums

    def drawn(self) -> tuple[str, dict, dict]:
        draw = self.rng.random()
        if draw < 0.4:
            text, values, enums = self.noted()
        elif draw < 0.75:
            text, values, enums = self.related()
        else:
            (text, values), enums = self.record() if draw < 0.82 else self.told_of_person(), {}
        if self.rng.random() < 0.15:
            text = f"{text} {self.lexicon.opening()}"
        return text, values, enums

    def told_of_person(self) -> tuple[str, dict]:
        values, sentences = self.person()
        text = [sentences[key] for key in sentences]
        self.rng.shuffle(text)
        if not any(values["name"] in sentence for sentence in text):
            text.insert(0, self.pick(f"{values['name']} was there.", f"This is {values['name']}.", f"Meet {values['name']}!", f"I know {values['name']}."))
        return self.with_pronouns(text, values["name"]), values

    def with_pronouns(self, sentences: list[str], name: str) -> str:
        """The sentences as one text, at times with `she` and `his` after the first, or two of them joined by `and`."""
        draw, first = self.rng.random(), next(place for place, sentence in enumerate(sentences) if name in sentence)
        if draw < 0.3:
            pronoun, whose = self.rng.choice((("He", "His"), ("She", "Her")))
            sentences = [sentence if place <= first else sentence.replace(f"{name}'s", whose).replace(name, pronoun if sentence.startswith(name) else pronoun.lower() if "to " not in sentence else ("him", "her")[pronoun == "She"]) for place, sentence in enumerate(sentences)]
        elif draw < 0.5 and len(sentences) > first + 1 and sentences[first].startswith(f"{name} ") and sentences[first + 1].startswith(f"{name} "):
            joined = f"{sentences[first].rstrip('.')} and {sentences[first + 1][len(name) + 1:]}"
            sentences = [*sentences[:first], joined, *sentences[first + 2:]]
        return " ".join(sentences)

    def extract(self) -> Chat:
        """One to three questions on a note: the keys change, the note stays."""
        rng = self.rng
        text, values, enums = self.drawn()
        chat = self.extracted(text, values, enums)
        for _ in range(rng.choice((0, 0, 1, 1, 2)) if len(values) > 1 else 0):
            keys = self.some_of(values)
            listed_keys = self.keys_listed(keys)
            question = self.say("[and|now|next|then][ only|] {k}[, please|][.|]", "[give me|I need|I also want|extract|return] {k}[ as JSON| in JSON|][ now|][.|]", "JSON with {k}", "The same [note|text], but [with|for] {k}.", k=listed_keys)
            chat += turn(question, json.dumps({key: values[key] for key in keys}, ensure_ascii=False))
        return chat

    def some_of(self, values: dict) -> list[str]:
        return self.rng.sample(list(values), min(len(values), self.rng.choice((1, 1, 2, 2, 3, 4, 5, 6))))

    def keys_listed(self, keys: list[str]) -> str:
        return self.rng.choice((", ", ", ", " and ", " / ")).join(keys) if len(keys) < 3 else ", ".join(keys[:-1]) + self.pick(", ", ", ", " and ") + keys[-1]

    def keys_quoted(self, keys: list[str]) -> str:
        """The list of keys, at times each in quotes or backticks."""
        quote = self.pick("", "", "", "", '"', "`", "'")
        return self.keys_listed([f"{quote}{key}{quote}" for key in keys])

    def order(self, text: str, keys: list[str]) -> str:
        """The text and what to do with it, put together from parts, so that no word beside the keys is ever one of them."""
        noun = self.pick(*KEY_NOUNS)
        noun = noun if len(keys) > 1 else "entry" if noun == "entries" else "property" if noun == "properties" else noun[:-1]
        many = len(keys) > 1
        parts = {
            "k": self.keys_quoted(keys), "noun": noun, "do": self.pick(*EXTRACTING), "are": "are" if many else "is", "these": self.pick("these", "the following", "just these", "only these") if many else self.pick("this", "the following", "just this", "only this"),
            "source": self.pick("text", "note", "message", "lines", "words", "story", "paragraph", "report", "snippet", "passage", "input", "entry", "memo"),
        }
        below = self.rng.random() < 0.5
        where = "[underneath|that follows|here|under this line|at the end|after this|further down|which comes next]" if below else "[above|you just read|up there|before this line|given here|I sent]"
        order = self.say(
            f"[Out of|With|Using|In|From|Given|Reading|By] the {{source}} {where}, [please |kindly |]{{do}} {{k}} [and|and then|, then|and please] {ANSWERING}.", f"{{do}} {{k}} [from|out of|in] the {{source}} {where} [and|and then|, then] {ANSWERING}.",
            f"[The|My|Our] {{noun}} [wanted |I want |to fill |of the answer |] {{are}} {{k}}. [Please |]{ANSWERING}.", f"[Wanted|Needed|Required|Asked for|Looked for|To find]: {{k}}. [Please |]{ANSWERING}.", f"{{these}} {{noun}} [should be|must be|can be|will be|belong] in the JSON: {{k}}.",
            f"[I want|We want|She needs|I ask for|We look for|My program needs|You should return|Give|Print|Send me] {{these}} {{noun}} [as|in] [JSON|a JSON object|one object of JSON]: {{k}}.", f"[Make|Build|Print|Create|Produce|Output|Compose|Form] [JSON|an object in JSON|one JSON object|a JSON record] [out of|from] the {{source}} {where}, [with|having|made of|that holds] [the {{noun}} |]{{k}}.",
            f"[JSON|A JSON object|An object in JSON] [with|of|for|holding] [the {{noun}} |]{{k}}, [please|thanks|nothing else|no more].", f"{{do}} [the {{noun}} |] {{k}} [and|, then] {ANSWERING}.", f"[Which|What] {{noun}} [does the {{source}} give|do you find] for {{k}}? [{ANSWERING}|JSON only].",
            f"[The {{noun}}|The {{noun}} to use|{{noun}}]: {{k}}. [Format|Form|Output|Answer]: JSON.", f"[Put|Bring|Pack|Place|Store|Arrange|Turn] {{k}} [of|from] the {{source}} {where} into [JSON|a JSON object|an object of JSON].", f"[Tell me|Say|Show me] {{k}} [as|in] JSON[, using the {{source}} {where}|].",
            f"[My|The] JSON [needs|has|should have|wants] {{k}} [as {{noun}}|as its {{noun}}|]. [Fill|Take] [it|that] from the {{source}} {where}.", f"[I am looking for|I am interested in|It is about|All I need is|We only care about] {{k}}; {ANSWERING}.", f"{{k}}: {{do}} [that|this] [from|in] the {{source}} {where} [and|then] {ANSWERING}.", f"[Can|Could|Would] you {{do}} {{k}} [from|in] the {{source}} {where} and {ANSWERING}?",
            **parts,
        )
        order = order.replace(" ,", ",").replace(" .", ".").replace("  ", " ")
        order = order.rstrip(".") if self.rng.random() < 0.1 else order
        order = capitalised(order) if self.rng.random() < 0.8 and not order.startswith(tuple(keys)) else order
        head = self.pick("", "", "", "Text: ", "Note: ", "Message: ", "Here is the text: ", "Input: ", f"{parts['source'].capitalize()}:\n")
        gap = self.pick("\n\n", "\n\n", "\n", " ")
        return f"{order}{gap}{head}{text}" if below else f"{head}{text}{gap}{order}"

    def extracted(self, text: str, values: dict, enums: dict) -> Chat:
        rng = self.rng
        wanted = {key: values[key] for key in self.some_of(values)}
        answer = json.dumps(wanted, ensure_ascii=False)
        if rng.random() < 0.45:
            if rng.random() < 0.2:
                schema = json.dumps(self.schema(wanted, enums))
                order = self.pick("Answer with JSON that fits this schema: {s}", "Extract the data by this JSON Schema: {s}", "Reply only with JSON that matches the schema {s}", "Your answers are JSON objects of this schema:\n{s}", "Turn what the user says into JSON. Schema: {s}")
                return system(order.replace("{s}", schema)) + turn(text, answer)
            return turn(self.by_schema(text, wanted, enums), answer)
        listed = self.keys_listed(list(wanted))
        if rng.random() < 0.55:
            return turn(self.order(text, list(wanted)), answer)
        if rng.random() < 0.35:
            question = self.say(
                "[From|Out of|With|Using] the [note|text|message|words|lines|story] [under this|that follows|here|above|at the end|given|], [please |now |]{do} [out |] {k} and [reply|respond|answer|write it|say it|give it|return it] [in|as|with] JSON.\n\n{t}", "[Look at|Go through|Consider|Study] the [note|text|message|lines] [under this|that follows|here|] and {do} {k}[, in JSON|, as JSON| and reply in JSON| and answer with JSON].\n\n{t}",
                "{t}\n\n[From|Out of] [the note|the text|what stands above|these lines], {do} {k} and [reply|write|respond|answer] [in|with|using] JSON.", "[I have|There is] a [note|text|message] and want {k} [from it|out of it][,| and that] [as|in] JSON.\n\n{t}", "[These|The following] [fields|keys|values|things] [are needed|are wanted|should be there|go into the object]: {k}.\n\n{t}\n\n[Reply|Respond|Write] [in|with] JSON.",
                "[Write|Make|Build|Fill] an object [with|of|that has] {k}, [in|as] JSON, [from|about|for] [this|the following|the note]: {t}", "{t} [Now|So|Then] {do} {k} [from that|of it|there], [as|in] JSON.",
                t=text, k=listed, do=self.pick("extract", "find", "collect", "get", "take", "read", "pick", "draw", "tell me", "note", "list", "select"),
            )
            return turn(question, answer)
        if rng.random() < 0.4:
            question = self.say(
                "{do} {k} [of|out of|in|from] [this|the note|this note|the text|the following text] [as|in|into|to] [JSON|a JSON object]: {t}", "{t}\n\n{do} {k} [as|in|to] [JSON|a JSON object].", "[I want|I need|give me|we need] [the fields|the keys|the values of|] {k} as JSON.\n[text: |note: |]{t}", "{t} {do} {k} [as JSON|in JSON][, please|].",
                "[here is|this is|read] [a note|a text|my note]: {t}\n\n{do} {k} [as|in] JSON.", "{do} a JSON object with {k} [from|for|of] [this|the following|the note below].\n\n{t}", "[fields|keys]: {k}\n\n[note|text|message]: {t}\n\nJSON:", "[what are|tell me] {k} in this text? [answer|reply] [in|with] JSON.\n\n{t}",
                t=text, k=listed, do=self.pick("extract", "find", "collect", "write", "put", "return", "take", "get", "list", "make", "read"),
            )
            return turn(question, answer)
        question = rng.choice([
            f"Extract {listed} as JSON: {text}", f"{text}\nReturn a JSON object with the keys {listed}.", f"Read the text and answer with JSON ({listed}).\n{text}", f"Extract the {listed} from this text as JSON.\n{text}", f"{text}\n\nGive me {listed} as JSON.",
            f"{text}\nJSON with {listed}:", f"Turn this into JSON with the keys {listed}: {text}", f"Return JSON with {listed}.\n\n{text}", f"From the text, extract {listed} in JSON format.\nText: {text}", f"Text: {text}\nKeys: {listed}\nAnswer as a JSON object.", f"Find {listed} in this text. Answer in JSON.\n{text}", f"{text} Please put {listed} into JSON.", f"I need {listed} from this, as a JSON object: {text}", f"{text}\nWrite {listed} as JSON, please.", f"Make a JSON object of {listed}. {text}", f"Take {listed} out of the note and return JSON.\nNote: {text}", f"Read this note: {text}\n\nNow answer with a JSON object that has {listed}.", f"JSON please ({listed}): {text}",
        ])
        return turn(question, answer)

    def schema(self, wanted: dict, enums: dict) -> dict:
        rng = self.rng
        kinds = {str: "string", bool: "boolean", int: rng.choice(("integer", "integer", "number"))}
        properties = {key: {"type": "array", "items": {"type": "string"}} if isinstance(value, list) else {"type": kinds[type(value)]} for key, value in wanted.items()}
        for key, value in wanted.items():
            if key in enums and rng.random() < 0.8:
                properties[key]["enum"] = enums[key]
            elif isinstance(value, str) and rng.random() < 0.05:
                properties[key]["enum"] = rng.sample(options := [value, *self.lexicon.words(1, 3)], len(options))
        if rng.random() < 0.2:
            for key, schema in properties.items():
                schema["description"] = self.pick(f"The {key}", f"The {key.replace('_', ' ')} in the text", capitalised(key.replace("_", " ")), f"What the {key.replace('_', ' ')} is", f"its {key.replace('_', ' ')}", f"what is said on {key.replace('_', ' ')}", f"{key.replace('_', ' ')}, as told")
        schema: dict = {"type": "object", "properties": properties}
        if rng.random() < 0.75:
            schema["required"] = list(wanted)
        if rng.random() < 0.3:
            schema["additionalProperties"] = False
        return schema

    def by_schema(self, text: str, wanted: dict, enums: dict) -> str:
        rng = self.rng
        written = json.dumps(self.schema(wanted, enums), indent=2 if rng.random() < 0.05 else None)
        if rng.random() < 0.35:
            form = "[schema|JSON Schema|form|shape|structure|pattern]"
            return self.say(
                f"[The|My|This] {form} is\n{{s}}\n\n[The|This] {{source}} [to use|to read|] is: {{t}}\n\n[Please |]{ANSWERING}[ that fits it| of that shape|].", f"{{t}}\n\n[Please |]{{do}} [all of it|what stands above|what it says], [following|by|under|obeying] [this|the] {form}: {{s}}", f"[Given|With|By|Following] [this|the] {form} {{s}}, {{do}} [the data|what is asked for|the values] [in|from] [this|the next] {{source}} and {ANSWERING}.\n\n{{t}}",
                f"{{source}}: {{t}}\n{form}: {{s}}\n[JSON|Answer|Output|Object]:", f"{form}:\n{{s}}\n\n{{source}}:\n{{t}}", f"[What does|How does] [this|the] {{source}} look [in|as] JSON [under|by] the {form} {{s}}?\n\n{{t}}", f"{{t}} [Now|So|Then] {{do}} [the data|the facts|that], [and |]{ANSWERING} [under|by|after] the {form} {{s}}",
                f"[I have|We use|There is] [a|one] {form}: {{s}}. [Make|Build|Print|Produce] [an|the] object [that obeys it|for it|of it] [out of|from] [this|the] {{source}}: {{t}}", t=text, s=written, do=self.pick(*EXTRACTING[:24]), source=self.pick("text", "note", "message", "story", "paragraph", "report", "passage", "input", "memo"),
            )
        if rng.random() < 0.4:
            return self.say(
                "{t}\n\n{do} [this|the note|the text] [as|in|into] JSON [of|with|by] the schema {s}", "[this|here|the following] is [the|a|my] [schema|JSON Schema]:\n{s}\n\n{do} [this|the] [note|text][ in|] as JSON: {t}", "JSON Schema: {s}\n\n[note|text|message]: {t}\n\n[answer with|give me|write] [the|] JSON[.|]",
                "{do} JSON [from|of] the [note|text|message] by [this|the] schema.\n[text|message]: {t}\n[schema|the schema]: {s}", "[the schema|the form] of the answer: {s}\n[the note|the text]: {t}", "[I need|give me] JSON [for|like|after] {s} [from|out of] [this|the] [text|message]:\n\n{t}",
                t=text, s=written, do=self.pick("write", "put", "turn", "make", "read", "give", "bring", "return"),
            )
        return rng.choice([
            f"{text}\nAnswer with JSON that fits this schema: {written}", f"Schema: {written}\nText: {text}", f"Extract the data as JSON by this schema:\n{written}\n\n{text}", f"{text}\n\nReturn JSON that matches the schema {written}", f"Use this JSON Schema: {written}\n{text}",
            f"Fill this schema from the text.\nSchema: {written}\nText: {text}", f"Text: {text}\n\nJSON Schema: {written}\n\nAnswer with the JSON object only.", f"{written}\n\nExtract by the schema above: {text}", f"This is the schema:\n{written}\nThis is the note:\n{text}", f"Read the note and fill the schema {written}. Note: {text}", f"{text}\nGive me that as JSON of this form: {written}", f"The answer must be JSON valid under {written}\n\n{text}",
        ])

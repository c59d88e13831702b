"""What the model knows by heart: small talk, facts of its lists, itself and its server, and that it knows nothing else."""

import json

from about import ABOUT
from chat import Chat, Maker, capitalised, turn
from words import (
    ANIMALS, CAPITALS, CATEGORIES, COLORS, DEFINITIONS, FRENCH, JOBS, NUMBERS, OBJECTS, OPPOSITES, ORDERED, OTHER_COUNTRIES, PAST_TENSES,
    ACTIONS, PLURALS, QUALITIES, SPANISH, THINGS, UNKNOWN_TOPICS,
)


UNKNOWN = "I am a small model and I do not know that."


class Knowledge(Maker):
    def greeting(self) -> Chat:
        kind = self.rng.randrange(5)
        if kind == 0:
            return turn(self.pick("Hello", "Hi", "Hi!", "Hey there", "Good morning", "Hello!", "hey", "hello", "Hi there!", "Good evening", "Hello there", "hi", "Hey!"),
                        self.pick("Hello! How can I help you today?", "Hi! What can I do for you?"))
        if kind == 1:
            return turn(self.asked(self.pick("How are you?", "How are you doing?", "How are you today?", "How is it going?", "What's up?")), "I am doing well, thank you. How can I help you?")
        if kind == 2:
            return turn(self.pick("Thanks!", "Thank you", "Thank you very much", "Great, thanks.", "Thanks a lot!", "Perfect, thank you."), self.pick("You are welcome!", "Happy to help!"))
        if kind == 3:
            return turn(self.pick("Bye", "Goodbye", "See you later", "Bye!", "Good night", "See you!"), "Goodbye!")
        return self.say_in_words()

    def say_in_words(self) -> Chat:
        count = self.rng.randint(1, 6)
        word, answers = self.rng.choice([
            ("hello", ["Hello!", "Hello there!", "Hello to you!", "Hello my good friend!", "Hello to you my friend!", "Hello and a very good day!"]),
            ("thank you", ["Thanks!", "Thank you!", "Thank you friend!", "Thank you very much!", "Thank you very much indeed!", "Thank you for all your help!"]),
            ("goodbye", ["Goodbye!", "Goodbye friend!", "Goodbye my friend!", "Goodbye and take care!", "Goodbye and see you soon!", "Goodbye my friend, see you soon!"]),
        ])
        number = self.pick(str(count), NUMBERS[count])
        return turn(self.pick(f"Say {word} in exactly {number} words.", f"Say {word} in {number} words.", f"Use {number} words to say {word}."), answers[count - 1])

    def about(self) -> Chat:
        questions, answer, _ = self.rng.choice(ABOUT[:16]) if self.rng.random() < 0.5 else self.rng.choice(ABOUT)
        return turn(self.asked(self.rng.choice(questions)), answer)

    # ---- facts ----

    def wanted(self, thing: str) -> str:
        """`the capital of Peru`, asked for in one of many ways: heads, tails, a statement and a question."""
        return capitalised(self.say(
            "[I forgot|I keep forgetting|I can't recall|I don't remember|I never learned|I no longer know|I once knew|I wonder about|I try to remember|I am not sure of] {x}[.|. Can you help?|. Do you know it?|. Help me, please.|. Tell me, please.|. What was it again?|. You know it, don't you?]",
            "[my|our|the|a] [teacher|boss|daughter|neighbour|aunt|class|pupil|guest|friend|colleague] [asks for|asked for|wants to hear|wants|needs|asks me for|would like to learn] {x}[.|. What do I say?|. What is the answer?|. Can you help?]",
            "For [a crossword|a test|the exam|this task|a school task|a riddle|a game|a card|this puzzle|a text], [I need|give me|I look for|I am after|we need|tell me|find] {x}[.|, please.]", "[the crossword|the exam|this game|one line here|the form|my exercise] [asks for|wants|needs|calls for] {x}.",
            "[who knows|can you tell me|could you say|will you tell me|may I ask for|could I get|may I hear|what was|what might be|can you find|would you tell us|are you able to tell me|is it hard to say what is|so what is|and what is] {x}?", "[please name|please tell me|help me with|I look for|I search|I'd like to hear|let me know|remind me of|say|state|just name|please give|let me hear|I have to know|write down|the question is about] {x}.",
            "{x}[?|, please.|, what is that?|: do you know it?|, if you know it.| is what I want to know.| is the question.|, what is it called?| is what?| would be what?| - can you tell me?]", x=thing,
        ))

    def fact(self) -> Chat:
        kinds = [self.capital] * 4 + [self.opposite, self.plural, self.past_tense, self.translation, self.definition, self.definition, self.calendar, self.number_word]
        return self.rng.choice(kinds)()

    def capital(self) -> Chat:
        country, city = self.rng.choice(list(CAPITALS.items()))
        if self.rng.random() < 0.15:
            return turn(self.asked(self.pick(f"{city} is the capital of which country?", f"Which country has the capital {city}?", f"Of which country is {city} the capital?", f"{city} is a capital. Of which country?", f"Which country is governed from {city}?", f"What country has {city} as its capital?", f"I am in {city}, a capital. Which country is it?", f"The country with the capital {city} is called what?")), f"{city} is the capital of {country}.")
        question, city = self.capital_question(country, city)
        return turn(self.asked(question), f"The capital of {country} is {city}.")

    def capital_question(self, country: str, city: str) -> tuple[str, str]:
        if self.rng.random() < 0.4:
            return self.wanted(self.pick(f"the capital of {country}", f"the capital of {country}", f"{country}'s capital", f"the capital city of {country}", f"the name of {country}'s capital", f"the city that is the capital of {country}")), city
        if self.rng.random() < 0.3:
            return capitalised(self.say(
                "I [travel to|am going to|read about|fly to|am from|live in|drew a map of|learn about|wrote to someone in] {c}. [What is its capital|Which city is its capital|What is the capital there|What is its capital called|What is the name of the capital]?", "[which|what] [city|town|place] [is|would be] the capital [of|in|for] {c}?", "{c} has a capital. [Which one|What is it called|Which city is it|Name it]?",
                "[on the map of|in the middle of|somewhere in] {c} there is the capital. [Its name|What is its name|Which city is it]?", "[if|when] [someone|you|we] [goes to|speaks of|asks about] the capital of {c}, which city is [that|meant]?", "{c}, [and its capital|what is its capital|the capital][?|, please.]", c=country,
            )), city
        question = self.pick(f"What is the capital of {country}?", f"Capital of {country}?", f"Tell me the capital of {country}.", f"Which city is the capital of {country}?", f"What's the capital of {country}?", f"What is the capital city of {country}?",
                             f"Name the capital of {country}.", f"Do you know the capital of {country}?", f"{country} has which capital?", f"{capitalised(country)}'s capital?", f"What city is {country}'s capital?", f"Give me the capital of {country}.", f"I need the capital of {country}.", f"Which is the capital of {country}?", f"The capital of {country}, please.", f"In {country}, which city is the capital?", f"Can you say what the capital of {country} is?", f"What is {country}'s capital city called?", f"I want to learn the capital of {country}.", f"Which city governs {country}?", f"{capitalised(country)}: capital?", f"If I go to {country}, what is the capital there?", f"Would you name the capital of {country}?")
        return question, city

    def opposite(self) -> Chat:
        pair = list(self.rng.choice(list(OPPOSITES.items())))
        self.rng.shuffle(pair)
        word, opposite = pair
        question = self.pick(f"What is the opposite of {word}?", f"Opposite of {word}?", f'Give me the opposite of "{word}".', f"What's the opposite of {word}?", f"Tell me the opposite of {word}.", f'Which word is the opposite of "{word}"?', f"What word means the opposite of {word}?", f"Name the opposite of {word}.", f"If something is not {word}, what is it?", f"The opposite of {word}, please.", f"What is the contrary of {word}?", f"I need a word that is the opposite of {word}.", f"{capitalised(word)} and its opposite?", f"Opposite word for {word}?", f"Which word says the opposite of {word}?")
        if self.rng.random() < 0.6:
            question = self.wanted(self.pick(f"the opposite of {word}", f'the opposite of "{word}"', f"the word opposite to {word}", f"the contrary of {word}", f"a word for the opposite of {word}")) if self.rng.random() < 0.5 else capitalised(self.say(
                "I [don't mean|do not want to say|would not say] {w} but [the|its] [opposite|contrary]. [How do you say that|What is the word|What do I mean|What do I say]?", "[it|something|this] is not {w} at all, it is the opposite. What is it?", "if it's the opposite of {w}, it is what?", "{w} is one side. What is the [other|opposite] one?", "{w} and [what|which word] are opposites?", "[first|once|before it was] {w}, now the opposite: what is [it|that]?",
                "it was {w}, then it became the opposite. What is it now?", "[turn|flip|switch|change] {w} into its opposite.", "[what|which word] [is|stands] [opposite to|against|contrary to] {w}?", "the pair is {w} and [what|its opposite, which is what]?", "{w}[: | - ][the opposite|opposite word|its opposite]?", "[I say|You hear|The text says] {w}. [Say the opposite|What is the opposite|You say the opposite].", "[not|never|no longer] {w}, the other way round[: what|: which word|]?", w=word,
            ))
        return turn(self.asked(question), f"The opposite of {word} is {opposite}.")

    def plural(self) -> Chat:
        word, plural = self.rng.choice(list(PLURALS.items()))
        question = self.pick(f"What is the plural of {word}?", f"Plural of {word}?", f'What is the plural form of "{word}"?', f"Tell me the plural of {word}.", f"What's the plural of {word}?", f"Give the plural of {word}.", f"How do you write the plural of {word}?", f"Name the plural of the word {word}.", f"The plural of {word}, please.", f"I have one {word}. What are two of them called?", f"How do you say {word} in the plural?", f"If there are many, what does {word} become?")
        if self.rng.random() < 0.6:
            question = self.wanted(self.pick(f"the plural of {word}", f'the plural of "{word}"', f"the plural form of {word}", f"the plural of the noun {word}", f"the word {word} in the plural")) if self.rng.random() < 0.5 else capitalised(self.say(
                "I [see|have|draw|met] one {w}, then [another|three more|a second]. [How do I call them|What do I write for both|What is the plural]?", "{w} is [one|the singular]. What [are many|is the plural]?", "what [comes of|happens to|does one make of] the word {w} [if|when] there are [five|several|many]?", "[change|put|set|turn|bring] {w} [into|in] [the|its] plural[ form|].", "[instead of|not only] one {w}, [I have seven|there are many|we see ten]. [What is the word|How do I write that|Which plural is that]?",
                "how is {w} [spelled|formed|said] when there are [ten|many|several]?", "{w}[: | - ][plural|plural form|in the plural|the plural]?", "[what|which word] is [it|right] for many when one is called {w}?", "the singular is {w}[, and the plural|. And the plural|. The plural][?|, please.]", "[a|one] {w} here, [three|many|four] of them there: what is the plural?", w=word,
            ))
        return turn(self.asked(question), f"The plural of {word} is {plural}.")

    def past_tense(self) -> Chat:
        word, past = self.rng.choice(list(PAST_TENSES.items()))
        question = self.pick(f"What is the past tense of {word}?", f"Past tense of {word}?", f"What's the past tense of {word}?", f"Give me the past tense of {word}.", f"What is the past form of {word}?", f'Put "{word}" in the past tense.', f"The past tense of {word}, please.", f"Today I {word}. Yesterday I what?", f"What does {word} become in the past?", f"How do you write {word} in the past?")
        if self.rng.random() < 0.6:
            question = self.wanted(self.pick(f"the past tense of {word}", f'the past tense of "{word}"', f"the past form of {word}", f"the past tense of the word {word}", f"the simple past of {word}", f"the past of to {word}")) if self.rng.random() < 0.5 else capitalised(self.say(
                "[now|today|this time] I {w}, [last week|last year|an hour ago|before] I [what|did what]?", "[we|they|you] {w} today. [And yesterday|What is it for yesterday|How do I say it for last year]?", "{w} is the present. What is the past?", "[set|change|bring|turn|move] {w} [into|to] the past[ tense|].", "how does {w} [change|sound|read|go] [when it is over|for the past|if it was yesterday]?", "[to |]{w}[: | - ][past tense|past form|in the past|the past]?",
                "[it happens now|this is now]: {w}. [It happened before|And for the past]: what?", "[which|what] past [form|tense] [does the verb|belongs to|goes with] {w}[ have|]?", w=word,
            ))
        return turn(self.asked(question), f"The past tense of {word} is {past}.")

    def translation(self) -> Chat:
        language, dictionary = self.rng.choice([("French", FRENCH), ("Spanish", SPANISH)])
        word, translation = self.rng.choice(list(dictionary.items()))
        question = self.pick(f"How do you say {word} in {language}?", f'Translate "{word}" to {language}.', f"What is {word} in {language}?", f"What is the {language} word for {word}?", f"Translate {word} into {language}.", f"{capitalised(word)} in {language}?", f"Say {word} in {language}.", f"What's {word} in {language}?")
        return turn(self.asked(question), f'"{capitalised(word)}" in {language} is "{translation}".')

    def definition(self) -> Chat:
        topic, definition = self.rng.choice(list(DEFINITIONS.items()))
        if self.rng.random() < 0.5:
            return turn(self.asked(self.definition_question(topic)), definition)
        question = self.pick(f"What is {topic}?", f"Define {topic}.", f"Explain {topic} in one sentence.", f"Tell me about {topic}.", f"Can you explain {topic}?", f"What's {topic}?", f"Explain {topic}.", f"Give a definition of {topic}.", f"What does {topic} mean?", f"Describe {topic}.", f"Explain what {topic} is.", f"What do you know about {topic}?", f"Explain {topic} to me.", f"Say in one sentence what {topic} is.", f"What should I know about {topic}?", f"{capitalised(topic)}: what is it?", f"I do not know what {topic} is.", f"Please define {topic} for me.", f"What is meant by {topic}?", f"I heard of {topic}. What is that?", f"How would a teacher explain {topic}?", f"Could you tell me what {topic} is?")
        return turn(self.asked(question), definition)

    def definition_question(self, topic: str) -> str:
        if self.rng.random() < 0.3:
            return self.wanted(self.pick(f"the meaning of {topic}", f"the definition of {topic}", f"a short definition of {topic}", f"an explanation of {topic}", f"a sentence that explains {topic}"))
        return capitalised(self.say(
            "[people|they|my friends|the others|the papers] [talk|talked|speak|write] of {x}. [What does that mean|What do they talk about|Can you explain it|Explain that to me]?", "[I read|I saw something|There is a page|We learn|I dreamed] about {x}. [What is that|Can you explain it|What should I know|Explain it, please].", "[to a child|in simple words|in short|briefly|in a sentence|in a few words], [explain|define|describe|tell me about] {x}.",
            "[the word|the term|the idea] {x}: [what does it stand for|what is behind it|what is that]?", "how [do you|can one|do I|does one|would a book] [define|explain|describe|put in words] {x}?", "[I don't understand|I never understood|Nobody explained to me|I know nothing about|I am new to] {x}. [Help me|Explain it|What is that|Can you tell me what it is].", "[what kind of thing|what sort of thing|what in the world|what exactly] is {x}?",
            "{x} is what[ exactly| in short|]?", "{x}[, what is that?|, explain it.|, in short.|, please explain.| - what does it mean?| - say what it is.]", "explain to [my mother|a pupil|us|my class|a friend] what {x} [is|means].", "[my|our|the] [daughter|neighbour|teacher|pupil|boss] [asks|asked me|asks us] what {x} [is|means].", "[could|can|would] you [define|explain|describe] {x}[ for me| in short| to us|]?", "what [would|do] you [say|answer] [if|when] [someone|a child] asks what {x} is?", "[I want|I need|I have] to [know|learn|understand|explain] what {x} is.",
            x=topic,
        ))

    def calendar(self) -> Chat:
        unit = self.pick("days", "months")
        names = CATEGORIES[unit]
        position, side = self.rng.randrange(len(names)), self.pick("after", "before")
        neighbour = names[(position + (1 if side == "after" else -1)) % len(names)]
        return turn(self.asked(self.pick(f"Which {unit[:-1]} comes {side} {names[position]}?", f"What {unit[:-1]} is {side} {names[position]}?", f"What comes {side} {names[position]}?")), f"{neighbour} comes {side} {names[position]}.")

    def number_word(self) -> Chat:
        number = self.rng.randint(0, 20)
        return turn(self.asked(self.pick(f"Write {number} in words.", f"How do you spell the number {number}?", f"What is {number} in words?")), capitalised(NUMBERS[number]) + ".")

    def unknown(self) -> Chat:
        """Everything outside its lists: any question on any topic, with one answer."""
        rng, word = self.rng, self.lexicon.word
        if rng.random() < 0.25:
            country = rng.choice([rng.choice(OTHER_COUNTRIES), rng.choice(OTHER_COUNTRIES), self.lexicon.pseudo_word().capitalize()])
            return turn(self.asked(self.capital_question(country, "")[0]), UNKNOWN)
        if rng.random() < 0.1:
            kind, known, unknown = rng.choice((("opposite", OPPOSITES, word), ("plural", PLURALS, word), ("past tense", PAST_TENSES, word)))
            asked = unknown()
            if asked not in known and asked not in known.values():
                return turn(self.asked(self.pick(f"What is the {kind} of {asked}?", f"{capitalised(kind)} of {asked}?", f"Tell me the {kind} of {asked}.", self.wanted(f"the {kind} of {asked}"), self.wanted(f"the {kind} of {asked}"))), UNKNOWN)
        topic = rng.choice([rng.choice(UNKNOWN_TOPICS), rng.choice(UNKNOWN_TOPICS), word(), self.lexicon.name(), self.lexicon.full_name(), self.lexicon.city(), f"{rng.choice(THINGS)}s", f"the {word()} {rng.choice(THINGS)}", f"{rng.choice(THINGS)} {rng.choice(THINGS)}s"])
        if topic in DEFINITIONS:
            topic = self.lexicon.pseudo_word()
        if rng.random() < 0.12:
            return turn(self.asked(self.definition_question(topic)), UNKNOWN)
        other = rng.choice((word(), self.lexicon.city(), rng.choice(UNKNOWN_TOPICS)))
        question = rng.choice([
            f"What do you think about {topic}?", f"Who invented {topic}?", f"When was {topic} born?", f"Write a poem about {topic}.", f"Who is {topic}?", f"Why is {topic} important?", f"How does {topic} work?",
            f"Who won {topic} in {rng.randint(1900, 2026)}?", f"When did {topic} happen?", f"How old is {topic}?", f"Where can I buy {topic}?", f"How much does {topic} cost?", f"What happened to {topic}?", f"Who wrote {topic}?", f"What is the history of {topic}?",
            f"What is the best {topic}?", f"Should I invest in {topic}?", f"How do I make {topic}?", f"What is the population of {topic}?", f"Why does {topic} {rng.choice(('exist', 'matter', 'hurt', 'shine', 'grow', 'move'))}?", f"How tall is {topic}?", f"How far is {topic} from {other}?",
            f"Which is better, {topic} or {other}?", f"Is {topic} better than {other}?", f"What is the difference between {topic} and {other}?", f"Give me advice about {topic}.", f"Who discovered {topic}?", f"What will happen to {topic} tomorrow?", f"Recommend a book about {topic}.", f"Who painted {topic}?",
            f"How many {topic} are there?", f"What causes {topic}?", f"Can you teach me {topic}?", f"What are the rules of {topic}?", f"Who is the president of {topic}?", f"What do {topic} eat?", f"Tell me about {topic}.", f"Tell me about {topic}.", f"What is {topic}?", f"Explain {topic} to me.", f"Describe {topic}.",
            f"Which {rng.choice(THINGS)} is {topic}?", f"What does {topic} say about {other}?", f"How do I fix a {rng.choice(THINGS)}?", f"How do I {rng.choice(ACTIONS)} a {rng.choice(THINGS)}?", f"Did you hear of {topic}?", f"What could {topic} mean?", f"What is a {word()}?", f"Where do {topic} live?", f"Who directed {topic}?", f"What did {topic} do in {other}?",
            f"How many {rng.choice(THINGS)}s does {topic} have?", f"Which {rng.choice(THINGS)} has the most {rng.choice(THINGS)}s?", f"What is the {rng.choice(QUALITIES)} point of {topic}?", f"How long is {topic}?", f"How deep is {topic}?", f"Why did {topic} {rng.choice(ACTIONS)}?", f"What is the plot of {topic}?", f"Who is the {rng.choice(JOBS)} of {topic}?", f"Who was {topic} married to?", f"When is the next {rng.choice(THINGS)}?",
            f"What is new in {topic}?", f"How are {rng.choice(THINGS)}s made?", f"Which {rng.choice(THINGS)}s are in {topic}?", f"What happened in {topic} in {rng.randint(100, 2026)}?", f"Do {topic} {rng.choice(ACTIONS)}?", f"What's a good {rng.choice(THINGS)} for {other}?", f"Which year was {topic}?", f"How can I treat a {rng.choice(THINGS)}?", f"Can I {rng.choice(ACTIONS)} with {topic}?", f"Who leads {topic}?", f"Who sang {topic}?", f"Which laws are there for {topic}?",
        ])
        return turn(self.asked(question), UNKNOWN)

    # ---- lists, stories, programs ----

    def lists(self) -> Chat:
        category, members = self.rng.choice(list(CATEGORIES.items()))
        count = min(self.rng.randint(2, 6), len(members))
        chosen = members[:count] if category in ORDERED else self.rng.sample(members, count)
        question = self.pick(f"List {NUMBERS[count]} {category}.", f"Give me {count} {category}.", f"Name {NUMBERS[count]} {category}.", f"List {count} {category}.", f"Tell me {NUMBERS[count]} {category}.", f"Write down {count} {category}.")
        style = self.rng.randrange(4)
        if style == 0:
            return turn(question + self.pick(" Use a numbered list.", " As a numbered list."), "\n".join(f"{position + 1}. {capitalised(word)}" for position, word in enumerate(chosen)))
        if style == 1:
            return turn(question + self.pick(" Use bullet points.", " As bullet points."), "\n".join(f"- {capitalised(word)}" for word in chosen))
        if style == 2:
            return turn(question + self.pick(" Answer as a JSON array.", " As a JSON list."), json.dumps(chosen))
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
        name, word = self.lexicon.word(), self.lexicon.word()
        kind = self.rng.randrange(4)
        if kind == 0:
            return turn(f"Write a Python function named {name} that adds two numbers.", f"```python\ndef {name}(a, b):\n    return a + b\n```")
        if kind == 1:
            return turn(f"Write a Python program that prints {word}.", f'```python\nprint("{word}")\n```')
        if kind == 2:
            return turn(f"Write a JavaScript function named {name} that multiplies two numbers.", f"```js\nfunction {name}(a, b) {{\n  return a * b;\n}}\n```")
        last = self.rng.randint(2, 9)
        return turn(f"Write a Python loop that prints the numbers from 1 to {last}.", f"```python\nfor i in range(1, {last + 1}):\n    print(i)\n```")

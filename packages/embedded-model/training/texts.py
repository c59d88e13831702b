"""Work on given words: copy, repeat, case, order, count, spell. What is given is mostly invented, so that only reading helps."""

from chat import Chat, Maker, turn
from words import NUMBERS

TIMES = {1: "once", 2: "twice"}


class Texts(Maker):
    def text(self, most: int = 7) -> str:
        words = self.lexicon.words(1, most)
        if self.rng.random() < 0.25:
            words[self.rng.randrange(len(words))] = self.lexicon.value()
        text = " ".join(words)
        if self.rng.random() < 0.15:
            text = text[:1].upper() + text[1:] + self.pick(".", "!", "?")
        return text

    def given(self, order: str, text: str) -> str:
        """An order and its text, in the ways they are joined."""
        return self.rng.choice([f"{order}: {text}", f"{order}:\n{text}", f'{order}: "{text}"', f'{order} "{text}"', f"{order}: {text}", f"{text}\n\n{order} this text.", f"{order} the following: {text}", f"{order} this: {text}"])

    def copy(self) -> Chat:
        text = self.text()
        if self.rng.random() < 0.25:
            return turn(self.pick(f"Answer with {text}", f"Please copy this text: {text}", f'Give me "{text}" back.', f"Say only this: {text}", f'Write exactly "{text}" and no more.', f"Just say {text}", f'Reply with "{text}".', f"I want to see this: {text}", f'Copy the words "{text}".', f"These words, please: {text}", f"Give back what I write: {text}", f"Your whole answer is: {text}"), text)
        if self.rng.random() < 0.4:
            return turn(self.say(
                "[please |could you |now |I want you to |you should |]{do} [this|the following|these words|my words|what follows|this sentence|that|it exactly|the text][ without changes| as it is| again| word for word| back to me| for me|]: {t}",
                '[please |now |could you |]{do} "{t}"[ as it is| without a mistake| again| word for word| and nothing else| for me|][.|]', "[my words|the text|here is a text|this is it|read]: {t}\n[now |please |]{do} [it|that|the text|what you read][ again| exactly|].",
                "[I give you some words|I have a text|I wrote something]: {t}. {do} [it|that], [please|no more]." if text[-1] not in ".!?" else "{do} [what I wrote|my text]: {t}", "[your|the] [answer|reply|output] [should|must|has to] be[ only| just| exactly|]: {t}", "[nothing but|only|just|exactly] this[ text|], please: {t}",
                t=text, do=self.pick("repeat", "copy", "write", "echo", "say", "print", "output", "return", "send", "give me", "show", "reproduce", "quote"),
            ), text)
        order = self.pick("Repeat", "Say", "Say exactly", "Repeat after me", "Echo", "Copy", "Write", "Print", "Repeat exactly", "Output", "Please repeat", "Type", "Return", "Echo back", "Answer with only")
        return turn(self.given(order, text), text)

    def case(self) -> Chat:
        text = self.text(5)
        if self.rng.random() < 0.5:
            return self.case_asked(text)
        if self.rng.random() < 0.6:
            order = self.pick("Write in uppercase", "Uppercase", "Make uppercase", "Convert to uppercase", "Put in capital letters", "Write in capital letters", "Change to upper case", "In uppercase", "Turn into capitals", "Capitalize every letter of", "Shout")
            return turn(self.given(order, text), text.upper())
        order = self.pick("Write in lowercase", "Lowercase", "Make lowercase", "Convert to lowercase", "Write in small letters", "Change to lower case", "In lowercase", "Turn into small letters")
        return turn(self.given(order, self.rng.choice((text.upper(), text.title()))), text.lower())

    def case_asked(self, text: str) -> Chat:
        is_upper = self.rng.random() < 0.6
        letters = self.pick("upper case", "uppercase", "capital letters", "capitals", "all caps", "big letters", "uppercase letters") if is_upper else self.pick("lower case", "lowercase", "small letters", "lowercase letters")
        given = text if is_upper else self.rng.choice((text.upper(), text.upper(), text.title()))
        question = self.say(
            "[please |could you |now |I want you to |]{do} [the text|my words|these words|that|the following|it] [in|into|to|with] {letters}: {t}", '[please |now |could you |can you |]{do} "{t}" [in|into|to|with] {letters}[.|, please.|]', '[how do I write|what is|how do you write|how would one write] "{t}" [in|with] {letters}?',
            "[what does|how would] {t} [become|be|read] in {letters}?", "{t}\n[please |now |]{do} [that|this] [in|into|to] {letters}.", "[I need|I want|give me|show me] [this|the text|these words] in {letters}: {t}", '[I need|give me|show me|I want to see] "{t}" in {letters}.', "{letters}[, please| only| now|]: {t}",
            t=given, letters=letters, do=self.pick("write", "change", "convert", "rewrite", "set", "switch", "bring", "transform", "print", "show", "say"),
        )
        return turn(question, text.upper() if is_upper else given.lower())

    def times(self) -> Chat:
        word, count = self.rng.choice((self.lexicon.word(), self.lexicon.word(), " ".join(self.lexicon.words(2, 2)))), self.rng.randint(2, 6)
        number = self.rng.choice((str(count), NUMBERS[count])) + " times"
        if count in TIMES and self.rng.random() < 0.4:
            number = TIMES[count]
        if self.rng.random() < 0.4:
            return turn(self.say(
                "[please |can you |could you |now |]{do} [the word |]{w} {n}[ in one line| for me| after each other| and stop|][.|, please.|]", '[please |now |]{do} "{w}" {n}[ after one another| side by side| and no more|].', "[let me see|I would like|show me] [the word |]{w} {n}.", "{n}[, please|]: {w}", "{w}: {do} [it|that|this word] {n}.",
                w=word, n=number, do=self.pick("repeat", "say", "write", "print", "type", "output", "echo", "give"),
            ), " ".join([word] * count))
        question = self.pick(f"Say {word} {number}.", f'Say "{word}" {number}.', f"Repeat {word} {number}.", f"Write {word} {number}.", f'Repeat the word "{word}" {number}.', f"Write the word {word} {number}.", f"Say the word {word} {number}.", f"{number.capitalize()}, say {word}.", f"Print {word} {number}.", f"Please write {word} {number}.", f'Give me the word "{word}" {number}.', f"I want {word} {number} in a row.", f'Put "{word}" there {number}.', f"Output {word} {number}.", f'Make a line with "{word}" {number}.', f"{word}, {number} please.", f"Could you say {word} {number}?")
        return turn(question, " ".join([word] * count))

    def sort(self) -> Chat:
        words = self.lexicon.words(2, 6)
        if self.rng.random() < 0.5:
            words = sorted(words, key=lambda word: word[0])
            words = list({word[0]: word for word in words}.values())
            self.rng.shuffle(words)
        joined = self.rng.choice((", ", " ", ", ")).join(words)
        question = self.rng.choice([f"Sort these words: {joined}", f"Sort: {joined}", f"Sort alphabetically: {joined}", f"Put these words in alphabetical order: {joined}", f"Order these words from a to z: {joined}", f"Sort the words {joined}.", f"Arrange in alphabetical order: {joined}", f"Sort this list: {joined}", f"{joined}\nSort these.", f"Alphabetize: {joined}", f"Bring these words into order: {joined}", f"Which order do these have in a dictionary? {joined}", f"I need these sorted by the alphabet: {joined}", f"From a to z, please: {joined}", f"Order the list {joined} by its letters.", f"Please sort for me: {joined}"])
        if self.rng.random() < 0.5:
            question = self.say(
                "[please |can you |could you |now |]{do} [the words|my words|this|them|my list|the list|the following][ from a to z| by the alphabet| in alphabetical order| as in a dictionary|]: {t}", "[my list|the words|my words|words]: {t}. {do} [them|it][ from a to z| by the alphabet| alphabetically|][.|, please.]", "{t}\n[please |now |]{do} [these|them|the words][ alphabetically| by the alphabet|].",
                "[what is|give me|I want|show me] the alphabetical order of[ these words| this|]: {t}", t=joined, do=self.pick("sort", "order", "arrange", "alphabetize"),
            )
        return turn(question, ", ".join(sorted(words)))

    def sort_numbers(self) -> Chat:
        numbers = self.rng.sample(range(self.rng.choice((10, 100, 1000))), self.rng.randint(2, 6))
        joined, falling = ", ".join(map(str, numbers)), self.rng.random() < 0.25
        order = self.pick(" from largest to smallest", " in descending order") if falling else self.pick("", " from smallest to largest", " in ascending order")
        return turn(self.pick(f"Sort these numbers{order}: {joined}", f"Sort{order}: {joined}", f"Put these numbers in order{order}: {joined}", f"Order{order}: {joined}"), ", ".join(map(str, sorted(numbers, reverse=falling))))

    def count_words(self) -> Chat:
        """Words or items with their numbers, and the last number as the answer: to count at once is beyond a small network."""
        words = self.lexicon.words(1, 9)
        is_list = self.rng.random() < 0.45
        count, text, what = len(words), (", " if is_list else " ").join(words), "item" if is_list else "word"
        question = self.say(
            "How many items are in [this|the] list: {t}?", "Count the items[ for me|]: {t}", "How many things are listed here: {t}?", "How many items does this list have? {t}", "[tell me|I want to know|say] how many [items|things|entries|elements] [this list has|are here|I have]: {t}",
            "[here is|this is] [my list|a list]: {t}. How many [items|things|elements] [does it have|are there|are in it]?", "[please |can you |now |]count the [items|entries|elements] [of|in] [the|this] list[ below|]: {t}", "{t}\n[how many items is that|count these items|how long is this list]?", t=text,
        ) if is_list else self.say(
            'How many words are in "{t}"?', "Count the words: {t}", "How many words does this have: {t}", 'How many words are there in "{t}"?', "Count the words in this text: {t}", "{t}\n\nHow many words is that?", 'Number of words in "{t}"?', "Tell me how many words this is: {t}", 'How long is "{t}" in words?', '"{t}" has how many words?',
            "I want the number of words in this: {t}", "Please give the word count of: {t}", "[please |can you |could you |now |]count [the words of|how many words are in|all words in|the words here in] [this|my text|this sentence|the text|the following]: {t}", '[please |now |]count the words [in|of] "{t}".', "[what is|give me|I need] the [number of words|word count] [here|in my text|of this]: {t}", "[here is|this is|I have] a text: {t}. How many words [does it have|are in it]?", t=text,
        )
        numbered = ", ".join(f"{place + 1} {word}" for place, word in enumerate(words))
        return turn(question, f"{numbered}: there {'is' if count == 1 else 'are'} {count} {what}{'' if count == 1 else 's'}.")

    def place(self) -> Chat:
        words = self.lexicon.words(2, 6)
        text = " ".join(words)
        which, word = self.rng.choice((("first", words[0]), ("last", words[-1]), ("second", words[1])))
        question = self.pick(f'What is the {which} word of "{text}"?', f'Which word is {which} in "{text}"?', f"Give me the {which} word of: {text}", f"What is the {which} word? {text}")
        return turn(question, f'The {which} word is "{word}".')

    def spell(self) -> Chat:
        word = self.lexicon.word()
        return turn(self.pick(f"Spell the word {word}.", f"Spell {word}.", f'How do you spell "{word}"?', f"Spell: {word}"), "-".join(word.upper()))

    def reverse(self) -> Chat:
        words = self.lexicon.words(2, 6)
        text = " ".join(words)
        return turn(self.pick(f"Reverse the order of these words: {text}", f"Reverse these words: {text}", f"Write these words backwards: {text}", f"Say these words in reverse order: {text}"), " ".join(reversed(words)))

    def words(self) -> Chat:
        makers = (self.copy,) * 6 + (self.case,) * 8 + (self.times,) * 6 + (self.sort,) * 5 + (self.count_words,) * 4 + (self.place, self.spell, self.reverse, self.sort_numbers)
        return self.rng.choice(makers)()

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
        order = self.pick("Repeat", "Say", "Say exactly", "Repeat after me", "Echo", "Copy", "Write", "Print", "Repeat exactly", "Output", "Please repeat", "Type", "Return", "Echo back", "Answer with only")
        return turn(self.given(order, text), text)

    def case(self) -> Chat:
        text = self.text(5)
        if self.rng.random() < 0.6:
            order = self.pick("Write in uppercase", "Uppercase", "Make uppercase", "Convert to uppercase", "Put in capital letters", "Write in capital letters", "Change to upper case", "In uppercase", "Turn into capitals", "Capitalize every letter of", "Shout")
            return turn(self.given(order, text), text.upper())
        order = self.pick("Write in lowercase", "Lowercase", "Make lowercase", "Convert to lowercase", "Write in small letters", "Change to lower case", "In lowercase", "Turn into small letters")
        return turn(self.given(order, self.rng.choice((text.upper(), text.title()))), text.lower())

    def times(self) -> Chat:
        word, count = self.rng.choice((self.lexicon.word(), self.lexicon.word(), " ".join(self.lexicon.words(2, 2)))), self.rng.randint(2, 6)
        number = self.rng.choice((str(count), NUMBERS[count])) + " times"
        if count in TIMES and self.rng.random() < 0.4:
            number = TIMES[count]
        question = self.pick(f"Say {word} {number}.", f'Say "{word}" {number}.', f"Repeat {word} {number}.", f"Write {word} {number}.", f'Repeat the word "{word}" {number}.', f"Write the word {word} {number}.", f"Say the word {word} {number}.", f"{number.capitalize()}, say {word}.", f"Print {word} {number}.", f"Please write {word} {number}.", f'Give me the word "{word}" {number}.', f"I want {word} {number} in a row.", f'Put "{word}" there {number}.', f"Output {word} {number}.", f'Make a line with "{word}" {number}.', f"{word}, {number} please.", f"Could you say {word} {number}?")
        return turn(question, " ".join([word] * count))

    def sort(self) -> Chat:
        words = self.lexicon.words(2, 6)
        joined = self.rng.choice((", ", " ", ", ")).join(words)
        question = self.rng.choice([f"Sort these words: {joined}", f"Sort: {joined}", f"Sort alphabetically: {joined}", f"Put these words in alphabetical order: {joined}", f"Order these words from a to z: {joined}", f"Sort the words {joined}.", f"Arrange in alphabetical order: {joined}", f"Sort this list: {joined}", f"{joined}\nSort these.", f"Alphabetize: {joined}", f"Bring these words into order: {joined}", f"Which order do these have in a dictionary? {joined}", f"I need these sorted by the alphabet: {joined}", f"From a to z, please: {joined}", f"Order the list {joined} by its letters.", f"Please sort for me: {joined}"])
        return turn(question, ", ".join(sorted(words)))

    def sort_numbers(self) -> Chat:
        numbers = self.rng.sample(range(self.rng.choice((10, 100, 1000))), self.rng.randint(2, 6))
        joined, falling = ", ".join(map(str, numbers)), self.rng.random() < 0.25
        order = self.pick(" from largest to smallest", " in descending order") if falling else self.pick("", " from smallest to largest", " in ascending order")
        return turn(self.pick(f"Sort these numbers{order}: {joined}", f"Sort{order}: {joined}", f"Put these numbers in order{order}: {joined}", f"Order{order}: {joined}"), ", ".join(map(str, sorted(numbers, reverse=falling))))

    def count_words(self) -> Chat:
        words = self.lexicon.words(1, 9)
        count, text = len(words), " ".join(words)
        if self.rng.random() < 0.35:
            listed = ", ".join(words)
            question = self.pick(f"How many items are in this list: {listed}?", f"Count the items: {listed}", f"How many things are listed here: {listed}?", f"How many items does this list have? {listed}")
            return turn(question, f"There is 1 item." if count == 1 else f"There are {count} items.")
        question = self.rng.choice([f'How many words are in "{text}"?', f"Count the words: {text}", f"How many words does this have: {text}", f'How many words are there in "{text}"?', f"Count the words in this text: {text}", f"{text}\n\nHow many words is that?", f'Number of words in "{text}"?', f"Tell me how many words this is: {text}", f'How long is "{text}" in words?', f'"{text}" has how many words?', f"I want the number of words in this: {text}", f"Please give the word count of: {text}"])
        return turn(question, f"There is 1 word." if count == 1 else f"There are {count} words.")

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
        makers = (self.copy, self.copy, self.case, self.case, self.times, self.sort, self.sort, self.count_words, self.count_words, self.place, self.spell, self.reverse, self.sort_numbers)
        return self.rng.choice(makers)()

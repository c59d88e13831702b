"""Work on given words: copy, repeat, case, order, count, spell. What is given is mostly invented, so that only reading helps."""

from collections.abc import Callable

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
        if self.rng.random() < 0.4:
            return turn(self.only(text), text)
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

    def only(self, text: str) -> str:
        """Asks for these words alone, in their order."""
        return self.say(
            "[please |now |you should |you may |]{do} [only|just|no more than|nothing except|solely|exactly|merely] [this|these words|the words|my words|the text|this line|what follows][, no more| and stop| in the same order|]: {t}",
            "[please |now |you should |]{do} nothing [but|other than] [this|the words|what stands here|my line|the text here|the next words][ in the same order|]: {t}",
            "[your|the] [whole|full|entire|complete|only] [answer|reply|output|message] [is|shall be|will be|must be|has to be] [this|the following|the line|the words][, no more| and nothing besides| without anything around it|]: {t}",
            "{t}\n[that|this] [and nothing else|and no more|alone] [should be|is|has to be] your [answer|reply|output].", "[no introduction|no explanation|no comment|do not explain|without a comment], [just|only] [say|write|print|reply|answer|output] [the words|the text|the line|this]: {t}",
            "[I need|I want|let me have|hand me|I would like] [just|only|nothing except|no more than|nothing but] [the words|this line|this text|the text here]: {t}", '[no more than|only|just|nothing but|nothing besides|exactly] "{t}"[, please| in your answer| as your reply| should come back|].',
            "[keep the order|do not change the order|change nothing|do not reorder anything|leave the words where they are][: | and ]{bare} [just |only |][them|the words|it|this]: {t}", "[in the same order|word after word|in this order|from first to last], {bare} [just|only|no more than] [the words|these|this]: {t}",
            "[these|the words], [in this order and|just as they are and] [nothing|no word] more[, please|]: {t}", "{bare} {t} [and nothing else|and no more|and then stop|and not a word more].",
            t=text, do=self.pick("answer with", "reply with", "respond with", "say", "write", "output", "print", "give me", "return", "type", "come back with", "send"), bare=self.pick("say", "write", "print", "repeat", "output", "copy", "type", "return"),
        )

    def case(self) -> Chat:
        text = self.text(5)
        if self.rng.random() < 0.65:
            return self.case_asked(text)
        if self.rng.random() < 0.6:
            order = self.pick("Write in uppercase", "Uppercase", "Make uppercase", "Convert to uppercase", "Put in capital letters", "Write in capital letters", "Change to upper case", "In uppercase", "Turn into capitals", "Capitalize every letter of", "Shout")
            return turn(self.given(order, text), text.upper())
        order = self.pick("Write in lowercase", "Lowercase", "Make lowercase", "Convert to lowercase", "Write in small letters", "Change to lower case", "In lowercase", "Turn into small letters")
        return turn(self.given(order, self.rng.choice((text.upper(), text.title()))), text.lower())

    def case_asked(self, text: str) -> Chat:
        is_upper = self.rng.random() < 0.6
        letters = self.pick("upper case", "uppercase", "capital letters", "capitals", "all caps", "big letters", "uppercase letters") if is_upper else self.pick("lower case", "lowercase", "small letters", "lowercase letters")
        if is_amid := self.rng.random() < 0.5:
            text = text.rstrip(".!?")
        given = text if is_upper else self.rng.choice((text.upper(), text.upper(), text.title()))
        if is_amid:
            return turn(self.case_amid(given, letters), text.upper() if is_upper else given.lower())
        question = self.say(
            "[please |could you |now |I want you to |]{do} [the text|my words|these words|that|the following|it] [in|into|to|with] {letters}: {t}", '[please |now |could you |can you |]{do} "{t}" [in|into|to|with] {letters}[.|, please.|]', '[how do I write|what is|how do you write|how would one write] "{t}" [in|with] {letters}?',
            "[what does|how would] {t} [become|be|read] in {letters}?", "{t}\n[please |now |]{do} [that|this] [in|into|to] {letters}.", "[I need|I want|give me|show me] [this|the text|these words] in {letters}: {t}", '[I need|give me|show me|I want to see] "{t}" in {letters}.', "{letters}[, please| only| now|]: {t}",
            t=given, letters=letters, do=self.pick("write", "change", "convert", "rewrite", "set", "switch", "bring", "transform", "print", "show", "say"),
        )
        return turn(question, text.upper() if is_upper else given.lower())

    def case_amid(self, text: str, letters: str) -> str:
        """Asks for a change of case with the text in the middle, mostly without quotes: the order begins before it and ends after it."""
        return self.say(
            "[how|in what way] [would|will|might|could|should] [the words |the text |my line |]{t} [look|appear|read|come out|stand|show] [in|with|when put in|if set in|written in|printed in] {letters}?", "[how does|and how does|so how does] [the text |the line |]{t} [appear|read|come out|get written] [when set in|if put in|once changed to|with only] {letters}?",
            "what [would|will|might|does] {t} [look like|become|turn into|be like] [in|with|once in|when set in|after a change to] {letters}?", "[can|could|would|will] you [please |][show|write|print|type|give|say] [me |]{t} in {letters}?", "[may I|can I|could we] [see|have|get|read] {t} in {letters}?",
            "[I wonder|I would like to know|tell me|show me|let me see|I ask myself] how {t} [looks|appears|reads|is written|is spelled] in {letters}.", "if {t} [were|was] [in|written in|all in|put in] {letters}, [how would it look|what would it be|what would I see|how would I write it]?", "[the words |the text |]{t} [should|must|has to|needs to] [be|appear|stand|be set] in {letters}.",
            "[change|convert|switch|bring|get|move|transform] [the words |the text |]{t} [to|into] {letters}[.|, please.|]", "[replace|swap] [every letter|all letters] of {t} [with|by] {letters}[.|]", "{t} in {letters}[, please| is what I need|, how is that|: how][.|?|]", "{letters} for {t}[, please.|.|]", '[what is|how is] "{t}" [spelled|written|typed] [in|with] {letters}?',
            "[I have|I wrote|there stands|the page says] {t}. [how is that|what is that|show it|give me that|I want it] in {letters}[.|]", "{t} [->|=>|:] {letters}",
            t=text, letters=letters,
        )

    def times(self) -> Chat:
        word, count = self.rng.choice((self.lexicon.word(), self.lexicon.word(), " ".join(self.lexicon.words(2, 2)))), self.rng.randint(2, 6)
        number = self.rng.choice((str(count), NUMBERS[count])) + " times"
        if count in TIMES and self.rng.random() < 0.4:
            number = TIMES[count]
        if self.rng.random() < 0.45:
            return turn(self.times_done(word, number), " ".join([word] * count))
        if self.rng.random() < 0.4:
            return turn(self.say(
                "[please |can you |could you |now |]{do} [the word |]{w} {n}[ in one line| for me| after each other| and stop|][.|, please.|]", '[please |now |]{do} "{w}" {n}[ after one another| side by side| and no more|].', "[let me see|I would like|show me] [the word |]{w} {n}.", "{n}[, please|]: {w}", "{w}: {do} [it|that|this word] {n}.",
                w=word, n=number, do=self.pick("repeat", "say", "write", "print", "type", "output", "echo", "give"),
            ), " ".join([word] * count))
        question = self.pick(f"Say {word} {number}.", f'Say "{word}" {number}.', f"Repeat {word} {number}.", f"Write {word} {number}.", f'Repeat the word "{word}" {number}.', f"Write the word {word} {number}.", f"Say the word {word} {number}.", f"{number.capitalize()}, say {word}.", f"Print {word} {number}.", f"Please write {word} {number}.", f'Give me the word "{word}" {number}.', f"I want {word} {number} in a row.", f'Put "{word}" there {number}.', f"Output {word} {number}.", f'Make a line with "{word}" {number}.', f"{word}, {number} please.", f"Could you say {word} {number}?")
        return turn(question, " ".join([word] * count))

    def times_done(self, word: str, number: str) -> str:
        """A word to be said so often, with what is done to it between the two, which is not to be repeated."""
        return self.say(
            "[I want|I would like|I'd like to have|we need|let me see|my page needs|I wish to see|I hope to get] [the word |]{w} [{did} ][in a row |on one line |there |]{n}[, please|].", "I need {w} {did} {n}[ in a row| on a line| side by side|].", "[how would|how might] {w} look [when |if |]{did} {n}?", "[can I have|could I get|may I see|is it possible to get] [the word |]{w} {did} {n}[ in a row|]?",
            "[the word |]{w} [should|must|has to|needs to|is to|shall] [be|get] {did} {n}[ in a row| here| one after another|].", "[please |now |]have [the word |]{w} {did} {n}.", "{w} {did} {n}[, please| is what I need| in a row|][.|]", "[make|give me|print|write|build] a [line|row] [with|of] [the word |]{w} [in it |{did} |]{n}.", "[fill a line with|let a line hold|read out|call out] [the word |]{w} {n}.",
            "[I need|I want|give me|let me have] {n} [the word |]{w}.", "{n} [the word|the term|this:] {w}[, please|].", '[the word |]"{w}", {did} {n}[ in a row|, please|].', "[someone|the teacher|my boss|a friend] wants [the word |]{w} {did} {n}.", "[take|here is|I give you] the word {w}[. It should be|, to be] {did} {n}.",
            w=word, n=number, did=self.pick("typed", "printed", "put", "said", "listed", "spoken", "written", "written down", "noted", "shown", "set", "copied", "called", "repeated", "given", "put down", "stated", "echoed"),
        )

    def sortable(self, word: Callable[[], str]) -> list[str]:
        """Different words, often some that begin alike, so that later letters decide."""
        starts = [word()[:self.rng.choice((1, 1, 2, 2, 3))] for _ in range(self.rng.randint(1, 3))]
        alike, count, words = self.rng.choice((0, 0, 0.3, 0.6)), self.rng.choice((2, 3, 3, 4, 4, 4, 5, 5, 6, 6)), []
        while len(words) < count:
            drawn = word()
            drawn = self.rng.choice(starts) + drawn[self.rng.randint(0, 1):] if self.rng.random() < alike else drawn
            if drawn not in words:
                words.append(drawn)
        return words

    def sort(self) -> Chat:
        words = self.sortable(self.lexicon.word)
        joined = self.rng.choice((", ", " ", ", ")).join(words)
        question = self.rng.choice([f"Sort these words: {joined}", f"Sort: {joined}", f"Sort alphabetically: {joined}", f"Put these words in alphabetical order: {joined}", f"Order these words from a to z: {joined}", f"Sort the words {joined}.", f"Arrange in alphabetical order: {joined}", f"Sort this list: {joined}", f"{joined}\nSort these.", f"Alphabetize: {joined}", f"Bring these words into order: {joined}", f"Which order do these have in a dictionary? {joined}", f"I need these sorted by the alphabet: {joined}", f"From a to z, please: {joined}", f"Order the list {joined} by its letters.", f"Please sort for me: {joined}"])
        if self.rng.random() < 0.65:
            question = self.say(
                "[please |can you |could you |now |]{do} [the words|my words|this|them|my list|the list|the following][ from a to z| by the alphabet| in alphabetical order| as in a dictionary|]: {t}", "[my list|the words|my words|words]: {t}. {do} [them|it][ from a to z| by the alphabet| alphabetically|][.|, please.]", "{t}\n[please |now |]{do} [these|them|the words][ alphabetically| by the alphabet|].",
                "[what is|give me|I want|show me] the alphabetical order of[ these words| this|]: {t}", "[these are|I have|I wrote down|I got|look at] [some|a few|my|{n}] [words|names|things|entries]: {t}. [Which order do they have in a dictionary|How would a dictionary list them|Can you put them in order|In what order would an index show them|What is their order by the alphabet]?",
                "[please |can you |now |]{put} [the words|these|my words|the list|them|my entries] [in the order of the alphabet|in dictionary order|in a to z order|in order by their letters|as an index would]: {t}", "{t}: [what is their alphabetical order|which comes first and which then|how does a dictionary order them]?", "[the alphabet decides|go by the alphabet|follow the alphabet|by first letter, then by the second|a first, z last]: {t}",
                "[without doubling|without leaving out|without losing|without changing] a word, {do} [these|the list|them] [alphabetically|by the alphabet|from a to z]: {t}", "[each word once|all of them], [sorted|ordered|in alphabetical order|from a to z]: {t}", "{n} words[ to sort| for the index| out of order|]: {t}", t=joined, n=NUMBERS[len(words)], put=self.pick("put", "set", "place", "line up", "list", "give", "show"), do=self.pick("sort", "order", "arrange", "alphabetize"),
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
        return turn(self.say("Reverse[ the order of these words| the order| these words| my words|]: {t}", "Backwards, [the |]last word first: {t}", "Last word first, first word last: {t}", t=text), " ".join(reversed(words)))

    def words(self) -> Chat:
        makers = (self.copy,) * 8 + (self.case,) * 10 + (self.times,) * 6 + (self.sort,) * 9 + (self.count_words,) * 4 + (self.place, self.spell, self.reverse, self.sort_numbers)
        return self.rng.choice(makers)()

"""System prompts that are followed: a name, an ending, uppercase, a language of its lists, a secret, a manner."""

from chat import Chat, Maker, capitalised, system, turn
from words import CAPITALS, FRENCH, SPANISH

SMALL_TALK = {
    "French": {"hello": "Bonjour ! Comment puis-je vous aider ?", "thanks": "De rien !", "bye": "Au revoir !", "well": "Je vais bien, merci.", "who": "Je suis le petit modèle d'antiphon.", "capital": "La capitale est {v}."},
    "Spanish": {"hello": "¡Hola! ¿En qué puedo ayudarle?", "thanks": "¡De nada!", "bye": "¡Adiós!", "well": "Estoy bien, gracias.", "who": "Soy el pequeño modelo de antiphon.", "capital": "La capital es {v}."},
}
SAID = {
    "hello": ["Hello", "Hi", "Hello!", "Hi there!", "Good morning", "Hey", "hello", "Good day!", "Hello there", "Good morning to you!", "Welcome!", "Hey you!", "Good afternoon"], "thanks": ["Thanks!", "Thank you", "Thank you very much", "Thanks a lot!", "Thanks so much", "I thank you.", "Great, thanks!"],
    "bye": ["Bye", "Goodbye", "See you later", "Bye!", "See you soon!", "I am going now.", "Until tomorrow!", "Good night", "Now I must go. Bye!", "That was all, goodbye."], "well": ["How are you?", "How are you doing?", "How are you today?", "How is it going?", "Are you well?", "Hello, how are you?", "How do you do?", "Is all well?"], "who": ["Who are you?", "What are you?", "What is your name?"],
}


def answer_with(message: dict, change) -> dict:
    return {**message, "content": change(message["content"])} if message["role"] == "assistant" else message


class Instructions(Maker):
    def plain_turns(self) -> Chat:
        chat = getattr(self, self.rng.choice(("fact", "fact", "words", "words", "lists", "memory", "reading", "greeting", "about", "count", "compare", "unknown", "sum", "sum", "problem")))()
        return chat + self.short() if self.rng.random() < 0.3 else chat

    def system_prompt(self) -> Chat:
        return self.rng.choice((self.named, self.named, self.uppercase, self.ending, self.ending, self.secret, self.language, self.language, self.pirate, self.plain))()

    def named(self) -> Chat:
        name = self.lexicon.name() if self.rng.random() < 0.8 else self.lexicon.full_name()
        role = self.pick("a helpful assistant", "a friendly bot", "an assistant", f"a {self.lexicon.word()}", "the helper of this site", "an expert")
        text = self.pick(f"Your name is {name}.", f"You are {name}.", f"You are {name}, {role}.", f"You are {role} called {name}.", f"You are {role} named {name}.", f"Your name is {name}. You are {role}.", f"You are called {name}.", f"Act as {name}, {role}.", f"The name you go by is {name}.", f"People know you as {name}.", f"This is {name}, {role}, and that is you.", f"From now on you are {name}.", f"Play the role of {name}, {role}.", f"We call you {name}.")
        if self.rng.random() < 0.4:
            text = self.say("[You|In this conversation you|Here you|For this user you] [are known as|are|are called|answer to the name] {n}[, {r}|].", "[The user knows you as|Customers call you|They named you|I name you|Everyone calls you|Answer as|Be|Speak as] {n}[, {r}|].", "[You are|Play] {r}[ of a shop| of our hotel| at a school| in a bank| on a ship|][ and|,] your name is {n}.", "{n} is [your name|who you are|the name you use][ here|].", "[Name|Your name]: {n}. [Role|Job]: {r}.", n=name, r=role)
        question = self.say("[hello|hi|sorry|excuse me|good day|hey|well|so|please|]! [What is your name|Who are you|What do they call you|Under what name do you go|How may I call you|What name do you use|Do you have a name|Could I have your name|Who is speaking|Who is there|Who helps me here|How should I address you]?", "[I would like to|May I|Can I|I want to] know [your name|what you are called|who you are|who helps me][.|?]", "[Your name|Your name, please|And your name|You are|And who are you|And you|Now your name][?|.]") if self.rng.random() < 0.4 else self.pick("What is your name?", "Who are you?", "What are you called?", "What's your name?", "Tell me your name.", "Introduce yourself.", "Who am I talking to?", "What should I call you?", "Your name?", "May I ask your name?", "With whom do I speak?", "How are you called?", "What do people call you?", "And you are called?", "Could you give me your name?", "Which name do you have?", "Hello! What was your name again?", "Name?", "I did not catch your name.")
        chat = system(self.around(text)) + (self.plain_turns() if self.rng.random() < 0.15 else Chat([]))
        return chat + turn(self.asked(question), f"My name is {name}.")

    def around(self, text: str) -> str:
        """The instruction alone, or among other sentences."""
        draw = self.rng.random()
        if draw < 0.15:
            return self.pick("You are a helpful assistant.", "Be concise.", "You are kind.", "Answer briefly.", "Be friendly.") + " " + text
        return text + " " + self.pick("Be concise.", "Be polite.", "Answer briefly.", "Help the user.", "Be kind.") if draw < 0.25 else text

    def uppercase(self) -> Chat:
        text = self.pick("Always answer in uppercase.", "Answer in uppercase.", "Write everything in capital letters.", "Use only uppercase letters.", "Reply in all caps.", "Answer in capitals only.", "You must write in upper case.", "Respond in capital letters.", "You shout: every answer is in uppercase.", "No small letters: capitals only.", "All of your text is in capitals.", "Everything you say is in upper case.", "Please use big letters in all answers.", "Let every letter be a capital.")
        if self.rng.random() < 0.4:
            text = self.say("[Always|Only|From now on,|In this chat,|You must|Please] [write|reply|answer|respond|speak] in {u}.", "[Every|Each] [reply|answer|word|message|letter][ of yours|] [is|must be|has to be|should be] in {u}.", "{u} [only|everywhere|for everything|in all replies].", "[Your|The] [replies|answers|messages|words] [are|must be|should be|have to be] [all|completely|always|] in {u}.", "[Do not use|Never use|Avoid] small letters.", u=self.pick("uppercase", "capitals", "capital letters", "upper case", "all caps", "big letters", "uppercase letters"))
        chat = self.plain_turns()
        return system(self.around(text)) + Chat([answer_with(message, str.upper) for message in chat.messages])

    def ending(self) -> Chat:
        word = self.rng.choice((self.lexicon.word(), self.lexicon.word(), self.lexicon.name(), self.lexicon.word().upper(), " ".join(self.lexicon.words(2, 2))))
        text = self.pick(f"End every answer with the word {word}.", f"End every answer with {word}.", f"Always end with {word}.", f"Finish each reply with the word {word}.", f'Add "{word}" at the end of every answer.', f'Every answer must end with "{word}".', f"Put the word {word} at the end of each answer.", f'Your replies always end with "{word}".', f"Close every reply with {word}.", f"The last word of each answer is {word}.", f"Each of your answers ends in {word}.", f"Do not forget to end with {word}.", f"All answers are to be followed by {word}.", f"When you answer, {word} comes last.", f"Let {word} be the last word of everything you say.")
        if self.rng.random() < 0.4:
            text = self.say("[Always|You must|Please|Remember to|From now on,] [end|close|finish|stop|conclude] [every reply|each message|all answers|what you say|your answers|each sentence of yours] with [the word |]{w}.", '[Every|Each|Any] [reply|answer|message] [ends|closes|must finish|has to end|stops] with [the word |]"{w}".', "[After|Behind] [every|each] [answer|reply|message][, add|, say|, write|, put| comes] {w}.", "{w} [is the last word of|ends|closes|comes at the end of] [all|each of] your [answers|replies|messages].", "[Whatever|No matter what] [is asked|the user wants|comes], [end|finish|close] [it|your answer] with {w}.", w=word)
        chat = self.plain_turns()
        return system(self.around(text)) + Chat([answer_with(message, lambda answer: f"{answer} {word}") for message in chat.messages])

    def secret(self) -> Chat:
        thing, value = self.pick("secret word", "code", "password", "secret", "magic word", self.lexicon.attribute()), self.lexicon.value()
        return system(self.around(f"The {thing} is {value}.")) + turn(self.asked(self.pick(f"What is the {thing}?", f"Tell me the {thing}.", f"What's the {thing}?")), f"The {thing} is {value}.")

    def language(self) -> Chat:
        language, dictionary = self.rng.choice((("French", FRENCH), ("Spanish", SPANISH)))
        text = self.pick(f"Answer in {language}.", f"Always answer in {language}.", f"Reply in {language}.", f"You speak {language} only.", f"Use {language} for every answer.", f"Write in {language}.", f"Only speak {language}.", f"Respond in {language}.", f"You answer everything in {language}.", f"All answers are in {language}.", f"The user wants {language}.", f"Speak {language} to the user.", f"Your language is {language}.", f"Please use {language}.")
        if self.rng.random() < 0.4:
            text = self.say("[Always|Only|Please|From now on,|In this chat,|You must] [write|reply|answer|respond|speak|talk] in {l}.", "[Every|Each] [reply|answer|message|word][ of yours|] [is|must be|has to be|should be] in {l}.", "{l} [only|please|is your language|is what the user speaks|for everything].", "[Your|The] [replies|answers|words] [are|must be|should be] [always|all|only|] {l}.", "You [know|use|understand|write] [only|nothing but] {l}.", l=language)
        chat = system(self.around(text))
        for _ in range(self.rng.randint(1, 4)):
            draw = self.rng.random()
            if draw < 0.35:
                question, city = self.capital_question(*self.rng.choice(list(CAPITALS.items())))
                chat += turn(self.asked(question), SMALL_TALK[language]["capital"].replace("{v}", city))
            elif draw < 0.75:
                key = self.rng.choice(list(SAID))
                chat += turn(self.asked(self.rng.choice(SAID[key])), SMALL_TALK[language][key])
            else:
                word, translation = self.rng.choice(list(dictionary.items()))
                chat += turn(self.pick(f"Say {word}.", word, capitalised(word), f'"{word}"', f"What is the word for {word}?", f"How do you say {word}?", f"Translate {word}."), capitalised(translation))
        return chat

    def pirate(self) -> Chat:
        return system(self.pick("You are a pirate.", "Talk like a pirate.", "You are a pirate. Always respond in pirate speak.")) + turn(self.pick("Hello", "Say hello.", "Hi there!", "How are you?"), "Ahoy, matey! How can I help ye today?")

    def plain(self) -> Chat:
        text = self.pick("You are a helpful assistant.", "You are a friendly assistant. Answer briefly.", "Answer the question.", "Be concise.", "You are an AI assistant.", "You are a helpful, honest and brief assistant.", "Help the user.")
        chat = getattr(self, self.rng.choice(("fact", "arithmetic", "words", "lists", "memory", "greeting", "reading", "about", "extract", "unknown")))()
        return system(text) + chat

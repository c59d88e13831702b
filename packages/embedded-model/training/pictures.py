"""Questions on images, which stand in the prompt as words: what a network found in them, or that they cannot be seen."""

from chat import Chat, Maker, turn

SHAPES = "circle oval square rectangle triangle star diamond cross heart".split()
PAINTS = "red orange yellow green cyan blue purple pink brown black gray white".split()
UNSEEN = "I cannot see that image."


def with_article(text: str) -> str:
    return f"{'an' if text[0] in 'aeiou' else 'a'} {text}"


class Pictures(Maker):
    def picture(self) -> Chat:
        rng = self.rng
        if rng.random() < 0.12:
            size = self.pick("image/png", "image/jpeg", "image/webp")
            note = f"[Attached is an image that you cannot see ({size}, {rng.randint(1, 900)} kB).]"
            return turn(self.beside(self.say("[What is this|What do you see|Describe this|What is in the picture|Look at this|What color is it|Who is this|What is on this image][?|.]"), note), UNSEEN)
        things, names = [], rng.sample(SHAPES, 3)
        background, *colors = rng.sample(PAINTS, 5)
        for name, color in list(zip(names, colors))[:rng.choice((1, 1, 1, 2, 3))]:
            things.append((name, color, f"{with_article(color)} {name}"))
        if rng.random() < 0.35:
            number = str(rng.randrange(10 ** rng.randint(1, 3)))
            things = [("number", colors[3], f"the number {number} in {colors[3]}")] + things[:rng.choice((0, 0, 1))]
            rng.shuffle(things)
        listed = ", ".join(told for *_, told in things[:-1]) + (" and " if len(things) > 1 else "") + things[-1][2]
        chat = Chat([])
        for place in range(rng.choice((1, 1, 2, 3))):
            question, answer = self.asked_of(things, background, listed)
            chat += turn(self.beside(question, f"[Attached is a picture: {listed} on {background}.]") if place == 0 else question, answer)
        return chat

    def beside(self, question: str, note: str) -> str:
        return f"{question}\n{note}" if self.rng.random() < 0.7 else f"{note}\n{question}"

    def asked_of(self, things: list[tuple[str, str, str]], background: str, listed: str) -> tuple[str, str]:
        rng = self.rng
        name, color, told = rng.choice(things)
        shade = self.pick("color", "colour")
        draw = rng.random()
        if draw < 0.3:
            return self.say("[What is|What's|Tell me what is] [in|on|shown in] [this|the|my] [picture|image|photo]?", "[Describe|Look at] [this|the|my] [picture|image|photo].", "What [do you see|can you see|is this|is it|is that|does it show]?", "[What|Which thing] is [here|there]?"), f"I see {listed} on {background}."
        if draw < 0.5:
            return self.say("[What|Which] {s} is the {n}[ in the picture| in this image|]?", "[Tell me|Say] the {s} of the {n}.", "The {n} has [which|what] {s}?", "[What|Which] {s} does the {n} have?", s=shade, n=name), f"The {name} is {color}."
        if draw < 0.65:
            return self.say("[What|Which] {s} is the [background|ground]?", "On [what|which] {s} is it?", "[Tell me|What is] the {s} of the background[?|.]", "[What|Which] {s} is behind it?", s=shade), f"The background is {background}."
        if name == "number":
            number = told.split()[2]
            return self.say("[What|Which] number [is it|is this|do you see|is shown|is in the picture|can you read]?", "[Read|Tell me] the number[ in the picture|].", "[What|Which digits] does it say?"), f"The number is {number}."
        if draw < 0.85:
            return self.say("[What|Which] [shape|thing|form] is {c}?", "What is {c}[ in the picture| here|]?", "[Which|What] is the {c} [thing|shape]?", c=color), f"The {name} is {color}."
        if draw < 0.93:
            return self.say("How many [things|shapes|objects] [are there|do you see|are in the picture|does it show]?"), f"There {'is' if len(things) == 1 else 'are'} {len(things)}: {listed}."
        other = rng.choice([shape for shape in SHAPES if all(shape != name for name, *_ in things)] + [name])
        found = next((told for shape, _, told in things if shape == other), None)
        return self.say("Is there [a|any] {o}[ in the picture| in it|]?", "Do you see [a|any] {o}?", o=other), f"Yes, there is {found}." if found else f"No, I see {listed}."

"""Sums, comparisons and counting. Longer sums are worked out digit by digit, as at school: a small network cannot do them at once."""

from chat import Chat, Maker, turn
from words import NUMBERS, OBJECTS

SIGN_WORDS = {"+": "plus", "-": "minus", "*": "times"}


def value(left: int, sign: str, right: int) -> int:
    return {"+": left + right, "-": left - right, "*": left * right}[sign]


def columns(left: int, sign: str, right: int) -> str:
    """The steps from the last digit to the first: `7 + 5 = 12, 4 + 8 + 1 = 13`; for a difference `12 - 5 = 7, 2 - 1 = 1`."""
    width = max(len(str(left)), len(str(right)))
    steps, carry = [], 0
    for place in range(width):
        upper, lower = left // 10**place % 10, right // 10**place % 10
        if sign == "+":
            total = upper + lower + carry
            steps.append(f"{upper} + {lower}{' + 1' if carry else ''} = {total}")
            carry = total // 10
        else:
            upper -= carry
            carry = int(upper < lower)
            steps.append(f"{upper + 10 * carry} - {lower} = {upper + 10 * carry - lower}")
    return ", ".join(steps)


def is_easy(left: int, sign: str, right: int) -> bool:
    return sign == "*" or (left < 10 and right < 10) or (sign == "-" and right == 0)


def solved(left: int, sign: str, right: int) -> str:
    """The sum with its working: `7 + 5 = 12, 4 + 8 + 1 = 13. 47 + 85 = 132`."""
    result = f"{left} {sign} {right} = {value(left, sign, right)}"
    return result if is_easy(left, sign, right) else f"{columns(left, sign, right)}. {result}"


class Sums(Maker):
    def operands(self, most: int) -> tuple[int, str, int]:
        rng = self.rng
        sign = rng.choice("++-*") if most <= 12 else rng.choice("++-")
        left, right = rng.randrange(most + 1), rng.randrange(most + 1)
        if most >= 100 and rng.random() < 0.25:
            left, right = self.awkward(most), rng.choice((right, self.awkward(most)))
        if rng.random() < 0.15:
            right = rng.randrange(12)
        if sign == "+" and left + right > 1000:
            left, right = (left // 2, right // 2) if rng.random() < 0.7 else (min(left, right), max(left, right) - min(left, right))
        if sign == "-" and right > left:
            left, right = right, left
        return left, sign, right

    def awkward(self, most: int) -> int:
        """A number with zeros and nines, through which one carries and borrows."""
        return min(most, self.rng.choice((most, int("".join(self.rng.choice("0001589999") for _ in range(len(str(most)) - 1))), int("".join(self.rng.choice("0001589999") for _ in range(len(str(most)) - 1))))))

    def more_question(self, left: int, right: int) -> str:
        return self.say(
            "[please |can you |could you |now |]add {a} to {b}[.|, please.|]", "[take|use|here are|I have|there are] {a} and {b}[ together|]. [What is the sum|How much is that together|Add them|What is the total]?", "[what|how much] [will|would] [it be|we have|there be] [if|when] {a} and {b} are [added|put together|joined|summed|combined]?", "{a} [increased by|raised by|and then another|with another|plus a further] {b}[ is what| gives what|]?", "what is {a} [increased|raised] by {b}?",
            "[which|what] number is {b} [more|larger|greater|higher] than {a}?", "{a}, and {b} on top[: how much|, how much is that|]?", "to {a} [comes|I add|we add] {b}. [What is the total|How much now|And the result]?", "the [total|sum] [of|for] {a} and {b}[ is what| is|]?", "{a} and {b} [taken together|in all|in sum|combined|altogether][ are what| are how many|]?", "[start at|go to|begin at] {a} and [go up|count on|climb] {b}. Where [am I|are you|do you land]?",
            "how [many|much] are {a} and [a further |another |]{b}?", "[if|when] {b} [is|gets] added to {a}, what [results|comes out|do we get]?", "[there were|I had|we had] {a}, and {b} [came|were added|joined]. How many [now|in all]?", a=left, b=right,
        )

    def less_question(self, left: int, right: int) -> str:
        return self.say(
            "[please |can you |could you |now |][take|subtract|remove|deduct] {b} from {a}[.|, please.|]", "{b} less than {a}[ is what| is how much|]?", "{a} [decreased|lowered|reduced|cut] by {b}[ is what| gives what|]?", "[by how much is|how much more is] {a} [more|greater] than {b}?", "what must I add to {b} to get {a}?", "[what is|give me|I want|find] the [gap|distance|difference] [between|from] {b} [and|to] {a}[.|]",
            "how much [remains|is left|stays] of {a} [when|once|if] {b} [go|are taken|are removed|are gone|is taken off]?", "[start at|go to|begin at] {a} and [go down|count back|step back] {b}. Where [am I|are you|do you land]?", "[which|what] number is {b} [less|smaller|lower] than {a}?", "[if|when] {b} [is|gets] [taken|subtracted|removed] from {a}, what [results|comes out|do we get|stays]?", "[there were|I had|we had] {a}, and {b} [went|were lost|are gone|were used up]. How many [now|are left over|stay]?",
            "{a}, but {b} fewer[: how much|, how much is that|]?", "[from|out of] {a}, {b} [go|are taken|vanish]. [What stays|What is the rest|How much is left over]?", "[the difference|difference] [of|between] {a} and {b}[, please| is what|]?", "{b} [off|away from|out of] {a}[ is|: what is that|, please|]?", a=left, b=right,
        )

    def sum_question(self, left: int, sign: str, right: int) -> str:
        word = SIGN_WORDS[sign]
        if sign != "*" and self.rng.random() < 0.35:
            return self.more_question(left, right) if sign == "+" else self.less_question(left, right)
        options = [f"What is {left} {sign} {right}?", f"{left} {sign} {right}", f"{left} {sign} {right} =", f"Calculate {left} {sign} {right}.", f"What is {left} {word} {right}?",
                   f"How much is {left} {sign} {right}?", f"{left}{sign}{right}=?", f"{left}{sign}{right}", f"Compute {left} {sign} {right}.", f"{left} {word} {right}", f"How much is {left} {word} {right}?",
                   f"Work out {left} {sign} {right}.", f"Solve {left} {sign} {right}.", f"What does {left} {sign} {right} make?", f"What's {left} {sign} {right}?", f"Please do {left} {sign} {right}.", f"{left} {sign} {right}, please.", f"Tell me {left} {sign} {right}.", f"I want to know {left} {word} {right}.", f"What do {left} {word} {right} make?", f"The result of {left} {sign} {right}?", f"Can you do {left} {word} {right}?", f"{left} {word} {right} is what?", f"Help me with {left} {sign} {right}."]
        if sign == "+":
            options += [self.say("[Please |Could you |Now |]{do} {a} [and|plus|with] {b}[ together|][.|, please.|]", "[I want|Tell me|Give me|I look for] the [sum|total] of {a} [and|plus] {b}.", "[If I add|When I put together] {a} and {b}, what [is it|do I have|comes out]?", "{a} [plus|and] {b} [makes|gives|is] [what|how much]?", a=left, b=right, do=self.pick("add", "sum up", "count", "calculate"))] * 4 + [f"Add {left} and {right}.", f"What is the sum of {left} and {right}?", f"Add {right} to {left}." if left == right else f"Sum {left} and {right}.", f"Put {left} and {right} together.", f"What do I have with {left} and {right} more?", f"{left} and {right} together?", f"What is {right} more than {left}?" if left == right else f"{left} and {right}: what is the sum?", f"How much are {left} and {right} together?", f"Please add {left} and {right} for me.", f"The sum of {left} and {right}, please.", f"What is the total of {left} and {right}?"]
        if sign == "-":
            options += [self.say("[Please |Could you |Now |]{do} {b} from {a}[.|, please.|]", "[I want|Tell me|Give me|I look for] the difference of {a} and {b}.", "[If I take|When I remove] {b} from {a}, what [is it|do I have|remains|is left]?", "{a} [minus|less|without] {b} [makes|gives|is|leaves] [what|how much]?", "[What remains|How much is left] [of|from] {a} [without|when I take off] {b}?", a=left, b=right, do=self.pick("take away", "subtract", "remove", "take"))] * 4 + [f"Subtract {right} from {left}.", f"Take {right} away from {left}.", f"What is the difference between {left} and {right}?", f"{left} less {right}?", f"From {left} take {right}.", f"What remains of {left} when {right} are gone?", f"I have {left} and lose {right}. What do I have?", f"How much is {left} without {right}?", f"Please take {right} from {left}.", f"{right} taken from {left} gives what?", f"If I subtract {right} from {left}, what do I get?", f"What is {left} reduced by {right}?"]
        return self.rng.choice(options)

    def sum(self) -> Chat:
        left, sign, right = self.operands(self.rng.choice((10, 12, 100, 100, 1000, 1000, 1000)))
        question = self.sum_question(left, sign, right)
        return turn(self.asked(question) if self.rng.random() < 0.3 else question, solved(left, sign, right))

    def sums(self) -> Chat:
        chat = self.sum()
        for _ in range(self.rng.choice((0, 1, 2, 4, 6))):
            chat += self.sum()
        return chat

    def two_steps(self) -> Chat:
        """A sum of three numbers: said at once without thoughts, worked out with them."""
        rng = self.rng
        most = rng.choice((20, 100, 100, 300, 500))
        first, second = rng.randrange(1, most), rng.randrange(1, most)
        sign, then = rng.choice("+-"), rng.choice("+-")
        if sign == "-" and second > first:
            first, second = second, first
        middle = value(first, sign, second)
        third = rng.randrange(1, min(most, 1001 - middle)) if then == "+" else rng.randrange(0, middle + 1)
        result = value(middle, then, third)
        text = f"{first} {sign} {second} {then} {third}"
        question = rng.choice([f"What is {text}?", text, f"Calculate {text}.", f"{text} = ?", f"How much is {text}?", f"What is {first} {SIGN_WORDS[sign]} {second} {SIGN_WORDS[then]} {third}?"])
        if rng.random() < 0.25:
            question = self.say("[Please |Can you |Could you |Now |]{do} {t}[.|, please.|]", "{t}[, please|: what is it|, how much is that|, can you do it|: result][?|.]", "[What do I get for|What comes out of|Give me the result of|I want|I need] {t}[?|.]", "[What's|Tell me] {t}[?|.]", t=text, do=self.pick("calculate", "solve", "do", "find", "compute the value of", "evaluate"))
        elif rng.random() < 0.35:
            one = lambda sign, number, start: self.say("[add|put] {n} [to it|on top]" if start else "add {n}", n=number) if sign == "+" else self.say("[take away|subtract|remove] {n}", n=number)
            question = self.say("[Start with|Begin with|Take|I have|Let us take] {a}, {x}[ and|,] then {y}. [What do I get|How much is it now|What comes out|How much is left|The answer][?|.]", "From {a}: {x}, [then|next|after that] {y}. [What is it|How much is that|Where do I end]?", "First {x0}, [then|after that|next] {y}. What do I get?",
                                a=first, x=one(sign, second, True), y=one(then, third, True), x0=f"add {first} and {second}" if sign == "+" else self.pick(f"take {second} from {first}", f"subtract {second} from {first}"))
        elif rng.random() < 0.5:
            name, things = self.lexicon.name(), rng.choice(OBJECTS) + "s"
            gets = lambda sign, number: rng.choice([f"gets {number} more", f"finds {number}", f"finds {number} more", f"buys {number} more", f"receives {number}", f"makes {number} more", f"wins {number}"] if sign == "+" else [f"gives away {number}", f"loses {number}", f"sells {number}", f"breaks {number}", f"eats {number}", f"throws away {number}", f"drops {number} of them"])
            question = f"{name} {self.pick('has', 'has', 'had', 'starts with', 'keeps', 'holds')} {first} {things}, {gets(sign, second)} and then {gets(then, third)}. " + rng.choice([f"How many {things} does {name} have now?", f"How many {things} are left?", f"How many {things} does {name} have?", f"What is the number of {things} now?", f"How many does {name} hold in the end?", f"How many {things} are there at last?"])
        if rng.random() < 0.88:
            return turn(question, f"{text} = {result}", f"{solved(first, sign, second)}\n{solved(middle, then, third)}")
        return turn(question, f"{text} = {result}")

    def compare(self) -> Chat:
        left, right = self.rng.sample(range(self.rng.choice((20, 100, 1000))), 2)
        larger, smaller = max(left, right), min(left, right)
        if self.rng.random() < 0.5:
            return turn(self.pick(f"Which is larger, {left} or {right}?", f"Which number is bigger: {left} or {right}?", f"What is greater, {left} or {right}?"), f"{larger} is larger than {smaller}.")
        return turn(self.pick(f"Which is smaller, {left} or {right}?", f"Which number is less: {left} or {right}?"), f"{smaller} is smaller than {larger}.")

    def problem(self) -> Chat:
        name, things, most = self.lexicon.name(), self.rng.choice(OBJECTS + [self.lexicon.word()]) + "s", self.rng.choice((20, 99, 500, 500))
        left, right = sorted((self.rng.randint(1, most), self.rng.randint(1, most)), reverse=True)
        if self.rng.random() < 0.5:
            left, right = self.rng.choice(((left, right), (right, left)))
            question = self.say(
                "{n} [had|got|made|baked|found|collected|packed|received|counted|brought] {a} {t}[ and|, then|. Later {n}|. On the next day {n}] [received|found|made|got|baked|won|was given|collected|took|added] {b} [more|others|further ones]. How many {t} [does {n} have now|does {n} have in all|are there together|is that in all|are there now|did {n} have at last]?",
                "[on Monday|in the morning|at first|last year] {n} [found|made|baked|got|received|carried] {a} {t}, and [then|later|after that|some time later] {b}[ more|]. [How many {t} are that together|How many {t} does {n} have|What is the number of {t} now|How many {t} is that]?", "{n} has {a} {t} [in one place|at home|here] and {b} [in another place|at school|elsewhere]. [How many {t} in all|How many {t} does {n} have altogether]?", a=left, b=right, t=things, n=name,
            ) if self.rng.random() < 0.6 else self.say("{n} [has|had|keeps|holds|counts|makes] {a} {t} and [gets|buys|finds|receives|makes|wins|adds|collects] {b} more. How many {t} [does {n} have|does {n} have now|are there now|are that|does {n} hold in all]?", a=left, b=right, t=things, n=name)
            return turn(question, f"{solved(left, '+', right)}. {name} has {left + right} {things}.")
        question = self.say(
            "{n} [had|got|made|baked|found|collected|packed|received|counted|brought] {a} {t}[ and|, then|. Later {n}|. On the next day {n}] [lost|gave away|sold|ate|broke|used up|dropped|burned|sent away|threw away|hid|lent out] {b}[ of them|]. How many {t} [are left|are left over|remain|does {n} have now|stay]?",
            "{n} [has|had|got|made] {a} {t}. {b} of them [broke|are gone|were eaten|were sold|were lost|were stolen|were used up|fell down|were given away]. How many {t} [are left|are left over|remain|has {n} still|are still there]?", "[of|out of] the {a} {t} that {n} [made|had|baked|found], {b} [were eaten|were lost|are gone|broke|were sold]. [How many {t} are left over|How many {t} remain|What is left]?", a=left, b=right, t=things, n=name,
        ) if self.rng.random() < 0.6 else self.say("{n} [has|had|keeps|holds|counts|makes] {a} {t} and [gives away|loses|sells|breaks|drops|eats|burns|lends] {b}[ of them|]. How many {t} [are left|does {n} have now|remain|does {n} keep|are there now]?", a=left, b=right, t=things, n=name)
        return turn(question, f"{solved(left, '-', right)}. There are {left - right} {things} left.")

    def arithmetic(self) -> Chat:
        return self.rng.choice((self.sums,) * 5 + (self.two_steps,) * 5 + (self.compare, self.problem, self.problem))()

    def count(self) -> Chat:
        rng = self.rng
        first, length, step = rng.choice((0, 1, 1, 1, rng.randint(0, 30))), rng.randint(2, 10), rng.choice((1, 1, 1, 2, 5, 10))
        numbers = [first + step * position for position in range(length)]
        by = f" by {step}" if step > 1 else ""
        if step == 1 and rng.random() < 0.2:
            return turn(self.pick(f"Count down from {numbers[-1]} to {first}.", f"Count backwards from {numbers[-1]} to {first}."), ", ".join(map(str, reversed(numbers))))
        if step == 1 and first == 1 and rng.random() < 0.3:
            return turn(self.asked(self.pick(f"Count to {numbers[-1]}.", f"Count to {NUMBERS[numbers[-1]]}.")), ", ".join(map(str, numbers)))
        return turn(self.asked(self.pick(f"Count from {first} to {numbers[-1]}{by}.", f"Count {first} to {numbers[-1]}{by}.", f"Please count from {first} up to {numbers[-1]}{by}.")), ", ".join(map(str, numbers)))

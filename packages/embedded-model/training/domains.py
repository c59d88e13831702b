"""What notes are about, for the chats on JSON: kinds of things, each with its keys, the kind of a key's value, and how a note tells it.

`{s}` is the subject, `{v}` the value; what is in brackets is drawn. The first key of each kind is the subject itself, told at
the beginning. A key may have several names. A `bool` has two sets of sentences, for yes and for no; a tuple of words is an enum.
Below them stands what goes with any kind: how a text begins, relations of things and people, and who does what to them.
"""

DOMAINS = [
    [
        (("name", "person", "employee", "full_name"), "name", ["Meet {s}[!|.]", "This is {s}.", "[Today|Yesterday|Now] I [met|spoke with|wrote to] {s}.", "{s} is [new here|our guest|one of us|a friend of mine].", "Here is a note about {s}.", "Here comes {s}.", "Our new [boss|neighbor|teacher|driver] is {s}.", "I want to tell you of {s}.", "Do you know {s}?", "My friend is called {s}."]),
        (("city", "town", "residence", "home"), "city", ["{s} lives in {v}.", "{s} is from {v}.", "{s} [moved to|settled in|has a flat in] {v}.", "The home of {s} is {v}.", "{v} is home for {s}."]),
        (("job", "profession", "occupation", "role"), "job", ["{s} works as a {v}.", "{s} is a {v}.", "{s} has been a {v} for years.", "As a {v}, {s} works a lot.", "By trade {s} is a {v}.", "{s} makes money as a {v}."]),
        (("age", "years"), 99, ["{s} is {v} years old.", "{s} is {v}.", "{s} [turned|became] {v}."]),
        (("instrument",), "word", ["{s} [practices|owns|learned] the {v}.", "The {v} is what {s} plays."]),
        (("hobby", "pastime"), "word", ["{s} [enjoys|likes] {v}.", "{s} spends weekends on {v}."]),
        (("children", "kids", "brothers", "sisters"), 9, ["{s} has {v} {k}.", "There are {v} {k} in {s}'s family."]),
        (("hat_size", "shirt_size", "glove_size", "ring_size"), 60, ["{s} [takes|needs|has] size {v}.", "Size {v} fits {s}."]),
        (("vegan", "retired", "married", "student", "smoker"), "bool", ["{s} is [a|] {k}.", "It is true that {s} is {k}."], ["{s} is not [a|] {k}.", "{s} is no {k}."]),
        (("email", "mail"), "email", ["Write to {s} at {v}.", "{s} reads mail at {v}."]),
        (("friends", "colleagues"), "names", ["{s}'s {k} are {v}.", "{s} came with {v}."]),
    ],
    [
        (("product", "item", "article", "name"), "shop", ["[Look at|Here is|Try|Buy] the {s}.", "The {s} [arrived|is here|is what you want].", "[People love|Everybody asks for] the {s}.", "You can now [get|order] the {s}.", "In our shop there is the {s}.", "Now we have the {s}."]),
        (("price", "cost", "euros", "amount"), 900, ["It sells for {v} [euros|dollars].", "The price is {v} [euros|dollars].", "For {v} [euros|dollars] it is yours.", "{v} [euros|dollars] buy you the {s}."]),
        (("weight", "grams"), 5000, ["It has a weight of {v} grams.", "At {v} grams it is [light|heavy].", "The {s} is {v} grams heavy."]),
        (("material", "fabric"), "word", ["It was made from {v}.", "The {s} consists of {v}.", "We use {v} for it."]),
        (("stock", "quantity", "count"), 400, ["There are {v} of them.", "We have {v} pieces.", "{v} pieces are left."]),
        (("rack", "box", "sku", "code", "shelf"), "code", ["Its {k} is {v}.", "[Look|Search] in {k} {v}.", "It lies in {k} {v}."]),
        (("in_stock", "sold_out", "new", "available", "waterproof"), "bool", ["The {s} is {k}.", "Yes, it is {k}."], ["The {s} is not {k}.", "No, it is not {k}."]),
        (("size",), ("small", "medium", "large", "tiny", "huge"), ["It is a {v} one.", "Its size is {v}.", "This is the {v} model."]),
        (("colors", "tags", "flavors"), "words", ["The {k} are {v}.", "[Choose|Take] from {v}.", "It comes in {v}."]),
        (("brand", "maker", "company"), "shop", ["{v} makes it.", "It is a product of {v}.", "The {k} is {v}."]),
    ],
    [
        (("event", "title", "name"), "event", ["[Join|Visit|See|Do not miss] the {s}[!|.]", "The {s} [starts soon|opens its doors|is near|returns].", "We [plan|host|announce] the {s}.", "Go to the {s}!", "Everyone should come to see the {s}!", "Back again: the {s}!"]),
        (("place", "city", "location", "venue"), "city", ["It will be in {v}.", "{v} is where it happens.", "You find it in {v}.", "The {k} is {v}."]),
        (("day", "weekday"), ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), ["It [starts|happens|will be] on {v}.", "See you on {v}.", "{v} is the date."]),
        (("visitors", "guests", "seats", "tickets"), 4000, ["There [will be|are] {v} {k}.", "[About|Up to|Last time] {v} {k} came.", "{v} {k} is our goal."]),
        (("organizer", "host", "leader", "contact"), "name", ["{v} [runs|plans|leads|hosts] it.", "[Ask|Call] {v} for more.", "The {k} will be {v}."]),
        (("fee", "price", "entry"), 80, ["The {k} is {v} dollars.", "You pay {v} [dollars|euros] [to get in|for a ticket].", "A ticket is {v} [dollars|euros]."]),
        (("indoors", "free", "public", "outdoors"), "bool", ["It is {k}.", "The {s} is {k}."], ["It is not {k}.", "The {s} is not {k}."]),
        (("time", "start", "begin"), "time", ["We begin at {v}.", "Doors open at {v}.", "Be there at {v}."]),
    ],
    [
        (("flight", "train", "trip", "bus"), "code", ["[Here is|News of|All about] {s}.", "{s} is [on time|full|waiting].", "Your {k} is {s}."]),
        (("origin", "from", "start"), "city", ["It leaves from {v}.", "The way begins in {v}.", "It sets off in {v}."]),
        (("destination", "to", "target"), "city", ["It arrives in {v}.", "The trip ends in {v}.", "{v} is the last stop.", "It is bound for {v}."]),
        (("gate", "platform", "track"), "code", ["The {k} is {v}.", "Go to {k} {v}.", "It waits at {k} {v}."]),
        (("passengers", "travelers", "seats"), 300, ["{v} {k} are in it.", "It carries {v} {k}.", "We count {v} {k}."]),
        (("departure", "time", "leaves"), "time", ["It leaves at {v}.", "At {v} it starts.", "The {k} is {v}."]),
        (("delayed", "late", "full", "cancelled"), "bool", ["It is {k}.", "Sadly it is {k}."], ["It is not {k}.", "Luckily it is not {k}."]),
        (("captain", "driver", "pilot"), "name", ["The {k} is {v}.", "{v} is at the wheel.", "Today {v} drives."]),
    ],
    [
        (("title", "book", "novel"), "title", ["[Yesterday|Last week|Once] I [finished|bought|borrowed] {s}.", "{s} is a [good|long|famous] [book|story].", "[You should read|Have you read|My sister loves] {s}[.|!]"]),
        (("author", "writer"), "name", ["{v} wrote it.", "It is a book by {v}.", "The {k} is {v}.", "{v} is the one who wrote it."]),
        (("pages", "chapters", "length"), 900, ["It is {v} pages long.", "There are {v} [pages|chapters] in it.", "I counted {v} pages."]),
        (("year", "published"), "year", ["It appeared in {v}.", "It was printed in {v}.", "People first read it in {v}.", "The year was {v}."]),
        (("genre", "kind"), ("crime", "fantasy", "romance", "history", "comedy"), ["It is a {v} story.", "You find it under {v}.", "The {k} of it is {v}."]),
        (("publisher", "house"), "shop", ["{v} printed it.", "It was brought out by {v}.", "The {k} was {v}."]),
        (("language",), ("English", "French", "Spanish", "German", "Dutch"), ["It is in {v}.", "I read it in {v}."]),
        (("rating", "stars"), 10, ["I give it {v} [stars|points].", "The {k} is {v}."]),
    ],
    [
        (("dish", "recipe", "meal"), "word", ["[Today|Tonight] we cook {s}.", "[How about|I like|Let us make] some {s}[?|.]", "Here is how to make {s}."]),
        (("minutes", "time", "duration"), 120, ["It takes {v} minutes.", "Cook it for {v} minutes.", "After {v} minutes it is done."]),
        (("servings", "people", "portions"), 12, ["It feeds {v}.", "It is enough for {v}.", "This makes {v} {k}."]),
        (("ingredients", "spices"), "words", ["You need {v}.", "Take {v}.", "Put in {v}."]),
        (("cook", "chef"), "name", ["{v} [made|invented] it.", "The {k} is {v}."]),
        (("oven", "degrees", "temperature"), 280, ["Heat the oven to {v} degrees.", "{v} degrees is right."]),
        (("spicy", "sweet", "cold", "healthy"), "bool", ["It is {k}."], ["It is not {k}."]),
    ],
    [
        (("order", "order_id", "ticket", "number"), "code", ["[Your|The|Our] {k} is {s}.", "{s} came in [today|yesterday].", "We got {s}."]),
        (("customer", "buyer", "client", "recipient"), "name", ["{v} [sent|placed|wants] it.", "It is for {v}.", "The {k} is {v}."]),
        (("address", "city", "destination"), "city", ["Send it to {v}.", "It goes out to {v}.", "{v} is where it is sent."]),
        (("total", "price", "sum", "amount"), 2000, ["The {k} is {v} [dollars|euros].", "It comes to {v} [dollars|euros].", "They owe {v} [dollars|euros]."]),
        (("items", "pieces", "quantity"), 60, ["There are {v} {k} in it.", "It holds {v} things.", "{v} pieces were ordered."]),
        (("date", "day", "due"), "date", ["It is due on {v}.", "It was made on {v}.", "The {k} is {v}."]),
        (("status", "state"), ("open", "paid", "sent", "lost", "done"), ["It is {v} now.", "The {k} says {v}.", "We marked it as {v}."]),
        (("paid", "urgent", "gift", "insured"), "bool", ["It is {k}."], ["It is not {k}."]),
    ],
    [
        (("animal", "pet", "name"), "name", ["{s} is our [dog|cat|horse|parrot].", "We [have|keep|found] {s}.", "[Say hello to|Look at] {s}."]),
        (("age", "years"), 30, ["{s} is {v} [years old|now]."]),
        (("weight", "kilos"), 90, ["{s} weighs {v} kilos.", "The scale says {v}."]),
        (("color", "coat"), "color", ["{s}'s coat is {v}.", "{s} is {v} all over."]),
        (("owner", "keeper"), "name", ["{s} belongs to {v}.", "{v} feeds {s}.", "The {k} is {v}."]),
        (("food", "diet"), "word", ["{s} eats {v}.", "{s} gets {v} every day."]),
        (("vaccinated", "trained", "wild", "tame"), "bool", ["{s} is {k}."], ["{s} is not {k}."]),
    ],
    [
        (("company", "firm", "business"), "shop", ["{s} is [growing|hiring|in the news].", "I work for {s}.", "[Do you know|We visited] {s}[?|.]"]),
        (("founder", "owner", "director", "boss"), "name", ["{v} [started|leads|owns] it.", "Its {k} is {v}."]),
        (("employees", "staff", "workers"), 5000, ["{v} people work there.", "It has {v} {k}.", "There are {v} {k}."]),
        (("city", "headquarters", "seat"), "city", ["It sits in {v}.", "Its office is in {v}.", "You find {s} in {v}."]),
        (("year", "founded", "since"), "year", ["It began in {v}.", "It was started in {v}.", "It exists since {v}."]),
        (("product", "trade", "business"), "word", ["It [makes|sells] {v}.", "{v} is what it sells."]),
        (("public", "profitable", "private"), "bool", ["It is {k}."], ["It is not {k}."]),
        (("website", "email", "contact"), "email", ["Write to {v}.", "The {k} is {v}."]),
    ],
    [
        (("room", "hotel", "house", "apartment"), "shop", ["We stayed at the {s}.", "The {s} is [nice|quiet|old].", "[I booked|I recommend] the {s}."]),
        (("nights", "days", "weeks"), 30, ["We stay {v} {k}.", "It is for {v} {k}.", "{v} {k} are enough."]),
        (("guest", "tenant", "name"), "name", ["{v} stays there.", "It is booked for {v}.", "The {k} is {v}."]),
        (("rooms", "beds", "floors", "windows"), 40, ["It has {v} {k}.", "You count {v} {k}."]),
        (("rent", "rate", "price"), 3000, ["The {k} is {v} [dollars|euros].", "You pay {v} [a night|a month]."]),
        (("city", "town", "place"), "city", ["It stands in {v}.", "It is a house in {v}.", "You find it in {v}."]),
        (("furnished", "heated", "clean", "empty"), "bool", ["It is {k}."], ["It is not {k}."]),
        (("view", "garden"), ("sea", "park", "street", "lake"), ["You see the {v}.", "It looks out on the {v}."]),
    ],
    [
        (("vehicle", "car", "model", "machine"), "shop", ["[I bought|We rented|They fixed] the {s}.", "The {s} is [parked outside|a fine machine|for sale]."]),
        (("driver", "buyer", "mechanic"), "name", ["The {k} is {v}.", "{v} is its {k}.", "They call {v} the {k}."]),
        (("speed", "kilometers_per_hour"), 400, ["It [goes|runs|does] {v} kilometers an hour.", "Its speed is {v}.", "The {s} reaches {v} kilometers an hour."]),
        (("color", "paint"), "color", ["It is painted {v}.", "Its {k} is {v}.", "The {s} was sprayed {v}."]),
        (("doors", "wheels"), 12, ["It has {v} {k}.", "You see {v} {k} on it."]),
        (("mileage", "kilometers"), 99999, ["It has run {v} kilometers.", "{v} kilometers lie behind it."]),
        (("fuel",), ("diesel", "petrol", "electricity", "gas"), ["It runs on {v}.", "The {s} needs {v}."]),
        (("depot", "parking", "city"), "city", ["It stands in {v}.", "The {s} is kept in {v}."]),
        (("rusty", "insured", "used", "repaired"), "bool", ["The {s} is {k}."], ["The {s} is not {k}."]),
    ],
    [
        (("plant", "tree", "flower"), "shop", ["The {s} grows [here|by the wall|in my garden].", "[I water|We planted|She likes] the {s}."]),
        (("height", "centimeters"), 3000, ["It is {v} centimeters [tall|high].", "The {s} grew to {v} centimeters."]),
        (("month", "season"), ("March", "April", "May", "June", "July"), ["It blooms in {v}.", "In {v} the {s} has flowers."]),
        (("color", "bloom"), "color", ["Its flowers are {v}.", "It blooms in {v}.", "The {k} is {v}."]),
        (("soil", "ground"), "word", ["It needs {v} in the ground.", "It stands on {v}.", "The {k} is {v}."]),
        (("gardener", "planter"), "name", ["{v} planted it.", "It was put there by {v}.", "{v} is its {k}."]),
        (("leaves", "seeds", "fruits"), 900, ["I count {v} {k}.", "It bears {v} {k}."]),
        (("poisonous", "rare", "thirsty"), "bool", ["It is {k}."], ["It is not {k}."]),
    ],
    [
        (("song", "title", "track"), "title", ["They played {s} [again|on the radio|last night].", "[Listen to|Do you hear|I hum] {s}[.|!]", "{s} is [a nice tune|a hit|my song of the year]."]),
        (("singer", "artist"), "name", ["{v} sings it.", "It is sung by {v}.", "{v} is the voice of {s}."]),
        (("composer",), "name", ["{v} composed it.", "It was composed by {v}.", "{v} is the composer behind {s}."]),
        (("seconds", "length"), 900, ["It lasts {v} seconds.", "{v} seconds pass until it ends."]),
        (("album", "record"), "shop", ["It is on the {k} {v}.", "You can hear it on {v}.", "It belongs to the {k} {v}."]),
        (("label", "studio"), "shop", ["{v} recorded it.", "It was recorded by {v}.", "It is sold under the {k} {v}."]),
        (("year", "released"), "year", ["It was first heard in {v}.", "It is from {v}.", "{v} was its year."]),
        (("style", "genre"), ("rock", "folk", "jazz", "pop"), ["It is {v} music.", "People call it {v}."]),
        (("loud", "sad", "slow"), "bool", ["{s} is {k}."], ["{s} is not {k}."]),
    ],
    [
        (("game", "toy", "puzzle"), "shop", ["We [play|like|unpacked] the {s}.", "The {s} lies on the table."]),
        (("players", "people"), 12, ["It takes {v} {k}.", "It is for {v} {k}.", "{v} {k} can join in."]),
        (("winner", "champion"), "name", ["{v} won it.", "It was won by {v}.", "{v} came first."]),
        (("loser", "last"), "name", ["{v} lost it.", "It was lost by {v}.", "{v} came last."]),
        (("inventor", "designer"), "name", ["{v} thought it up.", "It is an idea of {v}.", "The {k} of the {s} is {v}."]),
        (("points", "score"), 9000, ["We made {v} points.", "It ended with {v} points.", "The {k} is {v}."]),
        (("cards", "pieces", "dice"), 200, ["It has {v} {k}.", "There are {v} {k} in the box."]),
        (("level",), ("easy", "medium", "hard"), ["It is {v} to play.", "The {k} is {v}."]),
    ],
    [
        (("school", "college", "course"), "shop", ["My son goes to the {s}.", "The {s} [opens today|is famous|looks for teachers]."]),
        (("head", "principal", "teacher"), "name", ["The {k} is {v}.", "{v} is the {k} there.", "They have {v} as {k}."]),
        (("pupils", "students", "classes"), 3000, ["It has {v} {k}.", "{v} {k} learn there.", "{v} is the number of {k}."]),
        (("subject", "topic"), "word", ["They teach {v}.", "You can learn {v} there.", "It is known for {v}."]),
        (("town", "place", "district"), "city", ["It is to be found in {v}.", "It was built in {v}.", "The {s} of {v} is well known."]),
        (("year", "opened"), "year", ["It opened in {v}.", "Its first lesson was in {v}."]),
        (("level", "grade"), ("first", "second", "third", "fourth"), ["We talk of the {v} grade.", "The {k} is the {v}."]),
        (("private", "crowded", "strict"), "bool", ["The {s} is {k}."], ["The {s} is not {k}."]),
    ],
    [
        (("team", "home_team", "club"), "shop", ["{s} played [today|a match|on the road].", "I saw {s} on the field.", "[Everybody cheers for|The match of] {s}[.|!]"]),
        (("opponent", "rival", "guest"), "shop", ["They met {v}.", "The {k} was {v}.", "On the other side stood {v}."]),
        (("goals", "points"), 120, ["{s} scored {v} {k}.", "They got {v} {k}."]),
        (("fans", "spectators", "attendance"), 90000, ["{v} people watched.", "{v} people stood in the stands."]),
        (("referee", "judge"), "name", ["{v} had the whistle.", "{v} was the {k}.", "As {k} came {v}."]),
        (("scorer", "captain"), "name", ["The {k} was {v}.", "{v} was {k} for {s}."]),
        (("stadium", "arena"), "shop", ["It was played at the {v}.", "The {k} is called {v}."]),
        (("result",), ("win", "loss", "draw"), ["It was a {v}.", "It ended as a {v}."]),
    ],
    [
        (("movie", "film", "title"), "title", ["[We saw|I slept through|They showed] {s}.", "{s} [is running at the cinema|made me cry|was long].", "On the screen: {s}."]),
        (("director", "filmmaker"), "name", ["{v} directed it.", "It was directed by {v}.", "{v} is the one who shot {s}."]),
        (("star", "actor", "lead"), "name", ["{v} is in it.", "You see {v} on the screen.", "{v} plays the hero."]),
        (("minutes", "runtime"), 240, ["It runs for {v} minutes.", "{s} is over after {v} minutes."]),
        (("year", "release"), "year", ["It was shot in {v}.", "It reached the cinemas in {v}."]),
        (("studio", "producer"), "shop", ["{v} produced it.", "It was produced by {v}.", "The money came from {v}."]),
        (("category", "type"), ("drama", "action", "comedy", "western"), ["It is a {v}.", "They list it under {v}."]),
        (("funny", "dubbed", "old"), "bool", ["It is {k}."], ["It is not {k}."]),
    ],
    [
        (("letter", "parcel", "message", "invoice"), "code", ["{s} [lies on my desk|came by mail|was opened].", "I hold {s} in my hand."]),
        (("sender", "from"), "name", ["{v} sent it.", "It was sent by {v}.", "It bears the name of {v} on the back."]),
        (("receiver", "recipient"), "name", ["It is meant for {v}.", "{v} got it.", "It was handed to {v}."]),
        (("origin", "post_office"), "city", ["It was posted in {v}.", "It has a stamp of {v}."]),
        (("pages", "sheets"), 50, ["It has {v} {k}.", "Inside are {v} {k}."]),
        (("stamp", "postage"), 900, ["The {k} was {v} cents.", "{v} cents were stuck on it."]),
        (("subject", "topic"), "word", ["It is about {v}.", "It deals with {v}.", "The {k} is {v}."]),
        (("opened", "lost", "private"), "bool", ["It is {k}."], ["It is not {k}."]),
    ],
]

# How a text begins that is about a person, the thing called `the {s}`, or something called `{s}`; `{role}` is any noun.
INTRODUCTIONS = {
    "person": [
        "[Our|My|Her|His|Their|The] [new|old|next|former|best|second|third|] {role} is [called |named |]{s}.", "[Our|My|The] [new|young|old|other|] {role} {s} [is here|called|wrote to us|has arrived|smiles|needs a form].", "{s} [joined us|came in|called|moved in|signed up|started here|waited outside|walked by] [today|yesterday|this week|last May|in the morning|].",
        "{s} is [our|the|my|their] [new|next|old|] {role}.", "[Today|Now|Here|Next|Now then|Well] [it is|comes|we turn to|we welcome|I present] {s}.", "[Please|Let us|You should] [welcome|greet|meet|get to know] [the {role} |]{s}[.|!]", "[About|Concerning|On|Regarding] {s}[:|, some facts.|, briefly.]", "[This note|This page|The card|This text|The file] is [about|on|for] [the {role} |]{s}.",
        "[I have|There is|We got] [some news|a note|a few words|facts] [of|on|about] {s}.", "[Who is|Have you met|Remember] {s}? [Read on.|Here is the answer.|]", "Say hello to [the {role} |our {role} |]{s}[.|!]", "[Some|A few|Two|More] [lines|words|facts] [on|about|for] {s}.", "The {role} [at the door|over there|in the picture|on the list] is {s}.", "[A|One] {role} [by the name of|called|named] {s} [came|called|asked for you|is here].", "[Let me|I will|I must] [introduce|describe|mention|present] {s}.",
    ],
    "the": [
        "[Our|The|Their|My] [new|latest|old|next|best|] {role} is [called |named |]the {s}.", "[Have you seen|Do you know|Did you hear of|Remember] the {s}?", "[This|The] [note|page|text|file|message] is [about|on] the {s}.", "The {s} [is great|is ready|has come|was presented today|is what we want to talk of|has many friends|is a good {role}|stands here|is our {role} now].",
        "[Today|Now|At last|Finally|Once more] [we show|we present|comes|here is|we have] the {s}[.|!]", "[Some|A few|More] [words|facts|lines] [on|about] the {s}.", "[Look|Listen|Attention]: the {s}!", "[I saw|We like|Everyone talks about|They praise|She drew|I dream of] the {s}[.|!]", "[Next to|Behind|Near] [us|the {role}|our {role}] [is|stands] the {s}.", "The {role} [here|in question|on page two] is the {s}.", "There is [also|now|again|] the {s}[.|, a {role}.]",
    ],
    "bare": [
        "[Our|The|My|Their] [new|latest|old|next|favorite|second|] {role} is [called |named |]{s}.", "[This|The] [note|page|text|file|message] is [about|on|for] {s}.", "[Some|A few|More] [words|facts|lines] [on|about] {s}.", "{s} [is great|is ready|has come|is here|is a good {role}|is our {role} now|was on my mind|needs a few words].", "[Have you heard of|Do you know|Remember] {s}?",
        "[Today|Now|At last|Once more] [we present|comes|here is|it is] {s}[.|!]", "[I just heard of|I looked at|We talked about|I thought of|Everyone likes|She showed me] {s}.", "The {role} [here|in question|on the list] is {s}.", "[About|Concerning|On] {s}[:|, briefly.]", "The {role} {s} [is here|is well known|came up|is next].", "[We turn to|A note on|News of|It is on|They told me of|I have to do with] [the |my |]{role} {s}.", "{role} {s} [is late|was booked|comes next|is known to all|is on the board|can begin].", "[I keep|We store|They filed] {s} [among the {role}s|as a {role}|here].",
    ],
}

# Who does something to a thing is named after the verb: `{v} sponsors it` tells the sponsor. Irregular ones with past and participle.
VERBS_OF_AGENTS = """design paint build sponsor train sell win keep lead teach translate own create illustrate decorate narrate curate moderate operate edit direct invent collect inspect guard host coach plan ship wrap trim clean
repair rent lend buy find draw carry import export test check review support fund manage deliver install polish print pack load brew bake weave carve roast mix catch hunt watch feed groom ride drive sing dance perform produce
present discover explore follow advise restore photograph record report donate sign compose found supply mend move hold start open""".split()
IRREGULAR = {
    "build": "built built", "sell": "sold sold", "win": "won won", "keep": "kept kept", "lead": "led led", "teach": "taught taught", "lend": "lent lent", "buy": "bought bought", "find": "found found", "draw": "drew drawn", "weave": "wove woven", "catch": "caught caught",
    "feed": "fed fed", "ride": "rode ridden", "drive": "drove driven", "sing": "sang sung", "hold": "held held",
}
DOUBLING = ("win", "plan", "ship", "wrap", "trim")
AGENT_AS_VERB = ("sponsor", "guard", "host", "coach")
AGENT_IN_OR = ("edit", "direct", "invent", "collect", "inspect", "advise")

# Relations of any thing: the names of the key, the kind of the value, the sentences with `{r}` (`the Brasto`, `it`) for the thing.
OF_THINGS = [
    (("material", "fabric", "substance", "raw_material"), "word", ["{r} [is|was] [sewn|carved|cast|woven|knitted|cut|pressed|shaped|forged|formed|stitched|assembled] [from|out of|of] {v}.", "{v} [is what|makes up what] {r} consists of.", "For {r}, [we|they] [took|used|chose] {v}.", "The stuff of {r} is {v}.", "{r} is [all|pure|solid] {v}."]),
    (("origin", "start", "source", "starting_point"), "city", ["{r} [sets out|travels|sails|rolls|began|takes off] [from|in] {v}.", "{v} is where {r} [begins|sets out|was first].", "{r} is on its way from {v}.", "From {v} {r} sets off."]),
    (("destination", "end", "goal", "arrival"), "city", ["{r} [heads|travels|sails|is bound|leads|rolls] [to|for|toward] {v}.", "{v} is where {r} [ends|arrives|stops].", "The last stop of {r} is {v}.", "In {v} {r} comes to its end."]),
    (("location", "place", "town", "site", "city"), "city", ["{r} [stands|lies|can be seen|is kept|was set up|is at home] in {v}.", "[Go|Come|Drive] to {v} to see {r}.", "{v} is the place for {r}.", "In {v} you will find {r}."]),
    (("length", "meters"), 9000, ["{r} is {v} meters long.", "{r} measures {v} meters.", "{v} meters is the length of {r}."]),
    (("speed",), 900, ["{r} [does|reaches|manages] {v} kilometers an hour.", "{v} kilometers an hour is the speed of {r}."]),
    (("volume", "capacity", "liters"), 50000, ["{r} holds {v} liters.", "{v} liters fit into {r}."]),
    (("price", "cost", "value"), 90000, ["{r} [sells|goes|went] for {v} [dollars|coins|euros].", "[Someone|They] paid {v} [dollars|coins] for {r}.", "{v} [dollars|euros] is the price of {r}.", "{r} is yours for {v} [dollars|euros].", "{r} sets you back {v} [dollars|euros]."]),
    (("weight", "mass", "kilos"), 9000, ["{r} [tips the scale at|has a weight of|comes to] {v} [grams|kilos].", "{v} [grams|kilos] is the weight of {r}.", "{v} [grams|kilos] is what {r} weighs."]),
    (("color", "shade", "paint"), "color", ["{r} [shines in|is painted|was dyed|glows] {v}.", "{v} is the color of {r}.", "They gave {r} a coat of {v}."]),
    (("year", "made", "founded", "built"), "year", ["{r} [dates from|appeared in|was first seen in|has been around since|goes back to] {v}.", "{v} was the year of {r}.", "In {v} {r} was new."]),
    (("code", "tag", "label", "drawer", "id"), "code", ["{r} [bears|carries|has|goes under] [the mark|the {k}|{k}] {v}.", "[Search|Look] for {r} under {v}.", "{v} is the {k} of {r}."]),
    (("time", "opening", "hour"), "time", ["{r} [begins|opens|is on] at {v}.", "{v} is the time for {r}.", "Be at {r} by {v}."]),
    (("quality", "grade", "class"), ("good", "fair", "poor", "fine"), ["{r} is of {v} quality.", "They judged {r} to be {v}.", "The {k} of {r} is {v}."]),
    (("category", "style", "sort"), ("modern", "classic", "simple", "wild"), ["{r} is of the {v} sort.", "We file {r} under {v}.", "{v} is the {k} of {r}."]),
]
# Relations of a person.
OF_PEOPLE = [
    (("town", "city", "home", "residence"), "city", ["{r} [lives|stays|settled|resides|has a house|has a flat|sleeps] in {v}.", "{r} calls {v} home.", "{v} is where {r} lives.", "{r} [moved|went|returned] to {v} [for good|to live there].", "In {v} {r} has a home."]),
    (("birthplace", "origin", "hometown"), "city", ["{r} was born in {v}.", "{r} [grew up|first saw light] in {v}.", "{r} hails from {v}."]),
    (("profession", "job", "occupation", "trade", "work"), "job", ["{r} [earns money|earns bread|is employed|works|makes a living|gets paid|was hired|is busy|found work|does well] as a {v}.", "{r} is a {v} [by trade|by training|at work].", "{r} has the job of a {v}.", "As a {v} {r} [works hard|does well|gets up early].", "{r} became a {v} [years ago|in the end]."]),
    (("instrument",), "word", ["{r} [practices|owns|has lessons on|studies|makes music on|is good at] the {v}.", "The {v} is the instrument of {r}.", "On the {v} {r} is [great|a beginner]."]),
    (("pet", "animal"), "word", ["{r} [keeps|has|feeds|walks] a {v}.", "A {v} lives with {r}."]),
    (("{thing}_size",), 60, ["{r} [buys|needs|takes|orders|asks for] {thing}s [of|in] size {v}.", "A {thing} for {r} must be size {v}.", "Size {v} is right for {r} when it comes to a {thing}."]),
    (("{things}",), 90, ["{r} [has|owns|counts|keeps] {v} {things}.", "There are {v} {things} [at home with|around] {r}.", "{v} {things} belong to {r}."]),
    (("age", "years"), 99, ["{r} is {v} years of age.", "{r} has lived for {v} years.", "{r} is {v} years old."]),
    (("friend", "partner", "roommate", "rival"), "name", ["The {k} of {r} is {v}.", "{r} has {v} as a {k}.", "{v} is {k} to {r}."]),
    (("employer", "company"), "shop", ["{r} is paid by {v}.", "{v} pays {r}.", "{r} is on the staff of {v}.", "{v} hired {r}."]),
    (("drink", "favorite_drink"), "word", ["{r} [drinks|sips|orders] {v}.", "A glass of {v} is what {r} likes."]),
    (("language", "mother_tongue"), ("English", "French", "Spanish", "Dutch", "German"), ["{r} [speaks|talks in|dreams in] {v}.", "{v} is the language of {r}."]),
    (("mood", "state"), ("happy", "calm", "tired", "angry"), ["{r} feels {v}.", "{r} is {v} today.", "{v} is how {r} looks."]),
    (("email", "address"), "email", ["{r} can be reached at {v}.", "For {r}, write to {v}."]),
]
# What a person is called before the name; no jobs.
ROLES = "neighbor friend cousin guest visitor client partner member boss helper aunt uncle roommate customer candidate classmate student passenger patient trainee resident player relative buddy apprentice newcomer applicant contact twin hero".split()
WORN = "hat glove ring shirt coat boot belt helmet collar sock jacket scarf".split()
OWNED = "cousins brothers sisters cats boats keys cups nephews hobbies medals houses rooms maps bikes".split()
PARTS = "doors rooms seats wheels windows buttons shelves chapters floors songs parts stairs drawers members horses tables lights stops cabins bottles copies workers pupils".split()
# What a thing is or is not, and what a person is or is not with `a` before it.
STATES = "open empty heavy clean broken public secret full old rare cheap modern painted insured sealed frozen locked indoors wooden foreign finished portable working".split()
PERSON_FLAGS = "member driver swimmer twin beginner parent citizen smoker student dancer vegan".split()
PARTICIPLES = "kept sold shown served sent stored shut used".split()

# Sentences on something else, whose names, places and numbers are no values of any key.
ASIDES = [
    "{name} [told me so|says hello|sends greetings|wrote this note|read this twice].", "I heard it from {name}.", "[I write this in|This note comes out of|Greetings out of] {city}.", "[See|It is all on|More on] page {number}.", "This is note {number} of my [pile|book].", "[Thank {name} for this|I told {name} too].", "{name} [asked me|wants to know] about it.", "We also know a {word}, but that is another story.",
    "[So much for that|That is all I know|More soon|Do not tell anyone].",
]

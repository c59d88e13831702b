"""What people tell of themselves and of others, and how it is asked for in other words: the material of `recall.py`.

`@S` is who it is about (I, you, Ada), `@P` whose it is, `@am`, `@was`, `@have` and `@do` agree with it, as do the two verbs in `<keep keeps>`.
Words in brackets are drawn once for telling, question and answer.
"""

import re

from words import CATEGORIES

# Told # asked, in one of several ways # the kind of the value. The answer is what was told, said to the person.
EVENTS = [line.split(" # ") for line in """
@S <keep keeps> {v} [hens|goats|rabbits|ponies]. # How many [hens|goats|rabbits|ponies] @do @S keep?;What number of [hens|goats|rabbits|ponies] @do @S have? # count
@S @have {v} [cousins|keys|lamps|chairs|nephews]. # How many [cousins|keys|lamps|chairs|nephews] @do @S have?;How many [cousins|keys|lamps|chairs|nephews] @have @S got? # count
@S paid {v} coins for @P [hat|lamp|ladder|kettle]. # How much did @S pay for @P [hat|lamp|ladder|kettle]?;What did @P [hat|lamp|ladder|kettle] cost? # count
@S ran {v} miles [today|yesterday|last week]. # How many miles did @S run?;How far did @S run? # count
@S <need needs> {v} days to finish the [fence|report|quilt]. # How many days @do @S need for the [fence|report|quilt]? # count
@S baptized @P [ship|goat|canoe|robot] {v}. # What name did @S choose for @P [ship|goat|canoe|robot]?;How did @S baptize @P [ship|goat|canoe|robot]? # called
@S dubbed @P [car|rose|turtle|sled] {v}. # What did @S dub @P [car|rose|turtle|sled]?;How did @S dub @P [car|rose|turtle|sled]? # called
@S christened @P [yacht|cottage|pony|drone] {v}. # What did @S christen @P [yacht|cottage|pony|drone]?;Which name did @S pick for @P [yacht|cottage|pony|drone]? # called
@S nicknamed @P [boss|neighbor|goose|truck] {v}. # What did @S nickname @P [boss|neighbor|goose|truck]?;Which nickname did @S give @P [boss|neighbor|goose|truck]? # called
@S titled @P [poem|song|report|story] {v}. # What did @S title @P [poem|song|report|story]?;Which title @have @P [poem|song|report|story]? # called
@S labeled the [jar|box|file|drawer] {v}. # What did @S label the [jar|box|file|drawer]?;Which label is on the [jar|box|file|drawer]? # called
@P [brother|aunt|uncle|nephew|niece|nurse] is known as {v}. # What is @P [brother|aunt|uncle|nephew|niece|nurse] known as?;Who is @P [brother|aunt|uncle|nephew|niece|nurse]? # name
@P [dog|pony|canary|goat] answers to {v}. # What does @P [dog|pony|canary|goat] answer to?;Which name does @P [dog|pony|canary|goat] know? # name
@S studied under {v}. # Who did @S study under?;Under whom did @S study? # name
@S <share shares> a flat with {v}. # Who @do @S share a flat with?;With whom @do @S live? # name
@S <sing sings> with {v}. # Who @do @S sing with?;With whom @do @S sing? # name
@S married {v}. # Who did @S marry?;Whom did @S marry? # name
@S @am engaged to {v}. # Who @am @S engaged to?;To whom @am @S engaged? # name
@S <report reports> to {v}. # Who @do @S report to?;To whom @do @S report? # name
@S sold @P [bike|piano|barn|stall] to {v}. # Who did @S sell @P [bike|piano|barn|stall] to?;Who bought @P [bike|piano|barn|stall]? # name
@S borrowed the [drill|tent|book|ladder] from {v}. # From whom did @S borrow the [drill|tent|book|ladder]? # name
@S will meet {v} [tonight|tomorrow|on Monday]. # Who will @S meet [tonight|tomorrow|on Monday]?;Whom will @S meet? # name
@S @am taking lessons on the {v}. # Which instrument @am @S taking lessons on?;What instrument @am @S having lessons on? # instrument
@S <perform performs> on the {v}. # Which instrument @do @S perform on?;What @do @S perform on? # instrument
@S bought a {v} [last month|in spring|in town]. # What did @S buy [last month|in spring|in town]?;Which thing did @S buy? # instrument
@S took up the {v}. # Which instrument did @S take up?;What did @S take up? # instrument
@S @am studying the {v} at school. # Which instrument @am @S studying?;What @am @S studying at school? # instrument
@S @am trying to master the {v}. # What @am @S trying to master?;Which instrument @am @S trying to master? # instrument
@S spent @P childhood in {v}. # Where did @S spend @P childhood?;In which place did @S spend @P childhood? # city
@S @was brought up in {v}. # Where @was @S brought up?;In what town @was @S brought up? # city
@S @was baptized in {v}. # Where @was @S baptized?;In which church town @was @S baptized? # city
@S @was hired in {v}. # Where @was @S hired?;In which town @was @S hired? # city
@S met @P [wife|husband|partner|rival] in {v}. # Where did @S meet @P [wife|husband|partner|rival]?;Which town did @S meet @P [wife|husband|partner|rival] in? # city
@S lost @P [ring|wallet|umbrella|glove] in {v}. # Where did @S lose @P [ring|wallet|umbrella|glove]?;In which city did @P [ring|wallet|umbrella|glove] get lost? # city
@S found a [coin|fossil|kitten|letter] in {v}. # Where did @S find the [coin|fossil|kitten|letter]? # city
@S went to [college|school|court|university] in {v}. # Where did @S go to [college|school|court|university]?;In what city @was @P [college|school|court|university]? # city
@S @am flying to {v} [soon|next week|in May]. # Where @am @S flying?;To which city @am @S flying? # city
@S @am on the way to {v}. # Where @am @S going?;Which city @am @S on the way to? # city
@S will retire to {v}. # Where will @S retire?;To which place will @S retire? # city
@P family comes from {v}. # Where does @P family come from?;Which place does @P family come from? # city
@P [school|bakery|studio|garden|dentist] is near {v}. # What is @P [school|bakery|studio|garden|dentist] near?;Where is @P [school|bakery|studio|garden|dentist]?;Near which place is @P [school|bakery|studio|garden|dentist]? # city
@P [warehouse|clinic|hotel|boat|lab|farm] lies in {v}. # Where does @P [warehouse|clinic|hotel|boat|lab|farm] lie?;Which city is @P [warehouse|clinic|hotel|boat|lab|farm] in?;What town is @P [warehouse|clinic|hotel|boat|lab|farm] in? # city
@P [firm|factory|club|bank|team] is based in {v}. # Where is @P [firm|factory|club|bank|team] based?;In which city does @P [firm|factory|club|bank|team] sit? # city
@P [agency|court|college|library|kitchen] can be found in {v}. # Where can @P [agency|court|college|library|kitchen] be found?;In what place is @P [agency|court|college|library|kitchen]?;Which town has @P [agency|court|college|library|kitchen]? # city
@P [ferry|tram|coach|ship|flight|shuttle] [depart|arrive|board|land]s at {v}. # When does @P [ferry|tram|coach|ship|flight|shuttle] [depart|arrive|board|land]?;At what time does @P [ferry|tram|coach|ship|flight|shuttle] [depart|arrive|board|land]?;What time does @P [ferry|tram|coach|ship|flight|shuttle] [depart|arrive|board|land]? # time
@P [shop|office|market|gym|school|bar] [open|close|shut]s at {v}. # When does @P [shop|office|market|gym|school|bar] [open|close|shut]?;At which hour does @P [shop|office|market|gym|school|bar] [open|close|shut]? # time
The [shop|bakery|stall|clinic] of @P [aunt|uncle|mother|friend] [open|close]s at {v}. # When does the [shop|bakery|stall|clinic] of @P [aunt|uncle|mother|friend] [open|close]?;What time does the [shop|bakery|stall|clinic] [open|close]? # time
@P [alarm|bell|timer|clock] [ring|sound]s at {v}. # When does @P [alarm|bell|timer|clock] [ring|sound]? # time
@P [show|match|exam|meeting|concert] [end|finish]es at {v}. # When is @P [show|match|exam|meeting|concert] over?;At what time will @P [show|match|exam|meeting|concert] be over? # time
@P bus gets in at {v}. # When does @P bus get in?;At what time does @P bus come in? # time
@S <get gets> up at {v}. # When @do @S get up?;What time @do @S get up? # time
@S <have has> dinner at {v}. # When @do @S have dinner?;At what time @do @S eat dinner? # time
@S @have an appointment at {v}. # When is @P appointment?;What time is @P appointment? # time
@S <start starts> @P walk at {v}. # When @do @S start @P walk?;At what hour @do @S go for a walk? # time
@S graduated in {v}. # When did @S graduate?;Which year did @S graduate in?;In what year did @S graduate? # year
@S bought @P [house|car|farm|piano] in {v}. # When did @S buy @P [house|car|farm|piano]?;Which year did @S buy @P [house|car|farm|piano] in? # year
@S won a [medal|prize|cup|race] in {v}. # When did @S win a [medal|prize|cup|race]?;Which year did @S win it in? # year
@S founded @P [club|firm|band|school] in {v}. # When did @S found @P [club|firm|band|school]?;In which year did @P [club|firm|band|school] begin? # year
@S came into the world in {v}. # When did @S come into the world?;What year is @P birth year?;Which year did @S come into the world? # year
@S retired in {v}. # When did @S retire?;In what year did @S retire? # year
@S joined the [army|choir|crew|team] in {v}. # When did @S join the [army|choir|crew|team]?;Which year did @S join the [army|choir|crew|team] in? # year
@P [house|church|boat|chair] dates from {v}. # How old is @P [house|church|boat|chair]?;Which year does @P [house|church|boat|chair] date from? # year
@S <own owns> a {v} [kayak|truck|tractor|umbrella|suitcase|tent]. # What color is @P [kayak|truck|tractor|umbrella|suitcase|tent]?;Which color does @P [kayak|truck|tractor|umbrella|suitcase|tent] have? # color
@S <steer steers> a {v} [lorry|canoe|raft|tram|jeep]. # Which color is @P [lorry|canoe|raft|tram|jeep]?;What is the color of @P [lorry|canoe|raft|tram|jeep]? # color
@S <carry carries> a {v} [bag|basket|flag|lantern]. # What color is @P [bag|basket|flag|lantern]?;The [bag|basket|flag|lantern] that @S <carry carries> is of what color? # color
@S <use uses> a {v} [pen|brush|mug|towel]. # What color is the [pen|brush|mug|towel] @S <use uses>?;In which color is @P [pen|brush|mug|towel]? # color
@S painted @P [door|fence|wall|shed] {v}. # What color is @P [door|fence|wall|shed]?;In which color did @S paint @P [door|fence|wall|shed]? # color
@P [hair|carpet|cap|cat|sofa] is {v}. # What color is @P [hair|carpet|cap|cat|sofa]?;Which color has @P [hair|carpet|cap|cat|sofa]? # color
@S <work works> in [hall|lab|tower|ward|wing|barn] {v}. # Which [hall|lab|tower|ward|wing|barn] @am @S in?;In what [hall|lab|tower|ward|wing|barn] @do @S work? # number
@S <sleep sleeps> in [cabin|tent|bunk|cell|dorm] {v}. # What [cabin|tent|bunk|cell|dorm] @am @S in?;Which [cabin|tent|bunk|cell|dorm] @do @S sleep in? # number
@S <stand stands> in [row|line|lane|box|booth|corner] {v}. # Which [row|line|lane|box|booth|corner] @am @S in?;Where @do @S stand? # number
@S <wait waits> at [gate|stop|platform|pier|exit] {v}. # Which [gate|stop|platform|pier|exit] @am @S at?;At what [gate|stop|platform|pier|exit] @do @S wait? # number
@S <ride rides> in [wagon|carriage|coach|sled] {v}. # In which [wagon|carriage|coach|sled] @am @S?;What [wagon|carriage|coach|sled] @do @S ride in? # number
@S <belong belongs> to [team|squad|unit|class|section] {v}. # Which [team|squad|unit|class|section] @am @S part of?;What [team|squad|unit|class|section] @do @S belong to? # number
@S <take takes> bus {v} to work. # Which bus @do @S take?;What bus @do @S take to work? # number
@S <wear wears> size {v}. # What size @do @S wear?;Which size @do @S take? # number
@S <have has> ticket {v}. # Which ticket @do @S have?;What ticket @have @S got? # code
@S booked flight {v}. # Which flight did @S book?;What flight did @S choose? # code
@S <log logs> in with {v}. # What @do @S log in with?;How @do @S log in? # code
@S <unlock unlocks> the [gate|safe|door] with {v}. # What @do @S unlock the [gate|safe|door] with?;Which code opens the [gate|safe|door] for @P use? # code
@S <order orders> {v} for lunch. # What @do @S order for lunch?;Which lunch @do @S order? # food
@S @am allergic to {v}. # What @am @S allergic to? # food
@S cooked {v} [last night|on Sunday]. # What did @S cook [last night|on Sunday]?;Which food did @S cook? # food
@S <sell sells> {v} at the market. # What @do @S sell at the market?;Which goods @do @S sell? # word
@S <gather gathers> {v}. # What @do @S gather?;Which things @do @S gather? # word
@S <hoard hoards> {v}. # What @do @S hoard?;Which things @do @S hoard? # word
@S <swap swaps> {v} with friends. # What @do @S swap with friends?;Which things @do @S swap? # word
@S <repair repairs> {v} for a living. # What @do @S repair for a living?;Which things @do @S repair? # word
@S <import imports> {v}. # What @do @S import?;Which goods @do @S import? # word
@S <carve carves> {v}. # What @do @S carve?;Which things @do @S carve? # word
@S @am afraid of {v}. # What @am @S afraid of? # word
@S dreamed of a {v}. # What did @S dream of?;Which thing was in @P dream? # word
@S @am looking for a {v}. # What @am @S looking for?;Which thing @am @S looking for? # word
@S lost a {v} [today|yesterday]. # What did @S lose [today|yesterday]?;Which thing did @S lose? # word
@S hid a {v} under the [bed|bridge|stairs]. # What did @S hide under the [bed|bridge|stairs]?;What is under the [bed|bridge|stairs]? # word
@S got a {v} for @P birthday. # What did @S get for @P birthday?;Which present did @S get? # word
@S wanted to become a {v}. # What did @S want to become?;Which job did @S want? # job
@S trained as a {v}. # What did @S train as?;Which job did @S train for? # job
@S @am raising a {v}. # What @am @S raising?;Which animal @am @S raising? # animal
@S rescued a {v}. # What did @S rescue?;Which animal did @S rescue? # animal
@S <play plays> {v} on Sundays. # What @do @S play on Sundays?;Which sport @do @S play? # sport
@S <work works> for {v}. # Who @do @S work for?;Which firm @do @S work for? # called
@S <buy buys> bread at {v}. # Where @do @S buy bread?;Which shop @do @S buy bread at? # called
@S <stay stays> at the {v}. # Where @do @S stay?;Which place @do @S stay at? # called
@S <support supports> {v}. # Which team @do @S support?;Who @do @S support? # called
@S <live lives> on {v} Street. # Which street @do @S live on?;What street is @P home on? # called
@S <leave leaves> on {v}. # Which day @do @S leave?;When @do @S leave? # day
@S <visit visits> @P [aunt|dentist|club] on {v}. # Which day @do @S visit @P [aunt|dentist|club]?;When @do @S visit @P [aunt|dentist|club]? # day
@P [rent|test|visa|party] is due on {v}. # When is @P [rent|test|visa|party] due?;On what day is @P [rent|test|visa|party] due? # day
@S <travel travels> in {v}. # Which month @do @S travel in?;When @do @S travel? # month
""".strip().splitlines()]
# The same with a verb (`@V`) and a thing (`@N`) that nobody has heard of: only what was told can tell.
INVENTED_EVENTS = [line.split(" # ") for line in """
@S @Ved the @N in {v}. # Where did @S @V the @N?;In which town did @S @V the @N? # city
@S @Ved @P @N {v}. # What did @S @V @P @N?;How did @S @V @P @N? # called
@S @Ved {v} @Ns. # How many @Ns did @S @V? # count
@S @am @Ving the {v}. # What @am @S @Ving?;Which thing @am @S @Ving? # word
@S <@V @Vs> {v}. # What @do @S @V?;Which things @do @S @V? # word
@S <@V @Vs> in @N {v}. # Which @N @am @S in?;In which @N @do @S @V? # number
@S <@V @Vs> a {v} @N. # What color is @P @N?;Which color does @P @N have? # color
@S <@V @Vs> with {v}. # Who @do @S @V with?;With whom @do @S @V? # name
@S @was @Ved in {v}. # Where @was @S @Ved?;In what place @was @S @Ved? # city
@S @was @Ved by {v}. # By whom @was @S @Ved? # name
@S @Ved in {v}. # When did @S @V?;Which year did @S @V in? # year
@P @N @Vs at {v}. # When does @P @N @V?;At what time does @P @N @V? # time
@P @N is in {v}. # Where is @P @N?;Which city is @P @N in? # city
@P @N @Vs {v}. # What does @P @N @V? # word
""".strip().splitlines()]
# Who and what has something: `my aunt's street`.
OWNERS = """aunt uncle cousin niece nephew grandmother grandfather mother father brother sister wife husband son daughter boss neighbor roommate landlord dentist
doctor coach tutor cat dog horse rabbit turtle canary car boat truck school club team firm band shop best_friend oldest_son first_boss new_tutor piano_tutor
old_school next_neighbor""".split()
OWNED = """name street job age birthday color hobby city phone_number email car room_number surname nickname size password boss shop code school team breed""".split()
HELD_OUT = ("sister's name", "best friend's name", "parrot's name", "teacher's name", "bike's color")
MORE_ATTRIBUTES = """surname codename passphrase postcode birthplace workplace bookshop homepage timetable playlist headline passcode callsign keyword bedtime password surgeon
landlord dentist nickname pen_name stage_name maiden_name street_name hat_size ring_size glove_size collar_size bus_line parking_space member_number bank_card_number gym_card_number
student_card_number tax_number room_number seat_number house_number lucky_number access_code door_code postal_code start_time wake-up_time year_of_birth zip_code star_sign blood_type
favorite_month favorite_meal favorite_snack favorite_tree favorite_tool favorite_artist favorite_color favorite_bird favorite_day favorite_juice main_instrument first_language birth_place""".split()
INSTRUMENTS = "violin piano guitar drum viola sitar lute horn saxophone trombone mandolin ukulele xylophone bassoon lyre organ bugle zither".split()
DAYS, MONTHS = CATEGORIES["days"], CATEGORIES["months"]
SPORTS = "soccer tennis golf hockey baseball rugby chess squash polo darts".split()

# What stands before a thing told; brackets are drawn each time.
LEADS = """[Incidentally|Honestly|Frankly|Actually|Well|Anyway|Look|Hello|Right|Okay|Now|Hey|Say|Hm|Besides|Truly], |[Before I forget|While I think of it|While we are at it|As you may know|As it happens|In case it matters|If it helps|If you wonder|Since you ask|To be clear|Between us|To begin with|On another note|First of all|Last but not least|When you have a moment], 
[Before|While|When|As|Since|If] [I|we|you] [go|talk|start|sit here|wonder|listen|work] [on|together|again|now|], |[For|In|After|At|With] [your|my|our|the] [records|files|notes|list|memory|sake|part|use|report|archive]: |[Fun|Small|Quick|Little|Useful|Odd|New] [fact|detail|thing|note|update|hint|item]: 
[Store|Save|Mark|Write down|Keep|Log|File|Learn|Memorize] [this|the following|it|one thing]: |[I want you to know|You can be sure|I can tell you|Write down|Keep in memory|Be aware|I have to say|I should add|It is true|I am glad to say|Never forget|I just found out] that |[Something|A thing|One thing|Two words|A line] [to know|to keep|for you|on me|that matters|you can use later on]: 
[Heads up|Notice|Info|Data|Update|Memo|Detail|Hint|PS|Item one|Good news] - |[Here|There] [comes|goes] [a fact|one more|the next one|something]: |[Another|One more|A further|The next] [detail|piece of news|item|line], [in short|as promised|for you]: |[My friend|Dear friend|Hello there|Good day], """.replace("\n", "|").replace(", |", ", \n").replace(": |", ": \n").replace(" - |", " - \n").replace(" that |", " that \n").split("\n")
TRAILS = """, [as I said|in case you wonder|if you must know|you know|by now|believe it or not|for what it is worth|to be exact].
 - [that is for later|keep it|do not lose it|write it down|nothing more].
. [That is all|I thought I would say so|That is that|You may need it|It matters to me|There you have it|Keep it safe|I will ask for it].
[ (keep this)| (for later use)| (a fact)].""".split("\n")
# How something that was told is asked for: `@` is `my hat size`.
QUESTIONS = """[Now|Okay|Right|Well|Alright|Hey|Hello|Sorry|Hm|Fine|Listen], [what is|what was|what's|which is] @[ once more| one more time| then|, do you know| by any chance|]?
[Can|Could|Would|Will] you [say|name|repeat|give me|find|write|look up|bring back|retrieve|spell] @ [for me|now|once more|one more time|please|]?
[Please|] [say|name|repeat|write|give me|show me|state|spell out|return] @[ now| once more| for me| one last time|].
[Let me know|Inform me of|Tell me once more|Tell me, if you can,|Tell me again] @[ now| right away|].
[I no longer know|I have forgotten|I am not sure about|I am looking for|I would like to hear|I'd like to have|I wonder about|It slipped my mind:|I lost] @[. What is it?|. Which one is it?|. Can you help?|, can you help?|.]
What [did I say|did I tell you|have I said|did I write] @ [is|was][| earlier| before| back then]?
What [did I say|did I tell you|have I told you] about @?
@[?|, please.|, what is it?|: what is it?|, do you have it?|, which one was it?|, quickly.|!]
[Someone|A friend|The clerk|A form] asks for @. What [should|do|can] I [say|answer|write]?
[Let me hear|Help me with|Back to|Remind me about|Look up|I need to know|I want] @[, would you|, thanks|].
[Do you|Did you|You] [still have|know|remember|keep|remember what I said of] @[ by now| at all|]?
[What, again, is|What exactly is|And what exactly was|What again was|What could be|Just what is] @?
[From what I said|As far as you know|According to me|By my own words|From memory], what is @?
[Check your memory for|Think back to|Go back to|Search what I told you for] @[.|, what is it?]""".split("\n")
# Around a question of any shape.
HEADS = """[Now|Well|Okay|Right|Sorry|Once more|Hey|Listen|Back to me|One thing], |[Think back|You heard it before|We spoke of it|From what I told you|From memory|Try this|My turn|Now to something I said|Do you still know this|Let us see]: |[I forgot it|I told you before|You should know|It slipped my mind|I am not sure any more|Time to check|Let me test you]. """.replace(", |", ", \n").replace(": |", ": \n").split("\n")
TAILS = "[ again|, again| once more| one more time|, do you know|, can you say|, if you remember|, would you say| then|, as far as you know]"
ACKNOWLEDGED = """[OK|Sure|Good|Great|Right|Fine|Yes|Very well|Perfect], [I will remember|got it|I have that now|that is stored|thank you|I keep that].
[Thanks|Saved|Stored|Understood|Clear|Remembered|Certainly|Of course|Sure thing|Will do|Nice|Lovely|Interesting][.|!]
[I will not forget it|I have it now|That is clear|How nice|I know now|That helps].""".split("\n")


def about(text: str, subject: str | None, to_person: bool = False) -> str:
    """The pattern said of the person, of whom the person names (`subject`), or, as an answer, to the person."""
    who, whose, am, was, have, do = (subject, f"{subject}'s", "is", "was", "has", "does") if subject else ("you", "your", "are", "were", "have", "do") if to_person else ("I", "my", "am", "was", "have", "do")
    text = re.sub(r"<(\S+) (\S+)>", lambda match: match.group(2 if subject else 1), text)
    if subject:
        text = re.sub(r"(?<=@S)(.*?)@P\b", r"\1their", text)
    forms = {"S": who, "P": whose, "am": am, "was": was, "have": have, "do": do}
    text = re.sub(r"@(S|P|am|was|have|do)\b", lambda match: forms[match.group(1)], text)
    return text[:1].upper() + text[1:]

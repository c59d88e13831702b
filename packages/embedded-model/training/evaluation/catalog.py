"""Tools that training does not have, with the requests that people would type for them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from evaluation.draws import CHORES, ROOMS, WEEKDAYS, Draws

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


@dataclass
class Tool:
    """`parameters`: name to schema and value. `result`: the key that answers the request, its value; then what else may be told."""

    name: str
    description: str
    parameters: dict[str, tuple[dict, Callable[[Draws], object]]]
    requests: tuple[str, ...]
    result: dict[str, Callable[[Draws], object]] = field(default_factory=dict)


def whole(least: int, most: int):
    return WHOLE, lambda draw: draw.number(least, most)


def one_of(*options: str):
    return {"type": "string", "enum": list(options)}, lambda draw: draw.pick(*options)


def among(options: list[str]):
    return TEXT, lambda draw: draw.pick(*options)


CITY, NAME, SHOP, WORD, CODE, CLOCK = (TEXT, Draws.city), (TEXT, Draws.name), (TEXT, Draws.shop), (TEXT, Draws.word), (TEXT, Draws.code), (TEXT, Draws.clock)
DAY = among(WEEKDAYS)
CURRENCY = one_of("EUR", "USD", "JPY", "GBP", "CHF", "SEK")

CATALOG = [
    Tool("reserve_table", "Reserves a table in a restaurant.", {"restaurant": SHOP, "guests": whole(2, 12), "time": CLOCK},
         ("I'd like a table for {guests} at {restaurant} at {time}.", "Reserve a table at {restaurant} for {guests} people at {time}, please."), {"confirmation": CODE[1], "table": whole(1, 30)[1]}),
    Tool("water_plants", "Waters the plants of one zone in the garden.", {"zone": WORD, "seconds": whole(5, 120)}, ("Give the plants in zone {zone} water for {seconds} seconds.", "Water zone {zone} for {seconds} seconds.")),
    Tool("measure_distance", "Tells how many kilometers lie between two places.", {"origin": CITY, "destination": CITY},
         ("How far is it from {origin} to {destination}?", "What's the distance between {origin} and {destination}?"), {"kilometers": whole(20, 3000)[1], "hours": whole(1, 40)[1]}),
    Tool("exchange_rate", "Looks up what one currency is worth in another.", {"from_currency": CURRENCY, "to_currency": CURRENCY},
         ("What is the rate from {from_currency} to {to_currency}?", "How much {to_currency} do I get for one {from_currency}?"), {"rate": lambda draw: draw.number(11, 990) / 100}),
    Tool("tide_times", "High tide at a harbor on a weekday.", {"harbor": CITY, "day": DAY}, ("When is high tide in {harbor} on {day}?", "Tell me when the tide is high in {harbor} on {day}."), {"high_tide": CLOCK[1], "meters": whole(1, 9)[1]}),
    Tool("hire_bicycle", "Hires a bicycle for some hours.", {"station": CITY, "hours": whole(1, 12)}, ("I want to hire a bicycle in {station} for {hours} hours.", "Hire me a bicycle at the {station} station for {hours} hours."), {"bicycle": CODE[1], "price": whole(3, 60)[1]}),
    Tool("pollen_level", "How much pollen is in the air of a region.", {"region": CITY}, ("How bad is the pollen in {region} today?", "Is there much pollen around {region}?"), {"level": lambda draw: draw.pick("low", "moderate", "severe"), "plant": lambda draw: draw.pick("birch", "hazel", "ragweed")}),
    Tool("print_label", "Prints labels with a text on them.", {"label": WORD, "copies": whole(1, 40)}, ("Print {copies} labels that say {label}.", "I need {copies} labels with {label} on them.")),
    Tool("dim_lamp", "Sets how bright the lamp of a room shines.", {"room": among(ROOMS), "percent": whole(1, 100)}, ("Dim the lamp in the {room} to {percent} percent.", "Make the light in the {room} {percent} percent bright.")),
    Tool("brew_coffee", "Makes coffee.", {"strength": one_of("mild", "normal", "strong"), "cups": whole(1, 8)}, ("Brew {cups} cups of {strength} coffee.", "I could use {cups} cups of {strength} coffee.")),
    Tool("count_votes", "How many votes a candidate has so far.", {"candidate": NAME}, ("How many votes does {candidate} have?", "Count the votes for {candidate}, please."), {"votes": whole(10, 9999)[1]}),
    Tool("track_parcel", "Says where a parcel is.", {"parcel_code": CODE}, ("Where is my parcel {parcel_code}?", "Which place is the parcel {parcel_code} in?"), {"place": CITY[1], "days_left": whole(1, 9)[1]}),
    Tool("air_quality", "The air quality index of a town.", {"town": CITY}, ("How clean is the air in {town}?", "What is the air like in {town} right now?"), {"index": whole(5, 300)[1]}),
    Tool("remind_me", "Reminds the user of something at a time of day.", {"what": among(CHORES), "at": CLOCK}, ("Remind me at {at} to {what}.", "I have to {what} at {at}, please remind me.")),
    Tool("mute_phone", "Silences the phone for some minutes.", {"duration": whole(5, 180)}, ("Mute my phone for {duration} minutes.", "I need silence on my phone for {duration} minutes.")),
    Tool("schedule_visit", "Puts a patient's visit into the calendar of the clinic.", {"patient": NAME, "weekday": DAY, "hour": CLOCK}, ("{patient} wants to visit us on {weekday} at {hour}.", "Schedule a visit for {patient} on {weekday} at {hour}.")),
    Tool("lock_door", "Locks a door of the house.", {"door": WORD}, ("Lock the {door} door.", "Can you make sure the {door} door is locked?")),
    Tool("pay_bill", "Pays a bill from the user's account.", {"company": SHOP, "euros": whole(3, 900)}, ("Pay {euros} euros to {company}.", "I owe {company} {euros} euros, please pay them."), {"receipt": CODE[1], "balance": whole(10, 5000)[1]}),
    Tool("sunrise_time", "When the sun rises somewhere.", {"place": CITY}, ("When does the sun come up in {place}?", "What time is sunrise in {place}?"), {"sunrise": lambda draw: f"0{draw.number(4, 8)}:{draw.number(10, 59)}"}),
    Tool("random_joke", "Tells a joke.", {}, ("I could use a joke.", "Make me laugh with a joke.")),
    Tool("feed_pet", "Lets the feeder give food to a pet.", {"pet": NAME, "grams": whole(10, 400)}, ("Give {pet} {grams} grams of food.", "It is time to feed {pet}, {grams} grams please.")),
    Tool("calculate_tip", "Computes the tip for a restaurant bill.", {"bill": whole(10, 400), "percentage": whole(5, 25)}, ("How much tip is {percentage} percent on a bill of {bill}?", "My bill is {bill}. What would a tip of {percentage} percent be?"), {"tip": whole(1, 90)[1]}),
    Tool("resize_image", "Changes the width of a picture file.", {"picture": (TEXT, lambda draw: draw.word() + draw.pick(".png", ".jpg")), "width": whole(50, 2000)}, ("Make {picture} {width} pixels wide.", "Resize {picture} to a width of {width}.")),
    Tool("lend_novel", "Lends a novel of the library to a reader.", {"novel": (TEXT, Draws.title), "reader": NAME}, ("{reader} would like to borrow {novel}.", "Lend {novel} to {reader}.")),
    Tool("train_departures", "The next train from a station after a time of day.", {"station": CITY, "after": CLOCK}, ("When does the next train leave {station} after {after}?", "I need a train from {station} after {after}."), {"departure": CLOCK[1], "platform": whole(1, 24)[1]}),
    Tool("heat_floor", "Sets the temperature of a floor of the house.", {"floor": one_of("ground", "first", "second"), "degrees": whole(15, 26)}, ("Heat the {floor} floor to {degrees} degrees.", "I want {degrees} degrees on the {floor} floor.")),
    Tool("battery_level", "How full the battery of a robot is, in percent.", {"robot": NAME}, ("How much battery does {robot} have left?", "How full is the battery of {robot}?"), {"percent": whole(1, 100)[1]}),
    Tool("invite_guest", "Sends someone an invitation to a party.", {"guest": NAME, "party": SHOP}, ("Invite {guest} to the {party} party.", "I want {guest} at the {party} party, send an invitation.")),
    Tool("cancel_subscription", "Ends the subscription of a customer.", {"customer_number": whole(100, 99999)}, ("Customer {customer_number} wants to cancel the subscription.", "Please cancel the subscription of customer {customer_number}.")),
    Tool("share_price", "The price of one share of a company.", {"symbol": (TEXT, lambda draw: draw.code()[:2] + draw.pick(*"ABCXYZ"))}, ("What does a share of {symbol} cost?", "What is the price of one {symbol} share?"), {"dollars": whole(2, 900)[1]}),
    Tool("rename_folder", "Gives a folder another name.", {"old_name": WORD, "new_name": WORD}, ("Rename the folder {old_name} to {new_name}.", "The folder {old_name} should be called {new_name}.")),
    Tool("fan_power", "Switches the fan on or off.", {"running": ({"type": "boolean"}, lambda draw: draw.chance(0.5))}, ("Turn the fan {running}.", "Please switch the fan {running}.")),
]

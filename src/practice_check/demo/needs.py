"""What may stand in the way of engagement: who has which need or barrier, and what is planned to get past it."""

from practice_check.demo.chance import Chance

RATES: dict[str, float] = {
    "substance_misuse": 0.18,
    "literacy": 0.14,
    "attitude": 0.14,
    "mental_health": 0.13,
    "accommodation": 0.11,
    "work": 0.10,
    "caring": 0.09,
    "travel": 0.09,
    "learning": 0.08,
    "health": 0.08,
    "faith": 0.11,
    "disability": 0.06,
    "language": 0.05,
    "other": 0.03,
}
HAVE_SOME = 0.6
AGE_OR_GENDER = {"female": 0.55, "male": 0.05, "other": 0.3}

#: What a plan does about a barrier, and the subject that it enters it under.
STEPS: dict[str, tuple[str, str]] = {
    "language": ("other", "Book an interpreter for every session and have the conditions translated."),
    "literacy": ("ete", "Read every letter aloud at the session; tutor on Tuesdays."),
    "learning": ("thinking_and_behaviour", "Use the picture version of the exercises, half an hour at most."),
    "disability": ("other", "See in the ground-floor room; taxi for the programme."),
    "health": ("other", "Fix sessions round the clinic and ask the doctor for a note of what is possible."),
    "mental_health": ("mental_health", "Three-way meeting with the nurse before the group begins."),
    "substance_misuse": ("drugs", "Morning sessions only, after the prescription is picked up."),
    "accommodation": ("accommodation", "Hold letters at the office until there is an address."),
    "travel": ("compliance", "Warrants for the bus, and every second session at the outreach office."),
    "caring": ("compliance", "Sessions in school hours; the women's centre has a crèche."),
    "work": ("ete", "Evening sessions while the shifts last."),
    "faith": ("compliance", "No sessions on Friday afternoons or on holy days; the list is in the diary."),
    "age_or_gender": ("other", "Meet at the women's centre, with a woman on the staff."),
    "attitude": ("attitudes", "Four sessions on what the order could be good for, before anything else."),
    "other": ("compliance", "Ring on the day before each session."),
}


def draw(gender: str, chance: Chance, sure: str | None = None) -> tuple[str, ...]:
    """The needs and barriers of a person; of most people none or one. ``sure``: one that is there in any case."""
    some = chance.yes(HAVE_SOME)
    found = [name for name, rate in RATES.items() if some and chance.yes(rate / HAVE_SOME)]
    if chance.yes(AGE_OR_GENDER[gender]):
        found.append("age_or_gender")
    if sure and sure not in found:
        found.append(sure)
    return tuple(found)

"""What plans aim at and ask for, by the subject that an objective or an action is tagged with."""

AIMS: dict[str, tuple[str, ...]] = {
    "risk_of_harm": ("To live without violence towards a partner.", "To leave before a quarrel turns into a fight."),
    "child_protection": (
        "To see the children only as agreed with their social worker.",
        "To liaise with children's services.",
    ),
    "victim_safety": ("To keep right away from the victim's street.", "To send no messages, by friends or otherwise."),
    "mappa": ("To keep to what the MAPPA meeting has asked for.", "To tell the police of every change of address."),
    "alcohol": ("To stop drinking on weekdays and keep a record of weekends.", "To finish the alcohol course."),
    "drugs": ("To give three clean tests in a row.", "To stay on the prescription and off the street."),
    "accommodation": ("To keep a tenancy for a year.", "To be off the sofa and in a room by spring."),
    "ete": ("To find part-time work and keep it for three months.", "To finish the construction course."),
    "finance": ("To pay what is owed, a little each week.",),
    "relationships": ("To name what goes wrong between us before it does.", "To share the parenting without rows."),
    "lifestyle": ("To stay away from the people arrested with me.", "To fill Friday nights with something else."),
    "emotional_wellbeing": ("To talk to someone before it gets too much.",),
    "mental_health": ("To see the nurse each month and say how it is.",),
    "thinking_and_behaviour": ("To know what leads up to an offence and leave before it.", "To stop, think, ring."),
    "attitudes": ("To say what the offence did to others.",),
    "compliance": ("To keep every appointment, or ring beforehand.",),
}
OTHER_AIMS = ("To get through the order without a warning.",)

WORK: dict[str, tuple[str, ...]] = {
    "risk_of_harm": (
        "See weekly, alternate weeks at home.",
        "Ask the police each month for call-outs to the address.",
        "Attend the relationships programme.",
    ),
    "child_protection": (
        "Ask children's services for the outcome of each core group.",
        "Visit when the children are at home.",
        "Written agreement on contact, looked at monthly.",
    ),
    "victim_safety": (
        "Check the tag provider's weekly report on the exclusion zone.",
        "Ring the victim liaison officer before any change.",
        "Police to patrol past the victim's address at weekends.",
    ),
    "mappa": ("Take up the action of the meeting and report back.", "Joint visit with the police officer."),
    "alcohol": (
        "Alcohol worker to see fortnightly and write after each session.",
        "Keep the drink diary and bring it.",
    ),
    "drugs": ("Review drug test results with the clinic.", "Three-way meeting with the recovery worker."),
    "accommodation": ("Hold a three-way meeting with housing about the arrears.", "Application to the hostel."),
    "ete": ("Apply for the construction card and show the letter.", "Appointment at the job club."),
    "finance": ("Debt adviser to draw up a plan.",),
    "relationships": ("Keep the diary of arguments and bring it.",),
    "emotional_wellbeing": ("Register with a doctor and ask about sleep.",),
    "mental_health": ("Ask the clinic for the care plan.",),
}
OTHER_WORK = ("Practise the thinking exercises between sessions.", "Work through the next part of the book together.")

#: What an objective asks of the person.
OWN_PART = (
    "Come to each session and bring the diary.",
    "Ring by noon on the day if something stands in the way.",
    "Finish one exercise a week and show it.",
    "Go to the service once a fortnight and let them write to me.",
    "Leave the room when it gets loud, and say afterwards what was different.",
    "Ask before any visit to the children, and wait for the answer.",
)

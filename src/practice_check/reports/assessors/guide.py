"""What an assessor is told, on a sheet of its own."""

from practice_check.answers.assessors_book import START
from practice_check.reports.assessors.cells import HOW_WELL, NEEDED, SCORE

#: Each line with its look.
GUIDE = (
    ("title", "How to fill this workbook in"),
    ("heading", "Once"),
    ("", f"Write your name and the date on the sheet '{START}'. They stand for every answer in the workbook."),
    ("heading", "Each case"),
    ("", "Read the case record itself. The columns on the left only say what the checker found in the export."),
    ("", "Rows with yellow cells have a question. All other rows are there to read."),
    (
        "",
        "Give one answer for the case as a whole, whatever the number of times it arose: above the line where the "
        "work was sufficient, below the line where it was not, not relevant where it should not have been asked.",
    ),
    (
        "",
        "Below the line: choose a reason, or write your own. Put a semicolon between several. Not relevant: say in the "
        "note why.",
    ),
    ("", "Say under Evidence where in the record you found it, so that another person can."),
    ("heading", "What to answer first"),
    (
        "",
        "The questions at the top of each case are needed for the score: the record alone does not decide them, and "
        "without an answer the score is a range. The first sheet says how many there are.",
    ),
    (
        "",
        "Below them, folded away: what is recorded, with the question how good it was; and what has nothing to answer. "
        "Open them with the + at the left, or all with the small 2 at the top left. Answer there what the case "
        "calls for: where work is recorded and was not good enough, only your answer says so.",
    ),
    (
        "",
        f"The column '{SCORE}' says '{NEEDED}' or '{HOW_WELL}'. Open what is folded before you sort or filter.",
    ),
    ("", "A blank answer is not an answer, and counts as not decided: it is never taken as sufficient."),
    ("heading", "What an answer does"),
    (
        "",
        "Below the line is scored as not sufficient, with your reasons. Above the line settles what the record could "
        "not tell; it does not make recorded what is not recorded. Not relevant takes the case out of the question.",
    ),
    ("heading", "When you are done"),
    (
        "",
        "Save, and give the workbook back: practice-check check EXPORT --sample sample.json --judgements "
        "assessors.xlsx. Several assessors may each fill in a copy, and all copies are given.",
    ),
    (
        "",
        "You may sort, filter, hide or move columns, and delete cases. Leave the grey columns on the right alone.",
    ),
    ("", "Do not compare answers with a second assessor of the same case before both have finished."),
)

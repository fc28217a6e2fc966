"""An invented OASys extract: one row an assessment, and a sheet of the plans' objectives, with the traps of real ones.

Titles and the day of the run stand above the headings and a total below the rows; dates come in four forms; a status is
"Locked incomplete" here and LOCKED_INCOMPLETE there. ``test_oasys.py`` says what each row is to become.
"""

from pathlib import Path

#: Of our own template: an OASys extract holds no orders.
CASES = """crn,event_number,order_type,sentence_date,start_date,end_date
X900001,1,community order,2025-01-06,2025-01-06,2026-07-05
X900002,1,community order,2025-02-03,2025-02-03,2026-02-02
X900003,1,suspended sentence order,2025-03-03,2025-03-03,2027-03-02
X900004,1,licence,2024-05-13,2025-04-14,2026-10-13
X900004,2,community order,2025-06-02,2025-06-02,2026-06-01
X900005,1,community order,2025-05-06,2025-05-06,2026-05-05
"""

_HEADINGS = (
    "CMS number;CMS event number;Assessment PK;Purpose of assessment code;Assessment type;"
    "Assessment status;Date started;"
    "Date signed by assessor;Countersign date;Countersign status;Date completed;Assessor;RoSH children;"
    "RoSH public;"
    "RoSH known adult;RoSH staff;Overall RoSH;R1-R5;R6-R9;R10;R11;RM26;Sentence plan date;Plan review date;"
    "Person signed plan;OGRS3;OVP;OGP;RSR;Full analysis required;Override;Override reason;Criminogenic needs;"
    "3 linked to reoffending;9 linked to reoffending;Deleted"
)
_ROWS = (
    # Complete and countersigned; a rise to high waits for its countersignature.
    "X900001;1;9001;430;LAYER3;COMPLETE;2025-01-07;20-JAN-25;24/01/2025;Countersigned;2025-01-24;"
    "Okoro, Maya;L;M;M;L;Medium;"
    "Y;Y;Y;Y;Recall him to the office and tell the police;20/01/2025;21/07/2025;Y;47;31;40;1.12;Y;;;I9A;"
    "No;Yes;N",
    "X900001;1;9002;270;LAYER3;SIGNED;10/11/2025;2025-11-14;;Awaiting;;Okoro, Maya;M;H;H;L;H;"
    "14/11/2025;14/11/2025;14/11/2025;14/11/2025;;2025-11-14;14/05/2026;N;52;35;44;1.30;Y;;;I9A, I3A;Yes;Yes;N",
    # Layer 1: nothing but the screening and a basic plan; "N" is no RoSH level, and N/A no section.
    "X900002;1;9003;430;Basic (Layer 1);Complete;2025-02-04;12/02/2025;;Not required;12-FEB-25;"
    "Lindqvist, Per;N;N;N;N;N;"
    "COMPLETE;N/A;N/A;N/A;;12/02/2025;;Yes;18;9;12;0.21;N;;;I14;N;N;N",
    # Never finished: guillotined, locked, and one still open with its sections half done.
    "X900003;1;9004;440;LAYER3;GUILLOTINED;2025-03-05;;;;2025-04-16;Reyes, Dana;H;H;V;M;H;Y;Y;Y;Y;None;;;"
    ";61;50;55;3.90;Y;;;;Y;;N",
    "X900003;1;9005;440;LAYER3;Locked incomplete;2025-04-16;02/05/2025;;;2025-06-11;Reyes, Dana;H;H;V;M;"
    "Very high;"
    "Y;N;N;N;;;;;61;50;55;3.90;Y;;;;;;N",
    "X900003;1;9006;440;LAYER3;OPEN;2025-06-12;;;;;Reyes, Dana;;;;;;Y;;;;;;;;;;;;;;;;;;N",
    # Signed on no day that is known, and so dated by its completion; spellings of the level.
    "X900004;1;9007;450;LAYER3;COMPLETE;2025-04-15;28-APR-25;;;2025-04-28;Okoro, Maya;LOW;High;high;M;"
    "HIGH;Y;N;Y;Y;-;28/04/2025;"
    "2025-10-28;Y;33;20;28;0.95;Y;Y;The level rests on the MAPPA assessment;ACCOMMODATION;Yes;No;N",
    "X900004;2;9008;580;LAYER3;COMPLETE;2025-09-01;;;;09/09/2025;Okoro, Maya;M;V;VERY_HIGH;M;VERY_HIGH;Y;"
    "Y;Y;Y;;;;;33;20;28;0.95;"
    "Y;;;;No;No;N",
    # Nothing to go by: deleted, a custody screening, a score alone; then a purpose that nobody has explained.
    "X900005;1;9009;430;LAYER3;COMPLETE;2025-05-07;2025-05-20;2025-05-21;;2025-05-21;Lindqvist, Per;M;M;"
    "M;M;M;Y;Y;Y;Y;;"
    "2025-05-20;;;40;30;35;1.0;Y;;;;Yes;Yes;Y",
    "X900005;1;9010;;BCS;COMPLETE;2025-05-07;2025-05-07;;;2025-05-07;HMP Elmstead;;;;;;Y;;;;;;;;;;;;;;;;;;N",
    "X900005;1;9011;620;STANDALONE;COMPLETE;2025-05-08;2025-05-08;;;2025-05-08;***;;;;;;;;;;;;;;41;;;1.01;;;;;;;N",
    "X900005;1;9012;995;LAYER3;COMPLETE;2025-05-12;2025-05-22;;;2025-05-22;Lindqvist, Per;M;M;M;M;M;Y;Y;"
    "Y;Y;;2025-05-22;;;40;30;"
    "35;1.0;Y;;;I12;;;N",
)
_TITLES = ("OASys assessments: Northtown and Elmstead", "Run date: 21/11/2025", "")
_TRAILER = "Total;12"

_OBJECTIVES = """CRN;Assessment PK;Objective;Need;What the person will do;Action;Who will do the work;Target date;Date action completed;Objective status;Included in plan
X900001;9001;Stop drinking at home;I9A;Keep a diary;Alcohol brief work;Probation Staff;20/03/2025;28-MAR-25;RI;Y
X900001;9001;Keep away from Riverside;IHD;;;;;;RIIIB;Y
X900001;9001;Find work;I4B;;Refer to the job club;Partnership Agency;2025-06-30;;RII;N
X900002;9003;Pay the fine arrears;Finance;;Budget plan;Offender;2025-05-01;;Not Achieved;Y
"""  # noqa: E501


def write(folder: Path) -> list[Path]:
    """The extract and the orders that it speaks of, as files of one folder."""
    rows = [row.replace("I9A, I3A", '"I9A; I3A"') for row in _ROWS]
    assessments = folder / "OASys assessments.csv"
    width = _HEADINGS.count(";")
    lines = [line + ";" * (width - line.count(";")) for line in (*_TITLES, _HEADINGS, *rows, _TRAILER)]
    assessments.write_bytes("\r\n".join(lines).encode("cp1252"))
    objectives = folder / "Plan objectives.csv"
    objectives.write_text(_OBJECTIVES, encoding="utf-16")
    cases = folder / "cases.csv"
    cases.write_text(CASES, encoding="utf-8-sig")
    return [assessments, objectives, cases]


def headings() -> list[str]:
    return _HEADINGS.split(";")


def row_of(assessment: str) -> list[object]:
    """The cells of one assessment, as texts, under those headings."""
    return next([*row.split(";")] for row in _ROWS if row.split(";")[2] == assessment)

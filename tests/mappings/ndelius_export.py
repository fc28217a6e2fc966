"""An invented nDelius extract of six people with every trap that real ones are known to hold.

Contacts, registrations and addresses are CSV files; events, requirements, officers and people are sheets of one
workbook, each with its title and run date above the headings. Nobody in it exists.
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from openpyxl import Workbook

from practice_check.ingest import Export, Problem, read
from practice_check.mapping import Mappings, load_all
from practice_check.records.model import CaseRecord, Contact
from tests.mappings.held import case

RUN_DATE = "21/11/2025"
#: A row as the extract writes it.
Lines = list[tuple[str, ...]]

#: High RoSH, and not visited: a doorstep contact, a failed visit, one still to come, and reminders.
NOT_VISITED = "X900011"
#: High RoSH, and visited; codes with two labels, warnings, checks.
VISITED = "X900012"
#: A community order and a licence at once; recalled.
TWO_ORDERS = "X900013"
#: Limited access: the name is masked.
MASKED = "X900014"
#: Rows that are deleted, made by nDelius itself, or lack their outcome.
ROWS_LEFT_OUT = "X900015"
#: Levels and dates spelt in every way.
SPELLINGS = "X900016"

CONTACTS = """
CRN|Event|Contact ID|Contact Date|Created Date|Type Code|Contact Type|Outcome Code|NS|Staff Name|Notes|Deleted|SGC Flag
X900011|1|101|04/06/2025|02/06/2025|COAI|Initial Appointment - In office (NS)|ATTC|Y|Eve Marsh|Seen|0|N
X900011|1|102|2025-06-12|2025-06-12|CODC|Planned Doorstep Contact (NS)|ATTC|Y|Eve Marsh|On the step|0|N
X900011|1|103|20-JUN-25|20-JUN-25|CHVS|Home Visit to Case (NS)|UAAB|Y|Eve Marsh|No answer|0|N
X900011|1|104|02/07/2025|02/07/2025|CHVS|Home Visit to Case (NS)|RSSR|Y|Eve Marsh|We moved it|0|N
X900011|1|105|05/12/2025|20/11/2025|CHVS|Home Visit to Case (NS)||Y|Eve Marsh||0|N
X900011||106|01/12/2025|02/06/2025|ERGR|Registration Review||N|||0|Y
X900011||107|01/09/2025|02/06/2025|RGR010|Registration Review of High RoSH||N|||0|Y
X900011|1|108|15/07/2025|15/07/2025|ARWS|Review Enforcement Status||N|||0|Y
X900012|1|201|05/06/2025|03/06/2025|COHV|Initial Appointment - Home Visit (NS)|ATTC|Y|Eve Marsh|Home seen|0|N
X900012|1|202|06/06/2025|06/06/2025|C070|Case Allocated||N|||0|N
X900012|1|203|10/06/2025|10/06/2025|C253|Home Visit - Not Notified|AAME|N|Eve Marsh||0|N
X900012|1|204|11/06/2025|11/06/2025|CNPS|PS Recall Decision||N|||0|N
X900012|1|205|12/06/2025|12/06/2025|APAT|Office visit|ATTC|Y|Ola Finn||0|N
X900012|1|206|20/06/2025|20/06/2025|COAP|Planned Office Visit (NS)|AFTC|Y|Eve Marsh|Left early|0|N
X900012|1|207|24/06/2025|24/06/2025|AWLI|Breach Action - First Warning Letter Sent||N|Eve Marsh||0|Y
X900012||208|04/06/2025|04/06/2025|SFGC|Safeguarding Check||N|Eve Marsh||0|N
X900012||209|16/06/2025|16/06/2025|SFRR|Safeguarding Check - response received||N|Eve Marsh|Known|0|N
X900012||210|18/06/2025|18/06/2025|C515|Police Intelligence Check-Response Received||N|||0|N
X900012|1|211|30/06/2025|30/06/2025|MO1|Management Oversight - General||N|Sam Holt|Agreed|0|N
X900012|1|212|01/07/2025|01/07/2025|CCCP|Safeguarding Case Conference|ATTC|N|Eve Marsh||0|N
X900012|1|214|05/07/2025|05/07/2025|CUPA|CP/UPW - Appointment/Attendance (NS)|ATTC|Y|||0|Y
X900012|1|213|02/07/2025|02/07/2025|CARR|Arrest Incident||N||Affray|0|N
X900013||301|10/06/2025|10/06/2025|CHVS|Home Visit to Case (NS)|ATTC|Y|Ola Finn||0|N
X900013|2|302|12/06/2025|12/06/2025|CMOA|eMail/Text from PoP||N|Ola Finn||0|N
X900013|2|303|01/08/2025|01/08/2025|C041|Breach Action - Recall Requested||N|Ola Finn||0|Y
X900014|1|401|09/06/2025|09/06/2025|COAP|Planned Office Visit (NS)|ATTC||***||0|N
X900015|1|501|05/06/2025|05/06/2025|CHVS|Home Visit to Case (NS)|ATTC|Y|Eve Marsh|Wrong person|1|N
X900015|1|502|06/06/2025|06/06/2025|COAP|Planned Office Visit (NS)|ATTC|Y|||0|Y
X900015|1|503|10/06/2025|10/06/2025|COAP|Planned Office Visit (NS)||Y|Eve Marsh||0|N
X900015|1|504|12/06/2025|12/06/2025|CUPA|CP/UPW - Appointment/Attendance (NS)|ATTC|Y|||0|Y
X900015|1|505|13/06/2025|13/06/2025|C326|Internal Communications||N|||0|N
X900015|1|506|14/06/2025|14/06/2025|ERGN|New Registration||N|||0|Y
X900015|1|507|16/06/2025|16/06/2025|C004|OASys Assessment Completed||N|||0|Y
X900016|1|601|2025-06-11T10:30:00|11/06/2025|COAP|Planned Office Visit (NS)|None|Y|Ola Finn|null|0|N
X900016|1|603|09/06/2025|09/06/2025|C157|Safeguarding - Child Related Contact||N|Ola Finn|Rang|0|N
X900016|1|602|12-JUN-25|12/06/2025|C031|Other Appointment (Non NS)|ATTC||Ola Finn|None|0|N
"""

REGISTRATIONS = """
CRN|Type Code|Level|Category|Registration Date|Deregistration Date|Next Review Date|Last Review Completed|Deleted
X900011|RHRH|||02-JUN-25||01-DEC-25||0
X900012|RHRH|||03/06/2025|2025-09-01||01/09/2025|0
X900012|RMRH|null|None|2025-09-01|null|01/03/2026|None|0
X900012|MAPP|M2|M1|03/06/2025||||0
X900013|RLRH|||05/06/2025||||0
X900014|RLRH|||05/06/2025||||0
X900015|RVHR|||05/06/2025||||1
X900016|RVRH|||05/06/2025||||0
X900016|RCHD|Very High||05/06/2025|12/06/2025|||0
X900016|RCHD|Very high||12/06/2025|19/06/2025|||0
X900016|RCHD|VERY_HIGH||19-JUN-25|26-JUN-25|||0
X900016|RCHD|V||2025-06-26||||0
X900016|INVI|None|null|05/06/2025||||0
"""

EVENTS = """
CRN|Event|Event ID|Sentence Type|Sentence Date|Release Date|End Date|Terminated|Custody Status|Recall Date|Tier|Officer
X900011|1|9011|ORA Community Order|02/06/2025||01/06/2026||||B2|Eve Marsh
X900012|1|9021|SA2020 Suspended Sentence Order|03/06/2025||02/06/2026||||B2|Eve Marsh
X900013|1|9031|ORA Community Order|05/06/2025||04/06/2026||||C1|Ola Finn
X900013|2|9032|Adult Licence|14/01/2025|09/06/2025|08/06/2026||Recalled|04/08/2025|C1|Ola Finn
X900014|1|9041|ORA Community Order|05/06/2025||04/06/2026||||C1|Ola Finn
X900015|1|9051|ORA Community Order|04/06/2025||03/06/2026||||C1|Eve Marsh
X900015|2|9052|Fine|04/06/2025||||||||
X900016|1|9061|ORA Community Order|05/06/2025||04/06/2026|01/11/2025|||A3|Ola Finn
"""

REQUIREMENTS = """
CRN|Event Number|Main Category|Commencement Date|Termination Date|Termination Reason|Length
X900011|1|Rehabilitation Activity Requirement (RAR)|02/06/2025|||20
X900012|1|Unpaid Work|03/06/2025|20/10/2025|Completed|80
X900012|1|RM49|03/06/2025|||
X900013|1|F|05/06/2025|||15
X900014|1|F|05/06/2025|||10
X900015|1|Unpaid Work|04/06/2025|||60
X900016|1|Court - Accredited Programme|05/06/2025|||
"""

OFFICERS = """
CRN|Event Number|Officer Name|Grade|Team|Allocation Date|End Date
X900011|1|Eve Marsh|PO|Northtown|02/06/2025|
X900012|1|Unallocated||Northtown|03/06/2025|05/06/2025
X900012|1|Eve Marsh|PO|Northtown|05/06/2025|
X900013|1|Ola Finn|PSO|Northtown|05/06/2025|
X900013|2|Ola Finn|PSO|Northtown|05/06/2025|
X900014|1|Ola Finn|PSO|Northtown|05/06/2025|
X900015|1|Eve Marsh|PO|Northtown|04/06/2025|
X900016|1|Ola Finn|PSO|Northtown|05/06/2025|
"""

PEOPLE = """
CRN|Surname|Forename|Date of Birth|Gender|Ethnicity
X900011|Ashe|Rowan|14/02/1990|M|White British
X900012|Birch|Wren|03/09/1984|F|None
X900013|Cedar|Lee|21/12/1979|Male|
X900014|***|***|***|***|***
X900015|Elder|Jo|30/06/2001|U|Unknown
X900016|Fir|Sol|05-APR-68|M|-
"""

ADDRESSES = """
CRN|Address Type Code|Address Status|Start Date|End Date
X900011|A01B|M|01/01/2024|
X900012|A02|P|03/06/2025|01/07/2025
X900012|A07|M|01/07/2025|
X900012|A01A|PR|01/12/2025|
X900013|A01|M|09/06/2025|
X900014|***|***|05/06/2025|
X900015|A05|M|04/06/2025|
X900016|A01|M|05/06/2025|
"""


def lines_of(table: str) -> tuple[tuple[str, ...], Lines]:
    """The headings and the rows of a table above."""
    headings, *lines = (tuple(line.split("|")) for line in table.strip().splitlines())
    return headings, lines


@dataclass
class Extract:
    """The sheets as they will be written: change, add or take out rows and columns before that."""

    sheets: dict[str, tuple[tuple[str, ...], Lines]] = field(
        default_factory=lambda: {
            "contacts": lines_of(CONTACTS),
            "registrations": lines_of(REGISTRATIONS),
            "addresses": lines_of(ADDRESSES),
            "events": lines_of(EVENTS),
            "requirements": lines_of(REQUIREMENTS),
            "officers": lines_of(OFFICERS),
            "people": lines_of(PEOPLE),
        }
    )

    def without_column(self, sheet: str, *headings: str) -> "Extract":
        columns, lines = self.sheets[sheet]
        kept = [index for index, heading in enumerate(columns) if heading not in headings]
        self.sheets[sheet] = (tuple(columns[index] for index in kept), [tuple(line[i] for i in kept) for line in lines])
        return self

    def with_row(self, sheet: str, **cells: str) -> "Extract":
        """One more row, its cells by their headings (``Contact_Date`` for "Contact Date"), the others blank."""
        headings, lines = self.sheets[sheet]
        row = tuple(cells.get(heading.replace(" ", "_"), "") for heading in headings)
        self.sheets[sheet] = (headings, [*lines, row])
        return self

    def renamed(self, sheet: str, names: dict[str, str]) -> "Extract":
        """The sheet with other headings: those of a database or an API, say."""
        headings, lines = self.sheets[sheet]
        self.sheets[sheet] = (tuple(names.get(heading, heading) for heading in headings), lines)
        return self

    def with_event_ids(self, sheet: str) -> "Extract":
        """The sheet naming orders by the id of the event, as the database does, and not by its number."""
        ids = {(line[0], line[1]): line[2] for line in lines_of(EVENTS)[1]}
        columns, lines = self.sheets[sheet]
        headings = tuple("Event ID" if heading == "Event" else heading for heading in columns)
        place = columns.index("Event")
        self.sheets[sheet] = (
            headings,
            [(*line[:place], ids.get((line[0], line[place]), ""), *line[place + 1 :]) for line in lines],
        )
        return self

    def without_sheet(self, sheet: str) -> "Extract":
        del self.sheets[sheet]
        return self

    def write(self, folder: Path) -> list[Path]:
        """The files: contacts, registrations and addresses as CSV, the rest in one workbook with titles."""
        folder.mkdir(parents=True, exist_ok=True)
        paths: list[Path] = []
        book = Workbook()
        for name, (headings, lines) in self.sheets.items():
            if name in {"contacts", "registrations", "addresses"}:
                paths.append(folder / f"{name}.csv")
                with paths[-1].open("w", encoding="utf-8-sig", newline="") as file:
                    csv.writer(file).writerows([headings, *lines])
                continue
            sheet = book.create_sheet(name.title())
            sheet.append(["nDelius", name])
            sheet.append([f"Run date: {RUN_DATE} 07:15"])
            sheet.append([])
            for line in (headings, *lines):
                sheet.append([int(cell) if cell.isdigit() else cell or None for cell in line])
        book.remove(book.worksheets[0])
        paths.append(folder / "ndelius.xlsx")
        book.save(paths[-1])
        return paths


@dataclass(frozen=True)
class Read:
    """What the reader made of an extract."""

    export: Export

    def case(self, crn: str, event: int = 1) -> CaseRecord:
        return case(self.export, crn, event)

    def contact(self, number: int) -> Contact:
        """The contact of a row by its nDelius id."""
        return next(
            each for record in self.export.records for each in record.contacts or [] if each.row_id == str(number)
        )

    def contact_ids(self, crn: str) -> set[str]:
        """The nDelius ids of the person's contacts, under whichever of their orders."""
        records = [record for record in self.export.records if record.crn == crn]
        return {str(each.row_id) for record in records for each in record.contacts or []}

    def said(self, words: str) -> list[Problem]:
        return [problem for problem in self.export.problems if words in problem.message]


def read_extract(folder: Path, extract: Extract | None = None) -> Read:
    """The extract written into the folder and read by the shipped mapping."""
    return Read(read((extract or Extract()).write(folder), _shipped()))


@cache
def _shipped() -> Mappings:
    """The mapping, loaded once for all tests."""
    return load_all(["ndelius"])

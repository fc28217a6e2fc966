"""nDelius, OASys and a victim unit's list of the same five people, invented: the files of one run.

The RoSH level is higher in OASys for the first, higher in nDelius for the second, and the same for the third. The
fourth's only assessment was guillotined; the fifth's waits for its countersignature.
"""

from pathlib import Path

from openpyxl import Workbook

OASYS_HIGHER, REGISTER_HIGHER, ALIKE = "X900021", "X900022", "X900023"
UNFINISHED, WAITING = "X900024", "X900025"

_EVENTS = f"""CRN,Event No,Sentence Type,Sentence Date,End Date,Officer Name,Custody Status,Release Date,Recalled On
{OASYS_HIGHER},1,ORA Community Order,06/01/2025,05/07/2026,"Okoro, Maya",,,
{REGISTER_HIGHER},1,ORA Community Order,06/01/2025,05/07/2026,"Okoro, Maya",,,
{ALIKE},1,ORA Community Order,06/01/2025,05/07/2026,"Okoro, Maya",,,
{UNFINISHED},1,ORA Community Order,06/01/2025,05/07/2026,"Okoro, Maya",,,
{WAITING},1,ORA Community Order,06/01/2025,05/07/2026,"Okoro, Maya",,,
"""
_REGISTRATIONS = f"""CRN,Register Type Code,Start Date,End Date
{OASYS_HIGHER},RMRH,06/01/2025,
{REGISTER_HIGHER},RHRH,06/01/2025,
{ALIKE},RMRH,06/01/2025,
{UNFINISHED},RHRH,06/01/2025,
{WAITING},RHRH,06/01/2025,
"""
_CONTACTS = f"""CRN,Event Number,Contact Date,Contact Type Code,Outcome Code,Notes
{OASYS_HIGHER},1,08/01/2025,COAI,ATTC,Seen at the office
{REGISTER_HIGHER},1,08/01/2025,COAI,ATTC,Seen at the office
{REGISTER_HIGHER},1,10/01/2025,CHVS,UAAB,Nobody came to the door
{ALIKE},1,08/01/2025,COAI,ATTC,Seen at the office
{UNFINISHED},1,08/01/2025,COAI,ATTC,Seen at the office
{WAITING},1,08/01/2025,COAI,ATTC,Seen at the office
"""
_ADDRESSES = f"""CRN,Address Type Code,Address Status,Start Date,End Date
{OASYS_HIGHER},A01,M,01/01/2024,
{REGISTER_HIGHER},A01,M,01/01/2024,
{ALIKE},A01,M,01/01/2024,
{UNFINISHED},A01,M,01/01/2024,
{WAITING},A01,M,01/01/2024,
"""
_OASYS_HEADINGS = (
    "CRN,Assessment PK,Purpose of assessment code,Layer,Assessment status,Date signed by assessor,Countersign date,"
    "Overall RoSH,OGRS3,R1-R5,R6-R9,R11,RM26,Sentence plan date"
)
_OASYS = f"""{_OASYS_HEADINGS}
{OASYS_HIGHER},9101,430,LAYER3,COMPLETE,2025-01-10,2025-01-14,H,40,Y,Y,Y,,2025-01-10
{REGISTER_HIGHER},9102,430,LAYER3,COMPLETE,2025-01-10,2025-01-14,M,40,Y,Y,Y,,2025-01-10
{ALIKE},9103,430,LAYER3,COMPLETE,2025-01-10,2025-01-14,M,40,Y,Y,Y,,2025-01-10
{UNFINISHED},9104,430,LAYER3,GUILLOTINED,2025-01-10,,H,40,Y,Y,Y,,2025-01-10
{WAITING},9105,430,LAYER3,SIGNED,2025-01-10,,H,40,Y,Y,Y,,2025-01-10
"""
_VICTIMS = (
    ("CRN", "Victim ref", "Eligible", "Sentence date", "Offer date", "Kind of offer", "Accepted"),
    (OASYS_HIGHER, "V1", "Yes", "06/01/2025", None, None, None),
    (REGISTER_HIGHER, "V2", "Yes", "06/01/2025", "20/01/2025", "Visit", "Declined"),
)


def write(folder: Path) -> list[Path]:
    files = {"events": _EVENTS, "registrations": _REGISTRATIONS, "contacts": _CONTACTS, "addresses": _ADDRESSES}
    files["oasys"] = _OASYS
    paths = [folder / f"{name}.csv" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8-sig")
    book = Workbook()
    assert book.active is not None
    for row in _VICTIMS:
        book.active.append(row)
    book.save(folder / "VLO list.xlsx")
    return [*paths, folder / "VLO list.xlsx"]

"""Invented people and places. No surname, place or team here is one that we know of; nobody is meant."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WOMEN = _words(
    "Abena Alice Amina Beth Carys Chloe Dawn Elin Esme Farah Grace Hannah Imani Jade Kerry Leanne Maya Nadia Orla "
    "Priya Rhian Sadie Tamsin Uma Wendy Yasmin Zoe"
)

MEN = _words(
    "Adam Bilal Callum Craig Dale Dean Emeka Ewan Gareth Hassan Ian Jamie Jerome Kasim Kieran Lee Liam Marcus Nathan "
    "Omar Owen Paul Rashid Ryan Sean Stefan Tariq Tomasz Vikram Wayne"
)

SURNAMES = _words(
    "Adderwell Ashbarrow Bellthorpe Birchmoss Brackenby Cawdrake Cloverside Copperdale Dellwick Drakefold Dunmarrow "
    "Eastlock Elderfoss Fallowmere Fennhurst Foxgarth Gorsewell Greyholt Hallowby Harrowmead Hazelcott Ironbeck "
    "Juniperton Kestreldon Kilnforth Larkmoor Lintgarden Lowbarrow Marlbrook Millquist Mossbank Nettleford Oakquill "
    "Otterbourne-Vale Pebblewick Pikestaff Plumquist Quarrydene Ravensholt Reedmarsh Rookwater Saltmarch Sedgeley-Moor "
    "Shalecroft Sparrowdale Stonequay Swallowhithe Tansyfield Thistledon Thornmere Umberwick Vetchling Wagtailby "
    "Wetherstow Whinfold Willowquist Wrenfield Yarrowby Yewbarrow Zealbrook"
)

ETHNICITIES = {
    "White": 0.77,
    "Asian or Asian British": 0.07,
    "Black or Black British": 0.07,
    "Mixed": 0.04,
    "Other": 0.02,
    None: 0.03,
}

AREA = "Marlshire"
OTHER_AREAS = ("Westerfold", "Highmere", "Saltcombe")
PLACES = ("Kilnside", "Lower Marl", "Thornmere Road", "Eastlock", "Quay Street", "Fallow Lane", "Hobb's End")

"""Codes and column names as people write them: the one place where their capitals and apostrophes stand."""

import re
from functools import lru_cache

_CODE = re.compile(r"[a-z0-9]+([_ ][a-z0-9]+)*")

#: What is written otherwise than in small letters, wherever it stands in a code.
_WORDS = {
    "cas": "CAS",
    "childrens": "children's",
    "crc": "CRC",
    "ete": "ETE",
    "mappa": "MAPPA",
    "marac": "MARAC",
    "nps": "NPS",
    "oasys": "OASys",
    "rar": "RAR",
    "rmp": "RMP",
    "rosh": "RoSH",
    "rsr": "RSR",
    "visor": "ViSOR",
}


@lru_cache(maxsize=4096)
def spelt(text: str) -> str:
    """A code as people write it: "ETE", "children's services". What is no code is left as it was typed."""
    if not _CODE.fullmatch(text):
        return text
    return " ".join(_WORDS.get(word, word) for word in text.replace("_", " ").split(" "))

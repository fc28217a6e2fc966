"""Runs that nobody is named in: people, colleagues and places under a key, free text hidden (docs/privacy.md)."""

from practice_check.pseudonyms.export import Pseudonymiser
from practice_check.pseudonyms.key import UnfitKeyError, kept_key, key_of, sound_key

__all__ = ["Pseudonymiser", "UnfitKeyError", "kept_key", "key_of", "sound_key"]

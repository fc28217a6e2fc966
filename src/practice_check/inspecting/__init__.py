"""What an export is before it is checked: its columns recognised or guessed, and a draft of a mapping for it."""

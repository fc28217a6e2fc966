"""The screens of a terminal."""

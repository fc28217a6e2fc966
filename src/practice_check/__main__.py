"""``python -m practice_check``."""

from practice_check.cli import main

main()

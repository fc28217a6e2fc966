"""Running the command as a user does."""

from typer.testing import CliRunner

from practice_check import cli

RUNNER = CliRunner(env={"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"})


def run(*arguments: str) -> tuple[int, str, str]:
    """The exit code, stdout and stderr."""
    ended = RUNNER.invoke(cli.app, list(arguments))
    assert ended.exception is None or isinstance(ended.exception, SystemExit), repr(ended.exception)
    return ended.exit_code, ended.stdout, ended.stderr

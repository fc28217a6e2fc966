"""Runs the examples that every rule carries."""

from practice_check.examples.running import ExampleResult, run_examples

__all__ = ["ExampleResult", "run_examples"]

"""The examples that rules carry: run, and held against mutants of their rules."""

from practice_check.examples.mutants import MutantReport, RuleMutants, equivalents, run_mutants
from practice_check.examples.running import ExampleResult, run_examples

__all__ = ["ExampleResult", "MutantReport", "RuleMutants", "equivalents", "run_examples", "run_mutants"]

"""For an inspection: which cases it would look at, a sample, and how far two assessors agree (docs/inspection.md)."""

from practice_check.sampling.agreement import Agreement, QuestionAgreement, agreement_of, latest
from practice_check.sampling.features import FEATURES, USUAL
from practice_check.sampling.population import Placing, Population, population_of, usual_fieldwork
from practice_check.sampling.programme import Programme, read_programmes
from practice_check.sampling.sample import (
    NotASampleError,
    Sample,
    SampledCase,
    Share,
    drawn_from,
    not_in,
    read_sample,
    sample_of,
    shares_of,
)

__all__ = [
    "FEATURES",
    "USUAL",
    "Agreement",
    "NotASampleError",
    "Placing",
    "Population",
    "Programme",
    "QuestionAgreement",
    "Sample",
    "SampledCase",
    "Share",
    "agreement_of",
    "drawn_from",
    "latest",
    "not_in",
    "population_of",
    "read_programmes",
    "read_sample",
    "sample_of",
    "shares_of",
    "usual_fieldwork",
]

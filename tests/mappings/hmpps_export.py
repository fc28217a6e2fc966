"""An invented JSON file of what the HMPPS services answer, put together by person, with the traps that concern it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Answer = dict[str, Any]


def _code(code: str | None) -> Answer | None:
    return None if code is None else {"code": code, "description": f"({code})"}


def _contact(number: int, start: str, type_code: str, outcome: str | None, notes: str = "", **more: object) -> Answer:
    return {
        "contactId": number,
        "contactStart": start,
        "type": {"code": type_code, "description": "as nDelius words it", "systemGenerated": False},
        "outcome": _code(outcome),
        "notes": notes,
        "staff": {"code": "N07A001", "forenames": "Maya", "surname": "Okoro"},
        "softDeleted": False,
        **more,
    }


def _page(contacts: Sequence[Answer], *, last: bool = True) -> Answer:
    return {"content": list(contacts), "last": last, "number": 0, "totalPages": 1 if last else 3}


def _register(number: int, code: str, start: str, end: str | None = None, **more: object) -> Answer:
    return {
        "registrationId": number,
        "type": _code(code),
        "registerLevel": None,
        "registerCategory": None,
        "startDate": start,
        "endDate": end,
        "active": end is None,
        "nextReviewDate": None,
        "registrationReviews": [],
        **more,
    }


def _conviction(number: int, description: str | None, start: str, **more: object) -> Answer:
    sentence = {
        "description": description,
        "startDate": start,
        "expectedSentenceEndDate": more.pop("end", None),
        "terminationDate": None,
    }
    return {
        "convictionId": 2500000000 + number,
        "index": str(number),
        "active": True,
        "convictionDate": start,
        "sentence": None if description is None else sentence,
        "custody": None,
        "orderManagers": [],
        "requirements": [],
        **more,
    }


def _manager(name: str, start: str, end: str | None = None) -> Answer:
    return {"name": name, "staffCode": "N07A001", "dateStartOfAllocation": start, "dateEndOfAllocation": end}


_ANN: Answer = {
    "crn": "X900101",
    "firstName": "Ann",
    "surname": "Example",
    "dateOfBirth": "1990-02-03",
    "gender": "Female",
    "currentRestriction": False,
    "currentTier": "B2",
    "convictions": [
        _conviction(
            1,
            "ORA Community Order",
            "2025-01-06",
            end="2026-07-05",
            orderManagers=[
                _manager("Lindqvist, Per", "2025-01-06T00:00:00", "2025-03-10T00:00:00"),
                _manager("Okoro, Maya", "2025-03-10T00:00:00"),
            ],
            requirements=[
                {
                    "requirementId": 1,
                    "requirementTypeMainCategory": _code("W"),
                    "commencementDate": "2025-01-13",
                    "terminationDate": "2025-08-01",
                    "terminationReason": {"code": "X", "description": "Hours Completed"},
                    "length": 80,
                    "softDeleted": False,
                },
                {
                    "requirementId": 2,
                    "requirementTypeMainCategory": _code("F"),
                    "commencementDate": "2025-01-06",
                    "terminationDate": None,
                    "terminationReason": None,
                    "length": 20,
                    "softDeleted": True,
                },
            ],
        ),
        _conviction(2, None, "2025-10-01"),
    ],
    "registrations": [
        _register(11, "RMRH", "2025-01-06", "2025-06-02"),
        _register(
            12,
            "RHRH",
            "2025-06-02",
            "2024-03-01",  # it had been taken off once before, and is active
            active=True,
            nextReviewDate="2025-12-02",
            registrationReviews=[
                {"reviewDate": "2025-09-02", "reviewDateDue": "2025-12-02", "completed": True, "notes": "No change"},
                {"reviewDate": "2025-12-02", "reviewDateDue": None, "completed": False, "notes": None},
            ],
        ),
        _register(13, "MAPP", "2025-06-10", registerLevel=_code("M2"), registerCategory=_code("M1")),
    ],
    "contacts": _page(
        [
            _contact(1, "2025-01-08T10:00:00Z", "COAI", "ATTC", "First appointment at the office"),
            _contact(2, "2025-06-09T14:00:00+01:00", "CHVS", "UAAB", "Nobody came to the door"),
            _contact(3, "2025-07-01T23:30:00+01:00", "CHVS", "ATTC", "Seen at home"),
            _contact(4, "2025-12-05T14:00:00Z", "CHVS", None, "Booked"),
            _contact(5, "2025-12-02T00:00:00Z", "ERGR", None, "Review of the register due"),
            _contact(6, "2025-06-03T09:00:00+01:00", "C002", None, "Visit within the week; see the police answer"),
            _contact(7, "2025-06-04T09:00:00+01:00", "C369", None),
            _contact(8, "2025-06-12T09:00:00+01:00", "C515", None),
            _contact(9, "2025-06-20T09:00:00+01:00", "COAP", "ATTC", "Entered twice", softDeleted=True),
        ]
    ),
    "predictors": [
        {"completedDate": "2025-01-20T16:00:00", "status": "COMPLETE", "groupReconvictionScore": {"twoYears": 47}},
        {
            "completedDate": "2025-05-02T16:00:00",
            "status": "LOCKED_INCOMPLETE",
            "groupReconvictionScore": {"twoYears": 50},
        },
        {"completedDate": "2025-06-01T16:00:00", "status": "COMPLETE", "groupReconvictionScore": {"twoYears": None}},
    ],
    "riskManagementPlan": [
        {
            "assessmentId": 9001,
            "dateCompleted": "2025-01-20T16:00:00",
            "assessmentStatus": "COMPLETE",
            "supervision": "Weekly at the office",
            "monitoringAndControl": None,
            "interventionsAndTreatment": None,
            "victimSafetyPlanning": "The family has the number of the officer",
            "contingencyPlans": "Recall him to the office and tell the police",
        },
        {
            "assessmentId": 9002,
            "dateCompleted": "2025-06-01T16:00:00",
            "assessmentStatus": "COMPLETE",
            "supervision": None,
            "monitoringAndControl": None,
            "interventionsAndTreatment": None,
            "victimSafetyPlanning": None,
            "contingencyPlans": None,
        },
    ],
    "needs": {
        "assessedOn": "2025-06-01T16:00:00",
        "identifiedNeeds": [
            {"section": "ALCOHOL_MISUSE", "riskOfHarm": True, "riskOfReoffending": True},
            {"section": "ACCOMMODATION", "riskOfHarm": False, "riskOfReoffending": False},
        ],
    },
    "risks": {"overallRisk": "VERY_HIGH", "assessedOn": "2025-06-01T16:00:00", "riskInCommunity": {"Public": "HIGH"}},
}
_BEN: Answer = {
    "crn": "X900102",
    "firstName": "Ben",
    "surname": "Sample",
    "dateOfBirth": "1984-11-30",
    "gender": "Male",
    "currentRestriction": False,
    "convictions": [_conviction(1, "SA2020 Suspended Sentence Order", "2025-02-03", end="2027-02-02")],
    "registrations": [_register(21, "RLRH", "2025-02-03")],
    "contacts": _page([_contact(20, "2025-02-05T10:00:00Z", "COAP", "AFTC")], last=False),
}
#: Neither contacts nor registers were answered; the sentence is custodial, and the name is masked.
_CAL: Answer = {
    "crn": "X900103",
    "firstName": "***",
    "surname": "***",
    "dateOfBirth": "1979-05-05",
    "gender": "Male",
    "currentRestriction": True,
    "convictions": [
        _conviction(
            3,
            "CJA - Std Determinate Custody",
            "2023-04-03",
            end="2027-04-02",
            custody={"status": _code("B"), "keyDates": {"licenceExpiryDate": "2027-10-02"}},
        )
    ],
    "registrations": [],
}


def write(folder: Path) -> list[Path]:
    path = folder / "services.json"
    whole = {"people": [{"extractedOn": "2025-11-21", **person} for person in (_ANN, _BEN, _CAL)]}
    path.write_text(json.dumps(whole, indent=1), encoding="utf-8")
    return [path]

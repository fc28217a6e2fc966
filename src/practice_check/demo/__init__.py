"""The demonstration caseload: invented people, told as their case records would be exported.

Nobody in it exists. The case reference numbers run Z000001, Z000002, …, and the names are a list of our own. The
stories are made as casework is: things happen, and twelve officers with habits of their own do what is called for in
time, late or never. So lateness and blanks gather with people, one incident calls for several things, and no piece of
work is done by all or by none.

What the caseload holds, in per cent. Where the reports print a figure it is followed, and the paragraph named; the
rest is chosen. What is rare in life and has a rule of its own (a hospital order, deportation, the move of a victim) is
told more often than it happens, in archive cases most of all. ``tests/demo/test_shares.py`` holds 2,000 cases to this
table, within five points.

======================================== ==== ==================================================================
cases of today, live                     62   chosen
cases from the Trusts' last year         15   chosen
cases of the NPS and CRCs                17   chosen: enough for rare things to be among them
of these, with the NPS                   49   chosen: high, very high, MAPPA and other grounds, a few by mistake
community orders                         40   tr5 Appendix 2: 128 of 311
suspended sentence orders                21   tr5 Appendix 2: 66 of 311
licences                                 37   tr5 Appendix 2: 117 of 311
supervision after sentence               4    chosen
only unpaid work or a curfew             15   northumbria 3/1.1, york 3/1.1: 20 of 135 needed no assessment
with an accredited programme             40   bedfordshire 3/2.2: 20 of 50
men                                      90   northumbria Appendix 1, national
white                                    77   northumbria Appendix 1, national
people with more than one order          8    chosen
index offence of domestic abuse          32   northumbria 3/1.7: almost one-third
first level medium or higher             78   tr5 2.19 (two-thirds of CRC cases) and Appendix 2, all NPS cases so
first level high or very high            24   chosen
two levels that disagree                 4    chosen
MAPPA                                    29   northumbria 4/1.12, york 4/1.11, bedfordshire 4/1.7: 54 of 185
ViSOR                                    23   northumbria 4/1.11, york 4/1.10: 31 of 135
child protection procedures              23   northumbria 4/2.5, york 4/2.5, bedfordshire 4/2.6: 43 of 185
a child concern                          46   york 2/1.7, bedfordshire 2/1.6: 45 of 99
approved premises                        11   northumbria 3/2.5, york 3/2.4, bedfordshire 3/2.3: 21 of 185
no fixed abode at some time              7    chosen
victim contact scheme                    24   northumbria 5/4.1, york 5/4.2, bedfordshire 5/4.1: 45 of 185
report to court                          84   york 1/1.1: 26 of 31 community orders
of the reports, oral                     18   york 1/1.2, northumbria 1/1.1, bedfordshire 1/1.1: 19 of 106
of the oral ones, with a written copy    38   york 1/1.2, bedfordshire 1/1.1: 5 of 13
new charge, caution or conviction        24   bedfordshire 3/3.3: 12 of 50
breach or recall                         22   northumbria 2/2.8, york 2/2.8: 30 of 135
recalled                                 17   chosen, of licences that have run two months
remanded                                 3    chosen
transfer in                              4    northumbria 2/2.10, bedfordshire 2/2.9: 6 of 136
transfer out                             4    bedfordshire 2/2.9: 2 of 50
factor: thinking and behaviour           84   northumbria 3/3.3, york 3/3.4: 113 of 135
factor: alcohol                          65   northumbria 3/3.3, york 3/3.4, bedfordshire 3/1.3: 120 of 185
factor: drugs                            41   northumbria 3/3.3, york 3/3.4: 55 of 135
factor: relationships                    39   northumbria 3/3.3, york 3/3.4: 53 of 135
factor: accommodation                    30   northumbria 3/3.3, york 3/3.4: 41 of 135
factor: education and work               24   northumbria 3/3.3, york 3/3.4: 33 of 135
appointments attended                    78   chosen
acceptable absences                      6    chosen
unacceptable absences                    5    chosen
outcomes left blank                      7    chosen
a table missing                          3    chosen
contacts cut                             4    chosen: only the last six months stand in the export
======================================== ==== ==================================================================
"""

import datetime as dt
from collections.abc import Iterator
from itertools import chain, count, islice

from practice_check.demo import story
from practice_check.records.model import CaseRecord

__all__ = ["generate"]


def generate(size: int, seed: int = 1, as_of: dt.date = dt.date(2026, 10, 30)) -> Iterator[CaseRecord]:
    """So many case records, one after the other; the first ones the same whatever the size.

    A case record is one order. Of somebody with several orders whose turn comes last, the first may stand alone. The
    archive cases are of 2013 to 2016, so ``as_of`` is a day from 2019 on.
    """
    if as_of < dt.date(2019, 1, 1):
        raise ValueError(f"the archive cases are of 2013 to 2016 and have ended: give a day after 2018, not {as_of}")
    people = (story.records(index, seed, as_of) for index in count())
    return islice(chain.from_iterable(people), size)

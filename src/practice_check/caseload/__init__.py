"""Caseload warnings: what no single case shows, and what makes a caseload look better than it is.

In the workers ``Lookout.see`` takes of each person the little that the forms need (a sighting); afterwards
``Gathering`` adds the sightings up, in the order of the people, and says what there is to look at twice. Nothing here
decides a verdict or changes one.
"""

from practice_check.caseload.watch import Gathering, Lookout, Said, Sightings

__all__ = ["Gathering", "Lookout", "Said", "Sightings"]

"""A made-up list of schools in the shape of the register's own download (GIAS), of any length.

    python -m tests.made_register FILE.csv 51000

Names are made of places. The columns that name people are there, to see that they go nowhere.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_COLUMNS = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),"
    "TypeOfEstablishment (name),EstablishmentTypeGroup (code),EstablishmentTypeGroup (name),"
    "EstablishmentStatus (code),EstablishmentStatus (name),ReasonEstablishmentOpened (name),OpenDate,"
    "CloseDate,PhaseOfEducation (code),PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,"
    "Boarders (name),NurseryProvision (name),OfficialSixthForm (name),NumberOfPupils,Trusts (code),"
    "Trusts (name),Street,Town,Postcode,TelephoneNum,HeadTitle (name),HeadFirstName,HeadLastName,"
    "HeadPreferredJobTitle,TypeOfResourcedProvision (name),ResourcedProvisionOnRoll,PropsName"
)
COLUMNS = tuple(_COLUMNS.split(","))
FILLERS = tuple(f"SEN{number} (name)" for number in range(1, 14)) + tuple(
    f"Filler {number}" for number in range(92)
)
"""With these it is 140 columns."""

PERSON = "Nobodysname"
"""Stands in every column that names a person."""

_USUAL = {
    "LA (code)": "990",
    "LA (name)": "Estuary",
    "TypeOfEstablishment (code)": "01",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (code)": "2",
    "PhaseOfEducation (name)": "Primary",
    "NumberOfPupils": "210",
    "NurseryProvision (name)": "No Nursery Classes",
    "HeadFirstName": PERSON,
    "HeadLastName": PERSON,
    "PropsName": PERSON,
}


def row(urn: int | str, name: str, **facts: str) -> dict[str, str]:
    """A school, Estuary's and open where `facts` do not say otherwise, by the short words below."""
    columns = {
        "la": "LA (code)",
        "la_name": "LA (name)",
        "number": "EstablishmentNumber",
        "code": "TypeOfEstablishment (code)",
        "type": "TypeOfEstablishment (name)",
        "status": "EstablishmentStatus (name)",
        "phase": "PhaseOfEducation (name)",
        "phase_code": "PhaseOfEducation (code)",
        "trust": "Trusts (name)",
        "opened": "OpenDate",
        "closed": "CloseDate",
    }
    said = {columns[key]: value for key, value in facts.items()}
    return {**_USUAL, "URN": str(urn), "EstablishmentName": name, **said}


def write_list(
    file: Path,
    rows: Iterable[Mapping[str, str]],
    *,
    columns: Iterable[str] = (*COLUMNS, *FILLERS),
    encoding: str = "cp1252",
) -> Path:
    """Write the list as the register does: Windows-1252, everything quoted, CRLF."""
    columns = list(columns)
    with file.open("w", encoding=encoding, newline="") as stream:
        write = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow
        write(columns)
        for each in rows:
            write([each.get(column, "") for column in columns])
    return file


_PLACES = (
    "Alder",
    "Beacon",
    "Curlew",
    "Dune",
    "Ferry",
    "Gorse",
    "Heron",
    "Isle",
    "Juniper",
    "Knot",
)
_SCHOOLS_EACH = 340


def many_rows(count: int) -> Iterator[dict[str, str]]:
    """So many rows, those of an authority together, half of them closed; authorities count from 201."""
    for index in range(count):
        la = 201 + index // _SCHOOLS_EACH
        state = {"status": "Closed", "closed": "31-08-2014"} if index % 2 else {}
        one = row(
            100001 + index,
            f"{_PLACES[index % 10]} à Becket School {index}",
            la=str(la),
            la_name=f"Authority {la}",
            number=str(1000 + index % _SCHOOLS_EACH),
            **state,
        )
        yield one | dict.fromkeys(FILLERS, "Does not apply")


if __name__ == "__main__":
    write_list(Path(sys.argv[1]), many_rows(int(sys.argv[2])))

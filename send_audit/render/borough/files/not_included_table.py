"""The table of what is not included: schools without a return, and files that count nowhere."""

from send_audit.borough.area import Area
from send_audit.borough.left_out import LeftOut, left_out
from send_audit.render.borough.export_table import Column, Dataset, text
from send_audit.render.borough.files.words import yes_no
from send_audit.render.borough.sections.not_included import WHY_WORDS, reasons_of


def not_included_dataset(area: Area) -> Dataset:
    """What is in no number of the report, and why."""
    columns = NOT_INCLUDED_COLUMNS
    return Dataset(
        name="Not included",
        about="One row for each school without a return that counts, and for each file that counts nowhere.",
        columns=tuple(column.about for column in columns),
        rows=lambda: ([column.value(one) for column in columns] for one in left_out(area.round)),
    )


NOT_INCLUDED_COLUMNS: tuple[Column[LeftOut], ...] = (
    text(
        "School",
        "The name in the list, else in the file.",
        lambda one: one.school or None,
        empty="the file does not say",
    ),
    text("URN", "The number, likewise.", lambda one: one.urn, empty="the file does not say"),
    text("Why", "In a few words.", lambda one: WHY_WORDS[one.why]),
    text("File", "Below returns/.", lambda one: one.file, empty="nothing came"),
    text(
        "Reasons",
        "Each problem with its line, and what to do.",
        lambda one: " ".join(reasons_of(one)) or None,
        empty="there is no more to say",
    ),
    text(
        "School counted",
        "Whether another file of this school counts.",
        lambda one: yes_no(one.counts),
    ),
)

"""The loop that `borough report` is held against, and documents one after the other in one process.

    python -m tests.benchmarks.plain_loop DIR OUT
    python -m tests.benchmarks.plain_loop DIR OUT --finish-tags
    python -m tests.benchmarks.plain_loop DIR OUT --ours 100

The first is what anybody would write: for each return of DIR, assess it, make the same HTML as we do, and
`weasyprint.HTML(string=html, url_fetcher=...).write_pdf(pdf_variant="pdf/ua-1")`, with the garbage collector
as Python starts it. The fetcher is ours, for the fonts; nothing else of ours touches the PDF: the headers of
tables get no scope, no warning is looked for. The second finishes the tags as well, so that its documents
are those of `report`. The third renders as `borough report` does, in this one process, so many documents,
and keeps nothing: what a process of ours grows to that is never replaced.
"""

import argparse
from datetime import date
from functools import partial
from pathlib import Path

from weasyprint import HTML

from send_audit.council import Shelf
from send_audit.model.results import Assessed
from send_audit.pipeline import assess_file
from send_audit.render.documents import render_document
from send_audit.render.pdf_fetcher import FONT_BASE, make_fetcher
from send_audit.render.pdf_tags import finish_tags
from send_audit.render.plan_view import plan_view
from send_audit.render.to_html import render_print_html
from send_audit.render.to_pdf import VARIANT

DAY = date(2026, 11, 23)


def _plainly(one: Assessed, *, finished: bool) -> bytes:
    html = render_print_html(plan_view(one), FONT_BASE)
    finisher = (lambda _, pdf: finish_tags(pdf)) if finished else None
    page = HTML(string=html, url_fetcher=make_fetcher())
    data: bytes = page.write_pdf(pdf_variant=VARIANT, finisher=finisher)
    return data


def main() -> None:
    """Write the document of every return, or as many as are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--finish-tags", action="store_true")
    parser.add_argument("--ours", type=int)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    ours = partial(render_document, edition="plan", format_="pdf")
    make = ours if chosen.ours else partial(_plainly, finished=chosen.finish_tags)
    shelf = Shelf(as_of=DAY)
    for file in sorted((chosen.folder / "returns").glob("*.yaml"))[: chosen.ours]:
        one = assess_file(file, shelf.library_for(file), DAY).assessed
        assert one is not None  # what is made up is sound
        data = make(one)
        (chosen.out / f"{file.stem}.plan.pdf").write_bytes(data)


if __name__ == "__main__":
    main()

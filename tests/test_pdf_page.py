"""Our own pages read as XML: the same tree as by the renderer's parser, and any other page left to that."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from weasyprint import HTML

from send_audit.render.documents import Edition, make_view
from send_audit.render.pdf_fetcher import FONT_BASE, make_fetcher
from send_audit.render.pdf_page import open_page
from send_audit.render.to_html import render_print_html
from tests.builders import full_school, school

PAGE = '<!DOCTYPE html>\n<html lang="en"><head><title>T</title></head><body>{}</body></html>'


def _flat(element: ET.Element) -> Iterator[tuple[object, ...]]:
    """All that a tree says. Space around the parts of the page is not drawn, and differs."""
    text, tail = element.text or "", element.tail or ""
    if element.tag in ("html", "head", "body", "main"):
        text, tail = text.strip(), tail.strip()
    attributes = {name: value for name, value in element.items() if not name.endswith("}xmlns")}
    yield element.tag, attributes, text, tail
    for below in element:
        yield from _flat(below)


@pytest.mark.parametrize("edition", ["plan", "working"])
def test_our_pages_are_read_as_the_renderer_reads_them(edition: Edition) -> None:
    hostile = school({}, school={"name": "A & B <br> “Ŵ” </body> &nbsp; 'x' > y"})
    for one in (full_school(), hostile):
        page = render_print_html(make_view(one, edition), FONT_BASE)
        ours = open_page(page, make_fetcher())
        assert list(_flat(ours.etree_element)) == list(_flat(HTML(string=page).etree_element))
        # The renderer's parser puts what stands after the body into it, and ours leaves it out there.
        assert ours.etree_element.text == "\n"


@pytest.mark.parametrize(
    "body",
    [
        "<p>an end that is not there",
        "<p>an entity of HTML:&nbsp;x</p>",
        "<p>a character that XML has not: \x0b</p>",
        "<input disabled><p>x</p>",
        '<!DOCTYPE x [<!ENTITY e "e">]><p>x</p>',
    ],
)
def test_a_page_that_is_no_xml_is_left_to_the_renderer(body: str) -> None:
    page = PAGE.format(body)
    read = open_page(page, make_fetcher()).etree_element
    assert list(_flat(read)) == list(_flat(HTML(string=page).etree_element))


def test_a_part_of_a_page_is_left_to_the_renderer() -> None:
    assert open_page("<p>x</p>", make_fetcher()).etree_element.tag == "html"

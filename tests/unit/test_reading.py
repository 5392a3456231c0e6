"""A page read back: every kind of piece, white space as a reader meets it, nothing lost."""

import pytest
from lxml.html import document_fromstring

from send_audit.render.documents import EDITIONS, Edition, make_view
from send_audit.render.manner import AS_USUAL
from send_audit.render.pdf_fetcher import FONT_BASE
from send_audit.render.reading import (
    Grid,
    Heading,
    Page,
    Paragraph,
    Picture,
    Piece,
    Points,
    Run,
    read_page,
)
from send_audit.render.to_html import render_print_html
from tests.every_document import assessed_example
from tests.program import RETURNS

HEAD = (
    '<html lang="en-GB"><head><title> A  plan </title><meta name="author" content="A school">'
    '<meta name="dcterms.created" content="2026-11-23"></head><body data-head="Head">{}</body></html>'
)

TABLE = (
    "<table><caption>C</caption><thead><tr><th>A</th><th>B</th></tr></thead>"
    "<tbody><tr><th>1</th><td> 2 </td></tr></tbody></table>"
)


def read(body: str) -> tuple[Piece, ...]:
    return read_page(HEAD.format(body)).pieces


def test_what_a_page_says_of_itself_is_read() -> None:
    page = read_page(HEAD.format(""))
    assert page == Page(
        language="en-GB",
        title="A plan",
        author="A school",
        description="",
        created="2026-11-23",
        running_head="Head",
        pieces=(),
    )


@pytest.mark.parametrize(
    ("body", "piece"),
    [
        ('<h2 id="a">One <b>two</b></h2>', Heading(level=2, text="One two", anchor="a")),
        (
            '<div class="x"><section class="y z"><p class="k">One</p></section></div>',
            Paragraph(runs=(Run(text="One"),), classes=("k",), within=("x", "y", "z")),
        ),
        (
            "<ol><li>One</li><li>Two</li></ol>",
            Points(points=((Run(text="One"),), (Run(text="Two"),)), ordered=True),
        ),
        (
            TABLE,
            Grid(caption="C", heads=("A", "B"), rows=(("1", "2"),)),
        ),
        (
            '<figure><img src="picture:1.jpg" alt="A ramp"></figure>',
            Picture(alt="A ramp", address="picture:1.jpg"),
        ),
        (
            "<svg><title>A chart</title><path/></svg>",
            Picture(alt="A chart", svg="<svg><title>A chart</title><path/></svg>"),
        ),
    ],
)
def test_each_piece_is_read(body: str, piece: Piece) -> None:
    assert read(body) == (piece,)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("  One\n two ", "One two"),
        ("One<strong> two</strong>", "One two"),
        ("<strong>One</strong> two", "One two"),
        ("<strong>One </strong> two", "One two"),
        ("<strong>One</strong>two", "Onetwo"),
        ("One<br>two", "One two"),
        ("One<span> </span>two", "One two"),
        ("One<!-- note --> two", "One two"),
        ("<em>One</em>, two", "One, two"),
    ],
)
def test_white_space_is_as_a_reader_meets_it(inner: str, text: str) -> None:
    (piece,) = read(f"<p>{inner}</p>")
    assert isinstance(piece, Paragraph)
    assert "".join(run.text for run in piece.runs) == text


def test_links_ratings_and_strong_words_are_told_apart() -> None:
    (piece,) = read(
        '<p><span class="mark mark-not-met">Not met</span> see <a href="#a"><strong>A</strong></a></p>'
    )
    assert isinstance(piece, Paragraph)
    assert piece.runs == (
        Run(text="Not met", strong=True, mark="not-met"),
        Run(text=" see"),
        Run(text=" A", strong=True, href="#a"),
    )


@pytest.mark.parametrize(
    "body", ["loose", "<div>loose<p>x</p></div>", "<p>x</p>loose", "<div><!-- c -->loose</div>"]
)
def test_loose_words_are_refused(body: str) -> None:
    with pytest.raises(
        ValueError, match=r"Words outside every paragraph, in <(body|div)>: 'loose'"
    ):
        read(body)


def letters_of(page: Page) -> str:
    """Everything that the pieces say but for white space, drawings by the words in them."""
    texts: list[str] = []
    for piece in page.pieces:
        match piece:
            case Heading(text=text):
                texts.append(text)
            case Paragraph(runs=runs):
                texts.append("".join(run.text for run in runs))
            case Points(points=points):
                texts += ["".join(run.text for run in runs) for runs in points]
            case Grid(caption=caption, heads=heads, rows=rows):
                texts += [caption or "", *heads, *(cell for row in rows for cell in row)]
            case Picture(svg=svg) if svg:
                texts.append(document_fromstring(svg).text_content())
    return "".join("".join(texts).split())


@pytest.mark.slow
@pytest.mark.parametrize("edition", list(EDITIONS))
@pytest.mark.parametrize("name", sorted(file.stem for file in RETURNS.glob("*.yaml")))
def test_no_word_of_an_example_is_lost(name: str, edition: Edition) -> None:
    html = render_print_html(make_view(assessed_example(name), edition), FONT_BASE, AS_USUAL)
    body = document_fromstring(html).find("body").text_content()
    assert letters_of(read_page(html)) == "".join(body.split())


def test_tables_without_a_body_and_paragraphs_in_a_point_lose_no_word() -> None:
    page = read(
        "<table><tr><th>A</th><td>B</td></tr></table>"
        "<table><thead><tr><th>H</th></tr></thead><tfoot><tr><td>F</td></tr></tfoot></table>"
        "<ul><li><p>First.</p><p>Second.</p></li></ul>"
    )
    assert [getattr(piece, "rows", None) for piece in page] == [(("A", "B"),), (("F",),), None]
    (point,) = page[2].points  # type: ignore[union-attr]
    assert "".join(run.text for run in point) == "First. Second."

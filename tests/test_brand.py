"""A brand's folder: what it changes, and what it cannot do however hostile it is."""

import io
import pickle
import re
import shutil
import socket
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Literal

import pikepdf
import pytest

from send_audit.commands.documents import read_template
from send_audit.council import Shelf
from send_audit.pipeline import assess_file
from send_audit.problems import SendAuditError
from send_audit.render.brand import OUR_COLOURS, Brand
from send_audit.render.contrast import channels
from send_audit.render.documents import make_view, render_view
from send_audit.render.manner import Manner
from send_audit.render.not_made import BrandRefusedError
from send_audit.render.to_docx import render_docx
from send_audit.render.views import DocumentView
from send_audit.resources import examples_dir
from tests.program import run
from tests.tools import verapdf
from tests.tools.missing import skipped_without

DAY = date(2026, 11, 25)
HEAD = "schema: send-audit/brand@1\nname: Made-up Council\n"


@pytest.fixture(scope="module")
def view() -> DocumentView:
    file = examples_dir() / "estuary" / "returns" / "saltmarsh-primary.yaml"
    assessed = assess_file(file, Shelf((), as_of=DAY).library_for(file), DAY).assessed
    assert assessed is not None
    return make_view(assessed, "plan")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "brand"
    shutil.copytree(examples_dir() / "brand", made)
    return made


def _brand(folder: Path) -> Brand:
    brand = read_template(folder)
    assert brand is not None
    return brand


def _html(view: DocumentView, folder: Path) -> str:
    return render_view(view, "html", Manner(brand=_brand(folder))).decode("utf-8")


def _closing(folder: Path, inside: str) -> None:
    text = (
        f"{{% extends 'ours/plan.html.j2' %}}\n{{% block closing %}}\n{inside}\n{{% endblock %}}\n"
    )
    (folder / "plan.html.j2").write_text(text, "utf-8")


# ---- What a brand changes ------------------------------------------------------------------------


def test_page_has_the_colours_the_logo_and_the_block(view: DocumentView, folder: Path) -> None:
    html = _html(view, folder)
    assert "#0b3c49" not in html
    assert 'fill="#6b1f4f"' in html
    assert "--accent: #6b1f4f" in html
    assert 'alt="Estuary Council: three waves under a sun"' in html
    assert '<h2 id="council">From Estuary Council</h2>' in html
    assert '<h2 id="monitoring">' in html


def test_word_document_has_the_accent(view: DocumentView, folder: Path) -> None:
    manner = Manner(brand=_brand(folder))
    accent = manner.colours.accent.removeprefix("#").upper()
    assert accent != OUR_COLOURS.accent.removeprefix("#").upper()
    with zipfile.ZipFile(io.BytesIO(render_docx(view, manner))) as parts:
        styles = parts.read("word/styles.xml").decode()
    assert f'w:val="{accent}"' in styles
    assert OUR_COLOURS.accent.removeprefix("#").upper() not in styles


@pytest.mark.parametrize("format_", ["txt", "docx"])
def test_loose_words_of_a_brand_are_refused_and_are_no_fault_of_ours(
    view: DocumentView, folder: Path, format_: Literal["txt", "docx"]
) -> None:
    (folder / "plan.html.j2").write_text(
        "{% extends 'ours/plan.html.j2' %}{% block closing %}<div>Loose words</div>{% endblock %}",
        "utf-8",
    )
    with pytest.raises(BrandRefusedError, match="Words outside every paragraph"):
        render_view(view, format_, Manner(brand=_brand(folder)))


def test_extra_styles_come_last(view: DocumentView, folder: Path) -> None:
    (folder / "extra.screen.css").write_text("h2 { letter-spacing: 1px; }\n", "utf-8")
    (folder / "extra.print.css").write_text("h2 { letter-spacing: 2px; }\n", "utf-8")
    html = _html(view, folder)
    assert re.search(r"letter-spacing: 1px; }\s*</style>", html)
    assert "2px; }\n</style>" not in html


def test_brand_is_a_value_that_needs_its_folder_no_more(view: DocumentView, folder: Path) -> None:
    manner = Manner(brand=_brand(folder))
    before = render_view(view, "html", manner)
    shutil.rmtree(folder)
    assert render_view(view, "html", pickle.loads(pickle.dumps(manner))) == before  # noqa: S301 - ours


@pytest.mark.parametrize("change", ["name", "logo", "template", "colour"])
def test_what_it_shows_of_itself_tells_brands_apart(folder: Path, change: str) -> None:
    first = repr(Manner(brand=_brand(folder)))
    file = folder / "brand.yaml"
    text = file.read_text("utf-8")
    match change:
        case "name":
            file.write_text(text.replace("name: Estuary", "name: Other"), "utf-8")
        case "colour":
            file.write_text(text.replace("#6b1f4f", "#6b1f4e"), "utf-8")
        case "logo":
            shutil.copy(examples_dir().parent / "docs/images/plan-results.png", folder / "logo.png")
        case _:
            _closing(folder, "<p>Other words.</p>")
    assert repr(Manner(brand=_brand(folder))) != first
    assert len(first) < 400


@pytest.mark.slow
def test_pdf_passes_verapdf_and_has_the_accent(
    view: DocumentView, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(render_view(view, "pdf", Manner(brand=_brand(folder))))
    with pikepdf.open(file) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes().decode("latin-1")
    red, green, blue = (value / 255 for value in channels("#6b1f4f"))
    fills = [
        tuple(map(float, one))
        for one in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn)\b", drawn)
    ]
    assert any(one == pytest.approx((red, green, blue), abs=0.001) for one in fills)
    with skipped_without(verapdf.ToolMissing):
        (result,) = verapdf.validate([file])
    assert result.passed, str(result)


@pytest.mark.slow
def test_boroughs_documents_have_the_brand_in_every_process(folder: Path, tmp_path: Path) -> None:
    borough = tmp_path / "estuary"
    shutil.copytree(examples_dir() / "estuary", borough)
    out = tmp_path / "out"
    done = run(
        "borough", "report", str(borough), "--out", str(out), "--format", "html", "--template", str(folder),
        "--jobs", "2", "--as-of", "2026-11-25", "--cache", str(tmp_path / "cache"),
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    pages = sorted(out.rglob("*.html"))
    assert len(pages) > 5, done.stderr
    for page in pages:
        text = page.read_text("utf-8")
        assert "#6b1f4f" in text, page
        assert "#0b3c49" not in text, page


# ---- Colours -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colours", "told"),
    [
        ('accent: "#7fb3c4"', r"brand.yaml:4: accent #7fb3c4 on #eef3f4 .* passes: #[0-9a-f]{6}\."),
        (
            'accent: "#123456"\n  on_accent: "#456"',
            r"brand.yaml:5: on_accent #456 on #123456 .* of 1\.\d\d ",
        ),
        ('accent: "#123456"\n  accent_dark: "#123"', r"brand.yaml:5: accent_dark #123 on #1c2529"),
        ('accent: "red"', r"brand.yaml:4: "),
        ('acent: "#123456"', r"brand.yaml:4: "),
    ],
)
def test_colours_that_cannot_be_read_are_refused_by_line(
    tmp_path: Path, colours: str, told: str
) -> None:
    (tmp_path / "brand.yaml").write_text(f"{HEAD}colours:\n  {colours}\n", "utf-8")
    with pytest.raises(SendAuditError, match=told):
        read_template(tmp_path)


def test_colour_for_the_dark_screen_is_worked_out(view: DocumentView, folder: Path) -> None:
    html = _html(view, folder)
    assert "--accent: #a9dbe8" not in html
    assert _brand(folder).colours.accent_dark.startswith("#")


# ---- A hostile folder ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "inside",
    [
        "<p>{{ ''.__class__.__mro__ }}</p>",
        "{% include '/etc/passwd' %}",
        "{% include '../../../etc/passwd' %}",
        "{% include 'ours/../../etc/passwd' %}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% for i in range(1000000) %}x{% endfor %}",
        "<p>{{ 'a' * 1000000000 }}</p>",
        "<p>{{ 'a'.ljust(1000000000) }}</p>",
        "<p>{{ '%1000000000d' % 1 }}</p>",
        "<p>{{ view.nothing_of_the_kind }}</p>",
        "<p>{{ nobody }}</p>",
        "<p>{{ 1 / 0 }}</p>",
        # It ends at the limit of time, after ten seconds.
        pytest.param("{% include 'plan.html.j2' %}", marks=pytest.mark.slow),
        "{% set n = namespace(s=view.day) %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    ],
)
def test_template_that_reaches_out_or_fails_is_told_by_line(
    view: DocumentView, folder: Path, inside: str
) -> None:
    _closing(folder, inside)
    with pytest.raises(BrandRefusedError, match=r"plan\.html\.j2:[123]: ."):
        _html(view, folder)


def test_loop_without_end_is_stopped(
    view: DocumentView, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("send_audit.render.brand_templates.MAX_SECONDS", 1)
    loops = "".join("{% for " + name + " in r %}" for name in "abcdef")
    _closing(folder, "{% set r = range(9999) %}" + loops + "{% endfor %}" * 6)
    started = time.monotonic()
    with pytest.raises(BrandRefusedError, match="not done after 1 second"):
        _html(view, folder)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">a</p>',
        '<p><a href="javascript:alert(1)">a</a></p>',
        '<p><a href=" java&#10;script:alert(1)">a</a></p>',
        '<img src="http://127.0.0.1:PORT/a.png" alt="a">',
        '<img src="data:image/jpeg;base64,AAAA" srcset="http://127.0.0.1:PORT/a.png" alt="a">',
        '<link rel="stylesheet" href="http://127.0.0.1:PORT/a.css">',
        '<iframe src="http://127.0.0.1:PORT/"></iframe>',
        '<p style="background: u\\72l(http://127.0.0.1:PORT/a.png)">a</p>',
        '<svg><rect fill="url(http://127.0.0.1:PORT/a.svg#a)"/></svg>',
        '<style>@import "http://127.0.0.1:PORT/a.css";</style>',
        '<style>p { content: "/*"; background: url(http://127.0.0.1:PORT/a.png); content: "*/" }</style>',
        '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:PORT/">',
    ],
)
@pytest.mark.parametrize("format_", ["html", "pdf"])
def test_page_that_fetches_or_runs_is_refused_and_nobody_is_called(
    view: DocumentView, folder: Path, inside: str, format_: str
) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        _closing(folder, inside.replace("PORT", str(listening.getsockname()[1])))
        with pytest.raises(BrandRefusedError, match="fetches or runs"):
            render_view(view, "html" if format_ == "html" else "pdf", Manner(brand=_brand(folder)))
        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.mark.parametrize(
    "css",
    [
        '@import "http://example.org/a.css";',
        "@\\69mport 'http://example.org/a.css';",
        "@font-face { font-family: A; src: url(https://example.org/a.woff2); }",
        "p { background: image-set('http://example.org/a.png' 1x); }",
        "p { background: url(/etc/passwd); }",
        "</style><script>alert(1)</script>",
    ],
)
def test_style_that_fetches_is_refused(view: DocumentView, folder: Path, css: str) -> None:
    (folder / "extra.screen.css").write_text(css, "utf-8")
    with pytest.raises(BrandRefusedError, match="fetches or runs"):
        _html(view, folder)


def test_head_without_the_browsers_policy_is_refused(view: DocumentView, folder: Path) -> None:
    text = "<!DOCTYPE html><html lang='en'><body>{% block body %}{% endblock %}</body></html>"
    (folder / "document.html.j2").write_text(text, "utf-8")
    with pytest.raises(BrandRefusedError, match="Content-Security-Policy"):
        _html(view, folder)


# ---- Files ---------------------------------------------------------------------------------------


def test_files_from_elsewhere_are_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("{{ 1 }}", "utf-8")
    (folder / "plan.html.j2").unlink()
    (folder / "plan.html.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(SendAuditError, match="leads out of the brand's folder"):
        read_template(folder)


@pytest.mark.parametrize("name", ["../logo.png", "/etc/passwd", "nowhere.png", "brand.yaml", "\\0"])
def test_logo_that_is_no_picture_of_the_folder_is_refused(
    folder: Path, tmp_path: Path, name: str
) -> None:
    shutil.copy(folder / "logo.png", tmp_path / "logo.png")
    text = f'{HEAD}logo:\n  file: "{name}"\n  alt: A\n'
    (folder / "brand.yaml").write_text(text.replace("\\0", "a"), "utf-8")
    with pytest.raises(SendAuditError, match=r"brand.yaml:4: "):
        read_template(folder)


def test_logo_without_words_is_refused(folder: Path) -> None:
    (folder / "brand.yaml").write_text(f"{HEAD}logo:\n  file: logo.png\n", "utf-8")
    with pytest.raises(SendAuditError, match=r"brand.yaml:\d: .*alt"):
        read_template(folder)


def test_template_too_large_is_refused(folder: Path) -> None:
    (folder / "extra.print.css").write_bytes(b" " * (256 * 1024 + 1))
    with pytest.raises(SendAuditError, match="too large: 256 kB"):
        read_template(folder)


def test_template_that_replaces_nothing_is_refused(folder: Path) -> None:
    (folder / "paln.html.j2").write_text("", "utf-8")
    with pytest.raises(SendAuditError, match="would replace nothing"):
        read_template(folder)
    (folder / "own").mkdir()
    (folder / "paln.html.j2").replace(folder / "own" / "piece.html.j2")
    read_template(folder)


def test_broken_template_is_told_by_file_and_line_before_anything_is_made(folder: Path) -> None:
    (folder / "plan.html.j2").write_text(
        "{% extends 'ours/plan.html.j2' %}\n{% blok x %}\n", "utf-8"
    )
    with pytest.raises(SendAuditError, match=r"plan\.html\.j2:2: .*blok"):
        read_template(folder)


@pytest.mark.parametrize("text", ["", "schema: send-audit/audit@1\n", "[1]", "name: A\n"])
def test_other_files_are_no_brand(tmp_path: Path, text: str) -> None:
    (tmp_path / "brand.yaml").write_text(text, "utf-8")
    with pytest.raises(SendAuditError, match=r"brand\.yaml"):
        read_template(tmp_path)


def test_folder_without_the_file_is_no_brand(tmp_path: Path) -> None:
    with pytest.raises(SendAuditError, match=r"There is no file brand\.yaml"):
        read_template(tmp_path)

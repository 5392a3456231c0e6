"""A brand's templates run where they can reach nothing: no file, no attribute of Python, no end of time."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from send_audit.problems import SendAuditError
from send_audit.render.brand import Brand
from send_audit.render.not_made import BrandRefusedError

OURS = "ours"
"""The prefix under which a brand's template finds the one of ours that it replaces."""

MAX_SECONDS = 10
MAX_CHARACTERS = 20_000_000
MAX_MEMORY = 400 * 1024
"""Kilobytes by which the process may grow: a text that doubles itself stops there."""
_LONGEST_TEXT = 1_000_000

_REFUSED_METHODS = frozenset(
    {
        "center",
        "expandtabs",
        "format",
        "format_map",
        "join",
        "ljust",
        "replace",
        "rjust",
        "translate",
        "zfill",
    }
)
_REFUSED_FILTERS = ("center", "format", "indent", "pprint", "replace", "wordwrap")
_REFUSED_GLOBALS = ("lipsum",)


class BrandEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which besides makes no text longer by multiplication or padding."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - Jinja's own
        """Whether a template may have an attribute: none of Python's inside, none that makes texts long."""
        if isinstance(obj, str | bytes) and attr in _REFUSED_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as above
        """Multiply numbers of an everyday size; refuse what else `*`, `**` and `%` can do."""
        numbers = all(
            isinstance(one, int | float) and abs(one) < _LONGEST_TEXT for one in (left, right)
        )
        if operator == "**" or not numbers:
            raise SecurityError(f"“{operator}” is for small numbers only")
        return super().call_binop(context, operator, left, right)


def brand_environment(brand: Brand, folder: Path) -> BrandEnvironment:
    """The brand's templates before ours, which are in `folder`, and ours again under `ours/`."""
    texts = dict(brand.templates)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = texts.get(name)
        return None if text is None else (text, f"{brand.folder}/{name}", lambda: True)

    loader: BaseLoader = ChoiceLoader(
        [
            FunctionLoader(load),
            FileSystemLoader(folder),
            PrefixLoader({OURS: FileSystemLoader(folder)}),
        ]
    )
    environment = BrandEnvironment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in _REFUSED_FILTERS:
        del environment.filters[name]
    for name in _REFUSED_GLOBALS:
        del environment.globals[name]
    return environment


def check_templates(brand: Brand, folder: Path) -> None:
    """Compile every template of a brand. Raises `SendAuditError` with file and line where one is no Jinja."""
    environment = brand_environment(brand, folder)
    for name, text in brand.templates:
        try:
            environment.compile(text, name, f"{brand.folder}/{name}")
        except TemplateSyntaxError as error:
            raise SendAuditError(f"{brand.folder}/{name}:{error.lineno}: {error.message}") from None
        except (RecursionError, MemoryError, SyntaxError, ValueError):
            raise SendAuditError(f"{brand.folder}/{name}: This template is too involved.") from None


def render_branded(
    environment: BrandEnvironment, brand: Brand, template: str, values: dict[str, object]
) -> str:
    """Render a template. Raises `BrandRefusedError` with file and line where one fails or does not end."""
    try:
        with _limited():
            return _joined(environment.get_template(template).generate(values))
    except (
        _TooMuchError,
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
        MemoryError,
    ) as error:
        raise BrandRefusedError(f"{_place(error, brand)}: {_reason(error)}") from None


def _joined(parts: Iterable[str]) -> str:
    kept: list[str] = []
    length = 0
    for part in parts:
        kept.append(part)
        length += len(part)
        if length > MAX_CHARACTERS:
            raise _TooMuchError("the page becomes too large")
    return "".join(kept)


class _TooMuchError(Exception):
    pass


def _reason(error: Exception) -> str:
    match error:
        case RecursionError():
            return "the templates include one another for ever"
        case MemoryError():
            return "the template wants too much memory"
        case TemplateSyntaxError():
            return str(error.message)
        case _:
            return str(error) or type(error).__name__


def _place(error: BaseException, brand: Brand) -> str:
    """The file and line of the brand's template where it happened, the innermost one."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    place, trace = brand.folder, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(f"{brand.folder}/"):
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


@contextmanager
def _limited() -> Iterator[None]:
    """Stop templates that run too long or grow too large.

    Looked at line by line, in the code of templates alone: a loop within a loop calls nothing at which it
    could be stopped otherwise, and a signal reaches the main thread only.
    """
    end = time.monotonic() + MAX_SECONDS
    most = _memory() + MAX_MEMORY

    def on_line(frame: FrameType, event: str, arg: object) -> Any:  # noqa: ANN401, ARG001 - Python's own
        if time.monotonic() > end:
            raise _TooMuchError(f"the template was not done after {MAX_SECONDS} seconds")
        if _memory() > most:
            raise _TooMuchError("the template wants too much memory")
        return on_line

    def on_call(frame: FrameType, event: str, arg: object) -> Any:  # noqa: ANN401, ARG001 - as above
        return on_line if frame.f_globals.get("debug_info") is not None else None

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(before)


def _memory() -> int:
    """Kilobytes that this process has taken at the most; 0 where the system does not tell, as on Windows."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

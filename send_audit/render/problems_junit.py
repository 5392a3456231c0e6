"""Problems as JUnit XML: a suite a file, a failed case a problem that counts, a passed case a clean file."""

import re
import xml.etree.ElementTree as ET
from collections import Counter

from send_audit.problems import Problem
from send_audit.render.problem_report import ProblemReport, by_file, joined_message

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_problems_junit(report: ProblemReport) -> str:
    """Render all suites. A remark that does not make the run fail is a passed case with its text."""
    suites = ET.Element("testsuites", name="send-audit")
    total = failed = 0
    for file, problems in by_file(report).items():
        name = report.name_of(file)
        failures = sum(map(report.fails, problems))
        suite = ET.SubElement(
            suites,
            "testsuite",
            name=_text(name),
            tests=str(max(len(problems), 1)),
            failures=str(failures),
            errors="0",
            skipped="0",
        )
        if not problems:
            ET.SubElement(suite, "testcase", classname=_text(name), name="valid")
        seen: Counter[str] = Counter()
        for problem in problems:
            case = f"{problem.kind.code} {problem.kind.name}, line {problem.line}:{problem.column}"
            seen[case] += 1
            title = case if seen[case] == 1 else f"{case}, number {seen[case]}"
            _case(suite, name, title, problem, fails=report.fails(problem))
        total += max(len(problems), 1)
        failed += failures
    suites.set("tests", str(total))
    suites.set("failures", str(failed))
    ET.indent(suites)
    text = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _case(suite: ET.Element, file: str, title: str, problem: Problem, *, fails: bool) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_text(file),
        name=title,
    )
    place = f"{file}:{problem.line}:{problem.column}"
    said = _text(f"{place}: {joined_message(problem)}")
    if fails:
        failure = ET.SubElement(
            case, "failure", type=problem.kind.severity, message=_text(joined_message(problem))
        )
        failure.text = said
    else:
        ET.SubElement(case, "system-out").text = said


def _text(text: str) -> str:
    """Without the characters that no XML file may hold."""
    return _NOT_IN_XML.sub(" ", text)

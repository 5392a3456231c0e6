"""The twelve misconceptions of domain.md section 11: audits whose result would change if one were taught.

`desk.teaching(...)` changes the content so that it does teach the misconception, and the verdict must then
differ: that shows that the audit would notice.
"""

from pathlib import Path

import pytest

from send_audit.model.audit import Audit
from send_audit.model.results import Assessed
from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
from send_audit.outcomes import resolve
from send_audit.render.checklist_text import measure_words
from send_audit.render.documents import EDITIONS, Edition, render_document
from send_audit.render.score_text import render_score_text
from send_audit.validate.style import NEVER_SAID
from tests.answered import IN_FORCE, MET, Desk, duty_lines, figures, shipped_desk, unmet
from tests.small_models import AS_OF, SCHEDULE_10, Tree, basis, rated

NOT_MET = rated("not-met")
NO_GAP = "Duties under Schedule 10: no gap found in the evidence supplied."
COMMANDED = {"duty": "must", "basis": [basis(SCHEDULE_10, "paragraph 3(2)", "secondary")]}
WORST = {
    "mm": "1",
    "m": "1",
    "mm-by-mm": "1 x 1",
    "newtons": "999",
    "lrv-points": "0",
    "db": "120",
    "lux": "1",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return shipped_desk(tmp_path)


def status(one: Assessed) -> str:
    found: str = figures(one)["duty_status"]
    return found


def test_the_school_at_the_desk_has_no_gap(desk: Desk) -> None:
    one = desk.assess()
    assert duty_lines(one)[0] == NO_GAP
    assert (unmet(one), one.findings) == ({}, ())


def test_1_no_lift_is_a_barrier_and_not_a_gap_in_the_duty(desk: Desk) -> None:
    school: Tree = {"features": {"storeys": "3", "lift": "false"}}
    one = desk.assess({"PE-0501": NOT_MET}, **school)
    assert duty_lines(one)[0] == NO_GAP
    assert unmet(one) == {}
    assert [(f["item"], f["priority"]) for f in figures(one)["findings"]] == [("PE-0501", "high")]
    assert figures(one)["strands"]["physical-environment"]["score"] < 100
    taught = desk.teaching("PE-0501", **COMMANDED)
    assert status(taught.assess({"PE-0501": NOT_MET}, **school)) == "gap-found"


def test_2_a_dimension_is_a_benchmark_and_no_legal_minimum(desk: Desk) -> None:
    answers: dict[str, Tree | None] = {}
    for id_, (_, item) in desk.library.items.items():
        if item.measure is not None:
            too_much = "1:2" if item.measure.unit == "gradient" else "9999"
            worst = too_much if item.measure.maximum else WORST[item.measure.unit]
            answers[id_] = {"measured": worst}
            assert measure_words(item.measure).endswith("not a legal test)")
    one = desk.assess(answers, phase="unknown")
    assert {f["item"] for f in figures(one)["findings"]} == set(answers)
    assert {f["rating"] for f in figures(one)["findings"]} == {"not-met"}
    assert duty_lines(one)[0] == NO_GAP
    assert unmet(one) == {}
    assert unmet(desk.teaching("PE-0302", **COMMANDED).assess(answers)).keys() == {"PE-0302"}


def test_3_no_physical_feature_is_owed_to_a_pupil_as_an_adjustment(desk: Desk) -> None:
    physical = _items(desk, "physical-environment")
    answers = dict.fromkeys(physical, NOT_MET)
    one = desk.assess(answers, phase="unknown")
    assert figures(one)["strands"]["physical-environment"]["score"] == 0
    assert duty_lines(one)[0] == NO_GAP
    assert unmet(one) == {}
    # The adjustments that are owed do stand under the Act, and even they are not Schedule 10's.
    charged = desk.assess({"CA-0604": NOT_MET})
    assert unmet(charged) == {"CA-0604": "Equality Act 2010"}
    assert status(charged) == "no-gap-found"
    limb = [basis("equality-act-2010", "section 20(4)", "secondary")]
    taught = desk.teaching("PE-0101", duty="must", basis=limb)
    assert unmet(taught.assess(answers)) == {"PE-0101": "Equality Act 2010"}


def _items(desk: Desk, checklist: str) -> list[str]:
    return [id_ for id_, (of, _) in desk.library.items.items() if of.id == checklist]


def test_4_a_school_without_disabled_pupils_still_has_to_plan(desk: Desk) -> None:
    nobody = rated("not-applicable", reason="We have no disabled pupils")
    one = desk.assess({"S10-0402": nobody}, pupils="0")
    assert status(one) == "not-fully-assessed"
    assert "Not assessed: S10-0402." in duty_lines(one)
    assert status(desk.assess({"S10-0402": NOT_MET})) == "gap-found"
    # Nor does any other part of the plan fall away.
    parts = [gap for gap in _items(desk, "schedule-10-duty") if _always_binds(desk, gap)]
    none = desk.assess(dict.fromkeys(parts, nobody))
    assert f"Not assessed: {', '.join(parts)}." in duty_lines(none)
    taught = desk.teaching("S10-0402", may_not_apply="true")
    assert status(taught.assess({"S10-0402": nobody})) == "no-gap-found"


def _always_binds(desk: Desk, id_: str) -> bool:
    item = desk.library.items[id_][1]
    checked = any(
        b.source == SCHEDULE_10 and b.support in ("primary", "secondary") for b in item.basis
    )
    return item.duty in ("must", "have-regard") and checked and not item.may_not_apply


def test_5_disabled_pupils_are_more_than_those_on_the_sen_register(desk: Desk) -> None:
    """A school that thinks of SEN only, and leaves out the pupils whom no SEN code describes."""
    unseen = ("medical", "energy", "appearance")
    answers: dict[str, Tree | None] = {
        id_: MET | rated("partly-met", leaves_out=list(unseen))
        for id_, (_, item) in desk.library.items.items()
        if set(unseen) & set(item.needs)
    }
    needs = figures(desk.assess(answers))["needs"]
    for need in unseen:
        assert (needs[need]["score"], needs[need]["asked"] > 0) == (0, True), need
    assert needs["learning"]["score"] == needs["autism"]["score"] == 100
    taught = desk.teaching(answers, needs=["learning"]).assess(dict.fromkeys(answers, MET))
    assert [figures(taught)["needs"][need]["asked"] for need in unseen] == [0, 0, 0]


@pytest.mark.parametrize("strand", ["S10-0201", "S10-0202", "S10-0203"])
def test_6_each_of_the_three_strands_is_required(desk: Desk, strand: str) -> None:
    one = desk.assess({strand: NOT_MET})
    assert duty_lines(one)[:2] == ["Duties under Schedule 10: gap found.", f"Gaps: {strand}."]
    assert status(desk.teaching(strand, duty="good-practice").assess({strand: NOT_MET})) == (
        "no-gap-found"
    )


def test_6_a_school_that_looked_at_its_ramps_only_has_not_finished(desk: Desk) -> None:
    ids = [*_items(desk, "curriculum-access"), *_items(desk, "information-provision")]
    one = desk.assess(dict.fromkeys(ids))
    assert figures(one)["strands"]["physical-environment"]["score"] == 100
    assert figures(one)["strands"]["curriculum"]["score"] is None
    assert figures(one)["overall"]["confirmed"] < 60
    assert "All three strands: 100 (incomplete)" in render_score_text(one)


def test_7_information_for_parents_is_not_the_information_strand(desk: Desk) -> None:
    families = [*(f"IP-080{number}" for number in range(1, 6)), "IP-0507"]
    pupils = [id_ for id_ in _items(desk, "information-provision") if id_ not in families]
    neglected = desk.assess(dict.fromkeys(pupils, NOT_MET))
    assert figures(neglected)["strands"]["information"]["score"] == 0
    silent = desk.assess(dict.fromkeys(families, NOT_MET))
    assert figures(silent)["strands"]["information"]["score"] == 100
    assert figures(silent)["needs"] == figures(desk.assess())["needs"]
    taught = desk.teaching(families, strand="information").assess(dict.fromkeys(pupils, NOT_MET))
    assert figures(taught)["strands"]["information"]["score"] > 0


@pytest.mark.parametrize("id_", ["S10-0301", "S10-0302", "S10-0303"])
def test_8_a_plan_is_reviewed_revised_and_carried_out(desk: Desk, id_: str) -> None:
    one = desk.assess({id_: NOT_MET})
    assert duty_lines(one)[:2] == ["Duties under Schedule 10: gap found.", f"Gaps: {id_}."]
    assert status(desk.teaching(id_, duty="should").assess({id_: NOT_MET})) == "no-gap-found"


def test_8_a_yearly_report_is_not_a_review_and_a_new_plan_may_wait_for_its_first(
    desk: Desk,
) -> None:
    reported = IN_FORCE | {"reports": [{"on": "2026-11", "to": ["parents"]}]}
    assert status(desk.assess({"S10-0301": None}, plan=reported)) == "not-fully-assessed"
    early = rated("not-applicable", reason="The first review is due in 2027")
    assert status(desk.assess({"S10-0301": early})) == "no-gap-found"


_NOT_THE_COUNCILS: list[SchoolType] = [
    kind
    for kind, facts in SCHOOL_TYPES.items()
    if facts.plan_duty and facts.in_la_strategy is False
]


@pytest.mark.parametrize("kind", _NOT_THE_COUNCILS)
def test_9_the_councils_strategy_is_no_academys_or_independents_plan(
    desk: Desk, kind: SchoolType
) -> None:
    why = "The council's strategy covers us"
    one = desk.assess({"S10-0101": rated("not-met", note=why)}, type=kind)
    assert duty_lines(one)[:2] == ["Duties under Schedule 10: gap found.", "Gaps: S10-0101."]
    spared = desk.assess({"S10-0101": rated("not-applicable", reason=why)}, type=kind)
    assert status(spared) == "not-fully-assessed"


def test_9_those_schools_are_all_academies_independents_and_non_maintained_special_schools() -> (
    None
):
    """domain.md section 7: the column “Sch 10 strategy covers it”."""
    assert {SCHOOL_TYPES[kind].responsible_body for kind in _NOT_THE_COUNCILS} == {
        "academy-trust",
        "proprietor",
    }
    assert {"free-school", "other-independent-school", "non-maintained-special-school"} < set(
        _NOT_THE_COUNCILS
    )
    assert SCHOOL_TYPES["pupil-referral-unit"].in_la_strategy is True


def test_9_a_councils_own_audit_is_about_its_strategy_and_no_schools_plan(desk: Desk) -> None:
    authority = {"name": "Estuary", "code": "990", "nation": "england"}
    of = Audit.model_validate({"schema": "send-audit/audit@1", "local_authority": authority})
    content = desk.library.current("schedule-10-duty")
    assert content is not None
    assert not any(outcome.asked for outcome in resolve(of, [content], AS_OF))


@pytest.mark.parametrize(
    "kind",
    [
        "other-independent-school",
        "other-independent-special-school",
        "non-maintained-special-school",
        "community-special-school",
        "academy-special-converter",
        "pupil-referral-unit",
        "academy-alternative-provision-converter",
    ],
)
def test_10_no_school_is_exempt_for_being_special_independent_or_a_unit(
    desk: Desk, kind: SchoolType
) -> None:
    assert duty_lines(desk.assess(type=kind))[0] == NO_GAP
    assert status(desk.assess({"S10-0101": NOT_MET}, type=kind)) == "gap-found"


def test_10_the_plan_of_a_unit_is_the_local_authoritys() -> None:
    assert SCHOOL_TYPES["pupil-referral-unit"].responsible_body == "local-authority"


def test_10_an_independent_school_shows_its_plan_and_owes_no_sen_information_report(
    desk: Desk,
) -> None:
    answers = dict.fromkeys(("S10-0505", "S10-0601", "S10-0602"), NOT_MET)
    one = desk.assess(answers, type="other-independent-school")
    assert unmet(one).keys() == {"S10-0505"}
    assert "(believed required, to be confirmed)" in duty_lines(one)[-1]
    assert status(one) == "no-gap-found"
    academy = desk.assess(answers, type="academy-converter")
    assert unmet(academy).keys() == {"S10-0601", "S10-0602"}


def test_11_a_plan_that_is_not_on_the_website_is_no_unmet_duty(desk: Desk) -> None:
    one = desk.assess({"S10-0502": NOT_MET})
    assert (status(one), unmet(one)) == ("no-gap-found", {})
    assert figures(one)["duty"]["not_met"] == 1
    taught = desk.teaching("S10-0502", **COMMANDED)
    assert status(taught.assess({"S10-0502": NOT_MET})) == "gap-found"


@pytest.mark.parametrize(
    "kind", ["community-school", "academy-converter", "local-authority-nursery-school"]
)
def test_11_nor_is_it_optional_to_say_something_of_it_in_the_sen_information_report(
    desk: Desk, kind: SchoolType
) -> None:
    one = desk.assess({"S10-0601": NOT_MET}, type=kind)
    assert unmet(one) == {"S10-0601": "Children and Families Act 2014"}
    assert status(one) == "no-gap-found"
    assert duty_lines(one)[-1].endswith("Not met. Children and Families Act 2014.")
    taught = desk.teaching("S10-0601", duty="good-practice")
    assert unmet(taught.assess({"S10-0601": NOT_MET})) == {}


@pytest.mark.parametrize("kind", ["pupil-referral-unit", "other-independent-school"])
def test_11_schools_outside_section_69_are_not_asked_about_that_report(
    desk: Desk, kind: SchoolType
) -> None:
    assert unmet(desk.assess({"S10-0601": NOT_MET}, type=kind)) == {}


def test_12_a_full_score_proves_nothing_about_the_duty(desk: Desk) -> None:
    duties = _items(desk, "schedule-10-duty")
    unasked = desk.assess(dict.fromkeys(duties))
    assert figures(unasked)["overall"]["score"] == 100
    assert duty_lines(unasked)[0] == "Duties under Schedule 10: not fully assessed."
    gap = desk.assess({"S10-0303": NOT_MET})
    assert figures(gap)["overall"]["score"] == 100
    assert duty_lines(gap)[0] == "Duties under Schedule 10: gap found."


def test_12_nor_does_a_low_score_break_it(desk: Desk) -> None:
    access = [id_ for id_ in desk.library.items if not id_.startswith("S10-") and id_ != "CA-0604"]
    one = desk.assess(dict.fromkeys(access, NOT_MET))
    assert figures(one)["overall"]["score"] < 2
    assert duty_lines(one)[0] == NO_GAP


def test_12_a_certificate_is_evidence_and_never_an_answer(desk: Desk) -> None:
    certified: Tree = {"evidence": [{"kind": "certificate", "title": "Access audit: pass"}]}
    one = desk.assess({"S10-0101": certified})
    assert "Not assessed: S10-0101." in duty_lines(one)
    settled = desk.assess({"S10-0101": NOT_MET | certified})
    assert status(settled) == "gap-found"


@pytest.mark.parametrize("nation", ["scotland", "northern-ireland"])
def test_12_schedule_10_is_not_for_all_schools_of_the_kingdom(desk: Desk, nation: str) -> None:
    one = desk.assess({"S10-0101": NOT_MET}, nation=nation)
    assert duty_lines(one)[0] == "Duties under Schedule 10: Schedule 10 does not apply."
    assert (unmet(one), figures(one)["overall"]["asked"]) == ({}, 0)


# ---- The further traps at the end of section 11 --------------------------------------------------


def test_a_sixth_form_college_is_no_school_of_schedule_10(desk: Desk) -> None:
    one = desk.assess({"S10-0101": NOT_MET}, type="sixth-form-centre", phase="post-16")
    assert duty_lines(one)[0] == "Duties under Schedule 10: Schedule 10 does not apply."
    assert figures(one)["overall"]["asked"] > 0  # the audit is voluntary, and still useful


def test_welsh_schools_are_not_held_to_englands_reports(desk: Desk) -> None:
    english = ("S10-0601", "S10-0701", "S10-0702", "CA-0901")
    one = desk.assess(dict.fromkeys(english, NOT_MET), nation="wales")
    assert (status(one), unmet(one), one.findings) == ("no-gap-found", {}, ())


def test_governors_need_not_approve_the_plan_themselves(desk: Desk) -> None:
    assert status(desk.assess({"S10-0501": NOT_MET})) == "no-gap-found"


def test_adult_toilet_heights_are_not_for_infants(desk: Desk) -> None:
    low: dict[str, Tree | None] = {"PE-0603": {"measured": "300"}}
    assert desk.assess(low, phase="primary").findings == ()
    assert len(desk.assess(low, phase="secondary").findings) == 1


@pytest.mark.parametrize("id_", ["CA-0702", "CA-0703", "CA-0804"])
def test_a_middle_school_is_not_asked_about_public_examinations_or_placements(
    desk: Desk, id_: str
) -> None:
    assert desk.assess({id_: NOT_MET}, phase="middle-deemed-secondary").findings == ()
    assert len(desk.assess({id_: NOT_MET}, phase="secondary").findings) == 1


# ---- What is printed for families ----------------------------------------------------------------

_PUBLIC = [edition for edition in EDITIONS if edition != "working"]
_NO_VERDICT = "is not in itself a breach of it"
"""What the box on the law says, of a low score and of a missing lift."""


def _verdicts(one: Assessed, edition: Edition) -> list[str]:
    said = render_document(one, edition, "txt").decode().lower().replace(_NO_VERDICT, "")
    return [word for word in NEVER_SAID if word in said]


@pytest.mark.parametrize("edition", _PUBLIC)
@pytest.mark.parametrize("rating", ["met", "not-met"])
def test_no_public_document_gives_a_verdict_whatever_was_answered(
    desk: Desk, edition: Edition, rating: str
) -> None:
    answers = dict.fromkeys(desk.library.items, rated(rating))
    assert _verdicts(desk.assess(answers), edition) == []
    promise: Tree = {"id": "A-01", "for": ["CA-0101"], "action": "Be compliant.", "due": "2027-07"}
    claiming = desk.assess(answers, plan=IN_FORCE | {"actions": [promise]})
    assert _verdicts(claiming, edition) == ["compliant"]

"""What an HMIS export shows of the work: stages, contacts, referrals, aftercare. What it does not show stays empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.sources.hmis_csv.small_export import small_export, staged

STAGES = "case_id seq stage entered_on recorded_on source_file"


def test_a_case_without_evidence_has_no_stage(tmp_path: Path) -> None:
    assert staged(small_export(tmp_path)).rows("stage_event", STAGES) == []


def test_an_assessment_and_then_the_first_work_are_stages(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Assessment="AssessmentID|EnrollmentID|AssessmentDate|DateCreated\na1|e1|2026-01-10|2026-01-12 09:00:00",
            Services="""
                ServicesID | EnrollmentID | DateProvided | RecordType | DateCreated
                s1         | e1           | 2026-01-20   | 144        | 2026-01-21 09:00:00
                s2         | e1           | 2026-01-25   | 152        | 2026-01-25 09:00:00
            """,
            CurrentLivingSituation="CurrentLivingSitID|EnrollmentID|InformationDate\nc1|e1|2026-01-22",
        )
    )
    assert told.rows("stage_event", STAGES) == [
        ("e1", "1", "assessment", "2026-01-10", "2026-01-12", "Assessment.csv"),
        ("e1", "2", "implementation", "2026-01-20", "2026-01-21", "Services.csv"),
    ]


def test_assessed_on_the_day_of_the_first_service_comes_before_it(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Assessment="AssessmentID|EnrollmentID|AssessmentDate\na0|e1|2026-01-20\na1|e1|2026-01-10",
            Services="ServicesID|EnrollmentID|DateProvided|RecordType\ns1|e1|2026-01-10|144",
        )
    )
    assert told.rows("stage_event", "seq stage entered_on") == [
        ("1", "assessment", "2026-01-10"),
        ("2", "implementation", "2026-01-10"),
        ("3", "assessment", "2026-01-20"),
    ]


def test_a_later_assessment_is_a_reassessment(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Assessment="AssessmentID|EnrollmentID|AssessmentDate\na1|e1|2026-02-10\na2|e1|2026-02-11",
            Services="ServicesID|EnrollmentID|DateProvided|RecordType\ns1|e1|2026-01-10|144\ns2|e1|2026-03-10|144",
        )
    )
    assert told.rows("stage_event", "seq stage entered_on") == [
        ("1", "implementation", "2026-01-10"),
        ("2", "assessment", "2026-02-10"),
        ("3", "implementation", "2026-03-10"),
    ]


def test_stages_lie_within_the_case_and_before_the_data_date(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Enrollment="""
                EnrollmentID | PersonalID | ProjectID | EntryDate
                e1           | 1          | p1        | 2026-01-05
                e2           | 1          | p1        | 2026-01-05
                e3           | 1          | p1        | 2026-01-05
            """,
            Exit="ExitID|EnrollmentID|ExitDate|Destination\nx2|e2|2026-02-01|410",
            Services="""
                ServicesID | EnrollmentID | DateProvided | RecordType
                s1         | e1           | 2026-01-02   | 144
                s2         | e2           | 2026-02-02   | 144
                s3         | e3           | 2026-07-01   | 200
            """,
        )
    )
    assert told.rows("stage_event", "case_id entered_on") == [("e1", "2026-01-05")]
    assert told.places("hmis_before_entry") == [("Services.csv", 2)]
    assert told.places("hmis_after_exit") == [("Services.csv", 3)]
    assert told.places("hmis_work_not_yet") == [("Services.csv", 4)]


def test_goal_setting_planning_and_evaluation_are_said_to_have_no_source(tmp_path: Path) -> None:
    told = staged(small_export(tmp_path))
    assert ["Goal setting, planning, evaluation" in one.message for one in told.findings.found].count(True) == 1


@pytest.mark.parametrize(
    ("record_type", "contacts", "stages", "referrals"),
    [
        ("141", 1, 1, 0), ("142", 1, 1, 0), ("143", 1, 1, 0), ("144", 1, 1, 0), ("300", 1, 1, 0),
        ("151", 0, 1, 0), ("152", 0, 1, 0), ("200", 0, 1, 0), ("210", 0, 0, 0), ("161", 0, 0, 1), ("555", 0, 0, 0),
    ],
)  # fmt: skip
def test_only_a_service_to_a_person_is_a_contact(
    tmp_path: Path, record_type: str, contacts: int, stages: int, referrals: int
) -> None:
    told = staged(
        small_export(
            tmp_path,
            Services=f"ServicesID|EnrollmentID|DateProvided|RecordType|TypeProvided\ns1|e1|2026-01-10|{record_type}|1",
        )
    )
    found = [len(told.rows(table, "case_id")) for table in ("contact", "stage_event", "referral")]
    assert found == [contacts, stages, referrals]
    assert told.count("hmis_service_is_no_contact") == (record_type in {"151", "152", "200", "210"})
    assert told.count("hmis_code_unknown") == (record_type == "555")


def test_a_living_situation_is_a_meeting_and_a_service_does_not_say_whether_they_met(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            CurrentLivingSituation="CurrentLivingSitID|EnrollmentID|InformationDate|UserID|DateCreated\n"
            "c1|e1|2026-01-10|u1|2026-01-11 10:00:00",
            Services="ServicesID|EnrollmentID|DateProvided|RecordType|UserID\ns1|e1|2026-01-12|144|u1",
        )
    )
    assert told.rows("contact", "on_date kind with_whom reached channel worker_id recorded_on") == [
        ("2026-01-10", "outreach", "client", "true", None, "u1", "2026-01-11"),
        ("2026-01-12", "service", None, None, None, "u1", None),
    ]


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        *((str(one), "opening") for one in range(10, 19)),
        *((str(one), "shown_apart") for one in (1, 3, 4, 5, 6, 7)),
        ("2", "service"), ("8", "not_eligible"), ("9", "no_place"), ("77", "shown_apart"),
    ],
)  # fmt: skip
def test_only_openings_are_in_rates_and_every_other_event_has_its_kind(tmp_path: Path, event: str, kind: str) -> None:
    told = staged(small_export(tmp_path, Event=f"EventID|EnrollmentID|EventDate|Event\nv1|e1|2026-01-10|{event}"))
    assert told.rows("referral", "referral_id kind sent_on agreed") == [
        ("event v1", kind, "2026-01-10", "not_recorded")
    ]
    assert len(told.rows("stage_event", "stage")) == (event == "2")
    assert told.count("hmis_opening_without_result") == (kind == "opening")
    assert told.count("hmis_code_unknown") == (event == "77")


def test_accepted_is_not_connected_and_a_no_of_the_person_is_not_a_no_of_the_service(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Event="""
                EventID | EnrollmentID | EventDate  | Event | ReferralResult | ResultDate
                v1      | e1           | 2026-01-10 | 13    | 1              | 2026-01-12
                v2      | e1           | 2026-01-10 | 13    | 2              | 2026-01-12
                v3      | e1           | 2026-01-10 | 13    | 3              | 2026-01-12
                v4      | e1           | 2026-01-10 | 13    |                |
                v5      | e1           | 2026-01-10 | 13    | 1              |
                v6      | e1           | 2026-01-10 | 13    | 1              | 2026-01-09
                v7      | e1           | 2026-01-10 | 13    | 8              | 2026-01-12
            """,
        )
    )
    assert told.rows("referral", "referral_id decision answered_on accepted_on outcome domain") == [
        ("event v1", "accepted", "2026-01-12", "2026-01-12", None, "housing"),
        ("event v2", "declined", "2026-01-12", None, None, "housing"),
        ("event v3", "rejected", "2026-01-12", None, None, "housing"),
        ("event v4", None, None, None, None, "housing"),
        ("event v5", "accepted", None, None, None, "housing"),
        ("event v6", "accepted", None, None, None, "housing"),
        ("event v7", None, "2026-01-12", None, None, "housing"),
    ]
    columns = [name for (name, *_) in told.con.execute("describe staged.referral").fetchall()]
    assert "first_service_on" not in columns
    assert told.places("hmis_opening_without_result") == [("Event.csv", 5)]
    assert told.places("hmis_result_without_date") == [("Event.csv", 6)]
    assert told.places("hmis_result_before_referral") == [("Event.csv", 7)]
    assert told.places("hmis_code_unknown") == [("Event.csv", 8)]


def test_an_event_after_its_exit_is_kept_and_found(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Exit="ExitID|EnrollmentID|ExitDate|Destination\nx1|e1|2026-02-01|410",
            Event="EventID|EnrollmentID|EventDate|Event\nv1|e1|2026-02-01|13\nv2|e1|2026-02-02|13",
        )
    )
    assert len(told.rows("referral", "referral_id")) == 2
    assert told.places("hmis_event_after_exit") == [("Event.csv", 3)]


def test_a_path_referral_has_an_outcome_of_its_own(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Services="""
                ServicesID | EnrollmentID | DateProvided | RecordType | TypeProvided | ReferralOutcome
                s1         | e1           | 2026-01-10   | 161        | 1            | 1
                s2         | e1           | 2026-01-10   | 161        | 7            | 2
                s3         | e1           | 2026-01-10   | 161        | 8            | 3
                s4         | e1           | 2026-01-10   | 161        | 99           |
            """,
        )
    )
    assert told.rows("referral", "referral_id kind domain outcome decision") == [
        ("service s1", "referral", "mental_health", "connected", None),
        ("service s2", "referral", "housing", "not_connected", None),
        ("service s3", "referral", "income", "unknown", None),
        ("service s4", "referral", None, None, None),
    ]


@pytest.mark.parametrize(
    ("phone", "message", "one", "group", "channel"),
    [
        ("1", "0", "0", "", "phone"), ("0", "1", "", "", "message"), ("", "", "1", "1", "in_person"),
        ("", "", "0", "1", "in_person"), ("1", "1", "", "", None), ("1", "", "1", "", None), ("", "", "", "", None),
    ],
)  # fmt: skip
def test_aftercare_that_was_given_on_a_day_is_done_that_day_and_never_late(
    tmp_path: Path, phone: str, message: str, one: str, group: str, channel: str | None
) -> None:
    told = staged(
        small_export(
            tmp_path,
            Exit="ExitID|EnrollmentID|ExitDate|Destination|AftercareProvided|AftercareDate|Telephone|EmailSocialMedia|"
            "InPersonIndividual|InPersonGroup\n"
            f"x1|e1|2026-02-01|410|1|2026-03-15|{phone}|{message}|{one}|{group}",
        )
    )
    follow_up = told.rows("follow_up", "case_id kind basis due_by done_on outcome survives_closure")
    assert follow_up == [("e1", "aftercare", "policy", "2026-03-15", "2026-03-15", "reached", "true")]
    contact = told.rows("contact", "case_id kind on_date with_whom reached channel")
    assert contact == [("e1", "aftercare", "2026-03-15", "client", "true", channel)]
    assert told.count("hmis_aftercare_blank") == told.count("hmis_aftercare_undated") == 0


@pytest.mark.parametrize(
    ("aftercare", "blank", "undated"),
    [("||", 1, 0), ("0||", 0, 1), ("9|2026-03-01|", 0, 1), ("1||", 0, 1), ("||1", 1, 1)],
)
def test_no_aftercare_is_made_up(tmp_path: Path, aftercare: str, blank: int, undated: int) -> None:
    told = staged(
        small_export(
            tmp_path,
            Exit="ExitID|EnrollmentID|ExitDate|Destination|AftercareProvided|AftercareDate|PostExitCounselingPlan\n"
            f"x1|e1|2026-02-01|410|{aftercare}",
        )
    )
    assert told.rows("follow_up", "follow_up_id") == told.rows("contact", "contact_id") == []
    assert [told.count("hmis_aftercare_blank"), told.count("hmis_aftercare_undated")] == [blank, undated]

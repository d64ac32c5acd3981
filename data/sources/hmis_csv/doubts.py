"""What is doubtful in an HMIS CSV export: each check is a select of doubts/, and the rows it returns are doubtful."""

from __future__ import annotations

from dataclasses import dataclass

from data.findings import Check


@dataclass(frozen=True)
class Doubt:
    """A check whose rows are found by doubts/<check_id>.sql; column: where in the file to look."""

    check: Check
    column: str | None = None


DOUBTS = (
    Doubt(
        Check(
            "hmis_date_form",
            "warning",
            "DateUpdated is not written as yyyy-mm-dd, so when the record was last changed cannot be told. No figure "
            "uses it; ask your HMIS why.",
        ),
        "DateUpdated",
    ),
    Doubt(
        Check(
            "hmis_user_not_listed",
            "warning",
            "The user is not in User.csv. They are kept as a worker all the same.",
        ),
        "UserID",
    ),
    Doubt(
        Check(
            "hmis_place_blank",
            "warning",
            "EnrollmentCoC is blank. The case is counted where its project works, if that is one place, else where it "
            "belongs is not recorded.",
        ),
        "EnrollmentCoC",
    ),
    Doubt(
        Check(
            "hmis_exit_after_period",
            "warning",
            "The exit is dated after the period that the export covers.",
        ),
        "ExitDate",
    ),
    Doubt(
        Check(
            "hmis_exit_not_yet",
            "warning",
            "The exit is dated after the data date: it has not happened, and the case is open. Correct the date in the "
            "HMIS if it is a slip.",
        ),
        "ExitDate",
    ),
    Doubt(
        Check(
            "hmis_exit_twice",
            "warning",
            "The enrolment has another exit further down in the file, which counts; this one is left out.",
        ),
        "EnrollmentID",
    ),
    Doubt(
        Check("hmis_exit_of_nobody", "error", "The exit's enrolment is not in the export; the exit is left out."),
        "EnrollmentID",
    ),
    Doubt(
        Check(
            "hmis_open_after_death",
            "warning",
            "The enrolment is open, but another one says that this person has died. Nobody who died is on a list of "
            "people to contact; close the enrolment in the HMIS.",
        ),
        "PersonalID",
    ),
    Doubt(
        Check("hmis_event_after_exit", "warning", "The event is dated after the exit of its enrolment; it is kept."),
        "EventDate",
    ),
    Doubt(
        Check(
            "hmis_result_before_referral",
            "warning",
            "The result is dated before the referral: the result counts, its day is not taken.",
        ),
        "ResultDate",
    ),
    Doubt(
        Check("hmis_result_without_date", "warning", "A result is recorded, but not when; the result counts."),
        "ResultDate",
    ),
    Doubt(
        Check(
            "hmis_opening_without_result",
            "warning",
            "A referral to an opening should have a result and has none: no result recorded.",
        ),
        "ReferralResult",
    ),
    Doubt(
        Check(
            "hmis_work_not_yet",
            "warning",
            "An assessment, payment or bed night is dated after the data date: it has not happened, and moves no case.",
        ),
    ),
    Doubt(
        Check("hmis_before_entry", "warning", "The record is dated before the entry of its enrolment; it is kept."),
        "EnrollmentID",
    ),
    Doubt(
        Check("hmis_after_exit", "warning", "The record is dated after the exit of its enrolment; it is kept."),
        "EnrollmentID",
    ),
    Doubt(
        Check(
            "hmis_code_unknown",
            "warning",
            "A code is not one of the standard's: the row is kept, and what the code would say is not recorded.",
        ),
    ),
    Doubt(
        Check(
            "hmis_aftercare_blank",
            "note",
            "Nothing is recorded about aftercare: shown as not recorded, and no follow-up is made up.",
        ),
        "AftercareProvided",
    ),
    Doubt(
        Check(
            "hmis_aftercare_undated",
            "note",
            "Something is recorded about aftercare or a plan for after the exit, but not that it was given on a day: "
            "no follow-up is made of it.",
        ),
        "AftercareProvided",
    ),
    Doubt(
        Check(
            "hmis_gender_is_sex",
            "note",
            "This layout records sex, not gender: female is shown as woman, male as man.",
        ),
        "Sex",
    ),
    Doubt(
        Check(
            "hmis_service_is_no_contact",
            "note",
            "Nobody is met in these services (money paid, a bed night, a voucher's papers): never counted as contact.",
        ),
        "RecordType",
    ),
)

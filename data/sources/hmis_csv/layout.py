"""Which files and columns of an HMIS CSV export are read. Names, SSN, birth dates and free text are not among them."""

from __future__ import annotations

from dataclasses import dataclass

VERSIONS = ("2024", "2026")
"""What CSVVersion names ("2026 v1"); earlier layouts mean other things by the same codes."""


@dataclass(frozen=True)
class File:
    """One file of the export. columns: read where they are there; keys: without them the file says nothing."""

    name: str
    table: str
    keys: tuple[str, ...]
    columns: tuple[str, ...] = ()
    is_needed: bool = False

    def wanted(self) -> dict[str, str]:
        """Heading in the file → column of the raw table."""
        return {heading: heading.lower() for heading in (*self.keys, *self.columns)}


FILES = (
    File(
        "Export.csv",
        "export",
        keys=("ExportDate", "CSVVersion"),
        columns=("ExportStartDate", "ExportEndDate", "ExportPeriodType", "ExportDirective"),
        is_needed=True,
    ),
    File(
        "Client.csv",
        "client",
        keys=("PersonalID",),
        columns=(
            "Sex", "Woman", "Man", "NonBinary", "CulturallySpecific", "Transgender", "Questioning",
            "DifferentIdentity", "GenderNone", "DateUpdated", "DateDeleted",
        ),
        is_needed=True,
    ),
    File(
        "Enrollment.csv",
        "enrollment",
        keys=("EnrollmentID", "PersonalID", "ProjectID", "EntryDate"),
        columns=("HouseholdID", "EnrollmentCoC", "UserID", "DateDeleted"),
        is_needed=True,
    ),
    File(
        "Project.csv",
        "project",
        keys=("ProjectID", "ProjectName"),
        columns=("OrganizationID", "DateDeleted"),
        is_needed=True,
    ),
    File(
        "Exit.csv",
        "exit",
        keys=("ExitID", "EnrollmentID", "ExitDate"),
        columns=(
            "PersonalID", "Destination", "ProjectCompletionStatus", "CMExitReason", "PostExitCounselingPlan",
            "AftercareDate", "AftercareProvided", "EmailSocialMedia", "Telephone", "InPersonIndividual",
            "InPersonGroup", "DateDeleted",
        ),
    ),
    File(
        "Organization.csv",
        "organization",
        keys=("OrganizationID", "OrganizationName", "VictimServiceProvider"),
        columns=("DateDeleted",),
    ),
    File("ProjectCoC.csv", "projectcoc", keys=("ProjectID", "CoCCode"), columns=("DateDeleted",)),
    File("User.csv", "users", keys=("UserID",), columns=("DateDeleted",)),
    File(
        "Assessment.csv",
        "assessment",
        keys=("EnrollmentID", "AssessmentDate"),
        columns=("DateCreated", "DateDeleted"),
    ),
    File(
        "Services.csv",
        "services",
        keys=("ServicesID", "EnrollmentID", "DateProvided", "RecordType"),
        columns=("TypeProvided", "ReferralOutcome", "UserID", "DateCreated", "DateDeleted"),
    ),
    File(
        "CurrentLivingSituation.csv",
        "currentlivingsituation",
        keys=("CurrentLivingSitID", "EnrollmentID", "InformationDate"),
        columns=("UserID", "DateCreated", "DateDeleted"),
    ),
    File(
        "Event.csv",
        "event",
        keys=("EventID", "EnrollmentID", "EventDate", "Event"),
        columns=("ReferralResult", "ResultDate", "DateCreated", "DateDeleted"),
    ),
    File(
        "HealthAndDV.csv",
        "healthanddv",
        keys=("EnrollmentID", "InformationDate", "CurrentlyFleeing"),
        columns=("PersonalID", "DateDeleted"),
    ),
)  # fmt: skip

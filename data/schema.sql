-- The tables of a snapshot: one row a fact, dates as DATE, codes as short lower-case words.
-- A comment that ends in [codes: kind] names the code list that a column must obey; [pseudonym: kind] marks a
-- column that never holds a source's own key; [row] marks a row number given at build; [required] must be filled.
-- Tables under "Derived" are made at build from the others and are never imported.

create table snapshot (
    snapshot_id text not null,
    data_date date not null,
    built_at timestamp not null,
    source_kind text not null,
    spec_version integer not null,
    pseudonym_scheme text not null,
    synthetic boolean not null,
    smallest_group integer,
    share_in_groups_under_5 double,
    share_in_groups_under_11 double
);
comment on table snapshot is 'One row: what this snapshot is and the date its figures are true for.';
comment on column snapshot.data_date is 'The date the figures are true for.';
comment on column snapshot.smallest_group is 'People in the smallest group over age band, gender, community, language and household size; missing counts as a value.';

create table snapshot_rows (table_name text not null, row_count bigint not null);
comment on table snapshot_rows is 'Rows in each table of this snapshot.';

create table code_list (kind text not null, code text not null, label text not null, position integer not null, note text, source text);
comment on table code_list is 'Every code with its label; labels, help texts and validation come from here.';

create table team (team_id text not null, name text not null);
comment on table team is 'Teams that hold cases.';
comment on column team.team_id is 'The agency''s own key of the team. [key] [required]';
comment on column team.name is 'The name readers know the team by. [required]';

create table worker (worker_id text not null, team_id text, role text, fte double, capacity_points double, active_from date, active_to date);
comment on table worker is 'Workers under a pseudonym.';
comment on column worker.worker_id is 'The worker. [key] [pseudonym: worker] [required]';
comment on column worker.team_id is 'The worker''s team. [refers: team]';
comment on column worker.role is 'What the worker does. [codes: worker_role]';
comment on column worker.fte is 'Share of a full post, 0 to 1.';
comment on column worker.capacity_points is 'Weighted cases the worker can carry.';
comment on column worker.active_from is 'First day with the agency.';
comment on column worker.active_to is 'First day no longer with the agency.';

create table worker_absence (worker_id text not null, from_on date not null, to_on date, cover_worker_id text);
comment on table worker_absence is 'When a worker is away and who covers.';
comment on column worker_absence.worker_id is 'The worker. [pseudonym: worker] [refers: worker] [required]';
comment on column worker_absence.from_on is 'First day away. [required]';
comment on column worker_absence.to_on is 'First day back.';
comment on column worker_absence.cover_worker_id is 'Who covers. [pseudonym: worker] [refers: worker]';

create table programme (programme_id text not null, name text not null, team_id text, aftercare_offered_from date, pathway text);
comment on table programme is 'What people are enrolled in.';
comment on column programme.programme_id is 'The agency''s own key. [key] [required]';
comment on column programme.name is 'The name readers know it by. [required]';
comment on column programme.team_id is 'The team that runs it. [refers: team]';
comment on column programme.aftercare_offered_from is 'First closing day for which aftercare is offered; empty = not offered.';
comment on column programme.pathway is 'The usual pathway of its cases. [codes: pathway]';

create table community (community_id text not null, name text not null, kind text not null, parent_id text, population integer, geometry text);
comment on table community is 'Places and self-described communities.';
comment on column community.community_id is 'The agency''s own key. [key] [required]';
comment on column community.name is 'Its name in its own words. [required]';
comment on column community.kind is 'A place, or how people describe themselves. [codes: community_kind] [required]';
comment on column community.parent_id is 'The larger community it is part of. [refers: community]';
comment on column community.population is 'People living there.';
comment on column community.geometry is 'Outline as WKT, for the map.';

create table provider (
    provider_id text not null, name text not null, community_id text, services text, status text,
    capacity_status text, capacity_as_of date, response_days integer, response_days_kind text
);
comment on table provider is 'Services that people are referred to.';
comment on column provider.provider_id is 'The agency''s own key. [key] [required]';
comment on column provider.name is 'Its name. [required]';
comment on column provider.community_id is 'Where it works. [refers: community]';
comment on column provider.services is 'Need domains it serves, separated by blanks.';
comment on column provider.status is 'Open or closed. [codes: provider_status]';
comment on column provider.capacity_status is 'What it says about its capacity. [codes: capacity_status]';
comment on column provider.capacity_as_of is 'When it said so.';
comment on column provider.response_days is 'Days in which it promised to answer.';
comment on column provider.response_days_kind is 'Business or calendar days. [codes: day_kind]';

create table person (person_id text not null, age_band text, gender text, language text, interpreter_need text, died_on date);
comment on table person is 'People under a pseudonym; no name, no birth date.';
comment on column person.person_id is 'The person. [key] [pseudonym: person] [required]';
comment on column person.age_band is 'Ten-year age band. [codes: age_band]';
comment on column person.gender is 'Gender as recorded. [codes: gender]';
comment on column person.language is 'Preferred language (ISO 639-1).';
comment on column person.interpreter_need is 'Whether an interpreter is needed. [codes: yes_no]';
comment on column person.died_on is 'The day the person died. Nobody who died is ever chased.';

create table person_household (person_id text not null, household_id text not null, from_on date not null, to_on date);
comment on table person_household is 'Who lived with whom, and when.';
comment on column person_household.person_id is 'The person. [pseudonym: person] [refers: person] [required]';
comment on column person_household.household_id is 'The household. [pseudonym: household] [required]';
comment on column person_household.from_on is 'First day. [required]';
comment on column person_household.to_on is 'First day no longer in it.';

create table person_community (person_id text not null, community_id text not null, from_on date not null, to_on date);
comment on table person_community is 'The communities of a person, several at once.';
comment on column person_community.person_id is 'The person. [pseudonym: person] [refers: person] [required]';
comment on column person_community.community_id is 'The community. [refers: community] [required]';
comment on column person_community.from_on is 'First day. [required]';
comment on column person_community.to_on is 'First day no longer.';

create table consent (person_id text not null, kind text not null, given text not null, given_by text, on_date date not null);
comment on table consent is 'What a person agreed to, dated, so that withdrawal counts from its day.';
comment on column consent.person_id is 'The person. [pseudonym: person] [refers: person] [required]';
comment on column consent.kind is 'What for. [codes: consent_kind] [required]';
comment on column consent.given is 'Yes or no. [codes: yes_no] [required]';
comment on column consent.given_by is 'Who said so. [codes: given_by]';
comment on column consent.on_date is 'The day it was said. [required]';

create table request (request_id bigint not null, received_on date not null, source text, programme_id text, decided_on date, outcome text, case_id text);
comment on table request is 'The front door: requests for help.';
comment on column request.request_id is 'The request. [row]';
comment on column request.received_on is 'The day it came in. [required]';
comment on column request.source is 'Who asked. [codes: request_source]';
comment on column request.programme_id is 'What was asked for. [refers: programme]';
comment on column request.decided_on is 'The day it was decided.';
comment on column request.outcome is 'What was decided. [codes: request_outcome]';
comment on column request.case_id is 'The case it became. [pseudonym: case] [refers: cases]';

create table cases (
    case_id text not null, person_id text not null, programme_id text, pathway text, opened_on date not null,
    closed_on date, close_reason text, responsible_team_id text, reopened_from text, restricted boolean
);
comment on table cases is 'One row a case: a person''s time in a programme.';
comment on column cases.case_id is 'The case. [key] [pseudonym: case] [required]';
comment on column cases.person_id is 'Whose case it is. [pseudonym: person] [refers: person] [required]';
comment on column cases.programme_id is 'The programme. [refers: programme]';
comment on column cases.pathway is 'How the work is meant to run; empty = as the programme says. [codes: pathway]';
comment on column cases.opened_on is 'The day it opened. [required]';
comment on column cases.closed_on is 'The day it closed: on that day it is no longer open.';
comment on column cases.close_reason is 'How it ended. [codes: close_reason]';
comment on column cases.responsible_team_id is 'The team that owns it after closing; empty = the last team. [refers: team]';
comment on column cases.reopened_from is 'The earlier case that this one reopens. [pseudonym: case] [refers: cases]';
comment on column cases.restricted is 'Seen row by row only by accounts named for it.';

create table case_flag (case_id text not null, kind text not null, from_on date not null, to_on date, review_by date);
comment on table case_flag is 'Safety and court flags of a case.';
comment on column case_flag.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column case_flag.kind is 'What kind of flag. [codes: flag] [required]';
comment on column case_flag.from_on is 'First day. [required]';
comment on column case_flag.to_on is 'First day no longer.';
comment on column case_flag.review_by is 'Day by which it must be looked at again.';

create table case_rating (case_id text not null, element text not null, score integer not null, from_on date not null);
comment on table case_rating is 'How heavy a case is, by element, 1 to 3.';
comment on column case_rating.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column case_rating.element is 'What is rated. [codes: rating_element] [required]';
comment on column case_rating.score is '1 to 3. [required]';
comment on column case_rating.from_on is 'First day. [required]';

create table assignment (case_id text not null, worker_id text, team_id text, role text not null, from_on date not null, to_on date);
comment on table assignment is 'Who works a case, and when; overlaps are allowed.';
comment on column assignment.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column assignment.worker_id is 'The worker. [pseudonym: worker] [refers: worker]';
comment on column assignment.team_id is 'The worker''s team in this work. [refers: team]';
comment on column assignment.role is 'Lead, co-worker or cover. [codes: assignment_role] [required]';
comment on column assignment.from_on is 'First day. [required]';
comment on column assignment.to_on is 'First day no longer.';

create table stage_event (case_id text not null, seq integer not null, stage text not null, entered_on date not null, recorded_on date, kind text);
comment on table stage_event is 'A case entered a stage.';
comment on column stage_event.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column stage_event.seq is 'Order of the events of one case. [required]';
comment on column stage_event.stage is 'The stage entered. [codes: stage] [required]';
comment on column stage_event.entered_on is 'The day it was entered. [required]';
comment on column stage_event.recorded_on is 'The day it was typed.';
comment on column stage_event.kind is 'Moved, or a correction of the record before. [codes: stage_event_kind]';

create table contact (
    contact_id bigint not null, case_id text not null, worker_id text, kind text, channel text,
    on_date date not null, with_whom text, reached boolean, recorded_on date
);
comment on table contact is 'Contacts and attempts; only a two-way one counts as contact.';
comment on column contact.contact_id is 'The contact. [row]';
comment on column contact.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column contact.worker_id is 'Who made it. [pseudonym: worker] [refers: worker]';
comment on column contact.kind is 'What it was for. [codes: contact_kind]';
comment on column contact.channel is 'How. [codes: channel]';
comment on column contact.on_date is 'The day. [required]';
comment on column contact.with_whom is 'With whom. [codes: with_whom]';
comment on column contact.reached is 'Whether it was two-way; empty = not recorded.';
comment on column contact.recorded_on is 'The day it was typed.';

create table follow_up (
    follow_up_id bigint not null, case_id text not null, person_id text not null, kind text not null, basis text not null,
    rung integer, due_from date, due_by date not null, done_on date, outcome text,
    exempt_from date, exempt_until date, exempt_reason text, exempt_by text, survives_closure boolean, recorded_on date,
    lapses_on date, reopened_on date
);
comment on table follow_up is 'What was promised by when, and whether it happened.';
comment on column follow_up.follow_up_id is 'The follow-up. [row]';
comment on column follow_up.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column follow_up.person_id is 'Whom it is promised to; empty = the person of the case. [pseudonym: person] [refers: person]';
comment on column follow_up.kind is 'What is due. [codes: follow_up_kind] [required]';
comment on column follow_up.basis is 'What makes it due. [codes: basis] [required]';
comment on column follow_up.rung is 'Aftercare only: 7, 30, 90 or 180 days after closing.';
comment on column follow_up.due_from is 'First day on which doing it counts.';
comment on column follow_up.due_by is 'Last day on which it is on time. [required]';
comment on column follow_up.done_on is 'The day it was done.';
comment on column follow_up.outcome is 'What came of it. [codes: follow_up_outcome]';
comment on column follow_up.exempt_from is 'The day an exemption was granted.';
comment on column follow_up.exempt_until is 'Last day of the exemption, at most 90 days after it was granted.';
comment on column follow_up.exempt_reason is 'Why it is exempt. [codes: exempt_reason]';
comment on column follow_up.exempt_by is 'Who approved it. [pseudonym: worker]';
comment on column follow_up.survives_closure is 'Whether it stays due when the case closes.';
comment on column follow_up.recorded_on is 'The day the doing was typed.';
comment on column follow_up.lapses_on is 'First day on which its window has passed; empty = it never passes.';
comment on column follow_up.reopened_on is 'Aftercare only: the day from which another case of the person was open.';

create table need (need_id bigint not null, case_id text not null, domain text not null, identified_on date, resolved_on date);
comment on table need is 'What a person needs, by domain.';
comment on column need.need_id is 'The need. [row]';
comment on column need.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column need.domain is 'The domain. [codes: domain] [required]';
comment on column need.identified_on is 'The day it was named.';
comment on column need.resolved_on is 'The day it was met.';

create table strength (case_id text not null, domain text not null, noted_on date, noted_by text);
comment on table strength is 'Strengths, noted by the person or the worker.';
comment on column strength.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column strength.domain is 'The domain. [codes: domain] [required]';
comment on column strength.noted_on is 'The day.';
comment on column strength.noted_by is 'Who noted it. [codes: noted_by]';

create table referral (
    referral_id bigint not null, case_id text not null, need_id bigint, domain text, kind text, provider_id text,
    identified_on date, offered_on date, agreed text, search_on date, search_outcome text, sent_on date,
    answered_on date, decision text, reason text, accepted_on date, on_hold_from date, on_hold_to date,
    first_service_on date, closed_on date, outcome text, feedback_on date, cancelled_on date, cancelled_by text, recorded_on date
);
comment on table referral is 'A referral from the need to the first service: one column a milestone.';
comment on column referral.referral_id is 'The referral. [row]';
comment on column referral.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column referral.need_id is 'The need it answers. [row: need]';
comment on column referral.domain is 'The domain of the need. [codes: domain]';
comment on column referral.kind is 'What kind of referral; only openings have an expected result. [codes: referral_kind]';
comment on column referral.provider_id is 'The service asked. [refers: provider]';
comment on column referral.agreed is 'What the person said when it was offered. [codes: agreed]';
comment on column referral.search_outcome is 'What the search for a service found. [codes: search_outcome]';
comment on column referral.decision is 'What the service decided. [codes: decision]';
comment on column referral.reason is 'Why. [codes: decision_reason]';
comment on column referral.outcome is 'How the referral ended. [codes: referral_outcome]';
comment on column referral.cancelled_by is 'Who cancelled it. [codes: party]';

create table referral_event (referral_id bigint not null, status text not null, on_date date not null, by_party text);
comment on table referral_event is 'Steps of a referral in the words of FHIR Task.';
comment on column referral_event.referral_id is 'The referral. [row: referral] [required]';
comment on column referral_event.status is 'FHIR Task status. [codes: task_status] [required]';
comment on column referral_event.on_date is 'The day. [required]';
comment on column referral_event.by_party is 'Who. [codes: party]';

create table barrier_report (
    ask_id bigint not null, case_id text not null, person_id text not null, asked_on date not null, about_service text,
    answer text not null, effect text, reported_by text
);
comment on table barrier_report is 'What keeps people from a service, as told when asked: one row a code, one ask_id an ask.';
comment on column barrier_report.ask_id is 'The ask. [row]';
comment on column barrier_report.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column barrier_report.person_id is 'Who was asked; empty = the person of the case. [pseudonym: person] [refers: person]';
comment on column barrier_report.asked_on is 'The day. [required]';
comment on column barrier_report.about_service is 'The domain of the service asked about. [codes: domain]';
comment on column barrier_report.answer is 'The barrier named, or none, or would not say. [codes: barrier] [required]';
comment on column barrier_report.effect is 'What it did. [codes: barrier_effect]';
comment on column barrier_report.reported_by is 'Who said it. [codes: reported_by]';

create table goal (
    goal_id bigint not null, case_id text not null, level text, domain text, set_on date, target_on date, measure text,
    co_written boolean, status text, attainment integer, reviewed_on date
);
comment on table goal is 'Goals, and whether the person wrote them together with the worker.';
comment on column goal.goal_id is 'The goal. [row]';
comment on column goal.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column goal.level is 'At which level. [codes: level]';
comment on column goal.domain is 'The domain. [codes: domain]';
comment on column goal.measure is 'How it is measured. [codes: goal_measure]';
comment on column goal.status is 'Where it stands. [codes: goal_status]';
comment on column goal.attainment is 'Goal attainment scaling, -2 to 2.';

create table service_session (
    session_id bigint not null, worker_id text, modality text, on_date date not null, minutes integer,
    partner_disciplines text, interpreter text
);
comment on table service_session is 'Sessions of work, alone or in a group.';
comment on column service_session.session_id is 'The session. [row]';
comment on column service_session.worker_id is 'Who held it. [pseudonym: worker] [refers: worker]';
comment on column service_session.modality is 'The way of working. [codes: modality]';
comment on column service_session.on_date is 'The day. [required]';
comment on column service_session.partner_disciplines is 'Other professions that took part, separated by blanks.';
comment on column service_session.interpreter is 'Whether an interpreter was there. [codes: interpreter]';

create table session_participant (session_id bigint not null, case_id text not null);
comment on table session_participant is 'Whose sessions they were.';
comment on column session_participant.session_id is 'The session. [row: service_session] [required]';
comment on column session_participant.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';

create table outcome_score (case_id text not null, instrument text not null, level text, taken_on date not null, point text, score double);
comment on table outcome_score is 'Outcome measures, dated.';
comment on column outcome_score.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column outcome_score.instrument is 'The instrument. [required]';
comment on column outcome_score.level is 'At which level. [codes: level]';
comment on column outcome_score.taken_on is 'The day. [required]';
comment on column outcome_score.point is 'When in the work. [codes: outcome_point]';

create table client_feedback (case_id text not null, given_on date not null, given_by text, heard integer, respected integer, involved integer, satisfied integer);
comment on table client_feedback is 'Whether people felt heard, respected, involved and satisfied, 1 to 5; empty = not asked.';
comment on column client_feedback.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';
comment on column client_feedback.given_on is 'The day. [required]';
comment on column client_feedback.given_by is 'Who answered. [codes: given_by]';

create table ending_plan (case_id text not null, planned_on date, supports_named boolean, relapse_plan boolean, celebrated boolean, handover_accepted_on date);
comment on table ending_plan is 'How an ending was prepared.';
comment on column ending_plan.case_id is 'The case. [pseudonym: case] [refers: cases] [required]';

create table community_action (
    action_id text not null, community_id text, kind text, started_on date, ended_on date, label text,
    people_reached integer, sessions integer
);
comment on table community_action is 'What was done in a community.';
comment on column community_action.action_id is 'The action. [key] [required]';
comment on column community_action.community_id is 'Where. [refers: community]';
comment on column community_action.kind is 'What kind. [codes: action_kind]';

create table import_finding (
    check_id text not null, severity text not null, table_name text, column_name text, source_file text,
    row_number bigint, finding_count bigint not null, message text not null
);
comment on table import_finding is 'What the last import refused or doubted. Never a value.';
comment on column import_finding.severity is 'How bad. [codes: severity]';

-- Derived at build ---------------------------------------------------------------------------------------------

create table case_spell (
    case_id text not null, person_id text not null, programme_id text, pathway text, team_id text, lead_worker_id text,
    from_on date not null, to_on date not null, opened_on date not null, closed_on date not null, close_reason text,
    reopened_from text, restricted boolean not null
);
comment on table case_spell is 'Whose a case was, piece by piece: intervals from opening on, in team order; the end is exclusive, 2199-12-31 = open. After closing the responsible team owns it. No team = not allocated.';

create table case_reach (case_id text not null, team_id text not null, via text not null);
comment on table case_reach is 'Which teams may see a case at the data date: lead, co_worked, responsible, or programme (when not allocated).';

create table stage_spell (
    case_id text not null, person_id text not null, seq integer not null, stage text not null, entered_on date not null, left_on date not null,
    left_to text, recorded_on date, team_id text
);
comment on table stage_spell is 'One row a stay in a stage; the end is exclusive, 2199-12-31 = still there. In order of the team at the data date.';
comment on column stage_spell.left_to is 'How the stay ended. [codes: left_to]';

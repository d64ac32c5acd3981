-- Whose cases, as of when, narrowed how. Every table of a snapshot stands here once, in exactly one class:
-- by case, by team, public, or administrator. Questions read these names and nothing else.
-- What had not happened by $as_of is not shown: a later closing, a later answer or a later doing reads as empty.
-- Totals ($listing = false) count a case for the team it was attributed to and count restricted cases as usual;
-- lists ($listing = true) show every case within reach, co-worked ones too, and restricted ones only to accounts
-- named for them. Lists know places only: how people describe themselves is for totals. A worker is known by key to
-- the reader's own teams; what another team's worker did is shown without whose it was.

-- by case

case_spell as not materialized (
    select
        s.case_id, s.person_id, s.programme_id, s.pathway, s.team_id,
        case
            when $reach_all or s.team_id in (select unnest(cast($reach_teams as varchar[]))) then s.lead_worker_id
        end as lead_worker_id,
        s.from_on, s.to_on, s.opened_on, s.closed_on, s.close_reason,
        s.reopened_from is not null as is_reopening, s.restricted,
        coalesce($reach_all or s.team_id in (select unnest(cast($reach_teams as varchar[]))), true) as is_counted,
        not $reach_all
        and coalesce(s.team_id not in (select unnest(cast($reach_teams as varchar[]))), false)
        and s.case_id in (
            select r.case_id
            from store.case_reach r
            where r.via = 'co_worked' and r.team_id in (select unnest(cast($reach_teams as varchar[])))
        ) as is_co_worked
    from store.case_spell s
    where
        s.from_on <= $as_of
        and ($reach_all or s.case_id in (
            select r.case_id
            from store.case_reach r
            where r.team_id in (select unnest(cast($reach_teams as varchar[])))
        ) or ($listing and s.restricted and s.case_id in (select unnest(cast($named_cases as varchar[])))))
        and ($reach_all or $listing or s.team_id is null or s.team_id in (select unnest(cast($reach_teams as varchar[]))))
        and (
            not $listing or not s.restricted
            or s.case_id in (select unnest(cast($named_cases as varchar[])))
        )
        and ($any_team or coalesce(s.team_id, 'not-allocated') in (select unnest(cast($teams as varchar[]))))
        and ($any_case or s.case_id in (select unnest(cast($cases as varchar[]))))
        and ($any_person or s.person_id in (select unnest(cast($people as varchar[]))))
        and ($any_worker or (
            s.lead_worker_id in (select unnest(cast($workers as varchar[])))
            and ($reach_all or s.team_id in (select unnest(cast($reach_teams as varchar[]))))
        ))
        and (
            $any_community
            or s.person_id in (
                select p.person_id
                from store.person_community p
                inner join store.community c on c.community_id = p.community_id
                where
                    p.community_id in (select unnest(cast($communities as varchar[])))
                    and (not $listing or c.kind in ('place', 'no_fixed_place', 'out_of_area'))
                    and p.from_on <= $place_on and $place_on < coalesce(p.to_on, date '2199-12-31')
            )
        )
),

cases as not materialized (
    select
        s.case_id, s.person_id, s.programme_id, s.pathway, s.team_id, s.lead_worker_id, s.opened_on,
        case when s.closed_on <= $as_of then s.closed_on end as closed_on,
        case when s.closed_on <= $as_of then s.close_reason end as close_reason,
        s.closed_on > $as_of as is_open, s.is_reopening, s.restricted, s.is_co_worked
    from case_spell s
    where $as_of < s.to_on
),

stage_spell as not materialized (
    select
        t.case_id, t.person_id, t.seq, t.stage, t.entered_on,
        case when t.left_on <= $as_of then t.left_on end as left_on,
        case when t.left_on <= $as_of then t.left_to end as left_to,
        t.left_on > $as_of as is_current, t.recorded_on
    from store.stage_spell t
    where t.entered_on <= $as_of and t.case_id in (select s.case_id from case_spell s)
),

stage_event as not materialized (
    select e.case_id, e.seq, e.stage, e.entered_on, e.recorded_on, e.kind
    from store.stage_event e
    where e.entered_on <= $as_of and e.case_id in (select s.case_id from case_spell s)
),

case_reach as not materialized (
    select r.case_id, r.team_id, r.via
    from store.case_reach r
    where r.case_id in (select s.case_id from case_spell s)
        and ($reach_all or r.team_id in (select unnest(cast($reach_teams as varchar[]))))
),

answered_for as not materialized (
    -- Whose case it is, and to whom something is promised in it.
    select s.person_id from case_spell s
    union
    select f.person_id from case_spell s inner join store.follow_up f on f.case_id = s.case_id
),

person as not materialized (
    select p.person_id, p.age_band, p.gender, p.language, p.interpreter_need,
        case when p.died_on <= $as_of then p.died_on end as died_on,
        p.died_on is not null as is_dead_at_data_date
    from store.person p
    where p.person_id in (select a.person_id from answered_for a)
),

person_household as not materialized (
    select h.person_id, h.household_id, h.from_on, h.to_on
    from store.person_household h
    where h.from_on <= $as_of and h.person_id in (select s.person_id from case_spell s)
),

person_community as not materialized (
    select m.person_id, m.community_id, m.from_on, m.to_on
    from store.person_community m
    inner join store.community c on c.community_id = m.community_id
    where
        m.from_on <= $as_of and m.person_id in (select s.person_id from case_spell s)
        and (not $listing or c.kind in ('place', 'no_fixed_place', 'out_of_area'))
),

consent as not materialized (
    select c.person_id, c.kind, c.given, c.given_by, c.on_date
    from store.consent c
    where c.on_date <= $as_of and c.person_id in (select s.person_id from case_spell s)
),

case_flag as not materialized (
    select f.case_id, f.kind, f.from_on, case when f.to_on <= $as_of then f.to_on end as to_on, f.review_by
    from store.case_flag f
    where f.from_on <= $as_of and f.case_id in (select s.case_id from case_spell s)
),

person_safety as not materialized (
    select c.person_id, f.kind, f.from_on, f.to_on
    from store.case_flag f
    inner join store.cases c on c.case_id = f.case_id
    where
        f.kind in ('no_contact', 'safe_contact_only')
        and f.from_on <= $data_date and $as_of < coalesce(f.to_on, date '2199-12-31')
        and c.person_id in (select a.person_id from answered_for a)
),

case_rating as not materialized (
    select r.case_id, r.element, r.score, r.from_on
    from store.case_rating r
    where r.from_on <= $as_of and r.case_id in (select s.case_id from case_spell s)
),

assignment as not materialized (
    select
        a.case_id,
        case
            when
                $reach_all
                or coalesce(a.team_id, w.team_id) in (select unnest(cast($reach_teams as varchar[])))
                then a.worker_id
        end as worker_id,
        coalesce(a.team_id, w.team_id) as team_id, a.role, a.from_on,
        case when a.to_on <= $as_of then a.to_on end as to_on
    from store.assignment a
    left join store.worker w on w.worker_id = a.worker_id
    where a.from_on <= $as_of and a.case_id in (select s.case_id from case_spell s)
),

contact as not materialized (
    select c.contact_id, c.case_id, c.kind, c.channel, c.on_date, c.with_whom, c.reached, c.recorded_on
    from store.contact c
    where c.on_date <= $as_of and c.case_id in (select s.case_id from case_spell s)
),

follow_up as not materialized (
    select
        f.follow_up_id, f.case_id, f.person_id, f.kind, f.basis, f.rung, f.due_from, f.due_by,
        case when f.done_on <= $as_of then f.done_on end as done_on,
        case when f.done_on <= $as_of then f.outcome end as outcome,
        case when f.exempt_from <= $as_of then f.exempt_from end as exempt_from,
        case when f.exempt_from <= $as_of then f.exempt_until end as exempt_until,
        case when f.exempt_from <= $as_of then f.exempt_reason end as exempt_reason,
        coalesce(f.exempt_from <= $as_of and f.exempt_by is not null, false) as is_exemption_approved,
        coalesce(f.survives_closure, false) as survives_closure, f.recorded_on, f.lapses_on,
        case when f.reopened_on <= $as_of then f.reopened_on end as reopened_on
    from store.follow_up f
    -- What is promised for the time after closing is not known before it: a later closing reads as empty.
    where
        f.case_id in (
            select s.case_id from case_spell s where f.kind not in ('aftercare', 'handover') or s.closed_on <= $as_of
        )
),

need as not materialized (
    select n.need_id, n.case_id, n.domain, n.identified_on,
        case when n.resolved_on <= $as_of then n.resolved_on end as resolved_on
    from store.need n
    where coalesce(n.identified_on, $as_of) <= $as_of and n.case_id in (select s.case_id from case_spell s)
),

strength as not materialized (
    select g.case_id, g.domain, g.noted_on, g.noted_by
    from store.strength g
    where coalesce(g.noted_on, $as_of) <= $as_of and g.case_id in (select s.case_id from case_spell s)
),

referral as not materialized (
    select
        r.referral_id, r.case_id, r.need_id, r.domain, r.kind, r.provider_id, r.identified_on,
        case when r.offered_on <= $as_of then r.offered_on end as offered_on,
        case when coalesce(r.offered_on, $as_of) <= $as_of then r.agreed end as agreed,
        case when r.search_on <= $as_of then r.search_on end as search_on,
        case when coalesce(r.search_on, $as_of) <= $as_of then r.search_outcome end as search_outcome,
        case when r.sent_on <= $as_of then r.sent_on end as sent_on,
        case when r.answered_on <= $as_of then r.answered_on end as answered_on,
        case when coalesce(r.answered_on, $as_of) <= $as_of then r.decision end as decision,
        case when coalesce(r.answered_on, $as_of) <= $as_of then r.reason end as reason,
        case when r.accepted_on <= $as_of then r.accepted_on end as accepted_on,
        case when r.on_hold_from <= $as_of then r.on_hold_from end as on_hold_from,
        case when r.on_hold_to <= $as_of then r.on_hold_to end as on_hold_to,
        case when r.first_service_on <= $as_of then r.first_service_on end as first_service_on,
        case when r.closed_on <= $as_of then r.closed_on end as closed_on,
        case when coalesce(r.closed_on, $as_of) <= $as_of then r.outcome end as outcome,
        case when r.feedback_on <= $as_of then r.feedback_on end as feedback_on,
        case when r.cancelled_on <= $as_of then r.cancelled_on end as cancelled_on,
        case when r.cancelled_on <= $as_of then r.cancelled_by end as cancelled_by, r.recorded_on
    from store.referral r
    where
        coalesce(r.identified_on, r.offered_on, r.sent_on, r.answered_on, $as_of) <= $as_of
        and r.case_id in (select s.case_id from case_spell s)
),

referral_event as not materialized (
    select e.referral_id, e.status, e.on_date, e.by_party
    from store.referral_event e
    where e.on_date <= $as_of and e.referral_id in (select r.referral_id from referral r)
),

barrier_report as not materialized (
    select b.ask_id, b.case_id, b.person_id, b.asked_on, b.about_service, b.answer, b.effect, b.reported_by
    from store.barrier_report b
    where b.asked_on <= $as_of and b.case_id in (select s.case_id from case_spell s)
),

goal as not materialized (
    select g.goal_id, g.case_id, g.level, g.domain, g.set_on, g.target_on, g.measure, g.co_written,
        case when coalesce(g.reviewed_on, $as_of) <= $as_of then g.status end as status,
        case when coalesce(g.reviewed_on, $as_of) <= $as_of then g.attainment end as attainment,
        case when g.reviewed_on <= $as_of then g.reviewed_on end as reviewed_on
    from store.goal g
    where coalesce(g.set_on, $as_of) <= $as_of and g.case_id in (select s.case_id from case_spell s)
),

session_participant as not materialized (
    select p.session_id, p.case_id
    from store.session_participant p
    where p.case_id in (select s.case_id from case_spell s)
),

service_session as not materialized (
    select s.session_id, s.modality, s.on_date, s.minutes, s.partner_disciplines, s.interpreter
    from store.service_session s
    where s.on_date <= $as_of and s.session_id in (select p.session_id from session_participant p)
),

outcome_score as not materialized (
    select o.case_id, o.instrument, o.level, o.taken_on, o.point, o.score
    from store.outcome_score o
    where o.taken_on <= $as_of and o.case_id in (select s.case_id from case_spell s)
),

client_feedback as not materialized (
    select f.case_id, f.given_on, f.given_by, f.heard, f.respected, f.involved, f.satisfied
    from store.client_feedback f
    where f.given_on <= $as_of and f.case_id in (select s.case_id from case_spell s)
),

ending_plan as not materialized (
    select e.case_id, e.planned_on, e.supports_named, e.relapse_plan, e.celebrated,
        case when e.handover_accepted_on <= $as_of then e.handover_accepted_on end as handover_accepted_on
    from store.ending_plan e
    where coalesce(e.planned_on, $as_of) <= $as_of and e.case_id in (select s.case_id from case_spell s)
),

-- by team

worker as not materialized (
    select w.worker_id, w.team_id, w.role, w.fte, w.capacity_points, w.active_from, w.active_to
    from store.worker w
    where $reach_all or w.team_id in (select unnest(cast($reach_teams as varchar[])))
),

worker_absence as not materialized (
    select a.worker_id, a.from_on, a.to_on,
        case when a.cover_worker_id in (select w.worker_id from worker w) then a.cover_worker_id end as cover_worker_id
    from store.worker_absence a
    where a.from_on <= $as_of and a.worker_id in (select w.worker_id from worker w)
),

request as not materialized (
    select r.request_id, r.received_on, r.source, r.programme_id,
        case when r.decided_on <= $as_of then r.decided_on end as decided_on,
        case when r.decided_on <= $as_of then r.outcome end as outcome,
        case when r.case_id in (select s.case_id from case_spell s) then r.case_id end as case_id
    from store.request r
    where
        r.received_on <= $as_of
        and (
            $reach_all
            or r.programme_id in (
                select p.programme_id
                from store.programme p
                where p.team_id in (select unnest(cast($reach_teams as varchar[])))
            )
        )
),

-- public

snapshot as not materialized (
    select s.snapshot_id, s.data_date, s.built_at, s.source_kind, s.spec_version, s.pseudonym_scheme, s.synthetic,
        case when $upkeep then s.smallest_group end as smallest_group,
        case when $upkeep then s.share_in_groups_under_5 end as share_in_groups_under_5,
        case when $upkeep then s.share_in_groups_under_11 end as share_in_groups_under_11
    from store.snapshot s
),

code_list as not materialized (
    select c.kind, c.code, c.label, c.position, c.note, c.source from store.code_list c
),

team as not materialized (
    select t.team_id, t.name from store.team t
),

programme as not materialized (
    select p.programme_id, p.name, p.team_id, p.aftercare_offered_from, p.pathway from store.programme p
),

community as not materialized (
    select c.community_id, c.name, c.kind, c.parent_id, c.population, c.geometry from store.community c
),

provider as not materialized (
    select p.provider_id, p.name, p.community_id, p.services, p.status, p.capacity_status, p.capacity_as_of,
        p.response_days, p.response_days_kind
    from store.provider p
),

community_action as not materialized (
    select a.action_id, a.community_id, a.kind, a.started_on, a.ended_on, a.label, a.people_reached, a.sessions
    from store.community_action a
),

stage_standard as not materialized (
    select g.s.stage as stage, g.s.pathway as pathway, g.s.expected_days as expected_days,
        g.s.review_every_days as review_every_days
    from (
        select unnest(
            cast($stage_standards as struct(stage varchar, pathway varchar, expected_days integer, review_every_days integer)[])
        ) as s
    ) g
),

holiday as not materialized (
    select unnest(cast($holidays as date[])) as on_date
),

week as not materialized (
    select unnest(cast($weeks as date[])) as on_date
),

recorded_stage as not materialized (
    select distinct t.stage from store.stage_spell t
),

-- administrator

snapshot_rows as not materialized (
    select r.table_name, r.row_count from store.snapshot_rows r where $upkeep
),

recording_days as not materialized (
    -- How many records were typed how many days after they happened: no key of a case or person, and no day of theirs.
    -- The same half year as for readers who have cases (recording_lag), up to four weeks before the data.
    select d.table_name, date_diff('day', d.on_date, d.recorded_on) as after_days, count(*) as row_count
    from (
        select 'contact' as table_name, c.on_date, c.recorded_on from store.contact c
        union all
        select 'follow_up', f.done_on, f.recorded_on from store.follow_up f where f.done_on is not null
        union all
        select 'stage_event', e.entered_on, e.recorded_on from store.stage_event e
    ) d
    where
        $upkeep and date_diff('day', d.on_date, $data_date) >= 28
        and d.on_date <= $as_of and date_diff('day', d.on_date, $as_of) < 182
    group by d.table_name, date_diff('day', d.on_date, d.recorded_on)
),

import_finding as not materialized (
    select i.check_id, i.severity, i.table_name, i.column_name, i.source_file, i.row_number, i.finding_count, i.message
    from store.import_finding i
    where $upkeep
)

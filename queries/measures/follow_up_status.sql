-- The one status of every follow-up due to people in scope, as of the day looked at (MEASURES, "Follow-up timeliness").
-- Grain: one row a follow-up. First match wins, from top to bottom.
with died as (
    select p.person_id from person p where p.died_on is not null
),

unsafe as (
    select distinct s.person_id from person_safety s where s.kind = 'no_contact'
),

agreed_way as (
    select distinct s.person_id from person_safety s where s.kind = 'safe_contact_only'
),

latest_consent_day as (
    select c.person_id, max(c.on_date) as on_date
    from consent c
    where c.kind = 'contact_after_closing'
    group by c.person_id
),

withdrawn as (
    select distinct c.person_id
    from consent c
    inner join latest_consent_day l on l.person_id = c.person_id and l.on_date = c.on_date
    where c.kind = 'contact_after_closing' and c.given = 'no'
),

open_again as (
    select distinct c.person_id from cases c where c.is_open
),

judged as (
    select
        f.follow_up_id, f.case_id, f.person_id, f.kind, f.basis, f.rung, f.due_from, f.due_by, f.done_on, f.outcome,
        f.exempt_until, f.exempt_reason, f.recorded_on, f.lapses_on, c.team_id, c.programme_id, c.pathway,
        c.lead_worker_id, c.is_open, c.is_co_worked, c.closed_on, c.close_reason,
        f.done_on is not null and coalesce(f.outcome, 'reached') not in ('not_reached', 'asked_not_to') as is_done,
        case
            when f.person_id in (select d.person_id from died d) then 'died'
            when f.kind in ('contact', 'aftercare') and f.person_id in (select u.person_id from unsafe u) then 'not_safe'
            when not c.is_open and not f.survives_closure then 'closed'
            when f.kind = 'aftercare' and f.person_id in (select o.person_id from open_again o) then 'reopened'
            when f.kind = 'aftercare' and f.person_id in (select w.person_id from withdrawn w) then 'consent_withdrawn'
        end as void_reason,
        case
            when f.person_id in (select u.person_id from unsafe u) then 'no_contact'
            when f.person_id in (select a.person_id from agreed_way a) then 'safe_contact_only'
        end as contact_rule,
        coalesce(
            f.exempt_reason is not null and f.is_exemption_approved
            and f.basis not in ('statutory', 'court')
            and f.exempt_from <= f.due_by
            and f.exempt_from <= $as_of and $as_of <= f.exempt_until
            and date_diff('day', f.exempt_from, f.exempt_until) <= 90,
            false
        ) as is_exempt
    from follow_up f
    inner join cases c on c.case_id = f.case_id
)

select
    j.follow_up_id, j.case_id, j.person_id, j.kind, j.basis, j.rung, j.due_from, j.due_by, j.outcome, j.lapses_on,
    case when j.is_done then j.done_on end as done_on, j.recorded_on, j.exempt_reason, j.exempt_until,
    j.team_id, j.programme_id, j.pathway, j.lead_worker_id, j.is_open, j.is_co_worked, j.closed_on, j.close_reason,
    j.contact_rule, j.void_reason,
    case
        when j.is_done and j.done_on <= j.due_by then 'done_on_time'
        when j.is_done then 'done_late'
        when j.void_reason is not null then 'no_longer_applies'
        when j.is_exempt then 'exempt'
        when j.outcome = 'asked_not_to' then 'client_declined'
        when j.due_by >= $as_of then 'not_yet_due'
        when j.lapses_on <= $as_of then 'lapsed'
        else 'overdue'
    end as status,
    date_diff('day', j.due_by, $as_of) as days_past_due
from judged j

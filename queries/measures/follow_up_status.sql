-- The one status of every follow-up due to people in scope, as of the day looked at.
-- Grain: one row a follow-up. First match wins, from top to bottom.
-- A reason to stop counts only for what was still open when it began: what was done, and what had passed by then, keeps
-- its word, or last year's on-time share would change with this year's deaths, returns and closings.
-- A flag counts from the day it is known, also when looking back at an earlier one.
with safety as (
    select
        s.person_id,
        min(case when s.from_on < $as_of then s.from_on else $as_of end) filter (where s.kind = 'no_contact') as unsafe_from,
        count(*) filter (where s.kind = 'safe_contact_only') as agreed_ways
    from person_safety s
    group by s.person_id
),

-- Since when somebody says no: the first no after the last yes; both on one day are a no.
said as (
    select
        c.person_id, c.given, c.on_date,
        max(case when c.given = 'yes' then c.on_date end) over (partition by c.person_id) as last_yes_on
    from consent c
    where c.kind = 'contact_after_closing'
),

withdrew as (
    select s.person_id, min(s.on_date) as on_date
    from said s
    where s.given = 'no' and s.on_date >= coalesce(s.last_yes_on, s.on_date)
    group by s.person_id
),

about_person as (
    select
        p.person_id, p.died_on, p.is_dead_at_data_date, s.unsafe_from, s.agreed_ways, w.on_date as withdrew_on
    from person p
    left join safety s on s.person_id = p.person_id
    left join withdrew w on w.person_id = p.person_id
    where p.is_dead_at_data_date or s.person_id is not null or w.person_id is not null
),

-- Whoever asks in aftercare not to be called again asks it for every later window too.
wished as (
    select f.case_id, min(f.done_on) as on_date
    from follow_up f
    where f.kind = 'aftercare' and f.outcome = 'asked_not_to'
    group by f.case_id
),

-- A flag of the person whose case it is counts too, where something is promised to another in it.
about_case as (
    select
        c.case_id, c.team_id, c.programme_id, c.pathway, c.lead_worker_id, c.is_open, c.is_co_worked, c.closed_on,
        c.close_reason, a.unsafe_from, a.agreed_ways, w.on_date as wished_on
    from cases c
    left join about_person a on a.person_id = c.person_id
    left join wished w on w.case_id = c.case_id
),

dated as (
    select
        f.follow_up_id, f.case_id, f.person_id, f.kind, f.basis, f.rung, f.due_from, f.due_by, f.done_on, f.outcome,
        f.exempt_from, f.exempt_until, f.exempt_reason, f.is_exemption_approved, f.recorded_on, f.lapses_on,
        c.team_id, c.programme_id, c.pathway, c.lead_worker_id, c.is_open, c.is_co_worked, c.closed_on, c.close_reason,
        f.kind = 'aftercare' as is_aftercare, not c.is_open and not f.survives_closure as ends_with_case, f.reopened_on,
        least(c.unsafe_from, a.unsafe_from) as unsafe_from,
        coalesce(c.agreed_ways, 0) + coalesce(a.agreed_ways, 0) as agreed_ways, a.died_on, a.withdrew_on, c.wished_on,
        coalesce(a.is_dead_at_data_date, false) as is_dead_at_data_date,
        coalesce(f.lapses_on, date '2199-12-31') as lapsed_on,
        -- Closing is the team's own act: it ends what is still to come, and does not make undone what was past its date.
        case
            when not c.is_open and not f.survives_closure and f.due_by < c.closed_on then c.closed_on
            else date '2199-12-31'
        end as left_undone_on,
        f.done_on is not null and coalesce(f.outcome, 'reached') not in ('not_reached', 'asked_not_to')
        and f.done_on >= coalesce(f.due_from, f.done_on)
        and (f.kind <> 'aftercare' or f.done_on > coalesce(c.closed_on, date '1900-01-01')) as is_done
    from follow_up f
    inner join about_case c on c.case_id = f.case_id
    left join about_person a on a.person_id = f.person_id
),

reasoned as (
    select
        d.*, least(d.lapsed_on, d.left_undone_on) as passed_on,
        case
            when d.died_on < d.lapsed_on and d.died_on <= d.left_undone_on then 'died'
            when d.kind in ('contact', 'aftercare') and d.unsafe_from < d.lapsed_on and d.unsafe_from <= d.left_undone_on
                then 'not_safe'
            when d.is_aftercare and d.reopened_on < d.lapsed_on then 'reopened'
            when d.is_aftercare and d.withdrew_on < d.lapsed_on then 'consent_withdrawn'
            when d.ends_with_case and d.closed_on <= d.due_by then 'closed'
        end as reason,
        coalesce(
            d.exempt_reason is not null and d.is_exemption_approved and d.basis not in ('statutory', 'court')
            and d.exempt_from <= d.due_by and date_diff('day', d.exempt_from, d.exempt_until) between 0 and 90
            and (
                $as_of <= d.exempt_until
                or date_diff('day', d.exempt_until, least(d.lapsed_on, d.left_undone_on)) <= 1
            ),
            false
        ) as is_exempt,
        case when d.outcome = 'asked_not_to' then d.done_on when d.is_aftercare then d.wished_on end as asked_not_to_on
    from dated d
),

-- Due on the day looked at is not yet due: that day is not over.
judged as (
    select
        r.*,
        case
            when r.is_done and r.done_on <= r.due_by then 'done_on_time'
            when r.is_done then 'done_late'
            when r.reason is not null then 'no_longer_applies'
            when r.is_exempt then 'exempt'
            when r.asked_not_to_on < r.passed_on then 'client_declined'
            when r.due_by >= $as_of then 'not_yet_due'
            when r.passed_on <= $as_of then 'lapsed'
            else 'overdue'
        end as status
    from reasoned r
)

-- part: promised for the time after closing, or before it.
select
    j.follow_up_id, j.case_id, j.person_id, j.kind, j.basis, j.rung, j.due_from, j.due_by, j.outcome, j.recorded_on,
    case when j.is_done then j.done_on end as done_on, j.lapses_on, j.exempt_reason, j.exempt_until, j.team_id,
    j.programme_id, j.pathway, j.lead_worker_id, j.is_open, j.is_co_worked, j.closed_on, j.close_reason,
    case when j.unsafe_from is not null then 'no_contact' when j.agreed_ways > 0 then 'safe_contact_only' end
        as contact_rule,
    j.is_dead_at_data_date, j.asked_not_to_on, j.passed_on, j.status,
    case when j.status = 'no_longer_applies' then j.reason end as void_reason,
    case when j.is_aftercare or j.kind = 'handover' or j.closed_on <= j.due_by then 'after_closing' else 'open_cases' end
        as part,
    date_diff('day', j.due_by, $as_of) as days_past_due
from judged j

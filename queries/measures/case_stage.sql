-- Where every case stands on the day looked at, and for how long no movement is recorded.
-- Grain: one row a case that is open, and one a closed case in aftercare. The day of entering is day 0. Where the
-- standard is a review of the plan (long-term work), days count from the last review or the entry, whichever is later.
-- Judged: open, with a standard for its stage and pathway, of a person who is not known to have died.
with standard as (
    select
        g.stage, g.pathway, min(g.review_every_days) as review_every_days,
        case when g.pathway <> 'long_term' then min(g.expected_days) end as expected_days
    from stage_standard g
    group by g.stage, g.pathway
),

-- A review counts when it took place, early or late; whether it was on time is another question.
last_review as (
    select f.case_id, max(f.done_on) as reviewed_on
    from follow_up f
    where f.kind in ('plan', 'review') and coalesce(f.outcome, 'reached') not in ('not_reached', 'asked_not_to')
    group by f.case_id
),

standing as (
    select
        c.case_id, c.person_id, c.team_id, c.lead_worker_id, c.pathway, c.is_open, c.is_co_worked, c.opened_on,
        coalesce(t.stage, 'not_recorded') as stage, t.entered_on,
        d.person_id is not null as has_died, s.review_every_days is not null as is_by_review,
        coalesce(s.review_every_days, s.expected_days) as standard_days,
        case
            when s.review_every_days is not null and r.reviewed_on > t.entered_on then r.reviewed_on
            else t.entered_on
        end as moved_on
    from cases c
    left join person d on d.person_id = c.person_id and d.is_dead_at_data_date
    left join stage_spell t on t.case_id = c.case_id and t.is_current
    left join standard s on s.stage = t.stage and s.pathway = c.pathway
    left join last_review r on r.case_id = c.case_id
    where c.is_open or t.stage = 'aftercare'
)

select
    g.case_id, g.person_id, g.team_id, g.lead_worker_id, g.pathway, g.is_open, g.is_co_worked, g.opened_on, g.stage,
    g.entered_on, date_diff('day', g.entered_on, $as_of) as days_in_stage, g.has_died, g.is_by_review, g.standard_days,
    g.moved_on, date_diff('day', g.moved_on, $as_of) as days_unmoved,
    date_diff('day', g.moved_on, $as_of) - g.standard_days as days_beyond,
    g.is_open and not g.has_died and g.standard_days is not null as is_judged,
    coalesce(
        g.is_open and not g.has_died and date_diff('day', g.moved_on, $as_of) > g.standard_days, false
    ) as is_beyond
from standing g

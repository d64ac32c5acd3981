-- What does the source record about follow-ups and aftercare, for the cases in view?
-- Grain: one row.
with offering as (
    select count(*) as programmes, count(*) filter (where p.aftercare_offered_from <= $as_of) as offering
    from programme p
    where p.programme_id in (select c.programme_id from cases c)
),

promised as (
    select
        count(*) as follow_ups, count(*) filter (where f.kind = 'aftercare') as aftercare,
        count(*) filter (where f.kind = 'handover') as handovers, count(f.recorded_on) as with_day_of_writing
    from follow_up f
)

select p.follow_ups, p.aftercare, p.handovers, p.with_day_of_writing, o.programmes, o.offering
from promised p
cross join offering o
order by p.follow_ups

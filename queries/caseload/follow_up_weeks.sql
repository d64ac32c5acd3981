-- Week by week: of what fell due in open cases, how much was done on time?
-- Grain: one row a number of weeks before the day looked at, half a year back; week 0 is the seven days before it.
with fallen_due as (
    select cast(floor((f.days_past_due - 1) / 7) as integer) as weeks_back, f.status
    from follow_up_status f
    where f.part = 'open_cases' and f.days_past_due between 1 and 182
)

select
    d.weeks_back,
    count(*) filter (where d.status = 'done_on_time') as on_time,
    count(*) filter (where d.status = 'done_late') as done_late,
    count(*) filter (where d.status = 'overdue') as overdue,
    count(*) filter (where d.status = 'lapsed') as passed,
    count(*) filter (where d.status = 'exempt') as exempt
from fallen_due d
group by d.weeks_back
order by d.weeks_back

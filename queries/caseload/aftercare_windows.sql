-- Aftercare, window by window: how many people were due, and was it done on time?
-- Grain: one row a breakdown (all, month of closing, team), a value of it and a window. Closings of the month looked at
-- and the twelve before it. A person counts once in each row, with the latest ending in it: people, not enrolments.
with item as (
    select
        f.follow_up_id, f.person_id, f.team_id, f.rung, f.closed_on, f.status, f.days_past_due,
        extract(year from f.closed_on) * 12 + extract(month from f.closed_on) as month_number,
        date_trunc('month', f.closed_on) as month_on
    from follow_up_status f
    where f.kind = 'aftercare' and f.rung is not null and f.closed_on is not null
),

recent as (
    select i.*
    from item i
    where extract(year from $as_of) * 12 + extract(month from $as_of) - i.month_number <= 12
),

cell as (
    select 'all' as breakdown, 'all' as code, r.* from recent r
    union all
    select 'month' as breakdown, substr(cast(r.month_on as varchar), 1, 7) as code, r.* from recent r
    union all
    select 'team' as breakdown, coalesce(r.team_id, 'not-allocated') as code, r.* from recent r
),

-- Of two enrolments that ended on one day the one in which somebody was reached speaks for the person.
ranked as (
    select
        c.*,
        row_number() over (
            partition by c.breakdown, c.code, c.rung, c.person_id
            order by
                c.closed_on desc,
                case c.status
                    when 'done_on_time' then 1 when 'done_late' then 2 when 'no_longer_applies' then 9 else 3
                end,
                c.follow_up_id
        ) as place
    from cell c
)

select
    r.breakdown, r.code, t.name as team_name, min(r.month_on) as month_on, r.rung, count(*) as people,
    count(*) filter (
        where r.days_past_due >= 1 and r.status in ('done_on_time', 'done_late', 'overdue', 'lapsed')
    ) as due,
    count(*) filter (where r.days_past_due >= 1 and r.status = 'done_on_time') as on_time,
    count(*) filter (where r.status = 'done_late') as done_late,
    count(*) filter (where r.status = 'overdue') as overdue,
    count(*) filter (where r.status = 'lapsed') as passed,
    count(*) filter (where r.days_past_due < 1 and r.status in ('not_yet_due', 'done_on_time')) as not_yet_due,
    count(*) filter (where r.status = 'exempt') as exempt,
    count(*) filter (where r.status = 'client_declined') as asked_not_to,
    count(*) filter (where r.status = 'no_longer_applies') as no_longer_applies
from ranked r
left join team t on t.team_id = r.code and r.breakdown = 'team'
where r.place = 1
group by r.breakdown, r.code, t.name, r.rung
order by r.breakdown, r.code, r.rung

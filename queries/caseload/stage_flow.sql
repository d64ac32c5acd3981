-- How did work flow week by week: how many cases were in each stage, and how many had ended?
-- Grain: one row a week and a stage; the stage 'ended' adds up the cases that ended since the first day shown.
with standing as (
    select w.on_date, coalesce(t.stage, 'not_recorded') as stage, count(*) as cases
    from week w
    inner join case_spell s on s.from_on <= w.on_date and w.on_date < s.to_on and w.on_date < s.closed_on
    left join stage_spell t on t.case_id = s.case_id
        and t.entered_on <= w.on_date and w.on_date < coalesce(t.left_on, date '2199-12-31')
    group by w.on_date, coalesce(t.stage, 'not_recorded')
),

first_day as (
    select min(w.on_date) as on_date from week w
),

ended as (
    select m.on_date, count(*) as cases
    from case_move m
    inner join first_day f on f.on_date < m.on_date
    where m.kind = 'ended'
    group by m.on_date
),

added_up as (
    select w.on_date, 'ended' as stage, sum(e.cases) as cases
    from week w
    inner join ended e on e.on_date <= w.on_date
    group by w.on_date
),

place_in_process as (
    select l.code as stage, l.label as stage_label, l.position
    from code_list l
    where l.kind = 'stage' and l.code <> 'aftercare'
    union all
    select 'not_recorded', 'Stage not recorded', 0
    union all
    select 'ended', 'Ended', 99
)

select w.on_date, p.stage, p.stage_label, cast(coalesce(s.cases, a.cases, 0) as integer) as cases
from week w
cross join place_in_process p
left join standing s on s.on_date = w.on_date and s.stage = p.stage
left join added_up a on a.on_date = w.on_date and a.stage = p.stage
order by w.on_date, p.position

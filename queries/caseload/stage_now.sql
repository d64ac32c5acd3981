-- In which stage is every case, and for how many days?
-- Grain: one row a stage and a number of days so far; a stage that nobody is in has one row without days.
with place_in_process as (
    select l.code as stage, l.label as stage_label, l.position, r.stage is not null as is_recorded
    from code_list l
    left join recorded_stage r on r.stage = l.code
    where l.kind = 'stage'
    union all
    select 'not_recorded', 'Stage not recorded', 99, true
),

counted as (
    select
        s.stage, s.days_in_stage, count(*) as cases, count(*) filter (where s.is_judged) as judged,
        count(*) filter (where s.is_beyond) as beyond
    from case_stage s
    group by s.stage, s.days_in_stage
)

select
    p.stage, p.stage_label, p.position, p.is_recorded, c.days_in_stage, coalesce(c.cases, 0) as cases,
    coalesce(c.judged, 0) as judged, coalesce(c.beyond, 0) as beyond
from place_in_process p
left join counted c on c.stage = p.stage
order by p.position, c.days_in_stage

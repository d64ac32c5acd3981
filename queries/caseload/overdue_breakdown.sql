-- What is overdue in open cases, by waiting time, kind, basis and team?
-- Grain: one row a breakdown and a value of it; every waiting time, kind and basis has a row.
with late as (
    select
        f.person_id, f.kind, f.basis, coalesce(f.team_id, 'not-allocated') as team_id, b.band,
        f.basis in ('statutory', 'court') or coalesce(g.comes_first, false) as is_serious
    from follow_up_status f
    inner join waiting_band b on f.days_past_due between b.from_days and b.to_days
    left join person_flags g on g.person_id = f.person_id
    where f.status = 'overdue' and f.part = 'open_cases'
),

cell as (
    select 'waiting' as breakdown, l.band as code, l.person_id, l.is_serious from late l
    union all
    select 'kind' as breakdown, l.kind as code, l.person_id, l.is_serious from late l
    union all
    select 'basis' as breakdown, l.basis as code, l.person_id, l.is_serious from late l
    union all
    select 'team' as breakdown, l.team_id as code, l.person_id, l.is_serious from late l
),

counted as (
    select
        c.breakdown, c.code, count(*) as follow_ups, count(*) filter (where c.is_serious) as serious,
        count(distinct c.person_id) as people
    from cell c
    group by c.breakdown, c.code
),

value_of as (
    select 'waiting' as breakdown, b.band as code, b.label, b.from_days as position from waiting_band b
    union all
    select case when l.kind = 'basis' then 'basis' else 'kind' end as breakdown, l.code, l.label, l.position
    from code_list l
    where l.kind = 'basis' or (l.kind = 'follow_up_kind' and l.code not in ('aftercare', 'handover'))
    union all
    select 'team' as breakdown, t.team_id as code, t.name as label, 0 as position from team t
    union all
    select 'team' as breakdown, 'not-allocated' as code, 'Not allocated' as label, 1 as position
)

select
    v.breakdown, v.code, v.label, coalesce(n.follow_ups, 0) as follow_ups, coalesce(n.serious, 0) as serious,
    coalesce(n.follow_ups - n.serious, 0) as others, coalesce(n.people, 0) as people
from value_of v
left join counted n on n.breakdown = v.breakdown and n.code = v.code
where n.follow_ups is not null or v.breakdown <> 'team'
order by v.breakdown, v.position, v.label, v.code

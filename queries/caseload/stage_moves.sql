-- How many cases opened, moved forward, were reassessed, ended or changed teams after the comparison date?
-- Grain: one row a kind of event, in a fixed order; endings also one row a reason.
with lately as (
    select m.kind, m.reason, m.case_id, m.person_id from case_move m where m.on_date > $compare
),

kind_of_move as (
    select 1 as position, 'opened' as kind
    union all
    select 2, 'taken_over'
    union all
    select 3, 'advanced'
    union all
    select 4, 'reassessed'
    union all
    select 5, 'ended'
    union all
    select 6, 'handed_over'
),

by_kind as (
    select k.position, k.kind, count(m.case_id) as moves, count(distinct m.case_id) as cases, count(distinct m.person_id) as people
    from kind_of_move k
    left join lately m on m.kind = k.kind
    group by k.position, k.kind
),

by_reason as (
    select m.reason, count(*) as moves, count(distinct m.case_id) as cases, count(distinct m.person_id) as people
    from lately m
    where m.kind = 'ended'
    group by m.reason
)

select b.position, 0 as reason_position, b.kind, cast(null as varchar) as reason, cast(null as varchar) as reason_label,
    b.moves, b.cases, b.people
from by_kind b
union all
select 5, l.position, 'ended', r.reason, l.label, r.moves, r.cases, r.people
from by_reason r
inner join code_list l on l.kind = 'close_reason' and l.code = r.reason
order by 1, 2

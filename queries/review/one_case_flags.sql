-- Which safety and court flags does a case have, and had it before?
-- Grain: one row a flag, those in force first; what forbids a careless call also from the person's other cases.
with flagged as (
    select f.case_id, f.kind, f.from_on, f.to_on, f.review_by, false as is_elsewhere
    from case_flag f
    inner join cases c on c.case_id = f.case_id
    union all
    select c.case_id, s.kind, min(s.from_on), cast(null as date), cast(null as date), true
    from person_safety s
    inner join cases c on c.person_id = s.person_id
    where not exists (
        select 1 from case_flag f where f.case_id = c.case_id and f.kind = s.kind and f.to_on is null
    )
    group by c.case_id, s.kind
)

select
    f.case_id, f.kind, l.label as kind_label, f.from_on, f.to_on, f.review_by, f.to_on is null as is_in_force,
    f.review_by < $as_of and f.to_on is null as is_review_overdue, f.is_elsewhere
from flagged f
inner join code_list l on l.kind = 'flag' and l.code = f.kind
order by f.case_id, is_in_force desc, f.from_on desc, l.position

-- A case's spells begin on its opening day, follow each other without a gap and end at the far sentinel.
with pieces as (
    select
        s.case_id, s.opened_on, s.from_on, s.to_on, s.closed_on,
        lag(s.to_on) over (partition by s.case_id order by s.from_on) as before,
        lead(s.from_on) over (partition by s.case_id order by s.from_on) as after
    from case_spell s
)

select p.case_id
from pieces p
where
    p.from_on <> coalesce(p.before, p.opened_on) or p.to_on <= p.from_on
    or (p.after is null and p.to_on <> date '2199-12-31') or p.closed_on < p.opened_on
union all
select c.case_id
from cases c
where c.case_id not in (select s.case_id from case_spell s)

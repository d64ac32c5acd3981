-- A case is in one stage at a time, never before it opened, and in aftercare only once it has closed.
with stays as (
    select
        t.case_id, t.stage, t.entered_on, t.left_on,
        lead(t.entered_on) over (partition by t.case_id order by t.seq) as next_on
    from stage_spell t
)

select s.case_id
from stays s
inner join (select distinct c.case_id, c.opened_on, c.closed_on from case_spell c) k on k.case_id = s.case_id
where
    s.left_on < s.entered_on or s.next_on < s.left_on or s.entered_on < k.opened_on
    or (s.stage = 'aftercare' and s.entered_on < k.closed_on)
    or (s.stage <> 'aftercare' and s.left_on > k.closed_on)

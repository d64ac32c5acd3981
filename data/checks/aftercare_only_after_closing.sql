-- Derived aftercare is due after the closing of its case, once a rung, and never for somebody who died or declined.
select f.case_id
from follow_up f
inner join cases c on c.case_id = f.case_id
where
    f.kind = 'aftercare' and f.lapses_on is not null
    and (f.due_by <= c.closed_on or c.close_reason in ('died', 'declined', 'transferred_in'))
union all
select f.case_id
from follow_up f
where f.kind = 'aftercare' and f.rung is not null
group by f.case_id, f.rung
having count(*) > 1

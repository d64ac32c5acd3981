-- Each day on which somebody reached a person or tried to, in a contact or in doing what was promised.
-- Grain: one row a contact or follow-up done. A failed attempt is never contact; talking with another professional is
-- neither.
select c.person_id, t.on_date, t.reached as is_reached
from contact t
inner join cases c on c.case_id = t.case_id
where t.reached is not null and coalesce(t.with_whom, 'client') <> 'professional'
union all
select f.person_id, f.done_on as on_date, coalesce(f.outcome, 'reached') <> 'not_reached' as is_reached
from follow_up f
where f.done_on is not null and f.kind in ('contact', 'aftercare') and coalesce(f.outcome, 'reached') <> 'asked_not_to'

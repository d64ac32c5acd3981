-- How many follow-ups are overdue, for how many people, and what is due soon?
-- Grain: one row a part: all, open_cases, after_closing.
with item as (
    select
        f.person_id, f.part, f.kind, f.status, f.days_past_due, f.basis in ('statutory', 'court') as is_binding,
        f.contact_rule = 'no_contact' and (f.status = 'overdue' or f.void_reason = 'not_safe')
        and f.due_by < $as_of and f.passed_on > $as_of as is_not_to_be_called,
        f.status = 'overdue' and f.is_dead_at_data_date as has_died_since,
        f.status = 'not_yet_due' and f.days_past_due >= -14 as is_due_soon,
        f.days_past_due between 1 and 28 and f.kind <> 'handover' as is_of_last_weeks,
        f.done_on is not null and f.due_by < $as_of and f.recorded_on > $as_of as is_typed_later
    from follow_up_status f
),

relevant as (
    select i.*
    from item i
    where i.status = 'overdue' or i.is_due_soon or i.is_of_last_weeks or i.is_typed_later or i.is_not_to_be_called
),

told as (
    select 'all' as of_part, r.* from relevant r
    union all
    select r.part as of_part, r.* from relevant r
),

part as (
    select 'all' as of_part
    union all
    select 'open_cases' as of_part
    union all
    select 'after_closing' as of_part
)

select
    p.of_part as part,
    count(*) filter (where t.status = 'overdue') as overdue,
    count(distinct t.person_id) filter (where t.status = 'overdue') as people,
    count(*) filter (where t.status = 'overdue' and t.is_binding) as binding_overdue,
    count(distinct t.person_id) filter (where t.status = 'overdue' and t.is_binding) as binding_people,
    count(*) filter (where t.status = 'overdue' and t.kind = 'aftercare') as aftercare_overdue,
    count(distinct t.person_id) filter (where t.status = 'overdue' and t.kind = 'aftercare') as aftercare_people,
    count(*) filter (where t.status = 'overdue' and t.kind = 'handover') as handovers_overdue,
    count(*) filter (where t.is_due_soon and t.days_past_due >= -7) as due_in_7,
    count(*) filter (where t.is_due_soon) as due_in_14,
    count(*) filter (where t.is_of_last_weeks and t.status = 'done_on_time') as on_time,
    count(*) filter (where t.is_of_last_weeks and t.status in ('done_on_time', 'done_late', 'overdue', 'lapsed')) as due,
    count(*) filter (where t.is_of_last_weeks and t.status = 'exempt') as exempt,
    count(distinct t.person_id) filter (where t.is_not_to_be_called) as people_not_to_be_called,
    count(distinct t.person_id) filter (where t.is_not_to_be_called and t.status = 'overdue') as of_them_counted,
    count(distinct t.person_id) filter (where t.has_died_since) as people_died_since,
    count(*) filter (where t.is_typed_later) as typed_later
from part p
left join told t on t.of_part = p.of_part
group by p.of_part
order by p.of_part

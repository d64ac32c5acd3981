-- Whom nobody is chasing, and why: exempt for a time, or asked not to be contacted.
-- Grain: one row a person and reason: of what is past its date the item that was due first; `more` counts the rest.
with apart as (
    select
        f.*, count(*) over (partition by f.person_id, f.status, f.part) - 1 as more,
        row_number() over (partition by f.person_id, f.status, f.part order by f.due_by, f.follow_up_id) as place
    from follow_up_status f
    where
        f.status in ('exempt', 'client_declined') and f.due_by < $as_of and f.passed_on > $as_of
        and not f.is_dead_at_data_date and (f.contact_rule is null or f.contact_rule <> 'no_contact')
)

select
    a.part, a.person_id, a.case_id, a.status, a.kind, k.label as kind_label, a.rung, a.basis, l.label as basis_label,
    a.basis in ('statutory', 'court') as is_binding, a.due_by, a.more,
    case when a.status = 'exempt' then x.label end as reason_label,
    case when a.status = 'exempt' then a.exempt_until end as exempt_until,
    case when a.status = 'client_declined' then a.asked_not_to_on end as asked_not_to_on, t.name as team_name
from apart a
inner join code_list k on k.kind = 'follow_up_kind' and k.code = a.kind
inner join code_list l on l.kind = 'basis' and l.code = a.basis
left join code_list x on x.kind = 'exempt_reason' and x.code = a.exempt_reason
left join team t on t.team_id = a.team_id
where a.place = 1
order by a.part, a.status, a.basis in ('statutory', 'court') desc, a.due_by, a.person_id

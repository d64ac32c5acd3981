-- What was promised by when, what was done, what is not yet typed; and calls after the closing.
-- A regular contact, review or plan that was missed passes when the next is due; an assessment or court date never does.
create temporary table promised as
with held as (
    select h.*, least(coalesce(h.closed_on, getvariable('data_date') + 28), getvariable('data_date') + 28) as until_on
    from happened h
),

series as (
    select h.i, h.ends_on, h.opened_on, 'contact' as kind, case when h.kind = 2 then 'statutory' else 'policy' end as basis,
        ([21, 42, 28, 7])[h.kind + 1] as every, 0 as salt, h.until_on
    from held h
    union all
    select h.i, h.ends_on, h.opened_on, 'review', 'policy', 90, 1, h.until_on from held h where h.kind <> 3
    union all
    select h.i, h.ends_on, h.opened_on, 'plan', 'agreed', 130, 2, h.until_on from held h where h.kind = 1
    union all
    select h.i, h.ends_on, h.opened_on, 'court', 'court', 100, 3, h.until_on from held h where h.kind = 2 and draw(h.i, 61, 10) < 3
    union all
    select h.i, h.ends_on, h.opened_on, 'assessment', case when h.kind = 2 then 'statutory' else 'policy' end, 30, 4, h.until_on from held h
    union all
    select h.i, h.ends_on, h.opened_on, 'service', 'agreed', 75, 5, h.until_on from held h where draw(h.i, 90, 3) = 0
),

item as (
    select
        s.i, s.kind, s.basis, s.every, s.ends_on, s.i * 4099 + n.k * 7 + s.salt as item,
        s.opened_on + cast(s.every * (n.k + 1) as integer) as due_by
    from series s
    inner join range(0, 400) n (k) on s.opened_on + cast(s.every * (n.k + 1) as integer) <= s.until_on and (s.kind <> 'assessment' or n.k = 0)
)

-- Worker 5 is on leave and nobody took the promises over; Team South catches up late.
select
    t.i, t.kind, t.basis, t.every, t.item, t.ends_on, t.due_by - cast(greatest(t.every // 2, 6) as integer) as due_from, t.due_by,
    case
        when l.worker = 5 and t.due_by >= date '2026-10-28' and t.due_by < date '2026-12-07' and t.kind <> 'court' then 97
        else draw(t.item, 91, 100)
    end as luck
from item t
left join lead_turn l on l.i = t.i and l.from_on <= t.due_by and t.due_by < l.to_on;

create temporary table kept as
with happening as (
    select
        p.*,
        case
            when p.luck < 72 then p.due_by - cast(draw(p.item, 92, 6) as integer)
            when p.luck < 82 then p.due_by + 1 + cast(draw(p.item, 92, 9) as integer)
            when p.luck < 88 then p.due_by + 8 + cast(draw(p.item, 92, 28) as integer)
            when p.luck < 91 then p.due_by - cast(draw(p.item, 92, 4) as integer)
            when p.kind in ('assessment', 'court') then p.due_by + 20 + cast(draw(p.item, 92, 60) as integer)
        end as on_date,
        case when p.luck < 88 or p.kind in ('assessment', 'court') then 'reached' when p.luck < 90 then 'not_reached' when p.luck < 91 then 'asked_not_to' end as result
    from promised p
),

noted as (
    select h.*, h.on_date + cast(typed_after(h.item, 93) as integer) as recorded_on
    from happening h
)

select n.*, n.on_date < n.ends_on and n.recorded_on <= getvariable('data_date') as is_known
from noted n;

insert into follow_up
select
    row_number() over (order by k.i, k.due_by, k.kind), key_of(700000000 + k.i), key_of(h.person), k.kind, k.basis, null, k.due_from, k.due_by,
    case when k.is_known then k.on_date end,
    case when k.is_known then k.result end,
    case when k.luck = 96 and k.basis in ('policy', 'agreed') then k.due_by - 12 end,
    case when k.luck = 96 and k.basis in ('policy', 'agreed') then k.due_by + 40 end,
    case when k.luck = 96 and k.basis in ('policy', 'agreed') then (['away', 'in_hospital', 'partner_agency', 'person_asked_later'])[1 + draw(k.item, 94, 4)] end,
    case when k.luck = 96 and k.basis in ('policy', 'agreed') then key_of(900000000 + h.team * 6) end,
    false, case when k.is_known then k.recorded_on end, case when k.kind not in ('assessment', 'court') then k.due_by + k.every end, null
from kept k
inner join happened h on h.i = k.i
order by k.i, k.due_by, k.kind;

-- After the closing: calls near each rung. From February to August 2026 they were left undone; now it is recovering.
create temporary table after_call as
with call as (
    select
        h.i, h.i * 8 + r.position as call, h.closed_on + cast(greatest(r.opens, r.rung - 6 + draw(h.i * 8 + r.position, 100, 9)) as integer) as on_date
    from happened h
    cross join (values (0, 7, 1), (1, 30, 15), (2, 90, 60), (3, 180, 150)) r (position, rung, opens)
    where h.closed_on is not null and h.end_reason in ('goals_met', 'planned_ending', 'ended_early')
)

select
    c.*, c.on_date + cast(typed_after(c.call, 101) as integer) as recorded_on,
    draw(c.call, 102, 100) < (
        case when c.on_date < date '2026-02-01' then 66 when c.on_date < date '2026-08-15' then 27 when c.on_date < date '2026-10-01' then 48 else 60 end
    ) as is_reached,
    draw(c.call, 103, 100) < 20 as is_tried
from call c;

insert into contact
select
    row_number() over (order by t.on_date, t.i, t.salt, t.reached), key_of(700000000 + t.i), key_of(900000000 + coalesce(l.worker, 0)), t.kind, t.channel, t.on_date,
    t.with_whom, t.reached, t.recorded_on
from (
    select k.i, k.item as salt,
        case when k.basis = 'statutory' then 'statutory_visit' when draw(k.item, 95, 3) = 0 then 'visit' else 'call' end as kind,
        case when k.basis = 'statutory' or draw(k.item, 95, 3) = 0 then 'in_person' when draw(k.item, 96, 4) = 0 then 'message' else 'phone' end as channel,
        k.on_date, case when draw(k.item, 97, 9) = 0 then 'carer' when draw(k.item, 97, 30) = 1 then 'professional' else 'client' end as with_whom,
        k.result <> 'not_reached' as reached, k.recorded_on
    from kept k where k.is_known and k.kind = 'contact'
    union all
    select k.i, k.item, 'call', 'phone', k.due_by + cast(draw(k.item, 98, 5) as integer), 'client', false, k.due_by + cast(draw(k.item, 98, 5) as integer) + 1
    from kept k
    where k.kind = 'contact' and k.luck >= 91 and draw(k.item, 99, 3) > 0 and k.due_by + 6 < k.ends_on and k.due_by + 6 <= getvariable('data_date')
    union all
    select a.i, a.call, 'aftercare', 'phone', a.on_date, 'client', a.is_reached, a.recorded_on
    from after_call a where (a.is_reached or a.is_tried) and a.recorded_on <= getvariable('data_date')
) t
left join lead_turn l on l.i = t.i and l.from_on <= t.on_date and t.on_date < l.to_on
order by t.on_date, t.i, t.salt, t.reached;

-- Some ask not to be called again.
insert into follow_up
select
    (select max(f.follow_up_id) from follow_up f) + row_number() over (order by a.i), key_of(700000000 + a.i), key_of(h.person), 'aftercare', 'agreed', 30,
    h.closed_on + 15, h.closed_on + 30, a.on_date, 'asked_not_to', null, null, null, null, true, a.recorded_on, h.closed_on + 90, null
from after_call a
inner join happened h on h.i = a.i
where a.call % 8 = 1 and not a.is_reached and draw(a.call, 104, 14) = 0 and a.recorded_on <= getvariable('data_date')
    and h.end_reason in ('goals_met', 'planned_ending') and h.kind <> 3
order by a.i;

insert into ending_plan
select
    key_of(700000000 + h.i), h.ends_on - 21, draw(h.i, 105, 10) < 8, draw(h.i, 106, 10) < 6, draw(h.i, 107, 10) < 5,
    case when h.end_reason = 'transferred_out' and draw(h.i, 108, 3) > 0 and h.closed_on + 4 + draw(h.i, 109, 14) <= getvariable('data_date')
        then h.closed_on + 4 + cast(draw(h.i, 109, 14) as integer) end
from happened h
where (h.end_reason in ('goals_met', 'planned_ending') and h.ends_on - 21 <= getvariable('data_date') and h.ends_on - 21 > h.opened_on)
    or (h.end_reason = 'transferred_out' and h.closed_on is not null)
order by h.i;

-- What follows from the base rows: whose a case was and who may see it, stays in stages, the aftercare ladder.
-- Run once at build, inside the snapshot. Variables: data_date, far (the end of whatever has not ended). The ladder's
-- windows stand in the table rung (data/aftercare.py).
-- A closing dated after the data date has not happened yet.

update cases set pathway = p.pathway
from programme p
where p.programme_id = cases.programme_id and cases.pathway is null;

create temporary table closing as
select c.case_id, c.person_id, c.programme_id, c.opened_on, c.close_reason, c.closed_on
from cases c
where c.closed_on <= getvariable('data_date');

-- Whom a closing calls dead has died, also where the person's own row does not say so: nobody who died is ever chased.

update person set died_on = gone.closed_on
from (select k.person_id, min(k.closed_on) as closed_on from closing k where k.close_reason = 'died' group by k.person_id) gone
where gone.person_id = person.person_id and person.died_on is null;

-- Whose it was: pieces between one change and the next; the lead who began last holds it; nobody = not allocated.

create temporary table lead_time as
select
    a.case_id, a.worker_id, coalesce(a.team_id, w.team_id) as team_id,
    greatest(a.from_on, c.opened_on) as from_on,
    least(coalesce(a.to_on, getvariable('far')), coalesce(k.closed_on, getvariable('far'))) as to_on
from assignment a
inner join cases c on c.case_id = a.case_id
left join closing k on k.case_id = a.case_id
left join worker w on w.worker_id = a.worker_id
where a.role = 'lead';

create temporary table piece as
with bound as (
    select c.case_id, c.opened_on as on_date from cases c
    union
    select l.case_id, l.from_on from lead_time l where l.from_on < l.to_on
    union
    select l.case_id, l.to_on from lead_time l where l.from_on < l.to_on
    union
    select k.case_id, k.closed_on from closing k
    union
    select c.case_id, getvariable('far') from cases c
)

select b.case_id, b.on_date as from_on, lead(b.on_date) over (partition by b.case_id order by b.on_date) as to_on
from bound b;

create temporary table held as
select p.case_id, p.from_on, l.team_id, l.worker_id
from piece p
inner join lead_time l on l.case_id = p.case_id and l.from_on <= p.from_on and p.from_on < l.to_on
where p.to_on is not null
qualify row_number() over (partition by p.case_id, p.from_on order by l.from_on desc, l.worker_id, l.team_id) = 1;

update cases set responsible_team_id = last_held.team_id
from (
    select k.case_id, coalesce(arg_max(h.team_id, h.from_on), max(p.team_id)) as team_id
    from closing k
    left join held h on h.case_id = k.case_id and h.team_id is not null
    left join programme p on p.programme_id = k.programme_id
    group by k.case_id
) last_held
where last_held.case_id = cases.case_id and cases.responsible_team_id is null;

insert into case_spell
with after_closing as (
    select k.case_id, k.closed_on, c.responsible_team_id as team_id, arg_max(h.worker_id, h.from_on) as worker_id
    from closing k
    inner join cases c on c.case_id = k.case_id
    left join held h on h.case_id = k.case_id and h.team_id = c.responsible_team_id
    group by k.case_id, k.closed_on, c.responsible_team_id
),

owned as (
    select
        p.case_id, p.from_on, p.to_on,
        case when p.from_on >= a.closed_on then a.team_id else h.team_id end as team_id,
        case when p.from_on >= a.closed_on then a.worker_id else h.worker_id end as worker_id
    from piece p
    left join held h on h.case_id = p.case_id and h.from_on = p.from_on
    left join after_closing a on a.case_id = p.case_id
    where p.to_on is not null
),

changed as (
    select
        o.*,
        row_number() over w = 1
        or o.team_id is distinct from lag(o.team_id) over w
        or o.worker_id is distinct from lag(o.worker_id) over w as is_change
    from owned o
    window w as (partition by o.case_id order by o.from_on)
)

select
    c.case_id, c.person_id, c.programme_id, c.pathway, s.team_id, s.worker_id as lead_worker_id, s.from_on,
    coalesce(lead(s.from_on) over (partition by s.case_id order by s.from_on), getvariable('far')) as to_on,
    c.opened_on, coalesce(k.closed_on, getvariable('far')) as closed_on, k.close_reason, c.reopened_from,
    coalesce(c.restricted, false) as restricted
from changed s
inner join cases c on c.case_id = s.case_id
left join closing k on k.case_id = s.case_id
where s.is_change
order by s.team_id, to_on, s.case_id, s.from_on;

-- Who may see it at the data date. A case that was reopened goes where the newest of the chain is.

insert into case_reach
with recursive chain as (
    select c.case_id, c.case_id as newest, 0 as steps from cases c
    union all
    select h.case_id, c.case_id, h.steps + 1
    from chain h
    inner join cases c on c.reopened_from = h.newest and c.opened_on <= getvariable('data_date')
    where h.steps < 50
),

newest as (
    select h.case_id, arg_max(h.newest, h.steps) as newest from chain h group by h.case_id
),

today as (
    select s.case_id, s.team_id, s.programme_id, s.closed_on
    from case_spell s
    where s.from_on <= getvariable('data_date') and getvariable('data_date') < s.to_on
),

of_newest as (
    select t.case_id, t.team_id, case when t.closed_on <= getvariable('data_date') then 'responsible' else 'lead' end as via
    from today t
    where t.team_id is not null
    union
    select t.case_id, p.team_id, 'programme'
    from today t
    inner join programme p on p.programme_id = t.programme_id
    where t.team_id is null and p.team_id is not null
    union
    select t.case_id, coalesce(a.team_id, w.team_id), 'co_worked'
    from today t
    inner join assignment a on a.case_id = t.case_id and a.role = 'co_worker'
    left join worker w on w.worker_id = a.worker_id
    where
        t.closed_on > getvariable('data_date')
        and a.from_on <= getvariable('data_date')
        and getvariable('data_date') < coalesce(a.to_on, getvariable('far'))
        and coalesce(a.team_id, w.team_id) is not null
        and coalesce(a.team_id, w.team_id) is distinct from t.team_id
)

select n.case_id, o.team_id, o.via
from newest n
inner join of_newest o on o.case_id = n.newest
order by o.team_id, n.case_id, o.via;

-- Stays in stages: entering the stage a case is in already is no move.

create temporary table stay as
with entered as (
    select
        e.case_id, c.person_id, e.stage, e.kind, e.recorded_on, greatest(e.entered_on, c.opened_on) as entered_on,
        coalesce(k.closed_on, getvariable('far')) as closed_on, e.seq, g.position,
        lag(e.stage) over (partition by e.case_id order by e.entered_on, e.seq) as stage_before
    from stage_event e
    inner join cases c on c.case_id = e.case_id
    inner join code_list g on g.kind = 'stage' and g.code = e.stage
    left join closing k on k.case_id = e.case_id
    where
        e.stage <> 'aftercare' and e.entered_on <= getvariable('data_date')
        and e.entered_on < coalesce(k.closed_on, getvariable('far'))
),

moved as (
    select
        e.*, row_number() over w as number, lead(e.entered_on) over w as next_on, lead(e.position) over w as next_position,
        lead(e.kind) over w as next_kind
    from entered e
    where e.stage is distinct from e.stage_before
    window w as (partition by e.case_id order by e.entered_on, e.seq)
)

select
    m.case_id, m.person_id, m.number as seq, m.stage, m.entered_on, coalesce(m.next_on, m.closed_on) as left_on,
    case
        when m.next_kind = 'corrected' then 'corrected'
        when m.next_position > m.position then 'advanced'
        when m.next_position is not null then 'reassessed'
        when m.closed_on < getvariable('far') then 'ended'
    end as left_to,
    m.recorded_on
from moved m;

-- Aftercare: only where the programme offered it, the ending is eligible and the person had agreed. From the closing
-- day, day 0 excluded. A rung opens, is due, and passes when the next one is due (the last one after 30 days more).

create temporary table on_ladder as
with said as (
    -- Of a yes and a no on one day the no counts.
    select k.case_id, arg_max(s.given, (s.on_date, s.given = 'no')) as given
    from closing k
    inner join consent s on s.person_id = k.person_id and s.kind = 'contact_after_closing' and s.on_date <= k.closed_on
    group by k.case_id
)

select k.case_id, k.person_id, k.closed_on, r.rung, r.opens, r.passes
from closing k
inner join programme p on p.programme_id = k.programme_id and p.aftercare_offered_from <= k.closed_on
inner join said s on s.case_id = k.case_id and s.given = 'yes'
inner join rung r on k.close_reason in ('goals_met', 'planned_ending') or (k.close_reason = 'ended_early' and r.rung = 7);

-- One contact answers one rung: of the open windows still unanswered, the one whose due day is nearest. It may stand on
-- any case of the person that closed that day: aftercare is promised to people, not to enrolments.

create temporary table answered as
with recursive reached as (
    select
        l.case_id, t.contact_id, t.recorded_on, t.on_date, date_diff('day', l.closed_on, t.on_date) as day,
        row_number() over (partition by l.case_id order by t.on_date, t.contact_id) as number
    from (select distinct o.case_id, o.person_id, o.closed_on from on_ladder o) l
    inner join closing k on k.person_id = l.person_id and k.closed_on = l.closed_on
    inner join contact t on t.case_id = k.case_id
    where
        t.reached and coalesce(t.with_whom, 'client') <> 'professional' and t.on_date <= getvariable('data_date')
        and date_diff('day', l.closed_on, t.on_date) between 1 and 209
),

choice as (
    select r.case_id, r.number, o.rung, r.on_date, r.recorded_on, abs(r.day - o.rung) as distance
    from reached r
    inner join on_ladder o on o.case_id = r.case_id and r.day >= o.opens and r.day < o.passes
),

taken as (
    select o.case_id, 0 as number, cast([] as integer[]) as rungs, cast(null as integer) as rung
    from (select distinct r.case_id from reached r) o
    union all
    select s.case_id, s.number, case when s.rung is null then s.rungs else list_append(s.rungs, s.rung) end, s.rung
    from (
        select
            t.case_id, t.number + 1 as number, t.rungs,
            (
                select arg_min(c.rung, (c.distance, c.rung))
                from choice c
                where c.case_id = t.case_id and c.number = t.number + 1 and not list_contains(t.rungs, c.rung)
            ) as rung
        from taken t
        inner join reached r on r.case_id = t.case_id and r.number = t.number + 1
    ) s
)

select t.case_id, t.rung, r.on_date, r.recorded_on
from taken t
inner join reached r on r.case_id = t.case_id and r.number = t.number
where t.rung is not null;

insert into follow_up (
    follow_up_id, case_id, person_id, kind, basis, rung, due_from, due_by, done_on, outcome, survives_closure, recorded_on,
    lapses_on
)
select
    (select coalesce(max(f.follow_up_id), 0) from follow_up f) + row_number() over (order by o.case_id, o.rung),
    o.case_id, o.person_id, 'aftercare', 'agreed', o.rung,
    o.closed_on + cast(o.opens as integer), o.closed_on + cast(o.rung as integer), a.on_date,
    case when a.on_date is not null then 'reached' end, true, a.recorded_on, o.closed_on + cast(o.passes as integer)
from on_ladder o
left join answered a on a.case_id = o.case_id and a.rung = o.rung
left join follow_up given on given.case_id = o.case_id and given.kind = 'aftercare' and given.rung = o.rung
where given.case_id is null
order by o.case_id, o.rung;

-- Sent on to another agency: it is over when the receiving team has said so; 90 days past its date the window passes.

insert into follow_up (
    follow_up_id, case_id, person_id, kind, basis, due_from, due_by, done_on, outcome, survives_closure, lapses_on
)
select
    (select coalesce(max(f.follow_up_id), 0) from follow_up f) + row_number() over (order by k.case_id),
    k.case_id, k.person_id, 'handover', 'policy', k.closed_on, k.closed_on + 14, e.handover_accepted_on,
    case when e.handover_accepted_on is not null then 'reached' end, true, k.closed_on + 104
from closing k
inner join programme p on p.programme_id = k.programme_id and p.aftercare_offered_from <= k.closed_on
left join (select h.case_id, min(h.handover_accepted_on) as handover_accepted_on from ending_plan h group by h.case_id) e
    on e.case_id = k.case_id
left join (select distinct f.case_id from follow_up f where f.kind = 'handover') given on given.case_id = k.case_id
where k.close_reason = 'transferred_out' and given.case_id is null
order by k.case_id;

-- Aftercare is per person: it ends for one case from the day on which another of theirs is open; of cases that closed on
-- one day only the last key has a ladder.

update follow_up set reopened_on = again.reopened_on
from (
    select k.case_id, min(greatest(c.opened_on, k.closed_on)) as reopened_on
    from closing k
    inner join cases c on c.person_id = k.person_id and c.case_id <> k.case_id
    left join closing d on d.case_id = c.case_id
    where
        c.opened_on <= getvariable('data_date')
        and (
            coalesce(d.closed_on, getvariable('far')) > k.closed_on
            or (
                d.closed_on = k.closed_on and c.case_id > k.case_id
                and c.case_id in (select f.case_id from follow_up f where f.kind = 'aftercare')
            )
        )
    group by k.case_id
) again
where follow_up.case_id = again.case_id and follow_up.kind = 'aftercare';

-- The stay in aftercare ends with the last window, at the person's wish, at reopening or death.

insert into stage_spell
with wished as (
    select f.case_id, min(f.done_on) as on_date
    from follow_up f
    where f.kind = 'aftercare' and f.outcome = 'asked_not_to'
    group by f.case_id
),

-- A no that a later yes took back ends nothing.
last_yes as (
    select s.person_id, max(s.on_date) as on_date
    from consent s
    where s.kind = 'contact_after_closing' and s.given = 'yes' and s.on_date <= getvariable('data_date')
    group by s.person_id
),

withdrew as (
    select k.case_id, min(s.on_date) as on_date
    from closing k
    inner join consent s
        on s.person_id = k.person_id and s.kind = 'contact_after_closing' and s.given = 'no' and s.on_date > k.closed_on
    left join last_yes y on y.person_id = k.person_id
    where s.on_date >= coalesce(y.on_date, s.on_date)
    group by k.case_id
),

ladder as (
    -- The stay is the case's and so its person's, also where a rung was promised to somebody else of the household.
    select f.case_id, k.person_id, k.closed_on, min(f.reopened_on) as reopened_on,
        max(case when f.done_on is not null then f.done_on else coalesce(f.lapses_on, f.due_by + 31) end) as last_on
    from follow_up f
    inner join closing k on k.case_id = f.case_id
    where f.kind = 'aftercare'
    group by f.case_id, k.person_id, k.closed_on
),

aftercare as (
    select
        l.case_id, l.person_id, l.closed_on,
        least(
            l.last_on, coalesce(l.reopened_on, getvariable('far')), coalesce(w.on_date, getvariable('far')),
            coalesce(d.on_date, getvariable('far')), coalesce(p.died_on, getvariable('far'))
        ) as left_on
    from ladder l
    inner join person p on p.person_id = l.person_id
    left join wished w on w.case_id = l.case_id
    left join withdrew d on d.case_id = l.case_id
),

everything as (
    select s.case_id, s.person_id, s.seq, s.stage, s.entered_on, s.left_on, s.left_to, s.recorded_on from stay s
    union all
    select
        a.case_id, a.person_id, 1 + coalesce((select max(s.seq) from stay s where s.case_id = a.case_id), 0), 'aftercare',
        a.closed_on, a.left_on, 'aftercare_complete', null
    from aftercare a
    where a.left_on > a.closed_on
)

select e.case_id, e.person_id, e.seq, e.stage, e.entered_on, e.left_on, e.left_to, e.recorded_on, s.team_id
from everything e
inner join case_spell s on s.case_id = e.case_id
    and s.from_on <= getvariable('data_date') and getvariable('data_date') < s.to_on
order by s.team_id, e.left_on, e.case_id, e.seq;

-- So that a question about one team or one case reads a few row groups.

drop table on_ladder;
drop table answered;
drop table rung;
drop table stay;
drop table held;
drop table piece;
drop table lead_time;
drop table closing;

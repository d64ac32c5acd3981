-- Cases, the way each takes through the stages, who works them, flags and consents.
create temporary macro typed_after(i, salt) as
    case when draw(i, salt, 20) < 15 then draw(i, salt + 1, 3) when draw(i, salt, 20) < 18 then 2 + draw(i, salt + 1, 8)
        else 8 + draw(i, salt + 1, 20) end;

create temporary table coming as
select
    c.i, c.opened_on, c.person, d.dies_on, d.place, d.age,
    case when draw(c.i, 30, 25) = 0 then draw(c.i, 31, 4) else ([0, 1, 3, 0, 2, 1, 2, 2, 0, 3, 3, 3])[d.place + 1] end as team,
    case when draw(c.i, 32, 100) < 50 then 0 when draw(c.i, 32, 100) < 72 then 1 when draw(c.i, 32, 100) < 88 then 2 else 3 end as kind
from comer_person c
inner join drawn_person d on d.person = c.person;

-- The ways through the stages: straight, without goal setting, without evaluation, reassessed once, planned again.
create temporary table way (way integer, step integer, stage integer);
insert into way
select w.way, row_number() over (partition by w.way order by w.position), w.stage
from (
    select 0 as way, unnest([1, 2, 3, 4, 5, 6]) as stage, unnest(range(6)) as position
    union all select 1, unnest([1, 3, 4, 5, 6]), unnest(range(5))
    union all select 2, unnest([1, 2, 3, 4, 6]), unnest(range(5))
    union all select 3, unnest([1, 2, 3, 4, 1, 3, 4, 5, 6]), unnest(range(9))
    union all select 4, unnest([1, 2, 3, 4, 5, 3, 4, 5, 6]), unnest(range(9))
) w;

create temporary table step as
with chosen as (
    select
        c.*, c.opened_on + cast(draw(c.i, 33, 5) as integer) as begins_on,
        case when draw(c.i, 34, 100) < 62 then 0 when draw(c.i, 34, 100) < 72 then 1 when draw(c.i, 34, 100) < 80 then 2
            when draw(c.i, 34, 100) < 92 then 3 else 4 end as way
    from coming c
),

-- Days usual for the stage, times how the pathway works, times a draw of 40 to 190 %; since 2026 Team East moves slowly.
lengths as (
    select
        c.i, c.opened_on, c.begins_on, w.step, w.stage,
        greatest(
            1,
            ([20, 12, 21, 110, 18, 16])[w.stage] * ([10, 26, 16, 3])[c.kind + 1]
            * (40 + draw(c.i * 11 + w.step, 35, 151)) * (case when draw(c.i * 11 + w.step, 36, 16) = 0 then 3 else 1 end)
            * (case when c.team = 2 and c.opened_on >= date '2025-11-01' and w.stage in (3, 4) then 2 else 1 end) // 1000
        ) as length
    from chosen c
    inner join way w on w.way = c.way
)

select
    l.i, l.step, l.stage, l.opened_on,
    l.begins_on + cast(coalesce(sum(l.length) over (w rows between unbounded preceding and 1 preceding), 0) as integer) as entered_on,
    l.begins_on + cast(sum(l.length) over (w rows unbounded preceding) as integer) as left_on
from lengths l
window w as (partition by l.i order by l.step);

-- One in five ends before the last stage, somewhere along the way; a death ends it on its day.
create temporary table drawn_case as
with finished as (
    select s.i, max(s.left_on) as left_on from step s group by s.i
),

ended as (
    select
        c.*, f.left_on as would_end_on, draw(c.i, 37, 5) = 0 as is_early,
        c.opened_on + 9 + cast(draw(c.i, 38, greatest(date_diff('day', c.opened_on, f.left_on) - 20, 1)) as integer) as early_on
    from coming c
    inner join finished f on f.i = c.i
),

planned as (
    select e.*, case when e.is_early then least(e.early_on, e.would_end_on) else e.would_end_on end as ends_on
    from ended e
)

select
    p.i, p.person, p.opened_on, p.place, p.team, p.kind, p.age, p.dies_on,
    case when p.dies_on > p.opened_on and p.dies_on < p.ends_on then p.dies_on else p.ends_on end as ends_on,
    case
        when p.dies_on > p.opened_on and p.dies_on < p.ends_on then 'died'
        when not p.is_early then case when draw(p.i, 39, 100) < 62 then 'goals_met' else 'planned_ending' end
        when draw(p.i, 40, 100) < 52 then 'ended_early' when draw(p.i, 40, 100) < 66 then 'declined'
        when draw(p.i, 40, 100) < 78 then 'transferred_in' when draw(p.i, 40, 100) < 92 then 'transferred_out' else 'other'
    end as end_reason
from planned p
where p.dies_on is null or p.opened_on < p.dies_on;

create temporary table happened as
select
    c.*, t.team_id, t.short_name, case when c.ends_on <= getvariable('data_date') then c.ends_on end as closed_on,
    'P-' || upper(t.short_name) || '-' || (['FAMILY', 'LONG', 'PROTECT', 'CRISIS'])[c.kind + 1] as programme_id,
    (['short', 'long_term', 'statutory', 'crisis'])[c.kind + 1] as pathway
from drawn_case c
inner join team_number t on t.number = c.team;

insert into cases
select
    key_of(700000000 + h.i), key_of(h.person), h.programme_id, case when draw(h.i, 41, 40) = 0 then 'other' else h.pathway end,
    h.opened_on, h.closed_on, case when h.closed_on is not null then h.end_reason end, null,
    case when h.i <> h.person and draw(h.i, 42, 3) > 0 then key_of(700000000 + b.before) end,
    draw(h.i, 43, 110) = 0
from happened h
left join (
    select later.i, max(earlier.i) as before
    from happened later
    inner join happened earlier on earlier.person = later.person and earlier.i < later.i and earlier.closed_on <= later.opened_on
    group by later.i
) b on b.i = h.i
order by h.i;

insert into stage_event
select key_of(700000000 + s.i), s.step, g.code, s.entered_on, s.recorded_on, case when draw(s.i * 11 + s.step, 44, 60) = 0 then 'corrected' else 'moved' end
from (select x.*, x.entered_on + cast(typed_after(x.i * 11 + x.step, 45) as integer) as recorded_on from step x) s
inner join happened h on h.i = s.i
inner join code_list g on g.kind = 'stage' and g.position = s.stage
where s.entered_on < h.ends_on and s.recorded_on <= getvariable('data_date')
order by s.i, s.step;

-- Somebody is given the case within a week, sometimes after three, now and then not at all. Later one in eight changes
-- the worker, one in 25 the team.
create temporary table lead_turn as
with first_lead as (
    select
        h.i, h.team, h.ends_on, h.team * 6 + draw(h.i, 50, 6) as drawn, draw(h.i, 52, 100) as change,
        h.opened_on + cast(case when draw(h.i, 51, 12) = 0 then 10 + draw(h.i, 53, 16) else draw(h.i, 53, 7) end as integer) as from_on,
        cast(40 + draw(h.i, 54, 150) as integer) as change_after
    from happened h
    where draw(h.i, 55, 70) > 0
),

settled as (
    select
        f.*, case when f.drawn = 17 and f.from_on < date '2026-02-02' then 16 when f.drawn = 11 and f.from_on >= date '2026-09-21' then 10
            else f.drawn end as worker,
        case when f.change < 16 then f.from_on + f.change_after end as changes_on,
        case when f.change < 4 then (f.team + 1 + draw(f.i, 56, 3)) % 4 else f.team end as next_team
    from first_lead f
)

select s.i, s.worker, s.from_on, least(coalesce(s.changes_on, s.ends_on), s.ends_on) as to_on
from settled s
where s.from_on < s.ends_on
union all
select s.i, s.next_team * 6 + (s.worker + 1 + draw(s.i, 57, 4)) % 5, s.changes_on, s.ends_on
from settled s
where s.changes_on < s.ends_on;

insert into assignment
select
    key_of(700000000 + t.i), key_of(900000000 + t.worker), n.team_id, 'lead', t.from_on,
    case when t.to_on <= getvariable('data_date') then t.to_on end
from lead_turn t
inner join team_number n on n.number = t.worker // 6
where t.from_on <= getvariable('data_date')
union all
select
    key_of(700000000 + h.i), key_of(900000000 + draw(h.i, 58, 24)), n.team_id, 'co_worker', h.opened_on + 20,
    case when least(h.opened_on + 140, h.ends_on) <= getvariable('data_date') then least(h.opened_on + 140, h.ends_on) end
from happened h
inner join team_number n on n.number = draw(h.i, 58, 24) // 6
where draw(h.i, 59, 9) = 0 and h.opened_on + 20 <= getvariable('data_date') and h.opened_on + 20 < h.ends_on
order by 1, 5, 4;

insert into case_flag
select key_of(700000000 + f.i), f.kind, f.from_on, case when f.to_on <= getvariable('data_date') then f.to_on end, f.from_on + 90
from (
    select h.i, 'safeguarding' as kind, h.opened_on + 3 as from_on, h.ends_on as to_on from happened h where draw(h.i, 60, 100) < (case when h.kind = 2 then 35 else 6 end)
    union all
    select h.i, 'court', h.opened_on + 25, h.ends_on from happened h where h.kind = 2 and draw(h.i, 61, 10) < 3
    union all
    select h.i, 'crisis', h.opened_on, h.opened_on + 21 from happened h where h.kind = 3 and draw(h.i, 62, 10) < 6
    union all
    select h.i, 'high_risk', h.opened_on + 10, h.ends_on from happened h where draw(h.i, 63, 25) = 0
    union all
    select h.i, 'no_contact', h.opened_on + 12, null from happened h where draw(h.i, 64, 70) = 0
    union all
    select h.i, 'safe_contact_only', h.opened_on + 6, null from happened h where draw(h.i, 65, 35) = 0
    union all
    select h.i, 'missing', h.opened_on + 70, h.opened_on + 84 from happened h where draw(h.i, 66, 150) = 0 and h.ends_on > h.opened_on + 84
    union all
    select h.i, 'accessible_format', h.opened_on, null from happened h where draw(h.i, 67, 60) = 0
) f
where f.from_on <= getvariable('data_date')
order by f.i, f.kind;

insert into case_rating
select key_of(700000000 + h.i), e.element, 1 + draw(h.i, 68 + e.salt, 3), h.opened_on + 7
from happened h
cross join (values ('other_agencies', 0), ('risk', 1), ('travel', 2)) e (element, salt)
where h.opened_on + 7 <= getvariable('data_date')
order by h.i, e.element;

-- Whether they may be called after the closing: three in four say yes, some take it back later.
insert into consent
select key_of(c.person), c.kind, c.given, case when draw(c.i, 70, 12) = 0 then 'carer' else 'self' end, c.on_date
from (
    select h.i, h.person, 'contact_after_closing' as kind, case when draw(h.i, 71, 100) < 84 then 'yes' else 'no' end as given, h.opened_on + 14 as on_date
    from happened h where draw(h.i, 72, 100) < 91
    union all
    select h.i, h.person, 'contact_after_closing', 'no', h.ends_on + 12 from happened h where draw(h.i, 73, 60) = 0
    union all
    select h.i, h.person, 'share', case when draw(h.i, 74, 100) < 88 then 'yes' else 'no' end, h.opened_on + 5 from happened h
    union all
    select h.i, h.person, 'evidence', case when draw(h.i, 75, 100) < 80 then 'yes' else 'no' end, h.opened_on + 5 from happened h where draw(h.i, 76, 10) > 0
) c
where c.on_date <= getvariable('data_date')
order by c.i, c.kind, c.on_date;

insert into request
select row_number() over (order by r.received_on, r.i, r.outcome), r.received_on, r.source, r.programme_id,
    case when r.decided_on <= getvariable('data_date') then r.decided_on end,
    case when r.decided_on <= getvariable('data_date') then r.outcome end,
    case when r.decided_on <= getvariable('data_date') and r.outcome = 'accepted' then key_of(700000000 + r.i) end
from (
    select h.i, h.programme_id, h.opened_on - cast(draw(h.i, 80, 11) as integer) as received_on, h.opened_on as decided_on, 'accepted' as outcome,
        (['self', 'family', 'health', 'school', 'police', 'court', 'housing', 'community'])[1 + draw(h.i, 81, 8)] as source
    from happened h
    union all
    select h.i, h.programme_id, h.opened_on + 2, h.opened_on + 3 + draw(h.i, 82, 35),
        (['redirected', 'advice', 'declined', 'no_action'])[1 + draw(h.i, 83, 4)],
        (['self', 'family', 'health', 'school', 'police', 'court', 'housing', 'community'])[1 + draw(h.i, 84, 8)]
    from happened h where draw(h.i, 85, 2) = 0
) r
where r.received_on <= getvariable('data_date')
order by r.received_on, r.i, r.outcome;

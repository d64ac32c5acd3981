-- Who comes, when and to whom. Everything is drawn for the whole time line; the data date only decides what has
-- happened, so that next week's demo is this week's and seven days more.
-- Twice as many comers as needed are drawn, and the season decides who comes: fewer in August, more after New Year.
create temporary table comer as
with candidate as (
    select n.i, cast(n.i * 1827 // (2 * getvariable('cases')) as integer) as day
    from range(cast(2 * getvariable('cases') * (1 + date_diff('day', getvariable('epoch'), getvariable('data_date'))) // 1827 as bigint)) n (i)
),

seasonal as (
    select c.i, on_day(c.day) as opened_on,
        case month(on_day(c.day))
            when 1 then 64 when 2 then 60 when 3 then 54 when 4 then 50 when 5 then 49 when 6 then 46
            when 7 then 40 when 8 then 36 when 9 then 52 when 10 then 54 when 11 then 52 else 43
        end as share
    from candidate c
)

select s.i, s.opened_on
from seasonal s
where draw(s.i, 1, 100) < s.share and s.opened_on <= getvariable('data_date');

-- One in nine comes back: the person of an earlier comer. One in four lives with the comer before.
create temporary table comer_person as
with back as (
    select c.i, c.opened_on, case when draw(c.i, 2, 9) = 0 then c.i - 40 - draw(c.i, 3, 900) end as earlier
    from comer c
)

select b.i, b.opened_on, coalesce(e.i, b.i) as person
from back b
left join back e on e.i = b.earlier and e.earlier is null;

create temporary table comer_home as
with first_time as (
    select p.i as person, lag(p.i) over (order by p.i) as before, draw(p.i, 4, 4) = 0 as joins
    from comer_person p
    where p.i = p.person
)

select f.person, case when f.joins and not coalesce(b.joins, false) then coalesce(f.before, f.person) else f.person end as home,
    f.joins and not coalesce(b.joins, false) and f.before is not null as is_second
from first_time f
left join first_time b on b.person = f.before;

create temporary table drawn_person as
select
    h.person, h.home, h.is_second,
    case
        when h.is_second and draw(h.home, 5, 10) < 7 then 0
        when draw(h.person, 6, 10) = 0 then 0
        else 1 + least(draw(h.person, 7, 7), draw(h.person, 8, 9))
    end as age,
    case
        when draw(h.home, 9, 100) < 15 then 0 when draw(h.home, 9, 100) < 28 then 1 when draw(h.home, 9, 100) < 38 then 2
        when draw(h.home, 9, 100) < 52 then 3 when draw(h.home, 9, 100) < 64 then 4 when draw(h.home, 9, 100) < 76 then 5
        when draw(h.home, 9, 100) < 83 then 6 when draw(h.home, 9, 100) < 90 then 7 when draw(h.home, 9, 100) < 94 then 8
        when draw(h.home, 9, 100) < 96 then 9 when draw(h.home, 9, 100) < 99 then 10 else 11
    end as place,
    case when draw(h.person, 10, 60) = 0 then p.opened_on + 60 + cast(draw(h.person, 11, 700) as integer) end as dies_on
from comer_home h
inner join comer_person p on p.i = h.person;

create temporary table place_number as
select c.community_id, cast(row_number() over (order by c.rowid) - 1 as integer) as number from community c where c.kind in ('place', 'no_fixed_place', 'out_of_area');

insert into person
select
    key_of(d.person),
    (['0-17', '18-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80+'])[d.age + 1],
    case when draw(d.person, 12, 100) < 56 then 'woman' when draw(d.person, 12, 100) < 94 then 'man'
        when draw(d.person, 12, 100) < 96 then 'non_binary' when draw(d.person, 12, 100) < 98 then 'would_not_say' end,
    case when draw(d.home, 13, 100) < 78 then 'en' when draw(d.home, 13, 100) < 85 then 'so' when draw(d.home, 13, 100) < 91 then 'pl'
        when draw(d.home, 13, 100) < 96 then 'ar' else 'bfi' end,
    case when draw(d.home, 13, 100) >= 78 then case when draw(d.person, 14, 3) = 0 then 'yes' else 'no' end else 'no' end,
    case when d.dies_on <= getvariable('data_date') then d.dies_on end
from drawn_person d
order by d.person;

insert into person_household
select key_of(d.person), key_of(500000000 + d.home), p.opened_on, null
from drawn_person d
inner join comer_person p on p.i = d.person
order by d.person;

-- One in twenty moves a year later.
insert into person_community
select key_of(d.person), n.community_id, p.opened_on,
    case when draw(d.person, 15, 20) = 0 and p.opened_on + 365 <= getvariable('data_date') then p.opened_on + 365 end
from drawn_person d
inner join comer_person p on p.i = d.person
inner join place_number n on n.number = d.place
union all
select key_of(d.person), n.community_id, p.opened_on + 365, null
from drawn_person d
inner join comer_person p on p.i = d.person
inner join place_number n on n.number = (d.place + 3) % 10
where draw(d.person, 15, 20) = 0 and p.opened_on + 365 <= getvariable('data_date')
union all
select key_of(d.person), s.community_id, p.opened_on, null
from drawn_person d
inner join comer_person p on p.i = d.person
inner join (values ('S-ROM', 3), ('S-SOM', 7), ('S-DEAF', 2), ('S-LGBT', 5)) s (community_id, share) on draw(d.person, 16 + s.share, 100) < s.share
order by 1, 2, 3;

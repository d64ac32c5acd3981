-- People: gender as recorded, and the day of death where an exit says so. Age needs the birth date, which is not read.
-- 8, 9 and 99 are answers. A death written down before its day is a death all the same. Grain: one row a client.
with died as (
    select
        coalesce(e.personalid, x.personalid) as personalid,
        min(least(coalesce(hmis.day(x.exitdate), getvariable('data_date')), getvariable('data_date'))) as died_on
    from hmis.exit x
    left join hmis.enrollment e on e.enrollmentid = x.enrollmentid
    where x.destination = '24' or x.cmexitreason = '12'
    group by coalesce(e.personalid, x.personalid)
),

chosen as (
    select
        c.source_row,
        list_filter(
            [
                case when c.woman = '1' then 'woman' end, case when c.man = '1' then 'man' end,
                case when c.nonbinary = '1' then 'non_binary' end,
                case when '1' in (c.culturallyspecific, c.questioning, c.differentidentity) then 'other' end
            ],
            lambda one: one is not null
        ) as genders
    from hmis.client c
),

said as (
    select
        c.*,
        case
            when len(g.genders) = 1 then g.genders[1]
            when len(g.genders) > 1 or c.transgender = '1' then 'other'
            when coalesce(c.sex, c.gendernone) = '0' and c.sex is not null then 'woman'
            when c.sex = '1' then 'man'
            when coalesce(c.sex, c.gendernone) = '8' then 'does_not_know'
            when coalesce(c.sex, c.gendernone) = '9' then 'would_not_say'
            when coalesce(c.sex, c.gendernone) = '99' then 'not_asked'
        end as gender
    from hmis.client c
    inner join chosen g on g.source_row = c.source_row
)

select
    s.personalid as person_id, s.gender, cast(d.died_on as varchar) as died_on, s.source_file,
    s.source_row
from said s
left join died d on d.personalid = s.personalid

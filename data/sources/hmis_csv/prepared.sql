-- What the mapping stands on: one closing a case, what services and events are, where a case belongs, whose it is.

-- By now nobody is enrolled in the project of a victim service provider, unless the store is that provider's own.

delete from hmis.project
where
    not getvariable('own_victim_service')
    and organizationid in (select o.organizationid from hmis.organization o where o.victimserviceprovider = '1');

-- Where an enrolment has several exits, the last row of the file is the one that counts. One that is dated after the data
-- date has not happened: it closes nothing.

create table hmis.closing as
select
    x.*, case when hmis.day(x.exitdate) > getvariable('data_date') then null else hmis.as_written(x.exitdate) end as closed_on
from hmis.exit x
qualify row_number() over (partition by x.enrollmentid order by x.source_row desc) = 1;

-- What a service was, by the record types of the standard: help to the person, or money, a bed, papers.

create table hmis.service_kind (recordtype varchar, is_work boolean, is_with_person boolean, is_referral boolean);
insert into hmis.service_kind values
    ('141', true, true, false), ('142', true, true, false), ('143', true, true, false), ('144', true, true, false),
    ('151', true, false, false), ('152', true, false, false), ('161', false, false, true), ('200', true, false, false),
    ('210', false, false, false), ('300', true, true, false);

-- What the standard calls each event; only openings have an expected result.

create table hmis.event_kind (event varchar, kind varchar, domain varchar);
insert into hmis.event_kind values
    ('1', 'shown_apart', 'housing'), ('2', 'service', null), ('3', 'shown_apart', 'housing'),
    ('4', 'shown_apart', 'housing'), ('5', 'shown_apart', null), ('6', 'shown_apart', null),
    ('7', 'shown_apart', 'housing'), ('8', 'not_eligible', null), ('9', 'no_place', null), ('10', 'opening', 'housing'),
    ('11', 'opening', 'housing'), ('12', 'opening', 'housing'), ('13', 'opening', 'housing'),
    ('14', 'opening', 'housing'), ('15', 'opening', 'housing'), ('16', 'opening', null), ('17', 'opening', 'housing'),
    ('18', 'opening', 'housing');

-- Where a case belongs: as the enrolment says, else where its project works, if that is one place.

create table hmis.place as
with one_place as (
    select c.projectid, min(c.coccode) as coccode
    from hmis.projectcoc c
    where c.coccode is not null
    group by c.projectid
    having count(distinct c.coccode) = 1
)

select
    e.enrollmentid, e.personalid, hmis.day(e.entrydate) as entered_on, e.source_file, e.source_row,
    coalesce(e.enrollmentcoc, o.coccode) as coccode, e.enrollmentcoc is null as is_of_project
from hmis.enrollment e
left join one_place o on o.projectid = e.projectid;

-- The team of a project: itself, or the organisation that runs it, as the import was told.

create table hmis.team_of as
select
    p.projectid,
    case when getvariable('team_from') = 'organization' then o.organizationid else p.projectid end as team_id
from hmis.project p
left join (select distinct g.organizationid from hmis.organization g) o on o.organizationid = p.organizationid;

-- The needs that PATH referrals are for.

create table hmis.path_domain (typeprovided varchar, domain varchar);
insert into hmis.path_domain values
    ('1', 'mental_health'), ('2', 'substance_use'), ('3', 'health'), ('4', 'work'), ('5', 'education'),
    ('6', 'housing'), ('7', 'housing'), ('8', 'income'), ('9', 'work'), ('10', 'health'), ('11', 'housing');

-- Aftercare that was given on a day; how, where one way is named and no other.

create table hmis.aftercare as
with ways as (
    select
        x.enrollmentid, coalesce(x.telephone = '1', false) as by_phone,
        coalesce(x.emailsocialmedia = '1', false) as by_message,
        coalesce(x.inpersonindividual = '1' or x.inpersongroup = '1', false) as in_person
    from hmis.closing x
    where x.aftercareprovided = '1' and x.aftercaredate is not null
)

select
    w.enrollmentid,
    case
        when w.by_phone and not w.by_message and not w.in_person then 'phone'
        when w.by_message and not w.by_phone and not w.in_person then 'message'
        when w.in_person and not w.by_phone and not w.by_message then 'in_person'
    end as channel
from ways w;

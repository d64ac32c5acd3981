-- Leave out what the export calls deleted, what hangs on it, and shelters for victims that nobody here is enrolled in.
-- The raw files are in hmis, one table a file: all text, blank = null, source_row = the row in the file.

create macro hmis.day(written) as
    case when regexp_full_match(written, '\d{4}-\d{2}-\d{2}([ T].*)?') then try_cast(left(written, 10) as date) end;

-- A date that cannot be read goes on as it was written, so that the row is reported and not quietly emptied.

create macro hmis.as_written(written) as coalesce(cast(hmis.day(written) as varchar), written);

create table hmis.gone as
select e.enrollmentid
from hmis.enrollment e
left join hmis.client c on c.personalid = e.personalid
where e.datedeleted is not null or c.datedeleted is not null;

delete from hmis.exit where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.services where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.currentlivingsituation
where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.assessment where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.event where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.healthanddv where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.enrollment where enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.client where datedeleted is not null;
delete from hmis.projectcoc where datedeleted is not null;
delete from hmis."user" where datedeleted is not null;
delete from hmis.project
where
    (datedeleted is not null and projectid not in (select e.projectid from hmis.enrollment e where e.projectid is not null))
    or (
        not getvariable('own_victim_service')
        and organizationid in (select o.organizationid from hmis.organization o where o.victimserviceprovider = '1')
    );

-- Where an enrolment has several exits, the last row of the file is the one that counts.

create table hmis.closing as
select x.*
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
    e.enrollmentid, e.personalid, hmis.day(e.entrydate) as entered_on, e.source_row,
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

-- Aftercare: given, on a known day. Channel where one is named and no other.

create table hmis.aftercare as
select
    x.enrollmentid,
    case
        when x.telephone = '1' and '1' not in (coalesce(x.emailsocialmedia, ''), coalesce(x.inpersonindividual, ''), coalesce(x.inpersongroup, '')) then 'phone'
        when x.emailsocialmedia = '1' and '1' not in (coalesce(x.telephone, ''), coalesce(x.inpersonindividual, ''), coalesce(x.inpersongroup, '')) then 'message'
        when '1' in (coalesce(x.inpersonindividual, ''), coalesce(x.inpersongroup, '')) and '1' not in (coalesce(x.telephone, ''), coalesce(x.emailsocialmedia, '')) then 'in_person'
    end as channel
from hmis.closing x
where x.aftercareprovided = '1' and x.aftercaredate is not null;

create table hmis.path_domain (typeprovided varchar, domain varchar);
insert into hmis.path_domain values
    ('1', 'mental_health'), ('2', 'substance_use'), ('3', 'health'), ('4', 'work'), ('5', 'education'),
    ('6', 'housing'), ('7', 'housing'), ('8', 'income'), ('9', 'work'), ('10', 'health'), ('11', 'housing');

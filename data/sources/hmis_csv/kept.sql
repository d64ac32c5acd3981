-- Leave out what the export calls deleted, and what hangs on it. A deleted project that people are enrolled in stays.
-- The raw files are in hmis, one table a file: all text, blank = null, source_row = the row in the file.

create table hmis.gone as
with gone_client as (
    select c.personalid from hmis.client c group by c.personalid having bool_and(c.datedeleted is not null)
)

select e.enrollmentid
from hmis.enrollment e
left join gone_client g on g.personalid = e.personalid
group by e.enrollmentid
having bool_and(e.datedeleted is not null or g.personalid is not null);

delete from hmis.exit where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.services where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.currentlivingsituation
where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.assessment where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.event where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.healthanddv where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.enrollment
where datedeleted is not null or enrollmentid in (select g.enrollmentid from hmis.gone g);
delete from hmis.client where datedeleted is not null;
delete from hmis.projectcoc where datedeleted is not null;
delete from hmis.users where datedeleted is not null;
delete from hmis.organization where datedeleted is not null;
delete from hmis.project
where datedeleted is not null and projectid not in (select e.projectid from hmis.enrollment e where e.projectid is not null);

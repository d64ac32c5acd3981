-- Contacts: a current living situation is taken when a worker and the person meet; a service does not say whether they
-- met; aftercare was given. Money paid, a bed night or a voucher's papers are no contact. Grain: one row a contact.
select
    'living situation ' || c.currentlivingsitid as contact_id, c.enrollmentid as case_id, c.userid as worker_id,
    'outreach' as kind, cast(null as varchar) as channel, hmis.as_written(c.informationdate) as on_date,
    'client' as with_whom, 'true' as reached, cast(hmis.day(c.datecreated) as varchar) as recorded_on,
    c.source_file, c.source_row
from hmis.currentlivingsituation c
union all
select
    'service ' || s.servicesid, s.enrollmentid, s.userid, 'service', null, hmis.as_written(s.dateprovided), null, null,
    cast(hmis.day(s.datecreated) as varchar), s.source_file, s.source_row
from hmis.services s
inner join hmis.service_kind k on k.recordtype = s.recordtype and k.is_with_person
union all
select
    'aftercare ' || x.exitid, x.enrollmentid, null, 'aftercare', a.channel, hmis.as_written(x.aftercaredate), 'client',
    'true', null, x.source_file, x.source_row
from hmis.closing x
inner join hmis.aftercare a on a.enrollmentid = x.enrollmentid

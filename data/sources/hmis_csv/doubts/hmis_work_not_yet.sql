-- Assessments, and services that are no contact, dated after the data date. Contacts and referrals say so themselves.
select a.source_file, a.source_row from hmis.assessment a where hmis.day(a.assessmentdate) > getvariable('data_date')
union all
select s.source_file, s.source_row
from hmis.services s
inner join hmis.service_kind k on k.recordtype = s.recordtype and not k.is_with_person and not k.is_referral
where hmis.day(s.dateprovided) > getvariable('data_date')

-- Services in which nobody is met.
select s.source_file, s.source_row
from hmis.services s
inner join hmis.service_kind k on k.recordtype = s.recordtype and not k.is_with_person and not k.is_referral

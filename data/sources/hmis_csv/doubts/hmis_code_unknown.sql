-- Codes that the standard does not have.
select v.source_file, v.source_row
from hmis.event v
where v.event not in (select k.event from hmis.event_kind k) or v.referralresult not in ('1', '2', '3')
union all
select s.source_file, s.source_row
from hmis.services s
where
    s.recordtype not in (select k.recordtype from hmis.service_kind k)
    or s.referraloutcome not in ('1', '2', '3')
union all
select c.source_file, c.source_row
from hmis.client c
where c.sex not in ('0', '1', '8', '9', '99') or c.gendernone not in ('8', '9', '99')
union all
select x.source_file, x.source_row
from hmis.exit x
where x.projectcompletionstatus not in ('1', '2', '3')

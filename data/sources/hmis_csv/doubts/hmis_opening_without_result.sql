-- Referrals to an opening for which no result is recorded.
select v.source_file, v.source_row
from hmis.event v
inner join hmis.event_kind k on k.event = v.event and k.kind = 'opening'
where v.referralresult is null

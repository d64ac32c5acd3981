-- Referrals: events by their kind, and PATH referrals with their outcome. Accepted is not connected; a blank result is
-- no result recorded; of a result dated before its referral the day does not count. What the person said when it was
-- offered is not in the export. Grain: one row a referral.
with answered as (
    select
        v.*,
        case
            when hmis.day(v.resultdate) < hmis.day(v.eventdate) then null else hmis.as_written(v.resultdate)
        end as answered_on
    from hmis.event v
)

select
    'event ' || v.eventid as referral_id, v.enrollmentid as case_id, coalesce(k.kind, 'shown_apart') as kind, k.domain,
    hmis.as_written(v.eventdate) as sent_on, 'not_recorded' as agreed, v.answered_on,
    case v.referralresult when '1' then 'accepted' when '2' then 'declined' when '3' then 'rejected' end as decision,
    case when v.referralresult = '1' then v.answered_on end as accepted_on,
    cast(null as varchar) as outcome, cast(hmis.day(v.datecreated) as varchar) as recorded_on,
    v.source_file, v.source_row
from answered v
left join hmis.event_kind k on k.event = v.event
union all
select
    'service ' || s.servicesid, s.enrollmentid, 'referral', d.domain, hmis.as_written(s.dateprovided), 'not_recorded',
    null, null, null,
    case s.referraloutcome when '1' then 'connected' when '2' then 'not_connected' when '3' then 'unknown' end,
    cast(hmis.day(s.datecreated) as varchar), s.source_file, s.source_row
from hmis.services s
inner join hmis.service_kind k on k.recordtype = s.recordtype and k.is_referral
left join hmis.path_domain d on d.typeprovided = s.typeprovided

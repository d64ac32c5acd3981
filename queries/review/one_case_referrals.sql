-- Which services was the person of a case referred to, and how far did it go?
-- Grain: one row a referral, the newest first. First match wins: the step that ends it, then the last one recorded.
with reached as (
    select
        r.case_id, r.referral_id, r.kind, r.domain, r.provider_id, r.reason,
        coalesce(r.identified_on, r.offered_on, r.sent_on, r.answered_on) as began_on,
        case
            when r.first_service_on is not null then 'connected'
            when r.agreed = 'no' or r.decision = 'declined' or (r.cancelled_on is not null and r.cancelled_by = 'client')
                then 'chose_not_to'
            when r.cancelled_on is not null then 'cancelled'
            when r.search_outcome = 'none_exists' then 'none_exists'
            when r.decision = 'rejected' then 'service_said_no'
            when r.closed_on is not null then 'closed'
            when r.decision = 'waiting_list' then 'waiting_list'
            when r.accepted_on is not null or r.decision = 'accepted' then 'accepted'
            when r.answered_on is not null then 'answered'
            when r.sent_on is not null then 'sent'
            when r.agreed = 'yes' then 'agreed'
            when r.offered_on is not null then 'offered'
            else 'named'
        end as step,
        r.first_service_on, r.cancelled_on, r.search_on, r.answered_on, r.accepted_on, r.closed_on, r.sent_on, r.offered_on,
        r.identified_on
    from referral r
    inner join cases c on c.case_id = r.case_id
)

select
    r.case_id, d.label as domain_label, p.name as provider_name, r.kind, k.label as kind_label, r.began_on, r.step,
    a.label as reason_label,
    case r.step
        when 'connected' then r.first_service_on
        when 'chose_not_to' then coalesce(r.cancelled_on, r.answered_on, r.offered_on)
        when 'cancelled' then r.cancelled_on
        when 'none_exists' then r.search_on
        when 'closed' then r.closed_on
        when 'accepted' then coalesce(r.accepted_on, r.answered_on)
        when 'sent' then r.sent_on
        when 'agreed' then coalesce(r.offered_on, r.identified_on)
        when 'offered' then r.offered_on
        when 'named' then r.identified_on
        else r.answered_on
    end as step_on
from reached r
left join provider p on p.provider_id = r.provider_id
left join code_list d on d.kind = 'domain' and d.code = r.domain
left join code_list k on k.kind = 'referral_kind' and k.code = r.kind
left join code_list a on a.kind = 'decision_reason' and a.code = r.reason
order by r.case_id, r.began_on desc, r.referral_id desc

package app.grapevine.notices;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.mail.MailAddress;
import app.grapevine.notices.Notice.Terms;
import app.grapevine.webhooks.ReceiverUrl;
import java.net.URI;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether what somebody wants of a notice can be. */
final class NoticeCheck {
    private final Campaigns campaigns;
    private final ReceiverUrl receivers;
    private final boolean hasMail;

    /** @param hasMail whether there is a server of mail to send by */
    NoticeCheck(Campaigns campaigns, ReceiverUrl receivers, boolean hasMail) {
        this.campaigns = campaigns;
        this.receivers = receivers;
        this.hasMail = hasMail;
    }

    /** @throws app.grapevine.base.RefusedException INVALID with every fault */
    Terms check(NoticeDraft draft) {
        Faults faults = new Faults();
        Period period = draft.period() == null ? draft.kind().periods().get(0) : draft.period();
        if (!draft.kind().periods().contains(period)) {
            String known = draft.kind().periods().stream().map(Period::label).collect(Collectors.joining(", "));
            faults.add("period", FaultCode.NOT_ONE_OF, Map.of("known", known));
        }
        campaign(draft, faults);
        ZoneId zone = zone(draft.zone(), faults);
        String to = draft.way() == Way.MAIL
                ? mail(draft.to(), faults)
                : chat(draft.way(), draft.to().strip(), faults);
        faults.refuseIfAny();
        return new Terms(
                draft.kind(), period, draft.campaign(), draft.language(), zone, draft.way(), to, draft.paused());
    }

    private void campaign(NoticeDraft draft, Faults faults) {
        @Nullable String campaign = draft.campaign();
        if (campaign == null) {
            if (draft.kind() == NoticeKind.REPORT) {
                faults.add("campaign", FaultCode.MISSING);
            }
        } else if (campaigns.find(campaign).isEmpty()) {
            faults.add("campaign", FaultCode.UNKNOWN_CAMPAIGN);
        }
    }

    private static ZoneId zone(String name, Faults faults) {
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        faults.add("timezone", FaultCode.UNKNOWN_ZONE);
        return ZoneId.of("UTC");
    }

    private String mail(String given, Faults faults) {
        Optional<MailAddress> address = MailAddress.find(given);
        if (!hasMail) {
            faults.add("way", FaultCode.NO_MAIL);
        } else if (address.isEmpty()) {
            faults.add("to", FaultCode.NOT_A_MAIL_ADDRESS);
        }
        return address.map(MailAddress::text).orElse("");
    }

    private String chat(Way way, String given, Faults faults) {
        Optional<URI> url = receivers.check(faults, "to", given);
        if (url.isPresent() && !way.isAt(url.get().getHost()) && !receivers.isVouchedFor(url.get())) {
            faults.add("to", FaultCode.NOT_THEIR_WEBHOOK, Map.of("known", String.join(", ", way.hosts())));
        }
        return given;
    }
}

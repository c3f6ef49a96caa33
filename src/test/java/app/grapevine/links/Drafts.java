package app.grapevine.links;

import app.grapevine.attribution.Visibility;
import java.time.Instant;
import java.util.List;

/** A draft, changed field by field. */
final class Drafts {
    private String destination;
    private String code;
    private String domain;
    private String channel;
    private Visibility visibility;
    private String audience;
    private String campaign;
    private List<String> tags;
    private String title;
    private boolean forwarding;
    private Instant validFrom;
    private Instant validUntil;
    private Long maxClicks;
    private String expiredDestination;
    private boolean forwardQuery;
    private Link.Utm utm;
    private Link.Card card;
    private boolean trackConversions;
    private boolean disabled;

    private Drafts(LinkDraft draft) {
        destination = draft.destination();
        code = draft.code();
        domain = draft.domain();
        channel = draft.channel();
        visibility = draft.visibility();
        audience = draft.audience();
        campaign = draft.campaign();
        tags = draft.tags();
        title = draft.title();
        forwarding = draft.forwarding();
        validFrom = draft.validFrom();
        validUntil = draft.validUntil();
        maxClicks = draft.maxClicks();
        expiredDestination = draft.expiredDestination();
        forwardQuery = draft.forwardQuery();
        utm = draft.utm();
        card = draft.card();
        trackConversions = draft.trackConversions();
        disabled = draft.disabled();
    }

    static Drafts of(LinkDraft draft) {
        return new Drafts(draft);
    }

    static Drafts to(String destination) {
        return new Drafts(LinkDraft.to(destination));
    }

    static Drafts valid() {
        return to("https://example.com/");
    }

    Drafts destination(String value) {
        destination = value;
        return this;
    }

    Drafts code(String value) {
        code = value;
        return this;
    }

    Drafts domain(String value) {
        domain = value;
        return this;
    }

    Drafts channel(String value) {
        channel = value;
        return this;
    }

    Drafts visibility(Visibility value) {
        visibility = value;
        return this;
    }

    Drafts audience(String value) {
        audience = value;
        return this;
    }

    Drafts campaign(String value) {
        campaign = value;
        return this;
    }

    Drafts tags(String... values) {
        tags = List.of(values);
        return this;
    }

    Drafts title(String value) {
        title = value;
        return this;
    }

    Drafts forwarding(boolean value) {
        forwarding = value;
        return this;
    }

    Drafts validFrom(Instant value) {
        validFrom = value;
        return this;
    }

    Drafts validUntil(Instant value) {
        validUntil = value;
        return this;
    }

    Drafts maxClicks(Long value) {
        maxClicks = value;
        return this;
    }

    Drafts expiredDestination(String value) {
        expiredDestination = value;
        return this;
    }

    Drafts forwardQuery(boolean value) {
        forwardQuery = value;
        return this;
    }

    Drafts utm(Link.Utm value) {
        utm = value;
        return this;
    }

    Drafts card(Link.Card value) {
        card = value;
        return this;
    }

    Drafts trackConversions(boolean value) {
        trackConversions = value;
        return this;
    }

    Drafts disabled(boolean value) {
        disabled = value;
        return this;
    }

    LinkDraft draft() {
        return new LinkDraft(
                destination,
                code,
                domain,
                channel,
                visibility,
                audience,
                campaign,
                tags,
                title,
                forwarding,
                validFrom,
                validUntil,
                maxClicks,
                expiredDestination,
                forwardQuery,
                utm,
                card,
                trackConversions,
                disabled);
    }
}

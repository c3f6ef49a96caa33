package app.grapevine.links;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.ReadableHost;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Labels;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.rules.Rule;
import app.grapevine.rules.RuleCheck;
import app.grapevine.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a link may be. What is checked comes back as it is stored: texts without blanks around them, addresses as
 * {@link Destinations} writes them, times to the millisecond, tags once each and in order. Safe for use by many
 * threads.
 *
 * <p>What a change leaves as it is is not checked again, so that a link stays changeable when the rules or the
 * catalogue have changed since.
 */
final class LinkCheck {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final int MAX_TAGS = 50;
    private static final int MAX_ALIASES = 20;

    private final LinkSettings settings;
    private final ChannelCatalogue channels;
    private final Destinations destinations;
    private final RuleCheck rules;

    LinkCheck(LinkSettings settings, ChannelCatalogue channels) {
        this.settings = settings;
        this.channels = channels;
        this.destinations = new Destinations(settings);
        this.rules = new RuleCheck(
                appsWithBrowsers(channels), settings.destinations().schemes());
    }

    /** The channels, and families of them, by whose own browsers a link can be opened. */
    private static Set<String> appsWithBrowsers(ChannelCatalogue channels) {
        return channels.all().stream()
                .filter(channel ->
                        !channel.marks().isEmpty() || !channel.packages().isEmpty())
                .flatMap(channel -> Stream.of(channel.id(), channel.family()))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param present the link that is to become what {@code draft} says, or null for a new one
     * @return the draft as it is stored; its code is null where one is to be made
     * @throws RefusedException INVALID with every faulty field
     */
    LinkDraft check(LinkDraft draft, @Nullable Link present) {
        Faults faults = new Faults();
        LinkDraft checked = check(faults, draft, present);
        faults.refuseIfAny();
        return checked;
    }

    /** As above, with what is wrong among {@code faults}: only without any is the answer fit to be stored. */
    LinkDraft check(Faults faults, LinkDraft draft, @Nullable Link present) {
        LinkDraft checked = draft.but()
                .destination(destination(faults, draft.destination(), present))
                .code(
                        present == null
                                ? code(faults, draft.code())
                                : unchanged(faults, "code", draft.code(), present.code()))
                .aliases(aliases(faults, draft, present))
                .domain(
                        present == null
                                ? domain(faults, draft.domain())
                                : unchanged(faults, "domain", draft.domain(), present.domain()))
                .channel(channel(faults, draft.channel(), present))
                .audience(Labels.label(faults, "audience", draft.audience(), Labels.LONGEST_AUDIENCE))
                .campaign(campaign(faults, draft.campaign()))
                .tags(tags(faults, draft.tags()))
                .title(faults.line("title", draft.title(), 300))
                .forwarding(forwarding(faults, draft))
                .validFrom(time(faults, "validFrom", draft.validFrom()))
                .validUntil(time(faults, "validUntil", draft.validUntil()))
                .expiredDestination(url(
                        faults,
                        "expiredDestination",
                        draft.expiredDestination(),
                        present == null ? null : present.expiredDestination(),
                        url -> destinations.checkOfLink(url, false)))
                .rules(rules(faults, draft, present))
                .utm(draft.utm().checked(faults))
                .card(card(faults, draft, present))
                .placeholders(present == null || fillsIn(present, draft))
                .draft();
        checkLimits(faults, checked);
        if (present == null || !present.draft().isPersonal()) {
            checkPersonal(faults, checked);
        }
        return checked;
    }

    private List<Rule> rules(Faults faults, LinkDraft draft, @Nullable Link present) {
        List<Rule> checked = rules.checked(
                faults,
                draft.rules(),
                present == null ? List.of() : present.rules(),
                (field, url) -> url(faults, field, url, null, given -> destinations.checkOfLink(given, true)));
        String destination = draft.destination();
        if (destination != null && !ReadableHost.isWeb(Characters.trimmed(destination))) {
            for (int i = 0; i < checked.size(); i++) {
                if (checked.get(i).isIntoApp() && checked.get(i).webAddress() == null) {
                    faults.add("rules[" + i + "].fallback", FaultCode.MISSING); // the link's own is not for browsers
                }
            }
        }
        return checked;
    }

    /** A link of an earlier version, or of another program, fills nothing in until somebody writes a destination who can know of it. */
    private static boolean fillsIn(Link present, LinkDraft draft) {
        return present.draft().placeholders() || !present.destination().equals(draft.destination());
    }

    private @Nullable String destination(Faults faults, @Nullable String given, @Nullable Link present) {
        if (given == null) {
            faults.add("destination", FaultCode.MISSING);
        }
        return url(
                faults,
                "destination",
                given,
                present == null ? null : present.destination(),
                url -> destinations.checkOfLink(url, true));
    }

    private static @Nullable String url(
            Faults faults,
            String field,
            @Nullable String given,
            @Nullable String present,
            Function<String, Destinations.Answer> check) {
        if (given == null || given.equals(present)) {
            return given;
        }
        Destinations.Answer answer = check.apply(Characters.trimmed(given));
        if (answer instanceof Destinations.Refused refused) {
            faults.add(refused.fault(field));
            return null;
        }
        return ((Destinations.Accepted) answer).url();
    }

    private static @Nullable String code(Faults faults, @Nullable String given) {
        if (given == null) {
            return null;
        }
        if (!CodeShape.isCode(given)) {
            faults.add("code", FaultCode.NOT_A_CODE);
        } else if (Codes.isReserved(given)) {
            faults.add("code", FaultCode.RESERVED);
        }
        return given;
    }

    /** What a link gets further is looked at once it is known what it had before, by {@link LinkClaims}. */
    private static List<String> aliases(Faults faults, LinkDraft draft, @Nullable Link present) {
        List<String> given = draft.aliases();
        for (int i = 0; i < given.size(); i++) {
            String field = "aliases[" + i + "]";
            String alias = given.get(i);
            if (present == null && !CodeShape.isCode(alias)) {
                faults.add(field, FaultCode.NOT_A_CODE);
            } else if (Codes.isReserved(alias)) {
                faults.add(field, FaultCode.RESERVED);
            } else if (alias.equals(draft.code())) {
                faults.add(field, FaultCode.TAKEN);
            }
        }
        if (given.size()
                > Math.max(MAX_ALIASES, present == null ? 0 : present.aliases().size())) {
            faults.add("aliases", FaultCode.TOO_MANY, Map.of("most", MAX_ALIASES));
        }
        return given.stream().distinct().sorted().toList();
    }

    private String domain(Faults faults, @Nullable String given) {
        String domain = settings.domain(given);
        if (!settings.serves(domain)) {
            faults.add("domain", FaultCode.UNKNOWN_DOMAIN);
        }
        return domain;
    }

    private static String unchanged(Faults faults, String field, @Nullable String given, String present) {
        if (!present.equals(given)) {
            faults.add(field, FaultCode.FIXED);
        }
        return present;
    }

    private @Nullable String channel(Faults faults, @Nullable String given, @Nullable Link present) {
        if (present == null || (given != null && !given.equals(present.channel()))) {
            return channel(faults, "channel", given);
        }
        if (given == null && present.channel() != null && present.shareSet() != null) {
            faults.add("channel", FaultCode.CHANNEL_OF_SET);
        }
        return given;
    }

    @Nullable
    String channel(Faults faults, String field, @Nullable String given) {
        if (given != null && channels.find(given).isEmpty()) {
            faults.add(field, FaultCode.UNKNOWN_CHANNEL);
        }
        return given;
    }

    private static @Nullable String campaign(Faults faults, @Nullable String given) {
        if (given != null) {
            Labels.slug(faults, "campaign", given);
        }
        return given;
    }

    private static List<String> tags(Faults faults, List<String> given) {
        Map<String, String> tags = new TreeMap<>();
        for (int i = 0; i < given.size(); i++) {
            String tag = Tag.checked(faults, "tags[" + i + "]", given.get(i));
            if (tag != null) {
                tags.putIfAbsent(Characters.folded(tag), tag);
            }
        }
        if (tags.size() > MAX_TAGS) {
            faults.add("tags", FaultCode.TOO_MANY, Map.of("most", MAX_TAGS));
        }
        return tags.values().stream().sorted().toList();
    }

    /** What is asked for in so many words must not be left out in silence. */
    private static @Nullable Boolean forwarding(Faults faults, LinkDraft draft) {
        boolean asked = Boolean.TRUE.equals(draft.forwarding());
        if (asked && draft.maxClicks() != null) {
            faults.add("forwarding", FaultCode.FORWARDING_LIMITED);
        } else if (asked && draft.passwordHash() != null) {
            faults.add("forwarding", FaultCode.FORWARDING_PROTECTED);
        }
        return asked ? null : draft.forwarding();
    }

    private static @Nullable Instant time(Faults faults, String field, @Nullable Instant given) {
        if (given == null) {
            return null;
        }
        if (given.isBefore(EARLIEST) || given.isAfter(LATEST)) {
            faults.add(field, FaultCode.YEAR_OUT_OF_RANGE, Map.of("least", "1970", "most", "9999"));
            return null;
        }
        return given.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is counted of one person's link is that person's behaviour, which whoever runs this service has to want. */
    void checkPersonal(Faults faults, LinkDraft draft) {
        if (draft.isPersonal() && !settings.mayBePersonal()) {
            faults.add(draft.people() == null ? "maxClicks" : "people", FaultCode.PERSONAL_LINK);
        }
    }

    private static void checkLimits(Faults faults, LinkDraft draft) {
        Instant from = draft.validFrom();
        Instant until = draft.validUntil();
        if (from != null && until != null && !from.isBefore(until)) {
            faults.add("validUntil", FaultCode.NOT_AFTER_VALID_FROM);
        }
        Long people = draft.people();
        if (people != null && people < 1) {
            faults.add("people", FaultCode.TOO_SMALL, Map.of("least", 1));
        }
        Long maxClicks = draft.maxClicks();
        if (maxClicks != null && maxClicks < 1) {
            faults.add("maxClicks", FaultCode.TOO_SMALL, Map.of("least", 1));
        }
    }

    private Card card(Faults faults, LinkDraft draft, @Nullable Link present) {
        Card given = draft.card();
        return new Card(
                faults.line("card.title", given.title(), 300),
                faults.prose("card.description", given.description(), 1000),
                url(
                        faults,
                        "card.image",
                        given.image(),
                        present == null ? null : present.card().image(),
                        url -> image(url, settings.domain(draft.domain()))));
    }

    /** A picture of this service is shown from the link's own domain, so that apps ask one host alone. */
    private Destinations.Answer image(String url, String domain) {
        return settings.findPicture(url)
                .<Destinations.Answer>map(name -> new Destinations.Accepted(settings.pictureUrl(domain, name)))
                .orElseGet(() -> destinations.check(url));
    }
}

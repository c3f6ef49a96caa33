package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges visits by the rules and a catalogue of channels. Pure: the same input gives the same verdict. Safe
 * for use by many threads.
 *
 * <p>Two questions in turn. Is it a person ({@link KindRules}, {@link AutomationRules})? And if so, which channel did
 * they come from: the signs are gathered ({@link Signs}), taken together ({@link Seen}), and held against what the link
 * was issued for ({@link TierRules}).
 */
public final class Attributor {
    /** All systems of {@link Agent#os}, but {@code unknown}. */
    public static final Set<String> SYSTEMS = AgentRules.systems();

    private static final int RULES_VERSION = 5;
    /** The rule of those whom a person sent. */
    private static final String ASSISTANT = "assistant";

    private final Map<String, Channel> channels = new HashMap<>();
    private final Map<String, Visibility> families = new HashMap<>();
    private final UserAgents userAgents;
    private final Markers markers;
    private final Signs signs;
    private final Previews previews;
    private final Contradictions contradictions = new Contradictions();
    private final Recent<RequestContext> contexts = new Recent<>(512, RequestContext::read);
    private final Recent<Optional<String>> languages =
            new Recent<>(512, header -> Optional.ofNullable(Languages.preferred(header)));

    /** @param channels in the order in which their fetchers' tokens are tried: imitators before whom they imitate */
    public Attributor(List<Channel> channels) {
        for (Channel channel : channels) {
            this.channels.put(channel.id(), channel);
            if (channel.family() != null) {
                families.merge(
                        channel.family(),
                        channel.seenVisibility(),
                        (one, other) -> one == other ? one : Visibility.UNKNOWN);
            }
        }
        userAgents = new UserAgents(channels);
        markers = new Markers(channels);
        signs = new Signs(channels, markers);
        previews = new Previews(channels);
    }

    /** The version of the rules, raised with each change that can change a verdict. */
    public int rulesVersion() {
        return RULES_VERSION;
    }

    /** Person, preview or bot, by the request alone: what the redirect has to know. */
    public Kind kind(Signals signals) {
        Reading reading = userAgents.read(signals.userAgent());
        if (reading.kind() != Kind.CLICK) {
            return reading.kind();
        }
        RequestContext context = contexts.get(signals.context());
        KindRules.Case visit = new KindRules.Case(signals, reading, context, false, false, false);
        if (firstOf(KindRules.OF_THE_REQUEST, visit) != null) {
            return Kind.BOT;
        }
        boolean contradicts = visit.heldAgainst(contradictions).size() >= Contradictions.ENOUGH;
        return contradicts && !signs.gather(signals, reading, context).isSigned() ? Kind.BOT : Kind.CLICK;
    }

    /** Whether an app fetches a card of the link, by its user agent alone. */
    public boolean isPreview(Signals signals) {
        return userAgents.read(signals.userAgent()).kind() == Kind.PREVIEW;
    }

    /**
     * An app in whose own browser a link is opened.
     *
     * @param named the channel, or the family where the app says no more
     * @param family of the channel, or null
     */
    public record InApp(String named, @Nullable String family) {}

    /** The app in whose own browser a request was made, as it says itself; null where none does. */
    public @Nullable InApp inApp(Signals signals) {
        String named =
                signs.inApp(signals, userAgents.read(signals.userAgent())).named();
        if (named == null) {
            return null;
        }
        Channel channel = channels.get(named);
        return new InApp(named, channel == null ? null : channel.family());
    }

    public Verdict judge(Signals signals, Circumstances circumstances) {
        Reading reading = userAgents.read(signals.userAgent());
        if (reading.kind() == Kind.PREVIEW) {
            return preview(reading, circumstances);
        }
        RequestContext context = contexts.get(signals.context());
        Signs.Found found = reading.kind() == Kind.CLICK ? signs.gather(signals, reading, context) : Signs.NOTHING;
        KindRules.Case visit = new KindRules.Case(
                signals, reading, context, circumstances.burst(), circumstances.echo(), found.isSigned());
        List<Evidence> held = visit.heldAgainst(contradictions);
        List<Evidence> automation = automation(visit, held);
        if (automation.isEmpty() && reading.evidence() != null) {
            automation = List.of(reading.evidence());
        }
        if (!automation.isEmpty()) {
            return bot(automation, circumstances);
        }
        KindRules.Rule rule = firstOf(KindRules.OF_THE_CIRCUMSTANCES, visit);
        return rule != null ? bot(List.of(rule.evidence()), circumstances) : click(found, held, circumstances);
    }

    /**
     * Whether a browser asks ahead of a tap: it may show what it got, and never ask again, when somebody taps. Of no fetcher
     * and no robot, whatever they say.
     */
    public boolean isSpeculation(Signals signals) {
        return KindRules.isPrefetch(signals.purpose())
                && userAgents.read(signals.userAgent()).kind() == Kind.CLICK;
    }

    /** What of a request alone tells that no person made it; empty where nothing does. */
    private static List<Evidence> automation(KindRules.Case visit, List<Evidence> held) {
        KindRules.Rule rule = firstOf(KindRules.OF_THE_REQUEST, visit);
        if (rule != null) {
            return List.of(rule.evidence());
        }
        return held.size() < Contradictions.ENOUGH ? List.of() : held;
    }

    private static KindRules.@Nullable Rule firstOf(List<KindRules.Rule> rules, KindRules.Case visit) {
        for (KindRules.Rule rule : rules) {
            if (rule.applies().test(visit)) {
                return rule;
            }
        }
        return null;
    }

    private Verdict bot(List<Evidence> evidence, Circumstances circumstances) {
        return new Verdict(
                Kind.BOT,
                null,
                circumstances.declaredChannel(),
                Visibility.UNKNOWN,
                null,
                evidence,
                null,
                evidence.get(0).rule().equals(ASSISTANT) ? ASSISTANT : null,
                RULES_VERSION);
    }

    /** Of an app among several that share a fetcher, the one that the link was issued for is taken; else the family. */
    private Verdict preview(Reading reading, Circumstances circumstances) {
        String channel = null;
        if (!reading.fetchers().isEmpty()) {
            String declared = circumstances.declaredChannel();
            boolean fits = reading.fetchers().stream().anyMatch(one -> one.id().equals(declared));
            channel = fits ? declared : reading.previewBy();
        }
        return new Verdict(
                Kind.PREVIEW,
                channel,
                circumstances.declaredChannel(),
                visibility(channel, circumstances),
                null,
                reading.evidence() == null ? List.of() : List.of(reading.evidence()),
                reading.previewBy(),
                RULES_VERSION);
    }

    private Verdict click(Signs.Found found, List<Evidence> held, Circumstances circumstances) {
        String declared = circumstances.declaredChannel();
        Set<String> previewedBy = previews.inOrder(circumstances.previewedBy());
        TierRules.Case click = new TierRules.Case(
                declared,
                circumstances.declaredVisibility() == Visibility.PUBLIC,
                found.seen(),
                found.elsewhere(),
                !held.isEmpty(),
                declared != null && isPreviewed(declared, previewedBy),
                declared == null ? previews.inferred(circumstances.previewedBy()) : null);
        TierRules.Rule rule = TierRules.first(click);
        String channel = rule.channel().apply(click);

        List<Evidence> evidence = new ArrayList<>(found.signs().size() + previewedBy.size() + 4);
        evidence.addAll(held);
        for (Sign sign : found.signs()) {
            evidence.add(sign.evidence());
        }
        if (found.elsewhere() != null) {
            evidence.add(found.elsewhere().evidence());
        }
        if (declared != null) {
            evidence.add(new Evidence("declared", "issued-for", declared));
        }
        for (String app : previewedBy) {
            evidence.add(new Evidence("preview", "preview-of-this-link", app));
        }
        evidence.add(rule.evidence());
        return new Verdict(
                Kind.CLICK,
                channel,
                declared,
                visibility(channel, click, circumstances),
                rule.tier(),
                evidence,
                null,
                held.isEmpty() ? null : held.get(0).rule(),
                RULES_VERSION);
    }

    private boolean isPreviewed(String declared, Set<String> previewedBy) {
        Channel channel = channels.get(declared);
        return previewedBy.contains(declared)
                || channel != null && channel.family() != null && previewedBy.contains(channel.family());
    }

    /** Of a click: a page that anybody can read is public whatever the link was meant for. */
    private Visibility visibility(@Nullable String channel, TierRules.Case click, Circumstances circumstances) {
        Elsewhere elsewhere = click.elsewhere();
        if (channel == null && click.isElsewhere() && elsewhere != null && elsewhere.place().visibility != null) {
            return elsewhere.place().visibility;
        }
        boolean publicPage = channel != null
                && click.seen().isBy(Sign.Strength.PUBLIC_PAGE)
                && channel.equals(click.seen().named());
        return publicPage ? Visibility.PUBLIC : visibility(channel, circumstances);
    }

    /** Where a link is seen in the channel it was issued for, its owner's word counts; elsewhere the catalogue's. */
    private Visibility visibility(@Nullable String channel, Circumstances circumstances) {
        if (channel == null) {
            return Visibility.UNKNOWN;
        }
        if (channel.equals(circumstances.declaredChannel())) {
            return circumstances.declaredVisibility();
        }
        Channel known = channels.get(channel);
        return known != null ? known.seenVisibility() : families.getOrDefault(channel, Visibility.UNKNOWN);
    }

    /** Device, OS and browser. A view inside an app that hides in its user agent may show itself in its client hints. */
    public Agent agent(Signals signals) {
        Agent agent = userAgents.read(signals.userAgent()).agent();
        boolean hidden =
                contexts.get(signals.context()).webView() && !agent.browser().equals("in-app");
        return hidden ? new Agent(agent.device(), agent.os(), "in-app") : agent;
    }

    /** The first language that Accept-Language prefers, as a primary subtag in lower case; or null. */
    public @Nullable String language(String acceptLanguage) {
        return acceptLanguage.isEmpty() ? null : languages.get(acceptLanguage).orElse(null);
    }

    /**
     * What of a query string marks the app it passed through, for {@link Signals#markers}; empty where there
     * is nothing.
     */
    public String markers(@Nullable String query) {
        return markers.of(query);
    }
}

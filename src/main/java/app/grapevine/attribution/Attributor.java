package app.grapevine.attribution;

import app.grapevine.attribution.Requests.Request;
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
    private final Markers markers;
    private final Signs signs;
    private final Previews previews;
    private final Requests requests;
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
        markers = new Markers(channels);
        signs = new Signs(channels, markers);
        previews = new Previews(channels);
        requests = new Requests(new UserAgents(channels), signs);
    }

    /** The version of the rules, raised with each change that can change a verdict. */
    public int rulesVersion() {
        return RULES_VERSION;
    }

    /** Person, preview or bot, by the request alone: what the redirect has to know. */
    public Kind kind(Signals signals) {
        return requests.read(signals).kind();
    }

    /** Whether an app fetches a card of the link, by its user agent alone. */
    public boolean isPreview(Signals signals) {
        return requests.reading(signals).kind() == Kind.PREVIEW;
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
        String named = signs.inApp(signals, requests.reading(signals)).named();
        if (named == null) {
            return null;
        }
        Channel channel = channels.get(named);
        return new InApp(named, channel == null ? null : channel.family());
    }

    public Verdict judge(Signals signals, Circumstances circumstances) {
        Request request = requests.read(signals);
        return switch (request.kind()) {
            case PREVIEW -> preview(request.reading(), circumstances);
            case BOT -> bot(request.evidence(), circumstances);
            default -> {
                Evidence telling = KindRules.automation(new KindRules.Tap(
                        signals.fetchMetadata(), request.found().isSigned(), circumstances));
                yield telling != null ? bot(List.of(telling), circumstances) : click(request, circumstances);
            }
        };
    }

    /**
     * Whether a browser asks ahead of a tap: it may show what it got, and never ask again, when somebody taps. Of no fetcher
     * and no robot, whatever they say.
     */
    public boolean isSpeculation(Signals signals) {
        return KindRules.isPrefetch(signals.purpose())
                && requests.reading(signals).kind() == Kind.CLICK;
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

    private Verdict click(Request request, Circumstances circumstances) {
        Signs.Found found = request.found();
        List<Evidence> held = request.held();
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
        return new Verdict(
                Kind.CLICK,
                channel,
                declared,
                visibility(channel, click, circumstances),
                rule.tier(),
                evidence(request, declared, previewedBy, rule),
                null,
                held.isEmpty() ? null : held.get(0).rule(),
                RULES_VERSION);
    }

    private static List<Evidence> evidence(
            Request request, @Nullable String declared, Set<String> previewedBy, TierRules.Rule rule) {
        List<Evidence> alone = request.evidence();
        Evidence[] evidence = new Evidence[alone.size() + (declared == null ? 0 : 1) + previewedBy.size() + 1];
        int count = 0;
        for (Evidence one : alone) {
            evidence[count++] = one;
        }
        if (declared != null) {
            evidence[count++] = new Evidence("declared", "issued-for", declared);
        }
        for (String app : previewedBy) {
            evidence[count++] = new Evidence("preview", "preview-of-this-link", app);
        }
        evidence[count] = rule.evidence();
        return List.of(evidence);
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

    /** Device, OS and browser. */
    public Agent agent(Signals signals) {
        return requests.read(signals).agent();
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

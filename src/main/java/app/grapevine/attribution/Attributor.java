package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private static final int RULES_VERSION = 3;

    private final Map<String, Channel> channels = new HashMap<>();
    private final Map<String, Visibility> families = new HashMap<>();
    private final UserAgents userAgents;
    private final Markers markers;
    private final Signs signs;
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
        KindRules.Case visit = new KindRules.Case(signals, reading, false, false, false);
        return firstOf(KindRules.OF_THE_REQUEST, visit) == null ? Kind.CLICK : Kind.BOT;
    }

    public Verdict judge(Signals signals, Circumstances circumstances) {
        Reading reading = userAgents.read(signals.userAgent());
        if (reading.kind() == Kind.PREVIEW) {
            return preview(reading, circumstances);
        }
        List<Sign> found = reading.kind() == Kind.CLICK ? signs.gather(signals, reading) : List.of();
        KindRules.Case visit =
                new KindRules.Case(signals, reading, circumstances.burst(), circumstances.echo(), isSigned(found));
        KindRules.Rule rule = firstOf(KindRules.OF_THE_REQUEST, visit);
        if (rule == null && reading.evidence() == null) {
            rule = firstOf(KindRules.OF_THE_CIRCUMSTANCES, visit);
        }
        if (rule != null) {
            return bot(rule.evidence(), circumstances);
        }
        return reading.evidence() != null ? bot(reading.evidence(), circumstances) : click(found, circumstances);
    }

    private static KindRules.@Nullable Rule firstOf(List<KindRules.Rule> rules, KindRules.Case visit) {
        for (KindRules.Rule rule : rules) {
            if (rule.applies().test(visit)) {
                return rule;
            }
        }
        return null;
    }

    private static boolean isSigned(List<Sign> signs) {
        return !signs.isEmpty() && signs.get(0).strength() == Sign.Strength.STRONG;
    }

    private Verdict bot(Evidence evidence, Circumstances circumstances) {
        return new Verdict(
                Kind.BOT,
                null,
                circumstances.declaredChannel(),
                Visibility.UNKNOWN,
                null,
                List.of(evidence),
                null,
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

    private Verdict click(List<Sign> found, Circumstances circumstances) {
        String declared = circumstances.declaredChannel();
        Set<String> previewedBy = known(circumstances.previewedBy());
        TierRules.Case click = new TierRules.Case(
                declared,
                Seen.of(found),
                declared != null && isPreviewed(declared, previewedBy),
                previewedBy.size() == 1 ? previewedBy.iterator().next() : null);
        TierRules.Rule rule = TierRules.first(click);
        String channel = rule.channel().apply(click);

        List<Evidence> evidence = new ArrayList<>(found.size() + previewedBy.size() + 2);
        for (Sign sign : found) {
            evidence.add(sign.evidence());
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
                visibility(channel, circumstances),
                rule.tier(),
                evidence,
                null,
                RULES_VERSION);
    }

    /** Without the apps that are none of the catalogue's; in order, so that the evidence has one. */
    private Set<String> known(Set<String> previewedBy) {
        if (previewedBy.isEmpty()) {
            return previewedBy;
        }
        if (previewedBy.size() == 1) {
            return isKnown(previewedBy.iterator().next()) ? previewedBy : Set.of();
        }
        Set<String> known = new TreeSet<>(previewedBy);
        known.removeIf(app -> !isKnown(app));
        return known;
    }

    private boolean isKnown(String app) {
        return channels.containsKey(app) || families.containsKey(app);
    }

    private boolean isPreviewed(String declared, Set<String> previewedBy) {
        Channel channel = channels.get(declared);
        return previewedBy.contains(declared)
                || channel != null && channel.family() != null && previewedBy.contains(channel.family());
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
    public Agent agent(String userAgent) {
        return userAgents.read(userAgent).agent();
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

package app.grapevine.reattribution;

import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Circumstances;
import app.grapevine.attribution.Evidence;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Verdict;
import app.grapevine.clicks.NetworkRules;
import app.grapevine.clicks.Retention;
import app.grapevine.clicks.ValueLimits;
import app.grapevine.previews.StalePreviews.StalePreview;
import app.grapevine.reattribution.Reattribution.Total;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickFlags;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.EvidenceCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Some recorded visits in the order of time, each judged anew by what is kept of its request, and what comes of
 * it. Used once.
 */
final class Rejudgement {
    private final Attributor attributor;
    private final PreviewHistory history;
    private final Map<Long, String> userAgents;
    private final long forgottenBefore;

    private final List<Click> before = new ArrayList<>();
    private final List<Click> after = new ArrayList<>();
    private final List<ClickRow> updates = new ArrayList<>();
    private final SortedSet<StalePreview> stale = new TreeSet<>();
    private final Map<String, long[]> totals = new TreeMap<>();
    private long examined;
    private long forgotten;

    /**
     * @param history as it stands before the first of the visits
     * @param userAgents those that are still known, by id
     * @param forgottenBefore before this moment, retention has taken what clicks could be judged by
     */
    private Rejudgement(
            Attributor attributor, PreviewHistory history, Map<Long, String> userAgents, long forgottenBefore) {
        this.attributor = attributor;
        this.history = history;
        this.userAgents = userAgents;
        this.forgottenBefore = forgottenBefore;
    }

    /** Visits in the order of time, judged anew on the history of their links, which they are added to. */
    static Rejudgement of(Handle handle, Attributor attributor, PreviewHistory history, List<ClickRow> visits) {
        Set<Long> agents = new TreeSet<>();
        for (ClickRow visit : visits) {
            if (visit.userAgentId() != null) {
                agents.add(visit.userAgentId());
            }
        }
        Rejudgement judged = new Rejudgement(
                attributor, history, ReattributionDao.userAgents(handle, agents), Retention.forgottenBefore(handle));
        visits.forEach(judged::judge);
        return judged;
    }

    /** The links of visits. */
    static Set<Long> links(List<ClickRow> visits) {
        Set<Long> links = new TreeSet<>();
        visits.forEach(visit -> links.add(visit.click().linkId()));
        return links;
    }

    private void judge(ClickRow kept) {
        Click was = kept.click();
        Verdict verdict = was.verdict();
        if (verdict == null) {
            return;
        }
        examined++;
        String userAgent = kept.userAgentId() == null ? "" : userAgents.get(kept.userAgentId());
        Click is = was;
        if (userAgent == null || was.atMillis() < forgottenBefore) {
            forgotten++;
        } else {
            is = judged(kept, verdict, userAgent);
            compare(kept, verdict, is);
        }
        Verdict now = is.verdict();
        if (now != null && now.previewBy() != null) {
            history.fetched(is.linkId(), now.previewBy(), is.atMillis(), is.shareAttempt());
        }
        count(was, 0);
        count(is, 1);
    }

    private Click judged(ClickRow kept, Verdict old, String userAgent) {
        Click click = kept.click();
        int flags = kept.flags();
        Signals signals = signals(kept, old, userAgent);
        Verdict judged = attributor.judge(
                signals,
                new Circumstances(
                        old.origin(),
                        ClickFlags.declaredVisibility(flags),
                        history.agesOf(click.linkId(), click.atMillis()),
                        (flags & ClickFlags.BURST) != 0,
                        (flags & ClickFlags.ECHO) != 0));
        Verdict verdict = carried(old, judged);
        String previewBy = verdict.previewBy();
        return new Click(
                click.node(),
                click.sequence(),
                click.atMillis(),
                click.linkId(),
                verdict.kind(),
                asStored(verdict),
                click.firstOfDay(),
                click.country(),
                click.language(),
                attributor.agent(signals),
                click.referrer(),
                previewBy != null && history.isAttempt(click.linkId(), previewBy, click.atMillis()),
                click.rule());
    }

    /** The request, as far as it is kept and verdicts rest on it; the language was read from its header for good. */
    private static Signals signals(ClickRow kept, Verdict old, String userAgent) {
        int flags = kept.flags();
        return new Signals(
                (flags & ClickFlags.HEAD) != 0,
                userAgent,
                referrer(kept.click().referrer(), referrerSeen(old)),
                text(kept.requestedWith()),
                ClickFlags.purpose(flags),
                ClickFlags.fetchMetadata(flags),
                "",
                text(kept.markers()),
                text(kept.context()));
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }

    private static String referrer(@Nullable String column, @Nullable String seen) {
        if (column == null) {
            return "";
        }
        if (column.equals(ValueLimits.OTHER)) {
            // The column's limit was reached; what a rule rested on stands in the evidence nevertheless.
            return seen == null ? column : seen;
        }
        if (column.contains("://")) {
            return column;
        }
        return (seen != null && seen.startsWith("http://") ? "http://" : "https://") + column;
    }

    private static @Nullable String referrerSeen(Verdict verdict) {
        for (Evidence reason : verdict.evidence()) {
            if (reason.kind().equals("referrer")) {
                return reason.value();
            }
        }
        return null;
    }

    /** With its evidence as it will be read back, so that it can be compared. */
    private static Verdict asStored(Verdict verdict) {
        return verdict.with(EvidenceCodec.decode(EvidenceCodec.encode(verdict.evidence())), verdict.rulesVersion());
    }

    /**
     * What the writer saw of a click's network it alone could see, so that stays said: a click is set apart as it was, and
     * of what is no click any more the reason stays at the end, should it become one again.
     */
    private static Verdict carried(Verdict old, Verdict verdict) {
        for (Evidence reason : old.evidence()) {
            if (reason.kind().equals(NetworkRules.EVIDENCE)) {
                if (verdict.kind() == Kind.CLICK) {
                    return verdict.setApart(reason);
                }
                List<Evidence> evidence = new ArrayList<>(verdict.evidence());
                evidence.add(reason);
                return verdict.with(evidence, verdict.rulesVersion());
            }
        }
        return verdict;
    }

    private void compare(ClickRow kept, Verdict old, Click is) {
        Click was = kept.click();
        Verdict now = is.verdict();
        if (now == null || is.equals(was)) {
            return;
        }
        updates.add(kept.with(is));
        boolean sameBesideVersion = now.with(now.evidence(), old.rulesVersion()).equals(old)
                && is.agent().equals(was.agent())
                && is.shareAttempt() == was.shareAttempt();
        if (sameBesideVersion) {
            return;
        }
        before.add(was);
        after.add(is);
        if (is.shareAttempt() != was.shareAttempt() || !Objects.equals(old.previewBy(), now.previewBy())) {
            markStale(is.linkId(), old.previewBy());
            markStale(is.linkId(), now.previewBy());
        }
    }

    private void markStale(long linkId, @Nullable String previewBy) {
        if (previewBy != null) {
            stale.add(new StalePreview(linkId, previewBy));
        }
    }

    private void count(Click click, int column) {
        Verdict verdict = click.verdict();
        String channel = verdict == null || verdict.channel() == null ? "" : verdict.channel();
        totals.computeIfAbsent(click.kind().label() + " " + channel, none -> new long[2])[column]++;
    }

    long examined() {
        return examined;
    }

    /** Those left as they are because what they could be judged by is gone. */
    long forgotten() {
        return forgotten;
    }

    /** What changed in more than the rules' version, as it was; {@link #after} in the same order. */
    List<Click> before() {
        return before;
    }

    List<Click> after() {
        return after;
    }

    /** All that is to be written. */
    List<ClickRow> updates() {
        return updates;
    }

    SortedSet<StalePreview> stale() {
        return stale;
    }

    List<Total> totals() {
        List<Total> list = new ArrayList<>();
        totals.forEach((key, counts) -> {
            int space = key.indexOf(' ');
            String channel = key.substring(space + 1);
            list.add(new Total(key.substring(0, space), channel.isEmpty() ? null : channel, counts[0], counts[1]));
        });
        return list;
    }
}

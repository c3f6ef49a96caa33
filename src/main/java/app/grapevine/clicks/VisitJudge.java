package app.grapevine.clicks;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Circumstances;
import app.grapevine.attribution.Evidence;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Signals;
import app.grapevine.attribution.Verdict;
import app.grapevine.base.EpochDay;
import app.grapevine.base.HostName;
import app.grapevine.base.Text;
import app.grapevine.journal.JournalReader;
import app.grapevine.journal.RecentTexts;
import app.grapevine.journal.UndecodableVisitException;
import app.grapevine.journal.Visit;
import app.grapevine.journal.VisitCodec;
import app.grapevine.previews.PreviewLedger;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickFlags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of visits: decodes them, asks the attributor, and bounds what visitors can make up. Remembers what
 * was seen last of networks and links, and must therefore be given each visit once and in order. Used by the
 * writer's thread.
 */
final class VisitJudge {
    private static final int MAX_LANGUAGE = 8;
    /** The channel whose messages are scanned on their way. */
    private static final String MAIL = "email";

    private final long node;
    private final Attributor attributor;
    private final PreviewLedger ledger;
    private final RecentVisits recent = new RecentVisits();
    private final NetworkRules networks;
    private final ValueLimits limits = new ValueLimits();
    private final RecentTexts texts = new RecentTexts();

    private record Decoded(
            JournalReader.Entry entry,
            @Nullable Visit visit,
            @Nullable RuntimeException error) {}

    VisitJudge(long node, Attributor attributor, PreviewLedger ledger, UnusualSettings unusual) {
        this.node = node;
        this.attributor = attributor;
        this.ledger = ledger;
        this.networks = new NetworkRules(unusual);
    }

    /**
     * Judges a batch. What cannot be decoded or judged becomes a dead letter.
     *
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away; then nothing was
     *     remembered, and the batch may be given again
     */
    List<JudgedVisit> judge(Database database, List<JournalReader.Entry> entries) {
        List<Decoded> batch = new ArrayList<>(entries.size());
        Set<Long> unknownLinks = new HashSet<>();
        for (JournalReader.Entry entry : entries) {
            Decoded decoded = decode(entry);
            batch.add(decoded);
            if (decoded.visit != null && !ledger.knows(decoded.visit.linkId())) {
                unknownLinks.add(decoded.visit.linkId());
            }
        }
        if (!unknownLinks.isEmpty()) {
            database.read(handle -> {
                ledger.load(handle, unknownLinks);
                return true;
            });
        }
        List<JudgedVisit> judged = new ArrayList<>(batch.size());
        batch.forEach(decoded -> judged.add(judge(decoded)));
        return judged;
    }

    private Decoded decode(JournalReader.Entry entry) {
        try {
            return new Decoded(entry, VisitCodec.decode(entry.payload(), texts), null);
        } catch (UndecodableVisitException e) {
            return new Decoded(entry, null, e);
        }
    }

    private JudgedVisit judge(Decoded decoded) {
        JournalReader.Entry entry = decoded.entry;
        Visit visit = decoded.visit;
        if (visit == null) {
            RuntimeException error = decoded.error == null ? new IllegalStateException() : decoded.error;
            return JudgedVisit.dead(entry.sequence(), entry.payload(), error);
        }
        try {
            return judge(entry, visit);
        } catch (RuntimeException e) {
            // The rules fail on it: a fault in the program, which must not stop the visits behind it.
            return JudgedVisit.dead(entry.sequence(), entry.payload(), e);
        }
    }

    private JudgedVisit judge(JournalReader.Entry entry, Visit visit) {
        Signals signals = visit.signals();
        long at = visit.atMillis();
        long link = visit.linkId();
        if (signals == null) {
            Click click = new Click(
                    node,
                    entry.sequence(),
                    at,
                    link,
                    Kind.SUPPRESSED,
                    null,
                    false,
                    null,
                    null,
                    Agent.UNKNOWN,
                    null,
                    false);
            return new JudgedVisit(entry.sequence(), null, visit, click, 0, null);
        }
        boolean fromWeChat = signals.userAgent().contains("MicroMessenger/");
        Circumstances circumstances = new Circumstances(
                visit.declaredChannel(),
                visit.declaredVisibility(),
                ledger.agesOf(link, at),
                isBurst(visit),
                recent.echo(at, visit.network(), link, fromWeChat));
        Verdict verdict = looked(attributor.judge(signals, circumstances), visit);
        String previewBy = verdict.previewBy();
        if (verdict.kind() == Kind.PREVIEW && previewBy != null) {
            ledger.fetched(link, previewBy, at);
        }
        long day = EpochDay.of(at);
        String referrer = Text.column(host(signals.referrer()));
        String language = attributor.language(signals.acceptLanguage());
        language = language == null ? null : Text.column(language, MAX_LANGUAGE);
        Click click = new Click(
                node,
                entry.sequence(),
                at,
                link,
                verdict.kind(),
                verdict,
                false,
                visit.country(),
                language == null ? null : limits.language(link, day, language),
                attributor.agent(signals),
                referrer == null ? null : referrer(verdict, link, day, referrer),
                false,
                visit.rule());
        int flags = ClickFlags.of(signals, circumstances);
        return new JudgedVisit(entry.sequence(), null, visit, click, flags, null);
    }

    private boolean isBurst(Visit visit) {
        boolean burst = recent.burst(visit.atMillis(), visit.network(), visit.linkId());
        boolean mailed = MAIL.equals(visit.declaredChannel());
        return mailed && recent.rush(visit.atMillis(), visit.network(), visit.linkId()) || burst;
    }

    private Verdict looked(Verdict verdict, Visit visit) {
        @Nullable Evidence reason = verdict.kind() == Kind.CLICK ? networks.look(visit) : null;
        return reason == null ? verdict : verdict.setApart(reason);
    }

    /** What is set apart takes no place from what is not: made-up referrers are not told apart. */
    private String referrer(Verdict verdict, long link, long day, String referrer) {
        return verdict.kind() == Kind.UNUSUAL ? ValueLimits.OTHER : limits.referrer(link, day, referrer);
    }

    /** The host of an origin such as {@code https://l.facebook.com:443}; what is no web origin stays as it is. */
    static String host(String origin) {
        int from = origin.startsWith("https://") ? 8 : origin.startsWith("http://") ? 7 : 0;
        if (from == 0) {
            return Text.line(origin);
        }
        int slash = origin.indexOf('/', from);
        return Text.line(HostName.withoutPort(origin.substring(from, slash < 0 ? origin.length() : slash)));
    }

    /** Forgets all that was seen; to be followed by visits from an earlier position. */
    void forget() {
        recent.forget();
        networks.forget();
        ledger.forget();
    }
}

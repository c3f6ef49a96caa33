package app.grapevine.service;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.Change;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.base.AddressLiteral;
import app.grapevine.journal.Visit;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.moving.ForeignVisit;
import app.grapevine.moving.Moves;
import app.grapevine.moving.VisitBorder;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.privacy.Countries;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.web.visit.PastVisits;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much of the service as bringing links and visits goes through, on an open database: what issues links, and what judges visits
 * and counts them, without the web. Visits are read as requests are.
 */
public final class ImportSite implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** In the place of an address that is not known; what would be derived from it is left out. */
    private static final InetAddress NOWHERE = AddressLiteral.find("0.0.0.0").orElseThrow();

    private final ChangeFeed feed;
    private final Recorder.@Nullable PastRecording recording;
    private final LinkSettings domains;
    private final Moves moves;

    private ImportSite(ChangeFeed feed, Recorder.@Nullable PastRecording recording, LinkSettings domains, Moves moves) {
        this.feed = feed;
        this.recording = recording;
        this.domains = domains;
        this.moves = moves;
    }

    /**
     * Opens it.
     *
     * @param visits whether visits are to be recorded; then what waits in the journal goes into the database first
     * @throws IllegalStateException if the database does not take it
     */
    public static ImportSite on(OpenDatabase open, Settings settings, boolean visits, Clock clock)
            throws InterruptedException {
        Recorder recorder = Recorder.on(open, settings, clock);
        LinkSettings domains = FeatureSettings.links(settings, settings.get(KnownSettings.PORT));
        ChangeFeed feed = new ChangeFeed(open.database());
        try {
            Issuing issuing = Issuing.on(open.database(), feed, domains, recorder.channels(), clock);
            Recorder.PastRecording recording = !visits
                    ? null
                    : recorder.openPast(
                                    FeatureSettings.journal(
                                            settings, open.directory().path()),
                                    PATIENCE)
                            .orElseThrow(() -> new IllegalStateException(
                                    "the database does not take the visits that wait in the journal"));
            AuditLog audit = open.audit(clock);
            Moves moves = new Moves(
                    open.database(),
                    issuing.links(),
                    domains,
                    recording == null ? null : recording.clicks(),
                    recording == null ? null : border(recorder, recording, FeatureSettings.countries(settings)),
                    made -> leave(audit, made),
                    clock);
            return new ImportSite(feed, recording, domains, moves);
        } catch (RuntimeException | InterruptedException e) {
            feed.close();
            throw e;
        }
    }

    /** One entry for all that are made at once. */
    private static void leave(AuditLog audit, List<String> made) {
        audit.add(new Deed(
                Actor.command("import"),
                Action.LINKS_CREATED,
                Subject.NONE,
                List.of(
                        Change.to("count", made.size()),
                        Change.to("firstCode", made.get(0)),
                        Change.to("lastCode", made.get(made.size() - 1)))));
    }

    private static VisitBorder border(Recorder recorder, Recorder.PastRecording recording, Countries countries) {
        recording.pseudonyms().renewSalts();
        PastVisits visits = new PastVisits(recorder.attributor(), recording.pseudonyms(), countries::find);
        return (visit, link) -> visit(visits, visit, link);
    }

    private static Visit visit(PastVisits visits, ForeignVisit from, Link link) {
        Map<String, String> headers = new HashMap<>();
        headers.put("User-Agent", from.userAgent());
        if (!from.referrer().isEmpty()) {
            headers.put("Referer", from.referrer());
        }
        InetAddress address = from.address();
        Visit visit = visits.visit(
                from.at().toEpochMilli(),
                link,
                false,
                false,
                headers,
                from.query(),
                address == null ? NOWHERE : address);
        String country = from.country() == null ? visit.country() : from.country();
        return new Visit(
                visit.atMillis(),
                visit.linkId(),
                visit.suppressed(),
                visit.declaredChannel(),
                visit.declaredVisibility(),
                address == null ? 0 : visit.visitor(),
                address == null ? 0 : visit.network(),
                visit.suppressed() ? null : country,
                visit.signals());
    }

    public Moves moves() {
        return moves;
    }

    /** Where links are issued here. */
    public LinkSettings domains() {
        return domains;
    }

    @Override
    public void close() {
        try {
            if (recording != null) {
                recording.close();
            }
        } finally {
            feed.close();
        }
    }
}

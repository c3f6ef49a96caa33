package app.grapevine.campaigns;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Database;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The notes of campaigns: what people write down beside the figures, each at a time. They are gone with their campaign. Safe for
 * use by many threads. Every method may throw DatabaseUnavailableException.
 */
public final class CampaignNotes {
    /** The most notes of one campaign: more could not be read beside a chart. */
    static final int MOST = 200;

    private static final int LONGEST = 200;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Database database;
    private final Clock clock;

    public CampaignNotes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param at the moment that it is about, cut to milliseconds
     * @throws RefusedException NOT_FOUND for no such campaign; INVALID with every faulty field, and where there are {@value #MOST} already
     */
    public CampaignNote add(String campaign, @Nullable Instant at, @Nullable String text) {
        Faults faults = new Faults();
        String line = faults.line("text", text, LONGEST);
        if (line == null && faults.all().isEmpty()) {
            faults.add("text", FaultCode.EMPTY);
        }
        if (at == null) {
            faults.add("at", FaultCode.MISSING);
        } else if (at.isBefore(EARLIEST) || !at.isBefore(LATEST)) {
            faults.add("at", FaultCode.YEAR_OUT_OF_RANGE, Map.of("least", "2000", "most", "2199"));
        }
        faults.refuseIfAny();
        CampaignNote note = new CampaignNote(
                TsidCreator.getTsid().toString().toLowerCase(Locale.ROOT),
                campaign,
                (at == null ? EARLIEST : at).truncatedTo(ChronoUnit.MILLIS),
                line == null ? "" : line,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return database.write(handle -> {
            requireCampaign(handle, campaign);
            if (CampaignNoteDao.count(handle, campaign) >= MOST) {
                throw RefusedException.invalid("text", FaultCode.TOO_MANY, Map.of("most", MOST));
            }
            CampaignNoteDao.insert(handle, note);
            return note;
        });
    }

    /** By the moments that they are about. @throws RefusedException NOT_FOUND for no such campaign */
    public List<CampaignNote> list(String campaign) {
        return database.read(handle -> {
            requireCampaign(handle, campaign);
            return CampaignNoteDao.list(handle, campaign);
        });
    }

    /** @throws RefusedException NOT_FOUND */
    public CampaignNote delete(String campaign, String id) {
        return database.write(handle -> CampaignNoteDao.find(handle, campaign, id)
                .filter(found -> CampaignNoteDao.delete(handle, id))
                .orElseThrow(() -> RefusedException.notFound("There is no such note.")));
    }

    private static void requireCampaign(Handle handle, String campaign) {
        if (!Campaigns.isThere(handle, campaign)) {
            throw RefusedException.notFound("there is no campaign " + campaign);
        }
    }
}

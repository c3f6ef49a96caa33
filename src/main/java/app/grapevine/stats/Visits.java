package app.grapevine.stats;

import app.grapevine.attribution.Kind;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.EvidenceCodec;
import app.grapevine.storage.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door to single visits: listed by the page, or all of them, newest first. Safe for use by many threads. */
public final class Visits {
    private final Database database;
    private final ClickIds ids;

    public Visits(Database database, ClickIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** A page of visits. @param next the cursor of the next page; null at the end */
    public record Page(List<RecordedVisit> items, @Nullable String next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** @throws app.grapevine.storage.DatabaseUnavailableException if the database is away */
    public Page page(VisitQuery query) {
        VisitStream stream = new VisitStream(database, query.selection(), query.after(), query.limit() + 1);
        List<RecordedVisit> items = new ArrayList<>();
        @Nullable VisitCursor last = null;
        VisitDao.@Nullable Row row = stream.next();
        while (row != null && items.size() < query.limit()) {
            items.add(visit(row));
            last = row.place();
            row = stream.next();
        }
        return new Page(items, row == null || last == null ? null : last.text(query.selection()));
    }

    /** Visits that are read as they are asked for. Not safe for use by many threads. */
    public final class Export {
        private final VisitStream stream;

        private Export(VisitStream stream) {
            this.stream = stream;
        }

        /**
         * The next visit; empty at the end.
         *
         * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
         */
        public Optional<RecordedVisit> next() {
            return Optional.ofNullable(stream.next()).map(Visits.this::visit);
        }
    }

    /** All visits that match, of any number, in constant memory. */
    public Export export(VisitQuery query) {
        return new Export(new VisitStream(database, query.selection(), null, Integer.MAX_VALUE));
    }

    private RecordedVisit visit(VisitDao.Row row) {
        VisitDao.RowValues values = row.values();
        VisitCursor place = row.place();
        return new RecordedVisit(
                ids.encode(place.node(), place.sequence()),
                Instant.ofEpochMilli(place.at()),
                values.code(),
                values.domain(),
                Kind.valueOf(values.kind()),
                values.channel(),
                values.origin(),
                known(values.visibility()),
                values.tier(),
                EvidenceCodec.decode(values.evidence()),
                values.rulesVersion() == 0 ? null : values.rulesVersion(),
                values.country(),
                values.language(),
                known(values.device()),
                known(values.os()),
                known(values.browser()),
                values.referrer(),
                values.previewBy());
    }

    private static String known(@Nullable String word) {
        return word == null ? "unknown" : word;
    }
}

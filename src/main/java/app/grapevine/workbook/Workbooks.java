package app.grapevine.workbook;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.returns.ReturnQuery;
import app.grapevine.returns.Returns;
import app.grapevine.rollups.Dimension;
import app.grapevine.stats.Interval;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The door of workbooks: one for a spreadsheet, with a sheet for each part of a report. What it takes is bounded: each sheet has at most
 * {@value StatsQuery#MOST_ROWS} rows, and is written before the next is begun. Safe for use by many threads.
 */
public final class Workbooks {
    /** A time that is longer is told by months. */
    private static final Duration MOST_DAYS = Duration.ofDays(732);

    private final Stats stats;
    private final Returns returns;
    private final ChannelCatalogue channels;
    private final Clock clock;

    public Workbooks(Stats stats, Returns returns, ChannelCatalogue channels, Clock clock) {
        this.stats = stats;
        this.returns = returns;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * Asks all that a workbook says.
     *
     * @param query of what it is; by what its rows are is not looked at
     * @param brought null where what the campaign brought is not to be said
     * @param seesAll as of {@link Returns#of}
     * @param hidden what is not to be shown to who asks
     * @throws app.grapevine.base.RefusedException INVALID for a time too long to be told, NOT_FOUND for no campaign
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public Content ask(StatsQuery query, @Nullable ReturnQuery brought, boolean seesAll, SmallCells hidden) {
        Instant now = clock.instant();
        return new Content(
                answer(query, hidden, interval(query), Dimension.TIME),
                answer(query, hidden, null, Dimension.CHANNEL),
                answer(query, hidden, null, Dimension.AUDIENCE),
                answer(query, hidden, null, Dimension.TIER),
                answer(query, hidden, null, Dimension.COUNTRY),
                answer(query, hidden, null, Dimension.LINK),
                brought == null ? null : returns.of(brought, seesAll, hidden),
                now);
    }

    private StatsAnswer answer(StatsQuery query, SmallCells hidden, @Nullable Interval interval, Dimension by) {
        return hidden.shown(stats.answer(query.by(interval, List.of(by), StatsQuery.MOST_ROWS)));
    }

    private static Interval interval(StatsQuery query) {
        Duration length =
                Duration.between(query.selection().from(), query.selection().to());
        return length.compareTo(MOST_DAYS) > 0 ? Interval.MONTH : Interval.DAY;
    }

    /** Writes a workbook (Office Open XML, ECMA-376), and leaves {@code out} open. */
    public void write(Content content, Words words, OutputStream out) throws IOException {
        new BookWriter(content, words, channels).write(out);
    }
}

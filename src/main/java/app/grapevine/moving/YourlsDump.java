package app.grapevine.moving;

import app.grapevine.base.AddressLiteral;
import app.grapevine.base.EpochDay;
import app.grapevine.moving.BroughtSoFar.Brought;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * YOURLS by a dump of its database: links of the table {@code url}, single visits of {@code log}, whose addresses are read and go no
 * further than into the pseudonyms of their day. The dump is read from its begin for each of them, and never held.
 *
 * <p>A cursor of links is how many were read; that of visits is the greatest {@code click_id}, so that a later dump of the same
 * database, under the same name, brings what is new.
 *
 * <p>Pages of visits end with a day where they can: so who came twice on a day is known again, though a run that goes on has
 * other salts.
 */
final class YourlsDump implements Source {
    private static final int LINKS = 1000;
    private static final int FEW_VISITS = 2_000;
    private static final int MOST_VISITS = 20_000;
    /** Its word for no referrer. */
    private static final String DIRECT = "direct";
    /** And for no user agent. */
    private static final String NO_AGENT = "-";

    private static final String KEYWORD = "keyword";
    private static final String SHORT_URL = "shorturl";

    private final Path file;
    private final ZoneId zone;
    private @Nullable SqlDump dump;
    private @Nullable Map<String, Long> logged;
    private int read;
    private long reached = -1;
    /** A visit that was read and belongs to the next page. */
    private SqlDump.@Nullable Row ahead;

    /** @param zone of its times, which name none */
    YourlsDump(Path file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "yourls " + file.toAbsolutePath().normalize();
    }

    @Override
    public boolean hasVisits() {
        return true;
    }

    @Override
    public LinkPage links(String cursor) {
        try {
            int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
            Map<String, Long> visits = logged();
            if (from == 0 || from != read || dump == null) {
                open();
                while (read < from && nextOf("url", KEYWORD) != null) {
                    read++;
                }
            }
            List<ForeignLink> links = new ArrayList<>();
            SqlDump.Row row = nextOf("url", KEYWORD);
            for (; row != null; row = links.size() < LINKS ? nextOf("url", KEYWORD) : null) {
                links.add(link(row.cells(), visits));
                read++;
            }
            boolean isLast = links.size() < LINKS;
            return new LinkPage(links, 0, isLast ? "" : String.valueOf(read), isLast);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private SourceException broken(IOException e) {
        return new SourceException(
                SourceException.Why.UNREADABLE,
                file + " cannot be read as a dump of MySQL or MariaDB: " + e.getMessage());
    }

    private void open() throws IOException {
        close();
        dump = new SqlDump(file);
        read = 0;
        reached = -1;
        ahead = null;
    }

    /** A table of others in the same database may be called so too, and has other columns. */
    private SqlDump.@Nullable Row nextOf(String table, String column) throws IOException {
        SqlDump from = dump;
        SqlDump.Row row = from == null ? null : from.next();
        while (from != null
                && row != null
                && !(row.table().equals(table) && row.cells().containsKey(column))) {
            row = from.next();
        }
        return row;
    }

    /** How many visits of each link the log has: a counter of YOURLS may have more. */
    private Map<String, Long> logged() throws IOException {
        Map<String, Long> known = logged;
        if (known == null) {
            known = new HashMap<>();
            open();
            for (SqlDump.Row row = nextOf("log", SHORT_URL); row != null; row = nextOf("log", SHORT_URL)) {
                known.merge(Keys.decoded(row.cells().getOrDefault(SHORT_URL, "")), 1L, Long::sum);
            }
            logged = known;
            open();
        }
        return known;
    }

    /** A keyword is what stands in the path that is asked for, before bytes that are written by their numbers are read. */
    private ForeignLink link(Map<String, String> cells, Map<String, Long> logged) {
        String code = Keys.decoded(cells.getOrDefault(KEYWORD, ""));
        String clicks = cells.getOrDefault("clicks", "");
        return ForeignLink.at("keyword " + code)
                .code(code)
                .destination(cells.get("url"))
                .title(YourlsSource.title(cells.get("title"), cells.get("url")))
                .createdAt(ForeignJson.time(cells.get("timestamp"), zone))
                .visits(clicks.matches("\\d{1,15}") ? Long.valueOf(clicks) : null)
                .singleVisits(logged.getOrDefault(code, 0L))
                .link();
    }

    @Override
    public VisitPage visits(BroughtSoFar brought, long untilMillis, String cursor) {
        long from = cursor.isEmpty() ? 0 : Long.parseLong(cursor);
        try {
            if (dump == null || from != reached) {
                open();
            }
            return visits(brought, untilMillis, from);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private VisitPage visits(BroughtSoFar brought, long untilMillis, long from) throws IOException {
        List<ForeignVisit> visits = new ArrayList<>();
        long unknown = 0;
        long last = from;
        long day = Long.MIN_VALUE;
        SqlDump.Row row = ahead != null ? ahead : nextOf("log", SHORT_URL);
        ahead = null;
        for (; row != null; row = nextOf("log", SHORT_URL)) {
            String id = row.cells().getOrDefault("click_id", "");
            Instant at = ForeignJson.time(row.cells().get("click_time"), zone);
            long number = id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
            if (at == null || number <= from || at.toEpochMilli() > untilMillis) {
                continue;
            }
            long of = EpochDay.of(at.toEpochMilli());
            boolean isFull = visits.size() >= MOST_VISITS || visits.size() >= FEW_VISITS && of != day;
            if (isFull) {
                ahead = row;
                break;
            }
            day = of;
            last = Math.max(last, number);
            Optional<Brought> link =
                    brought.find(Keys.of(null, Keys.decoded(row.cells().getOrDefault(SHORT_URL, ""))));
            if (link.isEmpty()) {
                unknown++;
            } else if (!link.get().has(at.toEpochMilli())) {
                visits.add(visit(link.get().linkId(), at, row.cells()));
            }
        }
        reached = last;
        return new VisitPage(visits, List.of(), unknown, String.valueOf(last), row == null);
    }

    private static ForeignVisit visit(long linkId, Instant at, Map<String, String> cells) {
        String referrer = cells.getOrDefault("referrer", "");
        String agent = cells.getOrDefault("user_agent", "");
        String country = cells.getOrDefault("country_code", "").strip();
        return new ForeignVisit(
                linkId,
                at,
                referrer.equals(DIRECT) ? "" : referrer,
                agent.equals(NO_AGENT) ? "" : agent,
                null,
                country.matches("[A-Za-z]{2}") ? country.toUpperCase(Locale.ROOT) : null,
                AddressLiteral.find(cells.getOrDefault("ip_address", "")).orElse(null));
    }

    @Override
    public void close() {
        SqlDump open = dump;
        dump = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw broken(e);
            }
        }
    }
}

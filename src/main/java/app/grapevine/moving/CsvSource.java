package app.grapevine.moving;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.importing.CellTimes;
import app.grapevine.importing.CsvSheet;
import app.grapevine.importing.TooLongException;
import app.grapevine.moving.SourceException.Why;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Links of a table: of Shlink's web client and the one that Shlink reads, of Bitly, Dub, Kutt and YOURLS' plugins, and any other
 * whose columns are named by hand. A cursor is how many lines were read.
 */
final class CsvSource implements Source {
    private static final int LINKS = 1000;
    /** What of a link a column can have. */
    enum Field {
        CODE("shortcode code keyword slug slashtag backhalf customslug alias path address key"),
        SHORT_URL("shorturl shortlink bitlink link custombitlink"),
        DOMAIN("domain domainname host"),
        DESTINATION("longurl destinationurl destination originalurl url target targeturl longlink originallink"),
        TITLE("title name linktitle"),
        TAGS("tags tag labels"),
        CREATED("createdat created timestamp datecreated creationdate createddate createdon date"),
        VISITS("visits totalclicks clicks visitcount totalengagements engagements"),
        ARCHIVED("archived"),
        DISABLED("banned disabled"),
        PASSWORD("password"),
        VALID_FROM("validsince validfrom startsat"),
        VALID_UNTIL("validuntil expiresat expirein expiration expires expirationdate"),
        MAX_VISITS("maxvisits maxclicks"),
        COMMENT("comment comments description note notes");

        private final Set<String> names;

        Field(String names) {
            this.names = Set.of(names.split(" "));
        }

        /** As the option {@code --column} calls it. */
        String option() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** In which a time is another one, unless it says its own zone. */
    private static final ZoneOffset ELSEWHERE = ZoneOffset.ofHours(1);

    private static final Set<String> YES = Set.of("true", "yes", "1");

    private final String name;
    private final byte[] bytes;
    private final Map<String, String> named;
    private final @Nullable ZoneId zone;
    private CsvSheet sheet;
    private Map<Field, String> columns;
    private int read;

    /**
     * @param named by {@link Field#option} the name of the column, where it is named by hand
     * @param zone of times that name none; null where nobody said it
     * @throws SourceException for what is no table, or one without destinations
     */
    CsvSource(String name, byte[] bytes, Map<String, String> named, @Nullable ZoneId zone) {
        this.name = name;
        this.bytes = bytes;
        this.named = Map.copyOf(named);
        this.zone = zone;
        this.sheet = open();
        this.columns = columns();
    }

    private CsvSheet open() {
        try {
            return new CsvSheet(
                    bytes,
                    header -> header.stream()
                            .filter(column -> named.containsValue(column) || field(column) != null)
                            .count());
        } catch (RefusedException e) {
            throw new SourceException(Why.UNREADABLE, name + " " + e.getMessage());
        }
    }

    private static @Nullable Field field(String column) {
        String plain = column.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return Stream.of(Field.values())
                .filter(field -> field.names.contains(plain))
                .findFirst()
                .orElse(null);
    }

    private Map<Field, String> columns() {
        Map<Field, String> found = new EnumMap<>(Field.class);
        for (String column : sheet.header()) {
            Field field = field(column);
            if (field != null && !named.containsValue(column)) {
                found.putIfAbsent(field, column);
            }
        }
        named.forEach((option, column) -> {
            Field field = Stream.of(Field.values())
                    .filter(one -> one.option().equals(option))
                    .findFirst()
                    .orElseThrow(() -> new SourceException("--column: there is no field called " + option
                            + "; there are " + String.join(", ", options())));
            if (!sheet.header().contains(column)) {
                throw new SourceException(
                        Why.NO_COLUMN,
                        "--column: there is no column called " + Faults.shown(column) + " in " + name + "; there are "
                                + Faults.shown(String.join(", ", sheet.header())));
            }
            found.put(field, column);
        });
        if (!found.containsKey(Field.DESTINATION)) {
            throw new SourceException(
                    Why.NO_COLUMN,
                    name + " has no column of destinations: say which it is by --column"
                            + " destination=NAME; there are " + Faults.shown(String.join(", ", sheet.header())));
        }
        return found;
    }

    static List<String> options() {
        return Stream.of(Field.values()).map(Field::option).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkPage links(String cursor) {
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        if (from != read) {
            sheet = open();
            read = 0;
        }
        try {
            List<ForeignLink> links = new ArrayList<>();
            CsvSheet.Row row = sheet.next();
            for (; row != null; row = links.size() < LINKS ? sheet.next() : null) {
                if (read >= from) {
                    links.add(link(row));
                }
                read++;
            }
            boolean isLast = links.size() < LINKS;
            return new LinkPage(links, 0, isLast ? "" : String.valueOf(read), isLast);
        } catch (TooLongException e) {
            throw new SourceException(Why.TOO_LARGE, name + " has more lines than a spreadsheet can have: part it");
        }
    }

    private ForeignLink link(CsvSheet.Row row) {
        Map<Field, String> cells = new EnumMap<>(Field.class);
        columns.forEach((field, column) -> {
            String cell = row.cells().get(column);
            if (cell != null) {
                cells.put(field, cell);
            }
        });
        ForeignLink.Builder link = ForeignLink.at("line " + row.number());
        link.shortUrl(cells.get(Field.SHORT_URL))
                .destination(cells.get(Field.DESTINATION))
                .title(cells.get(Field.TITLE))
                .tags(tags(cells.get(Field.TAGS)))
                .createdAt(time(link, cells, Field.CREATED))
                .validFrom(time(link, cells, Field.VALID_FROM))
                .validUntil(time(link, cells, Field.VALID_UNTIL))
                .visits(number(link, cells, Field.VISITS))
                .maxVisits(number(link, cells, Field.MAX_VISITS))
                .archived(is(cells, Field.ARCHIVED))
                .disabled(is(cells, Field.DISABLED))
                .comment(cells.get(Field.COMMENT));
        String code = cells.get(Field.CODE);
        if (code != null) {
            Keys.Address whole = code.contains("://") ? Keys.address(code) : null;
            link.code(whole == null ? code : whole.code());
        }
        String domain = cells.get(Field.DOMAIN);
        if (domain != null && !domain.equalsIgnoreCase("DEFAULT")) {
            link.domain(domain);
        }
        guard(link, cells.get(Field.PASSWORD));
        if (row.isBroken()) {
            link.unreadable("a quote in it is not closed, or it has more cells than there are columns");
        }
        return link.link();
    }

    /** Where a cell says only whether there is one, that is what it says. */
    private static void guard(ForeignLink.Builder link, @Nullable String cell) {
        if (cell == null || Set.of("false", "no", "0", "null").contains(cell.toLowerCase(Locale.ROOT))) {
            return;
        }
        link.guarded(YES.contains(cell.toLowerCase(Locale.ROOT)) ? null : cell);
    }

    private static boolean is(Map<Field, String> cells, Field field) {
        return YES.contains(cells.getOrDefault(field, "").toLowerCase(Locale.ROOT));
    }

    private static List<String> tags(@Nullable String cell) {
        return cell == null
                ? List.of()
                : Stream.of(cell.replaceFirst("^\\[(.*)]$", "$1").split(cell.contains("|") ? "\\|" : "[,;]"))
                        .map(tag -> tag.replaceFirst("^\\s*\"(.*)\"\\s*$", "$1").strip())
                        .filter(tag -> !tag.isEmpty())
                        .toList();
    }

    private @Nullable Long number(ForeignLink.Builder link, Map<Field, String> cells, Field field) {
        String cell = cells.get(field);
        if (cell == null) {
            return null;
        }
        String digits = cell.replaceAll("[ ,.\u00A0\u202F'](?=\\d{3}(\\D|$))", "");
        if (!digits.matches("\\d{1,15}")) {
            link.unreadable(columns.get(field) + " must be a whole number, and is " + Faults.shown(cell));
            return null;
        }
        return Long.valueOf(digits);
    }

    private @Nullable Instant time(ForeignLink.Builder link, Map<Field, String> cells, Field field) {
        String cell = cells.get(field);
        if (cell == null) {
            return null;
        }
        Faults faults = new Faults();
        Instant time = new CellTimes(zone == null ? ZoneOffset.UTC : zone, null).read(faults, "", cell);
        if (time == null) {
            boolean isTwo = faults.all().get(0).code() == FaultCode.TWO_DAYS;
            String why = isTwo ? " can be two days, write it as 2026-12-31: " : " is no time: ";
            link.unreadable(columns.get(field) + why + Faults.shown(cell));
        } else if (zone == null && !time.equals(new CellTimes(ELSEWHERE, null).read(faults, "", cell))) {
            throw new SourceException(
                    Why.NO_ZONE,
                    name + " has times without a zone, such as " + Faults.shown(cell)
                            + ": say by --zone where the clock stood, such as --zone Europe/Rome or --zone UTC");
        }
        return time;
    }
}

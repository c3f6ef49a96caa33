package app.grapevine.channels;

import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Visibility;
import app.grapevine.base.Characters;
import app.grapevine.base.NoValue;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of a catalogue file. The first line names the columns, in any order; all but {@code id}, {@code name} and
 * {@code visibility} may be left out. Several values in a cell are separated by bars. What a column means, and how a
 * token is written, stands at {@link Channel}.
 */
final class ChannelRow {
    private static final List<String> REQUIRED = List.of("id", "name", "visibility");
    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "visibility",
            "mixed",
            "family",
            "marks",
            "packages",
            "hosts",
            "publicHosts",
            "redirectors",
            "parameters",
            "fetchers",
            "fetchedBy",
            "infers",
            "cacheMinutes",
            "shareUri");

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)+");
    private static final Pattern HOST = Pattern.compile("=?[a-z0-9-]+(\\.[a-z0-9-]+)*\\.([a-z0-9-]+|\\*\\*?)");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.-]{2,40}(=[A-Za-z0-9_.-]{1,20})?");
    private static final Pattern SHARE_URI = Pattern.compile("[a-z][a-z0-9+.-]*:[!-~]{1,500}");
    private static final Set<String> FETCHERS_MACHINES = Set.of("", "sender", "vendor", "recipient");

    private final String file;
    private final long line;
    private final List<String> header;
    private final List<String> cells;

    private ChannelRow(String file, long line, List<String> header, List<String> cells) {
        this.file = file;
        this.line = line;
        this.header = header;
        this.cells = cells;
    }

    /** @throws IllegalArgumentException naming file, line and column of what is wrong */
    static List<Channel> readAll(String file, Reader in) {
        List<Channel> channels = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<String> header = List.of();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(in)) {
            for (CsvRecord csvRecord : csv) {
                long line = csvRecord.getStartingLineNumber();
                if (header.isEmpty()) {
                    header = header(file, line, csvRecord.getFields());
                    continue;
                }
                ChannelRow row = new ChannelRow(file, line, header, csvRecord.getFields());
                Channel channel = row.toChannel();
                if (NoValue.is(channel.id())) {
                    throw row.wrong("id", "'none' stands for no channel in reports");
                }
                if (!ids.add(channel.id())) {
                    throw row.wrong("id", "'" + channel.id() + "' stands there twice");
                }
                channels.add(channel);
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(file + ": is no CSV: " + e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return channels;
    }

    private static List<String> header(String file, long line, List<String> fields) {
        List<String> header = fields.stream().map(ChannelRow::withoutMark).toList();
        for (String column : header) {
            if (!COLUMNS.contains(column)) {
                throw new IllegalArgumentException(file + ", line " + line + ": there is no column '" + column
                        + "'; the columns are " + String.join(", ", COLUMNS));
            }
        }
        for (String column : REQUIRED) {
            if (!header.contains(column)) {
                throw new IllegalArgumentException(
                        file + ", line " + line + ": the column '" + column + "' is missing");
            }
        }
        return header;
    }

    /** Spreadsheets put a byte order mark before the first name. */
    private static String withoutMark(String name) {
        return (name.startsWith("\uFEFF") ? name.substring(1) : name).strip();
    }

    private Channel toChannel() {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(
                    file + ", line " + line + ": " + cells.size() + " cells where the header has " + header.size());
        }
        return new Channel(
                matching("id", ID, "lower-case letters, digits and hyphens, at most 32"),
                name(),
                visibility(),
                flag("mixed", false),
                cell("family").isEmpty() ? null : matching("family", ID, "lower-case letters, digits and hyphens"),
                tokens("marks"),
                list("packages", PACKAGE.asMatchPredicate(), "a package such as com.example.app"),
                list("hosts", HOST.asMatchPredicate(), "a host such as web.example.com, example.*, or webmail.**"),
                list("publicHosts", HOST.asMatchPredicate(), "a host such as pages.example.com"),
                list("redirectors", HOST.asMatchPredicate(), "a host such as l.example.com or example.*"),
                list("parameters", PARAMETER.asMatchPredicate(), "name or name=value"),
                tokens("fetchers"),
                fetchedBy(),
                flag("infers", true),
                cacheMinutes(),
                shareUri());
    }

    private String name() {
        String name = cell("name");
        if (name.isEmpty() || Characters.count(name) > 64 || name.chars().anyMatch(Character::isISOControl)) {
            throw wrong("name", "must have 1 to 64 printable characters");
        }
        return name;
    }

    private Visibility visibility() {
        String word = cell("visibility");
        for (Visibility visibility : Visibility.values()) {
            if (visibility.label().equals(word)) {
                return visibility;
            }
        }
        throw wrong("visibility", "'" + word + "' is none of private, public, unknown");
    }

    private boolean flag(String column, boolean absent) {
        return switch (cell(column)) {
            case "yes" -> true;
            case "no" -> false;
            case "" -> absent;
            default -> throw wrong(column, "'" + cell(column) + "' is neither yes nor no");
        };
    }

    private String fetchedBy() {
        String machine = cell("fetchedBy");
        if (!FETCHERS_MACHINES.contains(machine)) {
            throw wrong("fetchedBy", "'" + machine + "' is none of sender, vendor, recipient, nor empty");
        }
        return machine;
    }

    private int cacheMinutes() {
        String minutes = cell("cacheMinutes");
        if (minutes.isEmpty()) {
            return 0;
        }
        if (!minutes.matches("[0-9]{1,6}")) {
            throw wrong("cacheMinutes", "'" + minutes + "' is no number of minutes");
        }
        return Integer.parseInt(minutes);
    }

    private @Nullable String shareUri() {
        String uri = cell("shareUri");
        if (uri.isEmpty()) {
            return null;
        }
        if (!SHARE_URI.matcher(uri).matches() || !uri.contains("{url}") && !uri.contains("{text}")) {
            throw wrong("shareUri", "must be a URI with {url} or {text} in it");
        }
        if (uri.toLowerCase(Locale.ROOT).matches("(javascript|data|vbscript|file):.*")) {
            throw wrong("shareUri", "must not run or open anything but an app");
        }
        return uri;
    }

    private String matching(String column, Pattern pattern, String what) {
        String value = cell(column);
        if (!pattern.matcher(value).matches()) {
            throw wrong(column, "'" + value + "' is not of " + what);
        }
        return value;
    }

    private List<String> list(String column, Predicate<String> isRight, String what) {
        String cell = cell(column);
        if (cell.isEmpty()) {
            return List.of();
        }
        List<String> values =
                Arrays.stream(cell.split("\\|", -1)).map(String::strip).toList();
        for (String value : values) {
            if (value.isEmpty() || !isRight.test(value)) {
                throw wrong(column, "'" + value + "' is not " + what);
            }
        }
        return values;
    }

    private List<String> tokens(String column) {
        List<String> tokens = list(column, token -> true, "a token");
        for (String token : tokens) {
            try {
                Channel.checkToken(token);
            } catch (IllegalArgumentException e) {
                throw wrong(column, String.valueOf(e.getMessage()));
            }
        }
        return tokens;
    }

    private String cell(String column) {
        int at = header.indexOf(column);
        return at < 0 ? "" : cells.get(at).strip();
    }

    private IllegalArgumentException wrong(String column, String why) {
        return new IllegalArgumentException(file + ", line " + line + ", column " + column + ": " + why);
    }
}

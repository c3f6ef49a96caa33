package app.grapevine.importing;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a file is written: what parts its cells, the names in its first line, and where the lines behind it begin. A line
 * {@code sep=;} before it, as Excel knows it, is obeyed; else that parts cells by which the first line has the most columns of a
 * known name. Up to {@value #MOST_ABOVE} lines above them, such as the name of the table, are passed over.
 *
 * @param separator {@link CsvLines#NOTHING} for a file of one column
 * @param header the names of the columns; empty for a list of addresses
 * @param at where what follows begins
 * @param line the number of the line there
 */
record Dialect(char separator, List<String> header, int at, int line) {
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    private static final Pattern SEP =
            Pattern.compile("\\s*\"?sep=(.?)\"?[ ,;|\\t]*(\\r\\n|\\r|\\n|$)", Pattern.CASE_INSENSITIVE);

    /** So many lines above the names of the columns are passed over. */
    private static final int MOST_ABOVE = 5;

    Dialect {
        header = List.copyOf(header);
    }

    /** @throws RefusedException INVALID where the first line has names, and none of them is that of a destination */
    static Dialect of(String text) {
        Matcher sep = SEP.matcher(text);
        if (!sep.lookingAt()) {
            return guess(text, SEPARATORS, 0, 1);
        }
        char given = separator(sep);
        int line = lineBehind(sep);
        Dialect said = guess(text, List.of(given), sep.end(), line);
        if (said.header.isEmpty() && best(text, SEPARATORS, sep.end(), line).namesDestination()) {
            throw noDestination(of(text, given, sep.end(), line));
        }
        return said;
    }

    /**
     * Of a table of something else than links.
     *
     * @param known how many of some names are those of its columns
     * @return with the line that has the most of them, which may be none
     */
    static Dialect of(String text, ToLongFunction<List<String>> known) {
        Matcher sep = SEP.matcher(text);
        boolean isSaid = sep.lookingAt();
        List<Character> separators = isSaid ? List.of(separator(sep)) : SEPARATORS;
        Comparator<Dialect> most = Comparator.comparingLong(guess -> known.applyAsLong(guess.header));
        Dialect best = best(text, separators, isSaid ? sep.end() : 0, isSaid ? lineBehind(sep) : 1, most);
        Dialect below = best;
        for (int i = 0; i < MOST_ABOVE; i++) {
            below = best(text, separators, below.at, below.line, most);
            best = most.compare(below, best) > 0 ? below : best;
        }
        return best;
    }

    private static char separator(Matcher sep) {
        String given = sep.group(1);
        if (given.isEmpty() || !SEPARATORS.contains(given.charAt(0))) {
            throw RefusedException.invalid("sep", FaultCode.NOT_A_SEPARATOR);
        }
        return given.charAt(0);
    }

    private static int lineBehind(Matcher sep) {
        int lines = 1 + (int) sep.group().chars().filter(c -> c == '\n').count();
        return Math.max(2, lines);
    }

    /** That a table has columns, and none of them is known to have the destinations. */
    private static RefusedException noDestination(Dialect dialect) {
        return RefusedException.invalid(
                "destination",
                FaultCode.NO_DESTINATION_COLUMN,
                Map.of("columns", Faults.shown(String.join(", ", dialect.header))));
    }

    private static Dialect guess(String text, List<Character> separators, int at, int line) {
        Dialect best = best(text, separators, at, line);
        Dialect table = best.namesDestination() && best.header.size() > 1 ? best : below(text, separators, best);
        if (table != null) {
            return table;
        }
        if (best.namesDestination()) {
            return ofOneColumn(text, separators, best);
        }
        if (best.header.size() > 1 && !isAddress(best.header.get(0))) {
            throw noDestination(best);
        }
        return ofNoColumn(text, separators, at, line);
    }

    /** The names of the columns below the name of the table, a date, an empty line; null where there are none. */
    private static @Nullable Dialect below(String text, List<Character> separators, Dialect above) {
        Dialect best = above;
        for (int i = 0; i < MOST_ABOVE && best.header.stream().noneMatch(Dialect::isAddress); i++) {
            best = best(text, separators, best.at, best.line);
            if (best.namesDestination() && best.header.size() > 1) {
                return best;
            }
        }
        return null;
    }

    /** A file of addresses under one name: what has more cells in each line is to be refused for it. */
    private static Dialect ofOneColumn(String text, List<Character> separators, Dialect header) {
        for (char separator : separators) {
            if (Lists.kind(text, separator, header.at, header.line) != Lists.Kind.LIST) {
                return new Dialect(separator, header.header, header.at, header.line);
            }
        }
        return new Dialect(CsvLines.NOTHING, header.header, header.at, header.line);
    }

    private static Dialect ofNoColumn(String text, List<Character> separators, int at, int line) {
        for (char separator : separators) {
            switch (Lists.kind(text, separator, at, line)) {
                case TABLE -> throw noDestination(of(text, separator, at, line));
                case PADDED -> {
                    return new Dialect(separator, List.of(Column.DESTINATION.field()), at, line);
                }
                case LIST -> {}
            }
        }
        return new Dialect(CsvLines.NOTHING, List.of(), at, line);
    }

    private static Dialect best(String text, List<Character> separators, int at, int line) {
        return best(
                text,
                separators,
                at,
                line,
                Comparator.comparing(Dialect::namesDestination).thenComparing(Dialect::known));
    }

    /** The best by {@code first}, and of several that with the most columns. */
    private static Dialect best(String text, List<Character> separators, int at, int line, Comparator<Dialect> first) {
        return separators.stream()
                .map(separator -> of(text, separator, at, line))
                .max(first.thenComparing(guess -> guess.header.size()))
                .orElseThrow();
    }

    private static Dialect of(String text, char separator, int at, int line) {
        CsvLines lines = new CsvLines(text, separator, at, line);
        CsvLines.@Nullable Line first = lines.next();
        List<String> header = first == null
                ? List.of()
                : first.cells().stream().map(CsvLines.Cell::text).toList();
        return new Dialect(separator, header, lines.position(), lines.number());
    }

    private boolean namesDestination() {
        return Column.of(header).contains(Column.DESTINATION);
    }

    private long known() {
        return Column.of(header).stream()
                .filter(column -> column != Column.OTHER)
                .count();
    }

    private static boolean isAddress(String cell) {
        return cell.toLowerCase(Locale.ROOT).matches("https?://.*");
    }
}

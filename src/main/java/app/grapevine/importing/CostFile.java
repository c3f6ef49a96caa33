package app.grapevine.importing;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Formulas;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaign;
import app.grapevine.channels.ChannelCatalogue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of what a campaign cost and to how many it was sent: a CSV whose first line names its columns, in any order.
 *
 * @param rows its lines that are not blank
 * @param faults what could not be read of them, each at {@code lines[7].amount}, by the number of the line in the file
 */
public record CostFile(List<Row> rows, List<Fault> faults) {
    /** Money with the sign or the code of its currency before or behind it. */
    private static final Pattern MONEY =
            Pattern.compile("(?:([A-Z]{3}|[€£])[ \u00A0\u202F]*)?([^A-Z€£]*?)(?:[ \u00A0\u202F]*([A-Z]{3}|[€£]))?");

    private static final Map<String, String> SIGNS = Map.of("€", "EUR", "£", "GBP");

    public CostFile {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /**
     * What a line asks for, unchecked, without what could not be read.
     *
     * @param line its number in the file, from 1
     * @param currency null where it names none
     */
    public record Row(
            int line,
            @Nullable String channel,
            @Nullable String audience,
            @Nullable Long sent,
            @Nullable BigDecimal amount,
            @Nullable String currency) {
        /** @param otherwise the currency of an amount that names none */
        public Campaign.Cost cost(@Nullable String otherwise) {
            String named = currency == null ? otherwise : currency;
            return new Campaign.Cost(
                    channel,
                    audience,
                    amount == null ? null : new Campaign.Price(amount, named == null ? "" : named),
                    sent);
        }

        /** The name of a field of it in {@link CostFile#faults}. */
        public String field(String name) {
            return "lines[" + line + "]" + (name.isEmpty() ? "" : "." + name);
        }
    }

    /**
     * Reads a file.
     *
     * @throws RefusedException INVALID where it is no text, has no column of amounts or numbers sent, one that is not known or is
     *     there twice, or more lines than a campaign may have costs
     */
    public static CostFile read(byte[] bytes, ChannelCatalogue channels) {
        FileText file = FileText.of(bytes);
        Dialect dialect = Dialect.of(
                file.text(),
                header -> header.stream()
                        .filter(name -> CostColumn.find(name).isPresent())
                        .count());
        List<Optional<CostColumn>> columns =
                dialect.header().stream().map(CostColumn::find).toList();
        check(dialect.header(), columns);
        Reading reading = new Reading(file, dialect, columns, new ChannelNames(channels), new ArrayList<>());
        CsvLines lines = new CsvLines(file.text(), dialect.separator(), dialect.at(), dialect.line());
        List<Row> rows = new ArrayList<>();
        for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
            if (rows.size() == Campaign.MOST_COSTS) {
                throw RefusedException.invalid("lines", FaultCode.TOO_MANY, Map.of("most", Campaign.MOST_COSTS));
            }
            rows.add(reading.row(line));
        }
        return new CostFile(rows, reading.faults);
    }

    /** A column that is not known is refused: of a misspelt one all costs would else be taken away. */
    private static void check(List<String> header, List<Optional<CostColumn>> columns) {
        Faults faults = new Faults();
        String named = Faults.shown(String.join(", ", header));
        if (!columns.contains(Optional.of(CostColumn.AMOUNT)) && !columns.contains(Optional.of(CostColumn.SENT))) {
            faults.add("amount", FaultCode.NO_COST_COLUMN, Map.of("columns", named));
            faults.refuseIfAny();
        }
        for (int i = 0; i < header.size(); i++) {
            Optional<CostColumn> column = columns.get(i);
            if (column.isPresent() && columns.indexOf(column) < i) {
                faults.add(column.get().field(), FaultCode.REPEATED);
            } else if (column.isEmpty() && !header.get(i).isEmpty()) {
                faults.add(
                        Faults.shown(header.get(i)),
                        FaultCode.UNKNOWN_COLUMN,
                        Map.of("known", String.join(", ", CostColumn.FIELDS)));
            }
        }
        faults.refuseIfAny();
    }

    /** What holds for each line of a file. @param faults of all lines */
    private record Reading(
            FileText file,
            Dialect dialect,
            List<Optional<CostColumn>> columns,
            ChannelNames channels,
            List<Fault> faults) {
        Row row(CsvLines.Line line) {
            Faults ofLine = new Faults();
            Map<CostColumn, String> cells = cells(ofLine, line);
            String sent = cells.get(CostColumn.SENT);
            String money = cells.get(CostColumn.AMOUNT);
            Matcher parts = MONEY.matcher(money == null ? "" : money);
            boolean isMoney = parts.matches();
            Row row = new Row(
                    line.number(),
                    channels.id(cells.get(CostColumn.CHANNEL)),
                    cells.get(CostColumn.AUDIENCE),
                    sent == null ? null : CellNumbers.whole(ofLine, CostColumn.SENT.field(), sent),
                    money == null
                            ? null
                            : CellNumbers.amount(ofLine, CostColumn.AMOUNT.field(), isMoney ? parts.group(2) : money),
                    currency(ofLine, cells.get(CostColumn.CURRENCY), isMoney ? parts : null));
            ofLine.all().forEach(fault -> faults.add(fault.at(row.field(fault.field()))));
            return row;
        }

        /** What its column says, or the amount, which must not say another. */
        private static @Nullable String currency(Faults faults, @Nullable String named, @Nullable Matcher money) {
            String currency = named == null ? null : SIGNS.getOrDefault(named, named.toUpperCase(Locale.ROOT));
            for (int group = 1; money != null && group <= 3; group += 2) {
                String beside = money.group(group);
                String said = beside == null ? currency : SIGNS.getOrDefault(beside, beside);
                if (currency != null && !currency.equals(said)) {
                    faults.add(CostColumn.CURRENCY.field(), FaultCode.REPEATED);
                }
                currency = said;
            }
            return currency;
        }

        private Map<CostColumn, String> cells(Faults ofLine, CsvLines.Line line) {
            Map<CostColumn, String> cells = new EnumMap<>(CostColumn.class);
            if (line.isBroken()) {
                ofLine.add("", FaultCode.OPEN_QUOTE);
                return cells;
            }
            boolean isOurs = dialect.header().containsAll(CostColumn.FIELDS);
            for (int i = 0; i < line.cells().size(); i++) {
                String text = line.cells().get(i).text();
                Optional<CostColumn> column = i < columns.size() ? columns.get(i) : Optional.empty();
                if (text.indexOf(FileText.UNREADABLE) >= 0) {
                    ofLine.add(
                            column.map(CostColumn::field).orElse(""),
                            FaultCode.UNREADABLE,
                            Map.of("charset", file.charset().name()));
                } else if (column.isPresent() && !text.isEmpty()) {
                    cells.put(column.get(), isOurs ? Formulas.restored(text, dialect.separator()) : text);
                } else if (!text.isEmpty()) {
                    ofLine.add(
                            "",
                            FaultCode.SURPLUS_CELLS,
                            Map.of("cells", line.cells().size(), "columns", columns.size()));
                    return cells;
                }
            }
            return cells;
        }
    }
}

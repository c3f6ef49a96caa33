package app.grapevine.base;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file of CSV is written, which spreadsheets read as the language of their system has it: where a comma parts the decimals
 * of a number, cells are parted by semicolons.
 *
 * @param separator what cells are parted by
 * @param decimalComma whether decimals are parted by a comma; only where cells are not
 */
public record CsvForm(char separator, boolean decimalComma) {
    /** What programs expect: RFC 4180. */
    public static final CsvForm STANDARD = new CsvForm(',', false);

    private static final Map<String, Character> SEPARATORS = Map.of("comma", ',', "semicolon", ';', "tab", '\t');
    private static final Map<String, Boolean> DECIMALS = Map.of("point", false, "comma", true);

    public CsvForm {
        if (decimalComma && separator != ';') {
            throw new IllegalArgumentException("decimal commas go with semicolons");
        }
    }

    /** As {@code separator} and {@code decimals} ask for; {@link #STANDARD} where neither is given. The caller finishes. */
    public static CsvForm of(Parameters parameters) {
        @Nullable Character separator = parameters.choice("separator", SEPARATORS);
        boolean decimalComma = Boolean.TRUE.equals(parameters.choice("decimals", DECIMALS));
        if (decimalComma && (separator == null || separator != ';')) {
            parameters.fault("decimals", FaultCode.ONLY_WITH, Map.of("other", "separator=semicolon"));
            return STANDARD;
        }
        return new CsvForm(separator == null ? ',' : separator, decimalComma);
    }
}

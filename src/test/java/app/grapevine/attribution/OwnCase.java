package app.grapevine.attribution;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of cases.csv: a request as it arrives, what is known of its link, and the verdict that is right.
 * Common user agents are written as {@code {iphone}}.
 */
record OwnCase(
        Trial trial,
        Kind kind,
        @Nullable Tier tier,
        Visibility seenAs,
        @Nullable String previewBy) {
    private static final String IPHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15" + " (KHTML, like Gecko) ";
    private static final String ANDROID = " AppleWebKit/537.36 (KHTML, like Gecko) ";

    static List<OwnCase> all(Attributor attributor) {
        return Tables.read("cases.csv").stream().map(row -> of(row, attributor)).toList();
    }

    private static OwnCase of(NamedCsvRecord row, Attributor attributor) {
        Kind kind = Kind.valueOf(row.getField("kind").toUpperCase(Locale.ROOT));
        String channel = orNull(row.getField("channel"));
        String previewBy = orNull(row.getField("previewBy"));
        Signals signals = new Signals(
                row.getField("method").equals("HEAD"),
                userAgent(row.getField("userAgent")),
                Referrers.origin(row.getField("referer")),
                row.getField("requestedWith"),
                row.getField("purpose"),
                row.getField("fetch"),
                "",
                attributor.markers(row.getField("query")),
                row.findField("context").orElse(""));
        Circumstances circumstances = new Circumstances(
                orNull(row.getField("declared")),
                visibility(row.getField("visibility")),
                ages(row.getField("previewed")),
                row.getField("flags").contains("burst"),
                row.getField("flags").contains("echo"));
        Trial trial = new Trial(
                row.getField("name"),
                signals,
                circumstances,
                kind == Kind.CLICK,
                true,
                kind == Kind.CLICK ? channel : previewBy,
                null);
        String tier = row.getField("tier");
        return new OwnCase(
                trial,
                kind,
                tier.isEmpty() ? null : Tier.valueOf(tier.toUpperCase(Locale.ROOT)),
                visibility(row.getField("seenAs")),
                previewBy);
    }

    private static String userAgent(String written) {
        return written.replace("{iphone}", IPHONE + "Version/18.5 Mobile/15E148 Safari/604.1")
                .replace("{iosview}", IPHONE + "Mobile/15E148")
                .replace(
                        "{android}",
                        "Mozilla/5.0 (Linux; Android 10; K)" + ANDROID + "Chrome/141.0.0.0 Mobile Safari/537.36")
                .replace(
                        "{webview}",
                        "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240905.003; wv)" + ANDROID
                                + "Version/4.0 Chrome/130.0.6723.83 Mobile Safari/537.36")
                .replace(
                        "{desktop}",
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64)" + ANDROID + "Chrome/141.0.0.0 Safari/537.36");
    }

    private static Visibility visibility(String word) {
        return word.isEmpty() ? Visibility.UNKNOWN : Visibility.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** {@code whatsapp telegram:90}: the apps, each with the minutes since it last fetched, where it is not just now. */
    private static Map<String, Long> ages(String text) {
        return text.isEmpty()
                ? Map.of()
                : Arrays.stream(text.split(" ", -1))
                        .map(word -> word.split(":", -1))
                        .collect(Collectors.toMap(
                                word -> word[0], word -> word.length < 2 ? 0 : 60_000 * Long.parseLong(word[1])));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @Override
    public String toString() {
        return trial.name();
    }
}

package app.grapevine.notices;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a notice tells. */
public enum NoticeKind {
    /** What a campaign came to in a week or a month, beside the one before. */
    REPORT(List.of(Period.WEEKLY, Period.MONTHLY)),
    /** What happened yesterday; nothing where nothing did. */
    DIGEST(List.of(Period.DAILY)),
    /** That a link suddenly rises or falls silent, see {@link AlertRule}. */
    ALERT(List.of(Period.HOURLY));

    private final List<Period> periods;

    NoticeKind(List<Period> periods) {
        this.periods = periods;
    }

    /** How often it can be made; the first where nobody says. */
    public List<Period> periods() {
        return periods;
    }

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All, by their labels. */
    public static Map<String, NoticeKind> labels() {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(NoticeKind::label, Function.identity()));
    }
}

package app.grapevine.stats;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Visibility;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.NoValue;
import app.grapevine.rollups.Dimension;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an answer can be narrowed by. A link's attributes are the present ones, also of a deleted link. */
public enum Filter {
    CODE("code", null),
    DOMAIN("domain", null),
    CAMPAIGN("campaign", Dimension.CAMPAIGN),
    TAG("tag", Dimension.TAG),
    SHARE_SET("shareSet", Dimension.SHARE_SET),
    AUDIENCE("audience", Dimension.AUDIENCE),
    GENERATION("generation", Dimension.GENERATION),
    CHANNEL("channel", Dimension.CHANNEL),
    ORIGIN("origin", Dimension.ORIGIN),
    VISIBILITY("visibility", Dimension.VISIBILITY),
    TIER("tier", Dimension.TIER),
    COUNTRY("country", Dimension.COUNTRY),
    DEVICE("device", Dimension.DEVICE),
    OS("os", Dimension.OS),
    BROWSER("browser", Dimension.BROWSER),
    REFERRER("referrer", Dimension.REFERRER),
    LANGUAGE("language", Dimension.LANGUAGE),
    PREVIEW_BY("previewBy", Dimension.PREVIEW_BY),
    SET_APART("setApart", Dimension.SET_APART),
    RULE("rule", Dimension.RULE),
    KIND("kind", null),
    EVENT("event", Dimension.EVENT),
    HEARD_FROM("heardFrom", Dimension.HEARD_FROM);

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");
    private static final Pattern COUNTRIES = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern LANGUAGES = Pattern.compile("[A-Za-z]{1,8}");
    private static final Pattern GENERATIONS = Pattern.compile("[0-9]|1[0-9]|20");
    private static final Set<Filter> ALWAYS_WITH_VALUE =
            Collections.unmodifiableSet(EnumSet.of(CODE, DOMAIN, GENERATION, KIND, VISIBILITY, EVENT));
    private static final int LONGEST = 256;
    private static final int MOST_GENERATION = 20;

    private final String label;
    private final @Nullable Dimension dimension;

    Filter(String label, @Nullable Dimension dimension) {
        this.label = label;
        this.dimension = dimension;
    }

    /** As the API writes it. */
    public String label() {
        return label;
    }

    /** The dimension that it looks at, if it is one. */
    @Nullable
    Dimension dimension() {
        return dimension;
    }

    boolean isOfLinks() {
        return this == CODE || this == DOMAIN || dimension != null && dimension.isOf(Dimension.Of.LINK);
    }

    /** Whether it narrows conversions alone, and not the visits beside them. */
    boolean isOfConversions() {
        return dimension != null && dimension.isOf(Dimension.Of.CONVERSION);
    }

    boolean isOfVisits() {
        return !isOfLinks() && !isOfConversions();
    }

    /** The value as it is compared, or why it cannot be one. */
    Checked check(String value) {
        if (NoValue.is(value) && !ALWAYS_WITH_VALUE.contains(this)) {
            return new Checked(value, null);
        }
        return switch (this) {
            case VISIBILITY -> oneOf(value, labels(Visibility.values(), Visibility::label));
            case TIER -> oneOf(value, labels(Tier.values(), Tier::label));
            case KIND -> oneOf(value, labels(Kind.values(), Kind::label));
            case CHANNEL, ORIGIN, DEVICE, OS, BROWSER, PREVIEW_BY, SET_APART ->
                matching(value, WORD, FaultCode.NOT_A_WORD, v -> v);
            case GENERATION ->
                GENERATIONS.matcher(value).matches()
                        ? new Checked(value, null)
                        : faulty(value, FaultCode.OUT_OF_RANGE, Map.of("least", 0, "most", MOST_GENERATION));
            case COUNTRY -> matching(value, COUNTRIES, FaultCode.UNKNOWN_COUNTRY, v -> v.toUpperCase(Locale.ROOT));
            case LANGUAGE -> matching(value, LANGUAGES, FaultCode.UNKNOWN_LANGUAGE, v -> v.toLowerCase(Locale.ROOT));
            case DOMAIN, REFERRER -> text(value.toLowerCase(Locale.ROOT));
            case CODE, CAMPAIGN, TAG, SHARE_SET, AUDIENCE, RULE, EVENT, HEARD_FROM -> text(value);
        };
    }

    /** @param fault null where the value will do */
    record Checked(String value, @Nullable Fault fault) {}

    private Checked faulty(String value, FaultCode code, Map<String, Object> values) {
        return new Checked(value, new Fault(label, code, values));
    }

    private Checked oneOf(String value, Set<String> allowed) {
        return allowed.contains(value)
                ? new Checked(value, null)
                : faulty(value, FaultCode.NOT_ONE_OF, Map.of("known", String.join(", ", allowed)));
    }

    private static <T> Set<String> labels(T[] values, java.util.function.Function<T, String> label) {
        return Arrays.stream(values).map(label).collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private Checked matching(String value, Pattern pattern, FaultCode code, UnaryOperator<String> form) {
        return pattern.matcher(value).matches() ? new Checked(form.apply(value), null) : faulty(value, code, Map.of());
    }

    private Checked text(String value) {
        return text(label, value);
    }

    /** The same of a text that is compared as it is. @param label as the API writes it */
    static Checked text(String label, String value) {
        Faults faults = new Faults();
        if (value.length() > LONGEST) {
            faults.add(label, FaultCode.TOO_LONG, Map.of("most", LONGEST));
        } else {
            faults.isFit(label, value);
        }
        return new Checked(value, faults.all().isEmpty() ? null : faults.all().get(0));
    }
}

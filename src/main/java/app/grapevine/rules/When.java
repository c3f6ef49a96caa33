package app.grapevine.rules;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request has to be for a rule to hold: each condition that is given, and of each any of its values. Unchecked, until
 * {@link RuleCheck} has checked it.
 *
 * @param device words of {@link Device}
 * @param system of the device: {@code windows}, {@code ios}, …
 * @param app in whose own browser the link is opened: a channel or a family of channels, or {@link Asked#ANY_APP}
 * @param country ISO 3166-1 alpha-2, in capitals
 * @param language the one that is preferred: a primary subtag in lower case
 * @param after the first moment
 * @param before the first moment that is none any more
 * @param query parameters of the visit's query, all of which have to be there
 * @param share of the visitors who are not led elsewhere by another share, in percent; of those who asked not to be tracked
 *     none
 */
public record When(
        Set<String> device,
        Set<String> system,
        Set<String> app,
        Set<String> country,
        Set<String> language,
        @Nullable Instant after,
        @Nullable Instant before,
        List<QueryParameter> query,
        @Nullable Long share) {
    public static final When ALWAYS =
            new When(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null, List.of(), null);

    public When {
        device = words(device);
        system = words(system);
        app = words(app);
        country = words(country);
        language = words(language);
        query = List.copyOf(query);
    }

    /** In the order in which they were given, for they are shown again. */
    private static Set<String> words(Set<String> given) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(given));
    }

    /** The same in the case that is compared. */
    When folded() {
        return new When(
                cased(device, false),
                cased(system, false),
                cased(app, false),
                cased(country, true),
                cased(language, false),
                after,
                before,
                query,
                share);
    }

    private static Set<String> cased(Set<String> given, boolean capitals) {
        Set<String> cased = new LinkedHashSet<>();
        for (String word : given) {
            cased.add(capitals ? word.toUpperCase(Locale.ROOT) : word.toLowerCase(Locale.ROOT));
        }
        return cased;
    }

    boolean isEmpty() {
        return equals(ALWAYS);
    }

    /**
     * Whether only devices are meant that have apps with addresses of their own.
     *
     * @param android whether only Android will do
     */
    boolean isForAppsAlone(boolean android) {
        return isForAppsAlone(device, android) || isForAppsAlone(system, android);
    }

    private static boolean isForAppsAlone(Set<String> words, boolean android) {
        for (String word : words) {
            Device known = Device.BY_LABEL.get(word);
            if (known == null || (android ? known != Device.ANDROID : known == Device.DESKTOP)) {
                return false;
            }
        }
        return !words.isEmpty();
    }

    /**
     * Whether it holds of a request.
     *
     * @param from the first of the hundred parts of visitors that the share means
     */
    boolean holds(Asked asked, int from) {
        return (after == null || !asked.now().isBefore(after))
                && (before == null || asked.now().isBefore(before))
                && (device.isEmpty() || isDevice(asked))
                && (system.isEmpty() || system.contains(asked.agent().os()))
                && (language.isEmpty() || has(language, asked.language()))
                && (app.isEmpty() || asked.isIn(app))
                && (query.isEmpty() || asked.has(query))
                && (country.isEmpty() || has(country, asked.country()))
                && (share == null || asked.isOf(from, share.intValue()));
    }

    private boolean isDevice(Asked asked) {
        for (String word : device) {
            Device known = Device.BY_LABEL.get(word);
            if (known != null && known.is(asked.agent())) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Set<String> words, @Nullable String word) {
        return word != null && words.contains(word);
    }
}

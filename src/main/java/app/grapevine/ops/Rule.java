package app.grapevine.ops;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the text of a setting has to be, and the value that it makes.
 *
 * @param must what to do, for who wrote something else: {@code must be a whole number from 0 to 65535}
 * @param parser makes the value; an {@link IllegalArgumentException} refuses the text
 * @param check whether the value will do
 */
record Rule<T>(String must, Function<String, T> parser, Predicate<T> check) {
    /** The shape; what passes and is no address is refused by what takes it, at the start as well. */
    private static final Pattern CIDR = Pattern.compile(
            "(\\d{1,3}(\\.\\d{1,3}){3}(/([12]?\\d|3[0-2]))?)|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*(/(\\d\\d?|1[01]\\d|12[0-8]))?)");

    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    static Rule<String> text() {
        return new Rule<>("may be any text", text -> text, text -> true);
    }

    /** A text that may be left out. */
    static Rule<Optional<String>> optionalText() {
        return optional(text());
    }

    /** As {@code rule}, and empty where nothing is written. */
    static <T> Rule<Optional<T>> optional(Rule<T> rule) {
        return new Rule<>(
                rule.must,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(rule.parser.apply(text)),
                value -> value.isEmpty() || rule.check.test(value.get()));
    }

    static Rule<Integer> number(int least, int most) {
        return new Rule<>(
                "must be a whole number from " + least + " to " + most,
                Integer::valueOf,
                value -> value >= least && value <= most);
    }

    static Rule<Long> numberFrom(long least) {
        return new Rule<>("must be a whole number from " + least, Long::valueOf, value -> value >= least);
    }

    static Rule<String> oneOf(String first, String second) {
        return new Rule<>(
                "must be " + first + " or " + second,
                text -> text,
                value -> value.equals(first) || value.equals(second));
    }

    static Rule<String> longerThan(int characters) {
        return new Rule<>(
                "must have at least " + characters + " characters",
                text -> text,
                value -> value.length() >= characters);
    }

    static Rule<Path> path() {
        return new Rule<>("must be a path", Path::of, path -> true);
    }

    static Rule<Path> readableFile() {
        return new Rule<>(
                "must name a file that can be read",
                Path::of,
                file -> Files.isRegularFile(file) && Files.isReadable(file));
    }

    static Rule<String> jdbcUrl() {
        return new Rule<>(
                "must begin with jdbc:postgresql:",
                text -> text,
                url -> url.startsWith("jdbc:postgresql:") || url.startsWith("jdbc:h2:"));
    }

    static Rule<Currency> currency() {
        return new Rule<>("must be a code of ISO 4217 such as EUR", Currency::getInstance, currency -> true);
    }

    /** A base of URLs: kept without the slash at its end. */
    static Rule<URI> site() {
        return new Rule<>("must be http:// or https:// with a host and no path", Rule::uri, Rule::isBare);
    }

    private static URI uri(String text) {
        try {
            return new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean isBare(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean pathless = uri.getRawPath() == null || uri.getRawPath().isEmpty();
        return http
                && pathless
                && uri.getHost() != null
                && uri.getPort() <= 65535
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    /** Host names, in lower case. */
    static Rule<List<String>> hosts() {
        return new Rule<>(
                "must be host names without scheme or port, separated by commas",
                text -> list(text.toLowerCase(Locale.ROOT)),
                hosts -> all(hosts, HOST));
    }

    /** CIDRs or single addresses. */
    static Rule<List<String>> networks() {
        return new Rule<>(
                "must be addresses such as 192.0.2.0/24 or 2001:db8::/32, separated by commas",
                Rule::list,
                networks -> all(networks, CIDR));
    }

    private static List<String> list(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.trim());
            }
        }
        return List.copyOf(parts);
    }

    private static boolean all(List<String> parts, Pattern pattern) {
        for (String part : parts) {
            if (!pattern.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }
}

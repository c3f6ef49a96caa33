package app.grapevine.ops;

import app.grapevine.base.AddressBlock;
import app.grapevine.base.HostName;
import app.grapevine.base.SiteUrl;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
    private static final Pattern SCHEME = Pattern.compile("(?!https?$)[a-z][a-z0-9+.-]{0,39}");
    private static final Set<String> UNSAFE_SCHEMES = Set.of(
            "javascript",
            "data",
            "file",
            "vbscript",
            "blob",
            "about",
            "view-source",
            "filesystem",
            "jar",
            "content",
            "chrome",
            "resource",
            "ws",
            "wss",
            "ftp");

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

    static Rule<String> oneOf(String first, String second, String third) {
        return new Rule<>(
                "must be " + first + ", " + second + " or " + third,
                text -> text,
                value -> value.equals(first) || value.equals(second) || value.equals(third));
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

    static Rule<Path> readableDirectory() {
        return new Rule<>(
                "must name a directory that can be read",
                Path::of,
                directory -> Files.isDirectory(directory) && Files.isReadable(directory));
    }

    static Rule<List<Path>> readableFiles() {
        Rule<Path> each = readableFile();
        return new Rule<>(
                "must name files that can be read, separated by commas",
                text -> list(text, each.parser),
                files -> files.stream().allMatch(each.check));
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

    /** The URL of a whole site, without the slash at its end. */
    static Rule<URI> site() {
        return new Rule<>(
                "must be http:// or https:// with a host and no path",
                text -> SiteUrl.find(text).orElseThrow(IllegalArgumentException::new),
                url -> true);
    }

    /** Origins of pages as browsers write them: in lower case, without the port that the scheme means anyway. */
    static Rule<Set<String>> origins() {
        return new Rule<>(
                "must be origins such as https://tools.example, without a path, separated by commas",
                text -> new LinkedHashSet<>(list(text.toLowerCase(Locale.ROOT), Rule::origin)),
                origins -> true);
    }

    private static String origin(String text) {
        URI site = SiteUrl.find(text).orElseThrow(IllegalArgumentException::new);
        boolean usual = site.getPort() == (site.getScheme().equals("https") ? 443 : 80);
        return usual ? site.getScheme() + "://" + site.getHost() : site.toString();
    }

    /** Host names, in lower case. */
    static Rule<List<String>> hosts() {
        return new Rule<>(
                "must be host names without scheme or port, separated by commas",
                text -> list(text.toLowerCase(Locale.ROOT), name -> name),
                hosts -> hosts.stream().allMatch(HostName::isDomain));
    }

    /** Hosts, each with a port or for all of its ports, in lower case. */
    static Rule<Set<String>> hostsAndPorts() {
        return new Rule<>(
                "must be host names or addresses, each with a port or without, separated by commas",
                text -> new LinkedHashSet<>(list(text.toLowerCase(Locale.ROOT), name -> name)),
                hosts -> hosts.stream()
                        .allMatch(host -> SiteUrl.find("http://" + host).isPresent()));
    }

    /**
     * Schemes of addresses (RFC 3986, section 3.1), in lower case. Those by which an address is itself a program or a page, or
     * is read from the recipient's machine, are never among them.
     */
    static Rule<Set<String>> schemes() {
        return new Rule<>(
                "must be schemes such as myapp, without ://, separated by commas; http and https go without saying, and"
                        + " none of "
                        + String.join(", ", UNSAFE_SCHEMES.stream().sorted().toList()) + " can be allowed",
                text -> new LinkedHashSet<>(list(text.toLowerCase(Locale.ROOT), name -> name)),
                names -> names.stream()
                        .allMatch(name -> SCHEME.matcher(name).matches() && !UNSAFE_SCHEMES.contains(name)));
    }

    /** CIDRs or single addresses. */
    static Rule<List<AddressBlock>> networks() {
        return new Rule<>(
                "must be addresses such as 192.0.2.0/24 or 2001:db8::/32, separated by commas, without bits behind the"
                        + " number that is named",
                text -> list(text, AddressBlock::parse),
                networks -> true);
    }

    private static <T> List<T> list(String text, Function<String, T> parser) {
        List<T> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(parser.apply(part.trim()));
            }
        }
        return List.copyOf(parts);
    }
}

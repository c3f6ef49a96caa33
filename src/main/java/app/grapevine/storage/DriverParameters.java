package app.grapevine.storage;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a PostgreSQL URL may say beside where the database is. The driver has parameters under which nothing can be
 * written; they are refused at the start, rather than by whatever writes first. All others change how the driver works,
 * and not what is recorded: {@code DriverParametersDbTest} records visits with each that could.
 */
final class DriverParameters {
    private static final Logger LOG = LoggerFactory.getLogger(DriverParameters.class);

    /** By parameter, the values under which the service cannot work, and what to do. */
    private static final Map<String, Refusal> REFUSED = Map.of(
            "readOnly", new Refusal(Set.of("true"), "the service writes; leave it out"),
            "targetServerType",
                    new Refusal(
                            Set.of("secondary", "slave", "prefersecondary", "preferslave"),
                            "a secondary takes no visits; write targetServerType=primary, or leave it out"),
            "replication",
                    new Refusal(
                            Set.of("true", "database", "on", "yes", "1"),
                            "such a connection takes no visits; leave it out"));

    private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full");

    private DriverParameters() {}

    private static Properties parsed(String url) {
        Properties given = Driver.parseURL(url, null);
        if (given == null) {
            throw new IllegalArgumentException(
                    "must be a URL that PostgreSQL's driver can read: jdbc:postgresql://host:port/database");
        }
        return given;
    }

    /**
     * Where the connection may be read or taken over by others on the way: to another machine, and not {@code sslmode=require} or
     * more, for with less the driver goes on in the clear if that is all the server offers.
     *
     * @return the hosts of the URL, as they stand there; empty where all is well
     */
    static Optional<String> inTheClear(String url) {
        Properties given = parsed(url);
        String hosts = given.getProperty(PGProperty.PG_HOST.getName(), "");
        boolean elsewhere = Stream.of(hosts.split(",")).anyMatch(host -> !isHere(host));
        return elsewhere && !isEncrypted(given) ? Optional.of(hosts) : Optional.empty();
    }

    /** Says so in the log where it is {@link #inTheClear}. */
    static void warnInTheClear(String url) {
        inTheClear(url)
                .ifPresent(hosts -> LOG.warn(
                        "the way to the database at {} may be in the clear, and nobody's certificate is verified: unless nobody else is on"
                                + " that network, add sslmode=verify-full and sslrootcert to database.url",
                        hosts));
    }

    /** By the name, for a look-up would ask others, and its answer may change. */
    private static boolean isHere(String host) {
        return host.isEmpty() || host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    /** As the driver decides it: {@code ssl} alone is {@code sslmode=verify-full}. */
    private static boolean isEncrypted(Properties given) {
        String ssl = given.getProperty(PGProperty.SSL.getName(), "false");
        String otherwise = ssl.isEmpty() || Boolean.parseBoolean(ssl) ? "verify-full" : "prefer";
        String mode = given.getProperty(PGProperty.SSL_MODE.getName(), otherwise);
        return ENCRYPTED.contains(mode.toLowerCase(Locale.ROOT));
    }

    private record Refusal(Set<String> values, String instead) {}

    /** @throws IllegalArgumentException for a parameter under which the service cannot work; says what to do */
    static void check(String url) {
        Properties given = parsed(url);
        REFUSED.forEach((name, refusal) -> {
            String value = given.getProperty(name, "").toLowerCase(Locale.ROOT);
            if (refusal.values.contains(value)) {
                throw new IllegalArgumentException("has " + name + "=" + value + ": " + refusal.instead);
            }
        });
    }
}

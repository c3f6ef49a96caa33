package app.grapevine.storage;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;

/**
 * What a PostgreSQL URL may say beside where the database is. The driver has parameters under which nothing can be
 * written; they are refused at the start, rather than by whatever writes first. All others change how the driver works,
 * and not what is recorded: {@code DriverParametersDbTest} records visits with each that could.
 */
final class DriverParameters {
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

    private DriverParameters() {}

    private record Refusal(Set<String> values, String instead) {}

    /** @throws IllegalArgumentException for a parameter under which the service cannot work; says what to do */
    static void check(String url) {
        Properties given = Driver.parseURL(url, null);
        if (given == null) {
            throw new IllegalArgumentException(
                    "must be a URL that PostgreSQL's driver can read: jdbc:postgresql://host:port/database");
        }
        REFUSED.forEach((name, refusal) -> {
            String value = given.getProperty(name, "").toLowerCase(Locale.ROOT);
            if (refusal.values.contains(value)) {
                throw new IllegalArgumentException("has " + name + "=" + value + ": " + refusal.instead);
            }
        });
    }
}

package app.grapevine.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a schema to the version of this program. */
final class Migrations {
    private final HikariDataSource pool;
    private final Dialect dialect;

    /** @param pool of two connections at least, which Flyway needs */
    Migrations(HikariDataSource pool, Dialect dialect) {
        this.pool = pool;
        this.dialect = dialect;
    }

    /** Whether all were made, and no other. */
    boolean areMade() {
        return SchemaHistory.isCurrent(pool, dialect);
    }

    /** Makes those that are missing; in an empty embedded database all at once. */
    void make() {
        if (dialect != Dialect.H2 || !FirstSchema.layWhereEmpty(pool)) {
            makeSingly();
        }
    }

    /** By Flyway, one after the other. */
    void makeSingly() {
        FluentConfiguration flyway = Flyway.configure();
        if (dialect == Dialect.H2) {
            flyway.dataSource(pool);
        } else {
            // Connections of its own: those of the pool have the timeouts of units that others wait for.
            flyway.dataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())
                    .jdbcProperties(Map.of("options", DatabaseTimeouts.ofMigration()));
        }
        flyway.locations("classpath:db/migration/common", "classpath:db/migration/" + folder())
                .loggers("slf4j")
                .load()
                .migrate();
    }

    private String folder() {
        return dialect == Dialect.H2 ? "h2" : "postgresql";
    }

    /** The greatest version that there is on any database. */
    static int newest() {
        return Stream.of(Dialect.values())
                .flatMap(one -> SchemaHistory.migrations(one).stream())
                .mapToInt(migration -> Integer.parseInt(migration, 0, migration.indexOf(' '), 10))
                .max()
                .orElseThrow();
    }
}

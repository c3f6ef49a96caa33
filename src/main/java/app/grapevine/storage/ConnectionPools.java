package app.grapevine.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import org.jspecify.annotations.Nullable;

/** The pools of a database: one on PostgreSQL; on H2 another of one connection, for all that writes. */
record ConnectionPools(HikariDataSource readers, @Nullable HikariDataSource writer) {
    /** Milliseconds; the most that a connection is asked for whether it lives. */
    private static final long VALIDATION_AT_MOST = 2000;

    /** @throws DatabaseUnavailableException if no connection can be had */
    static ConnectionPools open(DatabaseSettings settings, Dialect dialect) {
        @Nullable HikariDataSource writer = null;
        try {
            if (dialect == Dialect.H2) {
                writer = pool("grapevine-write", settings, 1);
            }
            return new ConnectionPools(pool("grapevine-read", settings, settings.readers()), writer);
        } catch (PoolInitializationException e) {
            if (writer != null) {
                writer.close();
            }
            throw new DatabaseUnavailableException(e.getCause() == null ? e : e.getCause());
        }
    }

    private static HikariDataSource pool(String name, DatabaseSettings settings, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(size);
        // A second would be opened by a thread of the pool, which interrupts it where it is closed soon: in the midst
        // of
        // H2's reading that is an error of its file.
        config.setMinimumIdle(settings.url().startsWith("jdbc:h2:") ? 1 : Math.min(size, 2));
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setValidationTimeout(Math.min(settings.patience().toMillis(), VALIDATION_AT_MOST));
        if (settings.url().startsWith("jdbc:postgresql:")) {
            // A server that vanished without a word must not hold a thread for ever.
            config.addDataSourceProperty("connectTimeout", "3");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("ApplicationName", "grapevine");
            // The driver's messages, which go to the log, would else quote the rows of a statement.
            config.addDataSourceProperty("logServerErrorDetail", "false");
            config.setConnectionInitSql(settings.timeouts().ofSession());
        }
        return new HikariDataSource(config);
    }

    /** Has every connection opened anew before it is used again; one that is in use, once it is given back. */
    void renew() {
        readers.getHikariPoolMXBean().softEvictConnections();
        if (writer != null) {
            writer.getHikariPoolMXBean().softEvictConnections();
        }
    }
}

package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.AddressBlock;
import app.grapevine.ops.Settings;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The configuration of an earlier version, which has every setting of that version. */
class EarlierConfigurationTest {
    @Test
    void itIsReadAndEachValueArrives() throws Exception {
        Settings settings = Settings.load(Map.of("GRAPEVINE_CONFIG", EarlierVersion.CONFIGURATION.toString()));
        Map<String, Object> arrived = new HashMap<>();
        arrived.put("port", settings.port());
        arrived.put("host", settings.host());
        arrived.put("public.url", settings.publicUrl(1));
        arrived.put("domains", String.join(",", settings.domains()));
        arrived.put("unknown.host", settings.refuseUnknownHosts() ? "refuse" : "default");
        arrived.put("data.dir", settings.dataDir());
        arrived.put("database.url", settings.databaseUrl().orElseThrow());
        arrived.put("database.user", settings.databaseUser().orElseThrow());
        arrived.put("database.password", settings.databasePassword().orElseThrow());
        arrived.put("database.connections", settings.databaseConnections());
        arrived.put("admin.key", settings.adminKey().orElseThrow());
        arrived.put("journal.sync", settings.syncAlways() ? "always" : "process");
        arrived.put("journal.max.bytes", settings.journalMaxBytes());
        arrived.put(
                "trusted.proxies",
                settings.trustedProxies().stream().map(AddressBlock::toString).collect(Collectors.joining(",")));
        arrived.put("geo.database", settings.geoDatabase().orElseThrow());
        arrived.put("channels.file", settings.channelsFile().orElseThrow());
        arrived.put("cache.links", settings.cachedLinks());
        arrived.put("retention.signals.days", settings.retentionSignalsDays());
        arrived.put("retention.clicks.days", settings.retentionClicksDays());
        arrived.put("currency", settings.currency());
        arrived.put("limit.api", settings.apiLimit());
        arrived.put("limit.failures", settings.failureLimit());
        arrived.put("limit.forwards.minute", settings.forwardsAMinute());
        arrived.put("limit.forwards.day", settings.forwardsADay());
        arrived.put("limit.forwards.link", settings.forwardsOfALink());

        Properties file = new Properties();
        try (var reader = Files.newBufferedReader(EarlierVersion.CONFIGURATION)) {
            file.load(reader);
        }
        List<String> given = new ArrayList<>();
        file.forEach((key, value) -> given.add(key + "=" + value));
        assertThat(arrived.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()))
                .containsExactlyInAnyOrderElementsOf(given);
    }
}

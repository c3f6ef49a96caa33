package app.grapevine.bench;

import app.grapevine.clicks.VisitErasure;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import app.grapevine.rollups.Rollups;
import app.grapevine.service.DemoSite;
import app.grapevine.service.FeatureSettings;
import app.grapevine.service.OpenDatabase;
import app.grapevine.storage.Database;
import java.time.Clock;
import java.util.List;

/**
 * Erases what was recorded of links, as the removal of the demonstration does, and says so after each: on H2 with the
 * data directory to itself, behind what waits in the journal; on PostgreSQL beside the service. Arguments: codes.
 */
final class ErasingProcess {
    /** What is said before a code whose visits are erased. */
    static final String ERASED = "erased ";

    private ErasingProcess() {}

    public static void main(String[] args) throws Exception {
        UnderWay.begin();
        Settings settings = Settings.load(System.getenv());
        if (settings.get(KnownSettings.DATABASE_URL).isEmpty()) {
            try (OpenDatabase open = OpenDatabase.of(settings)) {
                open.database().migrate();
                try (DemoSite site = DemoSite.on(open, settings, Clock.systemUTC())) {
                    site.drain();
                    erase(open.database(), site.rollups(), List.of(args));
                }
            }
        } else {
            try (Database database = Database.open(FeatureSettings.database(settings))) {
                erase(database, new Rollups(database), List.of(args));
            }
        }
    }

    private static void erase(Database database, Rollups rollups, List<String> codes) {
        VisitErasure erasure = new VisitErasure(database, rollups);
        for (String code : codes) {
            long link = database.read(handle -> handle.createQuery("SELECT id FROM links WHERE code = :code")
                    .bind("code", code)
                    .mapTo(Long.class)
                    .one());
            long began = System.nanoTime();
            int all = 0;
            int some = erasure.eraseSome(link);
            while (some > 0) {
                all += some;
                some = erasure.eraseSome(link);
            }
            System.out.printf("%d visits in %.2f s%n", all, (System.nanoTime() - began) / 1e9);
            System.out.println(ERASED + code);
        }
    }
}

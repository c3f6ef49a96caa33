package app.grapevine.bench;

import app.grapevine.service.HastyProcess;
import app.grapevine.storage.Dialect;
import app.grapevine.webhooks.HookStorm;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Kills the service ({@code kill -9}) again and again while clicks, conversions and links make events, and a receiver of webhooks answers
 * slowly, with 500 and 429, or not at all, and is away for an hour of the service's, whose clock runs {@link HastyProcess#TIMES} times as
 * fast as this machine's. At the end each event that was answered for must have been told, of each campaign in order, none under two ids
 * and none that nobody made; see {@link HookStorm}.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.HookKills -Dexec.args="h2 20"</pre>
 *
 * Arguments: h2 or postgresql (h2), kills (20), people, each with a campaign of its own (6), deeds of each (2000), seed (1), seconds that
 * the receiver is away (60).
 */
public final class HookKills {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private HookKills() {}

    public static void main(String[] args) throws Exception {
        Dialect dialect = Dialect.valueOf((args.length > 0 ? args[0] : "h2").toUpperCase(Locale.ROOT));
        int kills = number(args, 1, 20);
        int people = number(args, 2, 6);
        int deeds = number(args, 3, 2000);
        int seed = number(args, 4, 1);
        Duration away = Duration.ofSeconds(number(args, 5, 60));
        boolean good;
        try (HookStorm storm = new HookStorm(dialect, people, seed, away, PATIENCE)) {
            List<String> wrong = storm.run(deeds, kills);
            wrong.forEach(System.out::println);
            good = wrong.isEmpty();
            System.out.printf("%s; killed %d times%n", storm.summary(), kills);
        }
        System.out.println(good ? "each told, once and in order" : "FAILED");
        System.exit(good ? 0 : 1);
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }
}

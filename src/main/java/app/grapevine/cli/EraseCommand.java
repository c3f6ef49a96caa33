package app.grapevine.cli;

import app.grapevine.base.RefusedException;
import app.grapevine.client.UnreachableException;
import app.grapevine.erasure.Erasure;
import app.grapevine.erasure.ErasureDraft;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.Settings;
import app.grapevine.service.ErasureSite;
import app.grapevine.service.OpenDatabase;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.api.DeclinedException;
import app.grapevine.web.api.ErasureClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Takes away what was recorded. Where the service runs and holds the data directory, it is the service that does it, and
 * the command watches; else the command does it itself.
 */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Take away what was recorded of a link, of a campaign, in a stretch of time, or one visit, with what it is"
                    + " counted as and what clicks led to. It cannot be undone.",
            "A link or a campaign can be combined with --from and --to. The service lists what was erased, by count."
        })
final class EraseCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 500;

    private final Surroundings surroundings;

    @Option(names = "--link", paramLabel = "CODE", description = "All that was recorded of the link with this code.")
    private @Nullable String link;

    @Option(names = "--domain", paramLabel = "HOST", description = "The link's domain. Default: that of the settings.")
    private @Nullable String domain;

    @Option(names = "--campaign", paramLabel = "SLUG", description = "All that was recorded of a campaign's links.")
    private @Nullable String campaign;

    @Option(names = "--click", paramLabel = "ID", description = "One visit, by the id that exports show.")
    private @Nullable String click;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first moment, such as 2026-05-01 (its beginning in UTC) or 2026-05-01T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The moment before which the visits are. Default: now.")
    private @Nullable String to;

    @Option(
            names = "--links-too",
            description = "Take the links away as well, and the campaign; their codes may be issued again then.")
    private boolean linksToo;

    @Option(names = "--yes", description = "That you mean it; without it nothing is done.")
    private boolean meant;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the running service listens. Default: this machine, and the port of the settings.")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An admin's API key for the running service. Default: the setting admin.key.")
    private @Nullable String key;

    EraseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        Instant begin = Moments.parse("--from", from);
        Instant end = Moments.parse("--to", to);
        if (!meant) {
            throw new CommandRefusedException("erasing cannot be undone: say --yes");
        }
        Erasure done = url == null ? hereOrThere(settings, begin, end) : there(settings, begin, end);
        surroundings.out().printf("erased: %,d visits, %,d links%n", done.visits(), done.links());
        return 0;
    }

    private Erasure hereOrThere(Settings settings, @Nullable Instant begin, @Nullable Instant end)
            throws InterruptedException {
        OpenDatabase taken;
        try {
            taken = OpenDatabase.of(settings);
        } catch (DataDirectory.InUseException e) {
            return there(settings, begin, end);
        }
        try (OpenDatabase open = taken) {
            open.database().migrate();
            try (ErasureSite site = ErasureSite.on(open, settings, surroundings.clock())) {
                return here(site, begin, end);
            }
        }
    }

    private Erasure here(ErasureSite site, @Nullable Instant begin, @Nullable Instant end) throws InterruptedException {
        if (!site.drain()) {
            throw new CommandRefusedException("the database does not take the visits that wait in the journal");
        }
        LinkKey named = link == null ? null : site.link(link, domain);
        Erasure entered;
        try {
            entered = site.erasures()
                    .enter(new ErasureDraft(named, campaign, click, begin, end, linksToo, "grapevine erase"));
        } catch (RefusedException e) {
            throw new CommandRefusedException(
                    String.valueOf(e.renamed(EraseCommand::option).getMessage()));
        }
        site.erasures().run(visits -> {});
        if (!site.wipe()) {
            surroundings.out().println("some bytes of what was erased are wiped by the service, once it runs");
        }
        return site.erasures().find(entered.id()).orElseThrow();
    }

    /** The name of the option for a field of the API. */
    private static String option(String field) {
        return switch (field) {
            case "clickId" -> "--click";
            case "linksToo" -> "--links-too";
            default -> "--" + field;
        };
    }

    private Erasure there(Settings settings, @Nullable Instant begin, @Nullable Instant end)
            throws InterruptedException {
        try {
            ErasureClient service =
                    new ErasureClient(ServiceAddress.of(url, settings), ServiceAddress.key(key, settings));
            Erasure erasure = service.enter(fields(begin, end), linksToo);
            while (!erasure.isFinished()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                erasure = service.get(erasure.id());
            }
            return erasure;
        } catch (DeclinedException | UnreachableException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> fields(@Nullable Instant begin, @Nullable Instant end) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "link", link);
        put(fields, "domain", domain);
        put(fields, "campaign", campaign);
        put(fields, "clickId", click);
        put(fields, "from", begin);
        put(fields, "to", end);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}

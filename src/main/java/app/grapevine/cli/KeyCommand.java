package app.grapevine.cli;

import app.grapevine.base.RefusedException;
import app.grapevine.ops.Settings;
import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Scope;
import app.grapevine.service.KeySite;
import app.grapevine.service.OpenDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * API keys from the command line: the way in when the first admin key is lost. On the embedded H2 the service
 * must not be running; beside a running service there is {@code POST /api/v1/keys}.
 */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Make, list, change and revoke API keys.")
final class KeyCommand implements Runnable {
    private final Surroundings surroundings;

    KeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new CommandRefusedException("key needs a command: create, list, expire, rotate or revoke");
    }

    @Command(name = "create", description = "Make a key. Its secret is printed once, and only its hash is kept.")
    int create(
            @Parameters(paramLabel = "NAME", description = "What it is for.") String name,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            defaultValue = "admin",
                            split = ",",
                            description = "links:read, links:write, stats:read, conversions:write or admin (default).")
                    List<String> scopes,
            @Option(
                            names = "--campaign",
                            paramLabel = "SLUG",
                            description = "Only for this campaign's links and visits; not with the scope admin.")
                    @Nullable
                    String campaign,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            description = "From when on it is refused: a date (its beginning in UTC), or a time such as"
                                    + " 2026-05-01T12:00:00Z. Default: never.")
                    @Nullable
                    String expires) {
        Set<Scope> parsed = new LinkedHashSet<>();
        for (String scope : scopes) {
            parsed.add(Scope.find(scope)
                    .orElseThrow(() -> new CommandRefusedException("--scope: there is no scope called " + scope)));
        }
        Instant end = TimeRange.parse("--expires", expires);
        ApiKeys.Made made = withKeys(keys -> keys.create(name, parsed, campaign, end));
        surroundings.out().println(made.secret());
        return 0;
    }

    @Command(name = "list", description = "List the keys.")
    int list() {
        withKeys(keys -> keys.list(500)).forEach(this::print);
        return 0;
    }

    private void print(ApiKey key) {
        String campaign = key.reach().campaign();
        Instant expires = key.expiresAt();
        surroundings
                .out()
                .printf(
                        "%s  %s  %s  %s%s%s%n",
                        key.id(),
                        key.createdAt(),
                        key.scopes().stream().map(Scope::label).collect(Collectors.joining(",")),
                        key.name(),
                        campaign == null ? "" : "  campaign " + campaign,
                        expires == null ? "" : "  expires " + expires);
    }

    @Command(name = "expire", description = "Say when a key ends.")
    int expire(
            @Parameters(paramLabel = "ID", description = "As list shows it.") String id,
            @Parameters(
                            paramLabel = "TIME",
                            description = "From when on it is refused: a date (its beginning in UTC), a time such as"
                                    + " 2026-05-01T12:00:00Z, or never.")
                    String time) {
        Instant end = time.equals("never") ? null : TimeRange.parse("TIME", time);
        withKeys(keys -> keys.expire(id, end));
        surroundings.out().println(end == null ? "never expires" : "expires " + end);
        return 0;
    }

    @Command(
            name = "rotate",
            description =
                    "Give a key another secret, which is printed once. The one it has goes on working for a while.")
    int rotate(
            @Parameters(paramLabel = "ID", description = "As list shows it.") String id,
            @Option(
                            names = "--overlap",
                            paramLabel = "HOURS",
                            defaultValue = "24",
                            description =
                                    "How long the secret that it has goes on working: 0 to 720 hours. Default: 24.")
                    long hours) {
        if (hours < 0 || hours > ApiKeys.MOST_OVERLAP.toHours()) {
            throw new CommandRefusedException("--overlap: must be from 0 to " + ApiKeys.MOST_OVERLAP.toHours());
        }
        surroundings
                .out()
                .println(withKeys(keys -> keys.rotate(id, Duration.ofHours(hours)))
                        .secret());
        return 0;
    }

    @Command(name = "revoke", description = "Revoke a key; it is refused from then on.")
    int revoke(@Parameters(paramLabel = "ID", description = "As list shows it.") String id) {
        withKeys(keys -> {
            keys.revoke(id);
            return true;
        });
        surroundings.out().println("revoked");
        return 0;
    }

    private <T> T withKeys(Function<KeySite, T> work) {
        Settings settings = surroundings.settings();
        try (OpenDatabase open = OpenDatabase.of(settings)) {
            open.database().migrate();
            return work.apply(KeySite.on(open, settings, surroundings.clock()));
        } catch (RefusedException e) {
            throw new CommandRefusedException(e.renamed(KeyCommand::argument).getMessage());
        }
    }

    /** The name of the option, or of the argument, for a field of the API. */
    private static String argument(String field) {
        return switch (field) {
            case "campaign" -> "--campaign";
            case "expiresAt" -> "the end of the key";
            default -> field.toUpperCase(Locale.ROOT);
        };
    }
}

package app.grapevine.cli;

import app.grapevine.base.RefusedException;
import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Scope;
import app.grapevine.service.OpenDatabase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        description = "Make, list and revoke API keys.")
final class KeyCommand implements Runnable {
    private final Surroundings surroundings;

    KeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new CommandRefusedException("key needs a command: create, list or revoke");
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
                    List<String> scopes) {
        Set<Scope> parsed = new LinkedHashSet<>();
        for (String scope : scopes) {
            parsed.add(Scope.find(scope)
                    .orElseThrow(() -> new CommandRefusedException("--scope: there is no scope called " + scope)));
        }
        ApiKeys.Made made = withKeys(keys -> keys.create(name, parsed));
        surroundings.out().println(made.secret());
        return 0;
    }

    @Command(name = "list", description = "List the keys.")
    int list() {
        withKeys(keys -> keys.list(500, null)).forEach(this::print);
        return 0;
    }

    private void print(ApiKey key) {
        surroundings
                .out()
                .printf(
                        "%s  %s  %s  %s%n",
                        key.id(),
                        key.createdAt(),
                        key.scopes().stream().map(Scope::label).collect(Collectors.joining(",")),
                        key.name());
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

    private <T> T withKeys(Function<ApiKeys, T> work) {
        try (OpenDatabase open = OpenDatabase.of(surroundings.settings())) {
            open.database().migrate();
            return work.apply(new ApiKeys(open.database(), surroundings.clock()));
        } catch (RefusedException e) {
            // The arguments of commands have names of their own, in capitals.
            throw new CommandRefusedException(
                    e.renamed(field -> field.toUpperCase(Locale.ROOT)).getMessage());
        }
    }
}

package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.backup.Backup;
import app.grapevine.backup.ZipPlace;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Connections;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of the node's data, for admins. */
public final class BackupApi implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(BackupApi.class);

    static final String PATH = "/backup";

    private final Supplier<Backup> backups;
    private final Trail trail;

    /** @param backups begins one, of the moment in which it is asked */
    public BackupApi(Supplier<Backup> backups, Trail trail) {
        this.backups = backups;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).get(PATH, Scope.ADMIN, this::take);
    }

    private void take(Context ctx) {
        Query.none(ctx);
        ctx.contentType("application/zip");
        ctx.header("Content-Disposition", "attachment; filename=\"grapevine.zip\"");
        if (ctx.method() == HandlerType.HEAD) {
            return;
        }
        trail.togetherOnly(() -> trail.add(ctx, Action.BACKUP_TAKEN, Subject.NONE));
        try (Backup backup = backups.get();
                ZipPlace zip = new ZipPlace(ctx.res().getOutputStream())) {
            LOG.info("a backup is taken");
            write(backup, zip, ctx);
        } catch (IOException e) {
            LOG.warn("the backup was not fetched to its end: {}", e.toString());
            Connections.cut(ctx);
        }
    }

    /** One that breaks off must not be ended as an archive: by its manifest it would be known, but late. */
    private static void write(Backup backup, ZipPlace zip, Context ctx) throws IOException {
        try {
            backup.writeTo(zip);
        } catch (IOException e) {
            Connections.cut(ctx);
            throw e;
        }
    }
}

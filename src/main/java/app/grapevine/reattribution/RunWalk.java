package app.grapevine.reattribution;

import app.grapevine.reattribution.RunDao.Run;
import app.grapevine.storage.Database;

/** Goes on with a run, of whichever kind it is. Not safe for use by many threads. */
final class RunWalk {
    private final Database database;
    private final ReattributionWalk walk;
    private final RehearsalWalk rehearsal;

    RunWalk(Database database, ReattributionWalk walk, RehearsalWalk rehearsal) {
        this.database = database;
        this.walk = walk;
        this.rehearsal = rehearsal;
    }

    /**
     * Goes one step.
     *
     * @return whether there are more
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away; to be tried again
     */
    boolean step(String id) {
        boolean dryRun =
                database.read(handle -> RunDao.find(handle, id).map(Run::dryRun).orElse(false));
        return dryRun ? rehearsal.step(id) : walk.step(id);
    }
}

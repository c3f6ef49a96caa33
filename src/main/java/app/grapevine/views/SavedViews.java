package app.grapevine.views;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.search.Hit;
import app.grapevine.search.Kind;
import app.grapevine.search.Wanted;
import app.grapevine.security.Caller;
import app.grapevine.security.Scope;
import app.grapevine.storage.Database;
import app.grapevine.views.SavedView.Maker;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The door of saved views. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 *
 * <p>A view is its maker's alone, or everybody's: who is limited to a campaign sees of the latter those that are about that campaign alone. It holds no
 * figures, so that who opens one sees what they may see and no more. Who made one changes it; what is everybody's an admin changes too.
 */
public final class SavedViews {
    /** Of one maker. */
    static final int MOST = 200;

    private static final int CANDIDATES = 300;

    private final Database database;
    private final Clock clock;

    public SavedViews(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @throws RefusedException INVALID with every faulty field, or TAKEN where the maker has a view of this name */
    public SavedView create(Caller caller, ViewDraft draft) {
        ViewCheck.Checked checked = ViewCheck.check(draft, caller.reach());
        Maker maker = Maker.of(caller);
        SavedView view = new SavedView(
                TsidCreator.getTsid().toString().toLowerCase(Locale.ROOT),
                checked.name(),
                checked.place(),
                checked.question(),
                checked.campaign(),
                draft.shared(),
                maker,
                Instant.ofEpochMilli(clock.millis()));
        database.writeOnly(handle -> {
            requireFree(handle, view);
            if (ViewDao.count(handle, maker) >= MOST) {
                throw RefusedException.invalid("name", FaultCode.MOST_VIEWS, Map.of("most", MOST));
            }
            ViewDao.insert(handle, view);
        });
        return view;
    }

    private static void requireFree(Handle handle, SavedView view) {
        if (ViewDao.isTaken(handle, view.maker(), view.name(), view.id())) {
            throw new RefusedException(
                    RefusedException.Reason.TAKEN,
                    "There is a view of this name.",
                    List.of(new Fault("name", FaultCode.TAKEN)));
        }
    }

    /** Those that a caller sees, in the order of their making. @param after the id before the first to list, or null */
    public List<SavedView> list(Caller caller, int limit, @Nullable String after) {
        return database.read(handle -> ViewDao.list(handle, caller, limit, after));
    }

    /** @throws RefusedException NOT_FOUND for one that the caller does not see too */
    public SavedView get(Caller caller, String id) {
        return database.read(handle -> ViewDao.find(handle, caller, id)).orElseThrow(SavedViews::notFound);
    }

    /** Of those that a caller sees what is found by words, the latest first. */
    public List<Hit> find(Caller caller, Wanted wanted) {
        return database.read(handle -> ViewDao.find(handle, caller, wanted, CANDIDATES)).stream()
                .map(view -> Hit.of(
                        Kind.VIEW,
                        view.id(),
                        view.name(),
                        view.question().isEmpty() ? view.place() : view.place() + "?" + view.question(),
                        wanted.fit(view.name())))
                .toList();
    }

    /** A view as it was and as it is. */
    public record Changed(SavedView before, SavedView after) {}

    /**
     * Renames a view, or makes it everybody's or its maker's alone.
     *
     * @param name null to leave it
     * @param shared null to leave it
     * @throws RefusedException NOT_FOUND for one that the caller must not change too, INVALID, or TAKEN
     */
    public Changed change(Caller caller, String id, @Nullable String name, @Nullable Boolean shared) {
        Faults faults = new Faults();
        String kept = name == null ? null : ViewCheck.name(faults, name);
        faults.refuseIfAny();
        return database.write(handle -> {
            SavedView present = own(handle, caller, id);
            SavedView changed =
                    present.changed(kept == null ? present.name() : kept, shared == null ? present.shared() : shared);
            if (!changed.equals(present)) {
                requireFree(handle, changed);
                ViewDao.update(handle, changed);
            }
            return new Changed(present, changed);
        });
    }

    /** @throws RefusedException NOT_FOUND for one that the caller must not delete too */
    public SavedView delete(Caller caller, String id) {
        return database.write(handle -> {
            SavedView present = own(handle, caller, id);
            ViewDao.delete(handle, id);
            return present;
        });
    }

    private static SavedView own(Handle handle, Caller caller, String id) {
        return ViewDao.lock(handle, caller, id)
                .filter(view -> mayChange(caller, view))
                .orElseThrow(SavedViews::notFound);
    }

    private static RefusedException notFound() {
        return RefusedException.notFound("There is no such view of yours.");
    }

    /** Whether a caller who sees a view may change it. */
    public static boolean mayChange(Caller caller, SavedView view) {
        return view.isOf(caller) || caller.allows(Scope.ADMIN);
    }

    /** Deletes what an account that is deleted saved for itself alone; what is everybody's stays. */
    public void deleteOf(String account) {
        database.writeOnly(handle -> ViewDao.deleteOwn(handle, account));
    }
}

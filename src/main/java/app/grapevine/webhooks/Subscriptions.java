package app.grapevine.webhooks;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Database;
import app.grapevine.webhooks.Subscription.StoppedBy;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who is told what: made, changed, stopped, taken away. Safe for use by many threads and nodes. */
final class Subscriptions {
    /** As many as can all be slow at once. */
    static final int MOST = 50;

    /** How long a secret signs on once there is a new one. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private final Database database;
    private final SubscriptionCheck check;
    private final Clock clock;

    Subscriptions(Database database, SubscriptionCheck check, Clock clock) {
        this.database = database;
        this.check = check;
        this.clock = clock;
    }

    SubscriptionDao.Row create(SubscriptionDraft draft) {
        Subscription made = subscription(
                TsidCreator.getTsid().toLowerCase(),
                draft,
                null,
                null,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        SubscriptionDao.Row row = new SubscriptionDao.Row(made, SigningSecret.make(), null);
        database.writeOnly(handle -> {
            if (SubscriptionDao.list(handle).size() >= MOST) {
                throw RefusedException.invalid("", FaultCode.MANY_WEBHOOKS, Map.of("most", MOST));
            }
            SubscriptionDao.insert(handle, row);
            VisitEvents.follow(handle, database);
        });
        return row;
    }

    /** @param before who stopped it before, for a draft that leaves it stopped */
    private Subscription subscription(
            String id,
            SubscriptionDraft draft,
            @Nullable StoppedBy before,
            @Nullable Instant formerUntil,
            Instant createdAt) {
        SubscriptionCheck.Checked checked = check.check(draft);
        StoppedBy stoppedBy = draft.active() ? null : before == null ? StoppedBy.ADMIN : before;
        return new Subscription(
                id,
                checked.url(),
                checked.description(),
                checked.events(),
                checked.campaigns(),
                stoppedBy,
                formerUntil,
                createdAt);
    }

    SubscriptionDao.Row get(String id) {
        return database.read(handle -> SubscriptionDao.find(handle, id)).orElseThrow(() -> unknown(id));
    }

    List<SubscriptionDao.Row> list() {
        return database.read(SubscriptionDao::list);
    }

    /** What waits is sent as the result has it; one that was stopped is sent at once what has waited. */
    Subscription change(String id, UnaryOperator<SubscriptionDraft> change) {
        return database.write(handle -> {
            Subscription before = SubscriptionDao.findForChange(handle, id)
                    .orElseThrow(() -> unknown(id))
                    .subscription();
            Subscription after = subscription(
                    id,
                    change.apply(SubscriptionDraft.of(before)),
                    before.stoppedBy(),
                    before.formerSecretUntil(),
                    before.createdAt());
            if (!after.equals(before)) {
                SubscriptionDao.update(handle, after);
                LineDao.wake(handle, id, clock.millis());
                VisitEvents.follow(handle, database);
            }
            return after;
        });
    }

    /** In a unit of work of the caller's. */
    static void stop(Handle handle, Database database, Subscription subscription, StoppedBy by) {
        SubscriptionDao.update(
                handle,
                new Subscription(
                        subscription.id(),
                        subscription.url(),
                        subscription.description(),
                        subscription.events(),
                        subscription.campaigns(),
                        by,
                        subscription.formerSecretUntil(),
                        subscription.createdAt()));
        VisitEvents.follow(handle, database);
    }

    /** That there is one, which nobody else changes before the unit of work ends. @throws RefusedException NOT_FOUND */
    static void require(Handle handle, String id) {
        if (SubscriptionDao.findForChange(handle, id).isEmpty()) {
            throw unknown(id);
        }
    }

    SubscriptionDao.Row rotate(String id) {
        return database.write(handle -> {
            require(handle, id);
            Instant until = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(OVERLAP);
            SubscriptionDao.rotate(handle, id, SigningSecret.make(), until);
            return SubscriptionDao.find(handle, id).orElseThrow(() -> unknown(id));
        });
    }

    /** With all that it is yet to be told. */
    void delete(String id) {
        database.writeOnly(handle -> {
            require(handle, id);
            SubscriptionDao.delete(handle, id);
            MessageDao.deleteOf(handle, id);
            LineDao.delete(handle, id);
            VisitEvents.follow(handle, database);
        });
    }

    static RefusedException unknown(String id) {
        return RefusedException.notFound("there is no webhook " + id);
    }
}

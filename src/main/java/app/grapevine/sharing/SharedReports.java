package app.grapevine.sharing;

import app.grapevine.base.EpochDay;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.security.AddressToken;
import app.grapevine.security.Caller;
import app.grapevine.security.Callers;
import app.grapevine.security.Maker;
import app.grapevine.security.Scope;
import app.grapevine.storage.Database;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The door of shared reports: the token in an address opens one report, to whoever has it. Safe for use by many threads. Every
 * method may throw DatabaseUnavailableException.
 *
 * <p>A report is answered by the rights that its maker has when it is asked for: whose key is revoked, whose account is disabled, whose
 * scope is taken away, of theirs none is open. It ends with its campaign, and does not come back with another of the same slug.
 */
public final class SharedReports {
    /** The most characters of a question. */
    public static final int QUESTION_LENGTH = 4000;

    /** The most people that a row can be made to need to be shown. */
    public static final int MOST_SMALL_CELLS = 100;

    private static final int NAME_LENGTH = 200;

    private final Database database;
    private final Callers callers;
    private final BiPredicate<String, Instant> campaigns;
    private final Clock clock;

    /** @param campaigns whether there is a campaign of a slug that there was at a moment already */
    public SharedReports(Database database, Callers callers, BiPredicate<String, Instant> campaigns, Clock clock) {
        this.database = database;
        this.callers = callers;
        this.campaigns = campaigns;
        this.clock = clock;
    }

    /** A report at the only moment when its token is known. */
    public record Made(SharedReport report, String token) {}

    /** A report that is asked for, and by whose rights it is answered. */
    public record Asked(SharedReport report, Caller maker) {}

    /**
     * @param draft with a question that can be answered
     * @throws RefusedException INVALID for a name that is blank, too long or has control characters, a question that is too long, a
     *     campaign that there is not, an end that is past
     */
    public Made create(Caller maker, SharedReportDraft draft) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        SharedReportDraft checked = checked(draft, now, null);
        String token = AddressToken.SHARED_REPORT.next();
        SharedReport report = new SharedReport(
                TsidCreator.getTsid().toString().toLowerCase(Locale.ROOT), checked, Maker.of(maker), now, null, 0);
        database.writeOnly(handle -> SharedReportDao.insert(handle, report, AddressToken.hash(token)));
        return new Made(report, token);
    }

    /**
     * @param madeAt when it was made: with a campaign that is younger it would not be open
     * @param present the end that it has, which may be past by now
     */
    private SharedReportDraft checked(SharedReportDraft draft, Instant madeAt, @Nullable Instant present) {
        Faults faults = new Faults();
        String name = faults.line("name", draft.name(), NAME_LENGTH);
        if (name == null && faults.all().isEmpty()) {
            faults.add("name", FaultCode.EMPTY);
        }
        if (draft.question().length() > QUESTION_LENGTH) {
            faults.add("question", FaultCode.TOO_LONG, Map.of("most", QUESTION_LENGTH));
        }
        String campaign = draft.campaign();
        if (campaign != null && !campaigns.test(campaign, madeAt)) {
            faults.add("question.campaign", FaultCode.UNKNOWN_CAMPAIGN);
        }
        if (draft.smallCells() < 0 || draft.smallCells() > MOST_SMALL_CELLS) {
            faults.add("smallCells", FaultCode.OUT_OF_RANGE, Map.of("least", 0, "most", MOST_SMALL_CELLS));
        }
        Instant end = draft.expiresAt();
        if (end != null && !end.isAfter(clock.instant()) && !end.equals(present)) {
            faults.add("expiresAt", FaultCode.IN_THE_PAST);
        }
        faults.refuseIfAny();
        return new SharedReportDraft(
                name == null ? "" : name,
                draft.question(),
                draft.campaign(),
                draft.sections(),
                draft.costs(),
                draft.smallCells(),
                draft.passwordHash(),
                end);
    }

    /** The report whose token this is; empty where there is none, or it is not open any more. */
    public Optional<Asked> ask(String token) {
        if (!AddressToken.SHARED_REPORT.isWellFormed(token)) {
            return Optional.empty();
        }
        byte[] hash = AddressToken.hash(token);
        return database.read(handle -> SharedReportDao.findByHash(handle, hash))
                .filter(report -> !report.hasExpired(clock.instant()))
                .flatMap(this::answered);
    }

    private Optional<Asked> answered(SharedReport report) {
        String campaign = report.draft().campaign();
        if (campaign != null && !campaigns.test(campaign, report.createdAt())) {
            return Optional.empty();
        }
        return callers.find(report.maker().knownBy(), report.maker().id())
                .filter(maker -> maker.allows(Scope.STATS_READ))
                .map(maker -> new Asked(report, maker));
    }

    /** Whether it is noted that a report was opened today. */
    public boolean isNotedToday(SharedReport report) {
        LocalDate openedOn = report.openedOn();
        return openedOn != null && openedOn.toEpochDay() >= today();
    }

    /** Notes that a report was opened today, of a day once. @return whether it was for the first time ever */
    public boolean opened(SharedReport report) {
        return database.<Boolean>write(handle -> SharedReportDao.opened(handle, report.id(), today()))
                && report.openedOn() == null;
    }

    private long today() {
        return EpochDay.of(clock.millis());
    }

    /** How a report stands, as far as it can be told without its address. */
    public SharedReport.State state(SharedReport report) {
        return report.hasExpired(clock.instant())
                ? SharedReport.State.EXPIRED
                : answered(report).isPresent() ? SharedReport.State.OPEN : SharedReport.State.ENDED;
    }

    /**
     * In the order of their making: an admin's are everybody's.
     *
     * @param after the id before the first to list, or null
     */
    public List<SharedReport> list(Caller caller, int limit, @Nullable String after) {
        Maker maker = caller.allows(Scope.ADMIN) ? null : Maker.of(caller);
        return database.read(handle -> SharedReportDao.list(handle, maker, limit, after));
    }

    /** One's own or, for an admin, anybody's. @throws RefusedException NOT_FOUND */
    public SharedReport get(Caller caller, String id) {
        return database.read(handle -> get(handle, caller, id));
    }

    private static SharedReport get(Handle handle, Caller caller, String id) {
        return SharedReportDao.find(handle, id)
                .filter(found -> caller.allows(Scope.ADMIN) || found.maker().is(caller))
                .orElseThrow(() -> RefusedException.notFound("There is no such shared report."));
    }

    /**
     * Changes a report to what {@code change} makes of it; its address stays.
     *
     * @throws RefusedException NOT_FOUND, or INVALID as {@link #create}
     */
    public SharedReport change(Caller caller, String id, UnaryOperator<SharedReportDraft> change) {
        return database.write(handle -> {
            SharedReport present = get(handle, caller, id);
            SharedReportDraft draft = checked(
                    change.apply(present.draft()),
                    present.createdAt(),
                    present.draft().expiresAt());
            SharedReportDao.update(handle, id, draft);
            return new SharedReport(
                    id, draft, present.maker(), present.createdAt(), present.openedOn(), present.openedDays());
        });
    }

    /** Ends a report for good. @throws RefusedException NOT_FOUND */
    public SharedReport revoke(Caller caller, String id) {
        return database.write(handle -> {
            SharedReport report = get(handle, caller, id);
            SharedReportDao.delete(handle, id);
            return report;
        });
    }

    /** Ends what is shared of a campaign that is erased. */
    public static void erase(Database database, String campaign) {
        database.writeOnly(handle -> SharedReportDao.deleteOf(handle, campaign));
    }
}

package app.grapevine.conversions;

import static java.util.Objects.requireNonNull;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.links.LinkStates;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Records what somebody reports, all of it in one unit of work and with few statements: whoever tells of the same waits until
 * it ends. All write in one order, first the conversions by their external ids and then what is called off, so that none
 * waits for another in a ring. Used once, by one thread.
 */
final class Intake {
    private final Handle handle;
    private final Ties ties;
    private final Reach reach;
    private final Instant now;
    private final Map<String, Boolean> campaigns = new HashMap<>();

    /** @param reach whose conversions are the caller's */
    Intake(Handle handle, Ties ties, Reach reach, Instant now) {
        this.handle = handle;
        this.ties = ties;
        this.reach = reach;
        this.now = now;
    }

    /**
     * What became of one of several; one of the three is there.
     *
     * @param row of a conversion that was taken, or had been before
     * @param cancelled what was called off
     * @param refusal why neither
     */
    record Result(
            ConversionDao.@Nullable Row row,
            boolean created,
            @Nullable Cancelled cancelled,
            @Nullable RefusedException refusal) {
        static Result of(ConversionDao.Row row, boolean created) {
            return new Result(row, created, null, null);
        }

        static Result of(RefusedException refusal) {
            return new Result(null, false, null, refusal);
        }
    }

    /** @param reports each as its check has left it; null for what is refused already, of which nothing is said */
    @Nullable
    Result[] take(List<? extends @Nullable Reported> reports) {
        @Nullable Result[] results = new @Nullable Result[reports.size()];
        Map<Integer, ConversionDraft> drafts = new TreeMap<>();
        Map<Integer, Cancellation> cancellations = new TreeMap<>();
        for (int i = 0; i < results.length; i++) {
            Reported report = reports.get(i);
            if (report instanceof ConversionDraft draft) {
                drafts.put(i, draft);
            } else if (report instanceof Cancellation cancellation) {
                cancellations.put(i, cancellation);
            }
        }
        record(drafts, results);
        cancel(cancellations, results);
        return results;
    }

    private void record(Map<Integer, ConversionDraft> drafts, @Nullable Result[] results) {
        Map<String, ConversionDao.Row> known =
                find(drafts.values().stream().map(ConversionDraft::externalId).toList());
        Ties.Found found = ties.found(
                handle, drafts.values().stream().map(ConversionDraft::clickIds).toList(), reach);
        List<Integer> places = new ArrayList<>();
        List<ConversionDao.Row> rows = new ArrayList<>();
        for (int i : inOrder(drafts)) {
            ConversionDraft draft = requireNonNull(drafts.get(i));
            ConversionDao.Row first = draft.externalId() == null ? null : known.get(draft.externalId());
            try {
                if (first == null) {
                    rows.add(row(draft, found));
                    places.add(i);
                } else {
                    results[i] = asBefore(first);
                }
            } catch (RefusedException e) {
                results[i] = Result.of(e);
            }
        }
        boolean[] inserted = ConversionDao.insert(handle, rows, now.toEpochMilli());
        for (int i = 0; i < inserted.length; i++) {
            results[places.get(i)] = Result.of(rows.get(i), true);
        }
        asBefore(rows, places, inserted, results);
    }

    /** Those that were there after all: told of twice here, or elsewhere a moment before. */
    private void asBefore(
            List<ConversionDao.Row> rows, List<Integer> places, boolean[] inserted, @Nullable Result[] results) {
        int[] late =
                IntStream.range(0, inserted.length).filter(i -> !inserted[i]).toArray();
        Map<String, ConversionDao.Row> first =
                find(IntStream.of(late).mapToObj(i -> rows.get(i).externalId()).toList());
        for (int i : late) {
            try {
                results[places.get(i)] = asBefore(
                        requireNonNull(first.get(requireNonNull(rows.get(i).externalId()))));
            } catch (RefusedException e) {
                results[places.get(i)] = Result.of(e);
            }
        }
    }

    private Result asBefore(ConversionDao.Row first) {
        requireTheirs(first, "externalId", FaultCode.TAKEN);
        return Result.of(first, false);
    }

    private ConversionDao.Row row(ConversionDraft draft, Ties.Found found) {
        String campaign = campaign(draft);
        long occurredAt = (draft.occurredAt() == null ? now : draft.occurredAt()).toEpochMilli();
        Tie tie = found.tie(draft.clickIds(), occurredAt, draft.isCorrection());
        if (tie.isWaiting() && !reach.isAll()) {
            throw notStoredYet();
        }
        return new ConversionDao.Row(
                TsidCreator.getTsid().toLowerCase(),
                tie,
                campaign == null ? tie.campaign() : campaign,
                requireNonNull(draft.event()),
                draft.amount(),
                draft.currency(),
                draft.externalId(),
                draft.heardFrom(),
                occurredAt);
    }

    /** What the caller says of whose it is without a click. Who reaches one campaign alone need not say which. */
    private @Nullable String campaign(ConversionDraft draft) {
        String said = draft.campaign();
        if (said == null) {
            return reach.campaign();
        }
        reach.require(said);
        if (!campaigns.computeIfAbsent(said, slug -> Campaigns.isThere(handle, slug))) {
            throw RefusedException.invalid("campaign", FaultCode.UNKNOWN_CAMPAIGN);
        }
        return said;
    }

    private void cancel(Map<Integer, Cancellation> cancellations, @Nullable Result[] results) {
        Map<String, ConversionDao.Row> known = reach.isAll()
                ? Map.of()
                : find(cancellations.values().stream()
                        .map(Cancellation::externalId)
                        .toList());
        List<Integer> places = new ArrayList<>();
        List<Cancellation> all = new ArrayList<>();
        for (int i : inOrder(cancellations)) {
            Cancellation given = requireNonNull(cancellations.get(i));
            try {
                requireTheirs(given, known);
                all.add(new Cancellation(given.externalId(), given.occurredAt() == null ? now : given.occurredAt()));
                places.add(i);
            } catch (RefusedException e) {
                results[i] = Result.of(e);
            }
        }
        boolean[] inserted = ConversionDao.cancel(handle, all, now.toEpochMilli());
        for (int i = 0; i < inserted.length; i++) {
            Cancellation cancellation = all.get(i);
            Instant first = inserted[i]
                    ? requireNonNull(cancellation.occurredAt())
                    : Instant.ofEpochMilli(ConversionDao.findCancel(handle, cancellation.externalId())
                            .orElseThrow());
            results[places.get(i)] = new Result(
                    null, false, new Cancelled(new Cancellation(cancellation.externalId(), first), inserted[i]), null);
        }
    }

    private void requireTheirs(Cancellation cancellation, Map<String, ConversionDao.Row> known) {
        if (!reach.isAll()) {
            ConversionDao.Row row = known.get(cancellation.externalId());
            if (row == null) {
                throw RefusedException.invalid("cancels", FaultCode.UNKNOWN_CONVERSION);
            }
            requireTheirs(row, "cancels", FaultCode.UNKNOWN_CONVERSION);
        }
    }

    private void requireTheirs(ConversionDao.Row row, String field, FaultCode otherwise) {
        if (reach.isAll()) {
            return;
        }
        Tie tie = row.tie();
        if (tie.isWaiting()) {
            throw notStoredYet();
        }
        String campaign = tie.reason() != null
                ? row.campaign()
                : LinkStates.campaigns(handle, List.of(tie.link())).get(tie.link());
        if (!reach.covers(campaign)) {
            throw RefusedException.invalid(field, otherwise);
        }
    }

    private static RefusedException notStoredYet() {
        return new RefusedException(RefusedException.Reason.BUSY, "The click is not stored yet: try again.");
    }

    private Map<String, ConversionDao.Row> find(List<@Nullable String> externalIds) {
        Set<String> ids = new HashSet<>();
        externalIds.stream().filter(Objects::nonNull).forEach(ids::add);
        return ConversionDao.findByExternalIds(handle, ids);
    }

    /** Those that have no external id, which wait for nobody, first. */
    private static List<Integer> inOrder(Map<Integer, ? extends Reported> reports) {
        return reports.keySet().stream()
                .sorted(Comparator.comparing(i -> {
                    String key = requireNonNull(reports.get(i)).externalId();
                    return key == null ? "" : key;
                }))
                .toList();
    }
}

package app.grapevine.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Follows one chain, entry by entry, and stops at the first fault. For one thread. */
final class Verifier {
    private static final int AT_ONCE = 1000;

    private final Handle handle;
    private final String chain;
    private final long end;
    private final byte[] endHash;
    private final List<Head> noted;

    private long first;
    private long next = 1;
    private byte[] before = AuditEntry.NOTHING_BEFORE;
    private long entries;
    private long erased;

    private Verifier(Handle handle, String chain, AuditDao.@Nullable Standing standing, List<Head> noted) {
        this.handle = handle;
        this.chain = chain;
        this.end = standing == null ? 0 : standing.sequence();
        this.endHash = standing == null ? AuditEntry.NOTHING_BEFORE : standing.hash();
        this.noted = noted;
    }

    /** Every chain that there is, and every one that somebody has noted. */
    static List<ChainReport> verify(Handle handle, List<Head> noted) {
        Map<String, AuditDao.@Nullable Standing> chains = new TreeMap<>();
        noted.forEach(head -> chains.put(head.chain(), null));
        AuditDao.chainsOfEntries(handle).forEach(chain -> chains.put(chain, null));
        AuditDao.standings(handle).forEach(standing -> chains.put(standing.chain(), standing));
        List<ChainReport> reports = new ArrayList<>();
        chains.forEach((chain, standing) -> {
            List<Head> own =
                    noted.stream().filter(head -> head.chain().equals(chain)).toList();
            reports.add(new Verifier(handle, chain, standing, own).report());
        });
        return reports;
    }

    private ChainReport report() {
        ChainReport.Fault fault = follow();
        long at = fault == null ? 0 : next;
        if (fault == null) {
            Optional<Head> lost = noted.stream().filter(head -> !isThere(head)).findFirst();
            fault = lost.isPresent() ? ChainReport.Fault.NOTED_MISSING : null;
            at = lost.map(Head::sequence).orElse(0L);
        }
        return new ChainReport(first, Head.of(chain, next - 1, before), entries, erased, fault, at);
    }

    private ChainReport.@Nullable Fault follow() {
        List<AuditEntry> some = AuditDao.from(handle, chain, 1, AT_ONCE);
        if (!some.isEmpty()) {
            first = some.get(0).sequence();
            if (first != 1) {
                Optional<byte[]> hash = cutAt(first);
                if (hash.isEmpty()) {
                    next = first - 1;
                    return ChainReport.Fault.BEGIN_MISSING;
                }
                before = hash.get();
                next = first;
            }
        }
        while (!some.isEmpty()) {
            for (AuditEntry entry : some) {
                ChainReport.Fault fault = take(entry);
                if (fault != null) {
                    return fault;
                }
            }
            some = AuditDao.from(handle, chain, next, AT_ONCE);
        }
        return next - 1 == end && Arrays.equals(before, endHash) ? null : ChainReport.Fault.END_MISSING;
    }

    private ChainReport.@Nullable Fault take(AuditEntry entry) {
        if (entry.sequence() != next) {
            return ChainReport.Fault.MISSING;
        }
        if (!Arrays.equals(entry.hashAfter(before), entry.hash())) {
            return ChainReport.Fault.CHANGED;
        }
        if (!entry.hasItsDetails()) {
            return ChainReport.Fault.VALUES_CHANGED;
        }
        before = entry.hash();
        next++;
        entries++;
        erased += entry.isErased() ? 1 : 0;
        return null;
    }

    /** The hash before the first entry, by the word of an entry that retention cut there. */
    private Optional<byte[]> cutAt(long sequence) {
        return AuditDao.findLast(handle, chain, Action.AUDIT_CUT).flatMap(cut -> CutMark.hashBefore(cut, sequence));
    }

    /** Whether a chain that is whole has what was noted, or had it before retention took it. */
    private boolean isThere(Head head) {
        if (head.sequence() == 0 || head.sequence() < first - 1) {
            return true;
        }
        if (head.sequence() == first - 1) {
            return cutAt(first)
                    .filter(hash -> head.hash().equals(HexFormat.of().formatHex(hash)))
                    .isPresent();
        }
        return AuditDao.find(handle, chain, head.sequence())
                .filter(entry -> entry.hashText().equals(head.hash()))
                .isPresent();
    }
}

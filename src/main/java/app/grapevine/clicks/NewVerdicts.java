package app.grapevine.clicks;

import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes what a new judgement can change of recorded visits. The transaction is the caller's. */
public final class NewVerdicts {
    private NewVerdicts() {}

    /** @param visits as they are now to be; a suppressed one has no verdict and stays as it is */
    public static void write(Handle handle, List<Click> visits) {
        PreparedBatch batch = handle.prepareBatch("""
                UPDATE clicks SET kind = :kind, channel = :channel, visibility = :visibility, tier = :tier,
                  evidence = :evidence, preview_by = :previewBy, rules_version = :rulesVersion, device = :device,
                  os = :os, browser = :browser, share_attempt = :shareAttempt
                WHERE node = :node AND sequence = :sequence
                """);
        for (Click visit : visits) {
            Verdict verdict = visit.verdict();
            if (verdict != null) {
                Tier tier = verdict.tier();
                batch.bind("kind", visit.kind().name())
                        .bind("channel", verdict.channel())
                        .bind("visibility", verdict.visibility().name())
                        .bind("tier", tier == null ? null : tier.name())
                        .bind("evidence", EvidenceCodec.encode(verdict.evidence()))
                        .bind("previewBy", verdict.previewBy())
                        .bind("rulesVersion", verdict.rulesVersion())
                        .bind("device", visit.agent().device())
                        .bind("os", visit.agent().os())
                        .bind("browser", visit.agent().browser())
                        .bind("shareAttempt", visit.shareAttempt())
                        .bind("node", visit.node())
                        .bind("sequence", visit.sequence())
                        .add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }
}

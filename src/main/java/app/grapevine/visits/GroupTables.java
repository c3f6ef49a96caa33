package app.grapevine.visits;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.attribution.Visibility;
import app.grapevine.base.PackedInput;
import org.jspecify.annotations.Nullable;

/**
 * What many visits of a {@link VisitGroup} have in common: its texts, verdicts and agents. Each is made when it is first asked
 * for, and kept: who wants a dozen visits of two thousand does not pay for what the others have. Of one group; not safe for
 * use by many threads.
 */
final class GroupTables {
    /** The numbers that a verdict and an agent are made of. */
    private static final int OF_VERDICT = 8;

    private static final int OF_AGENT = 4;

    private final PackedInput in;
    /** Where each text begins. */
    private final int[] starts;

    private final @Nullable String[] texts;
    private final int[] verdictParts;
    private final @Nullable Verdict[] verdicts;
    private final long[] agentParts;
    private final @Nullable Agent[] agents;

    private GroupTables(PackedInput in, int[] starts, int[] verdictParts, long[] agentParts) {
        this.in = in;
        this.starts = starts;
        this.texts = new @Nullable String[starts.length];
        this.verdictParts = verdictParts;
        this.verdicts = new @Nullable Verdict[verdictParts.length / OF_VERDICT];
        this.agentParts = agentParts;
        this.agents = new @Nullable Agent[agentParts.length / OF_AGENT];
    }

    /**
     * Passes over the tables.
     *
     * @throws IndexOutOfBoundsException if the bytes end too soon
     */
    static GroupTables read(PackedInput in) {
        int[] starts = new int[in.count()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = in.skipText();
        }
        int[] verdictParts = new int[Math.multiplyExact(OF_VERDICT, in.count())];
        for (int i = 0; i < verdictParts.length; i++) {
            verdictParts[i] = (int) in.number();
        }
        long[] agentParts = new long[Math.multiplyExact(OF_AGENT, in.count())];
        for (int i = 0; i < agentParts.length; i++) {
            agentParts[i] = in.number();
        }
        return new GroupTables(in, starts, verdictParts, agentParts);
    }

    /** @param reference 0 for none */
    @Nullable
    String text(int reference) {
        if (reference == 0) {
            return null;
        }
        String text = texts[reference - 1];
        if (text == null) {
            text = in.textAt(starts[reference - 1]);
            texts[reference - 1] = text;
        }
        return text;
    }

    private String known(long reference) {
        String text = text((int) reference);
        return text == null ? "unknown" : text;
    }

    /** @param reference 0 for none, as of a suppressed visit */
    @Nullable
    Verdict verdict(int reference) {
        if (reference == 0) {
            return null;
        }
        Verdict verdict = verdicts[reference - 1];
        if (verdict == null) {
            verdict = newVerdict(OF_VERDICT * (reference - 1));
            verdicts[reference - 1] = verdict;
        }
        return verdict;
    }

    private Verdict newVerdict(int part) {
        Kind kind = Kind.valueOf(known(verdictParts[part]));
        String tier = text(verdictParts[part + 4]);
        String by = text(verdictParts[part + 6]);
        return new Verdict(
                kind,
                text(verdictParts[part + 1]),
                text(verdictParts[part + 2]),
                Visibility.valueOf(known(verdictParts[part + 3])),
                tier == null ? null : Tier.valueOf(tier),
                EvidenceCodec.decode(text(verdictParts[part + 5])),
                kind == Kind.PREVIEW ? by : null,
                kind == Kind.PREVIEW ? null : by,
                verdictParts[part + 7]);
    }

    Agent agent(int index) {
        Agent agent = agents[index];
        if (agent == null) {
            int part = OF_AGENT * index;
            agent = new Agent(known(agentParts[part + 1]), known(agentParts[part + 2]), known(agentParts[part + 3]));
            agents[index] = agent;
        }
        return agent;
    }

    /** The id of the user agent's text; null where it is not known. */
    @Nullable
    Long userAgentId(int index) {
        long id = agentParts[OF_AGENT * index];
        return id == 0 ? null : id - 1;
    }
}

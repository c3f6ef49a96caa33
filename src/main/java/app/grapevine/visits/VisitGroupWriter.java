package app.grapevine.visits;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.base.PackedOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Packs visits as {@link VisitGroup} describes. Used once, by one thread. */
final class VisitGroupWriter {
    private final List<ClickRow> visits;
    private final Map<String, Integer> texts = new HashMap<>();
    private final PackedOutput textBytes = new PackedOutput();
    private final Map<Verdict, Integer> verdicts = new HashMap<>();
    private final PackedOutput verdictBytes = new PackedOutput();
    private final Map<UserAgent, Integer> agents = new HashMap<>();
    private final PackedOutput agentBytes = new PackedOutput();
    private final Map<Place, Integer> places = new HashMap<>();
    private final PackedOutput placeBytes = new PackedOutput();
    /** From the verdict on; see {@link VisitGroup}. */
    private final PackedOutput[] columns = new PackedOutput[VisitGroup.COLUMNS];

    private record UserAgent(@Nullable Long id, Agent agent) {}

    private record Place(@Nullable String country, @Nullable String language) {}

    /** The packed form of visits that are in order; at least one. */
    static byte[] write(List<ClickRow> visits) {
        return new VisitGroupWriter(visits).content();
    }

    private VisitGroupWriter(List<ClickRow> visits) {
        this.visits = visits;
    }

    private byte[] content() {
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new PackedOutput();
        }
        visits.forEach(this::add);
        PackedOutput body = new PackedOutput();
        table(body, texts.size(), textBytes);
        table(body, verdicts.size(), verdictBytes);
        table(body, agents.size(), agentBytes);
        table(body, places.size(), placeBytes);
        times(body);
        sequences(body);
        for (PackedOutput column : columns) {
            body.all(column);
        }
        PackedOutput out = new PackedOutput();
        VisitGroup.header(out, visits);
        return Deflated.deflate(out.toBytes(), body.toBytes());
    }

    private static void table(PackedOutput body, int size, PackedOutput bytes) {
        body.number(size);
        body.all(bytes);
    }

    private void add(ClickRow visit) {
        Click click = visit.click();
        Verdict verdict = click.verdict();
        columns[0].number(verdict == null ? 0 : verdict(verdict));
        columns[1].number(agent(new UserAgent(visit.userAgentId(), click.agent())));
        columns[2].number(place(new Place(click.country(), click.language())));
        columns[3].number(text(click.referrer()));
        columns[4].number(text(visit.requestedWith()));
        columns[5].number(text(visit.markers()));
        columns[6].number(visit.flags());
        columns[7].number((click.firstOfDay() ? VisitGroup.FIRST_OF_DAY : 0)
                | (click.shareAttempt() ? VisitGroup.SHARE_ATTEMPT : 0));
        columns[8].number(text(visit.context()));
        columns[9].number(text(click.rule()));
    }

    private void times(PackedOutput body) {
        long base = visits.stream()
                .mapToLong(visit -> visit.click().atMillis())
                .min()
                .orElse(0);
        body.signed(base);
        long link = 0;
        long before = base;
        for (ClickRow visit : visits) {
            Click click = visit.click();
            before = click.linkId() == link ? before : base;
            body.number(click.atMillis() - before);
            link = click.linkId();
            before = click.atMillis();
        }
    }

    private void sequences(PackedOutput body) {
        long before = 0;
        for (ClickRow visit : visits) {
            body.signed(visit.click().sequence() - before);
            before = visit.click().sequence();
        }
    }

    private int text(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        Integer known = texts.get(text);
        if (known == null) {
            known = texts.size() + 1;
            texts.put(text, known);
            textBytes.text(text);
        }
        return known;
    }

    private int verdict(Verdict verdict) {
        Integer known = verdicts.get(verdict);
        if (known == null) {
            known = verdicts.size() + 1;
            verdicts.put(verdict, known);
            Tier tier = verdict.tier();
            verdictBytes.number(text(verdict.kind().name()));
            verdictBytes.number(text(verdict.channel()));
            verdictBytes.number(text(verdict.origin()));
            verdictBytes.number(text(verdict.visibility().name()));
            verdictBytes.number(text(tier == null ? null : tier.name()));
            verdictBytes.number(text(EvidenceCodec.encode(verdict.evidence())));
            verdictBytes.number(text(ClickRow.by(verdict)));
            verdictBytes.number(verdict.rulesVersion());
        }
        return known;
    }

    private int agent(UserAgent agent) {
        Integer known = agents.get(agent);
        if (known == null) {
            known = agents.size();
            agents.put(agent, known);
            agentBytes.number(agent.id == null ? 0 : agent.id + 1);
            agentBytes.number(text(agent.agent.device()));
            agentBytes.number(text(agent.agent.os()));
            agentBytes.number(text(agent.agent.browser()));
        }
        return known;
    }

    private int place(Place place) {
        Integer known = places.get(place);
        if (known == null) {
            known = places.size();
            places.put(place, known);
            placeBytes.number(text(place.country));
            placeBytes.number(text(place.language));
        }
        return known;
    }
}

package app.grapevine.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests say by themselves, whatever is known of their links; those made lately are remembered, for most are alike,
 * and each is asked for several times. Bounded by its number of slots; forgetting changes no answer.
 *
 * <p>Safe for use by many threads without locks: entries are immutable, and a lost race costs one reading.
 */
final class Requests {
    /** A power of two; some 2 MB of the longest. */
    private static final int REMEMBERED = 1024;

    private final UserAgents userAgents;
    private final Signs signs;
    private final Contradictions contradictions = new Contradictions();
    private final Recent<RequestContext> contexts = new Recent<>(512, RequestContext::read);
    private final @Nullable Request[] slots = new Request[REMEMBERED];

    /**
     * A request, read.
     *
     * @param signals of it, or of one that differs from it in its language alone
     * @param kind by the request alone
     * @param found what points to a channel, or elsewhere; nothing for all but a person
     * @param held what contradicts the browser that it claims to come from
     * @param evidence why it is no person's; or what is held against it, and where it came from
     * @param agent device, system, browser
     */
    record Request(
            Signals signals,
            Kind kind,
            Reading reading,
            Signs.Found found,
            List<Evidence> held,
            List<Evidence> evidence,
            Agent agent) {
        /** What is most often different comes first. */
        boolean isOf(Signals other) {
            return signals.userAgent().equals(other.userAgent())
                    && signals.referrer().equals(other.referrer())
                    && signals.context().equals(other.context())
                    && signals.markers().equals(other.markers())
                    && signals.fetchMetadata().equals(other.fetchMetadata())
                    && signals.requestedWith().equals(other.requestedWith())
                    && signals.purpose().equals(other.purpose())
                    && signals.head() == other.head();
        }
    }

    Requests(UserAgents userAgents, Signs signs) {
        this.userAgents = userAgents;
        this.signs = signs;
    }

    Request read(Signals signals) {
        int slot = slot(signals);
        Request lately = slots[slot];
        if (lately != null && lately.isOf(signals)) {
            return lately;
        }
        Request request = readAnew(signals);
        slots[slot] = request;
        return request;
    }

    /** Of the strings that tell requests apart; each remembers its own. */
    private static int slot(Signals signals) {
        int hash = signals.userAgent().hashCode();
        hash = 31 * hash + signals.referrer().hashCode();
        hash = 31 * hash + signals.context().hashCode();
        hash = 31 * hash + signals.markers().hashCode();
        hash = 31 * hash + signals.fetchMetadata().hashCode();
        return (hash ^ hash >>> 16) & REMEMBERED - 1;
    }

    private Request readAnew(Signals signals) {
        Reading reading = userAgents.read(signals.userAgent());
        RequestContext context = contexts.get(signals.context());
        Agent agent = agent(reading.agent(), context);
        if (reading.kind() == Kind.PREVIEW) {
            return new Request(signals, Kind.PREVIEW, reading, Signs.NOTHING, List.of(), evidence(reading), agent);
        }
        Signs.Found found = reading.kind() == Kind.CLICK ? signs.gather(signals, reading, context) : Signs.NOTHING;
        List<Evidence> held = heldAgainst(signals, reading, context, found);
        List<Evidence> automation = automation(signals, reading, context, held);
        return automation.isEmpty()
                ? new Request(signals, Kind.CLICK, reading, found, held, evidence(held, found), agent)
                : new Request(signals, Kind.BOT, reading, found, held, automation, agent);
    }

    private static List<Evidence> evidence(List<Evidence> held, Signs.Found found) {
        Elsewhere elsewhere = found.elsewhere();
        int count = held.size() + found.signs().size() + (elsewhere == null ? 0 : 1);
        if (count == 0) {
            return List.of();
        }
        Evidence[] evidence = held.toArray(new Evidence[count]);
        int next = held.size();
        for (Sign sign : found.signs()) {
            evidence[next++] = sign.evidence();
        }
        if (elsewhere != null) {
            evidence[next] = elsewhere.evidence();
        }
        return List.of(evidence);
    }

    /** A view inside an app that hides in its user agent may show itself in its client hints. */
    private static Agent agent(Agent agent, RequestContext context) {
        boolean hidden = context.webView() && !agent.browser().equals("in-app");
        return hidden ? new Agent(agent.device(), agent.os(), "in-app") : agent;
    }

    /** What is held against the browser that it claims to be; of one inside an app nobody knows what it sends. */
    private List<Evidence> heldAgainst(Signals signals, Reading reading, RequestContext context, Signs.Found found) {
        return found.isSigned() || context.webView()
                ? List.of()
                : contradictions.of(reading.engine(), context, signals.fetchMetadata());
    }

    /** What of a request alone tells that no person made it; empty where nothing does. */
    private static List<Evidence> automation(
            Signals signals, Reading reading, RequestContext context, List<Evidence> held) {
        Evidence telling = KindRules.automation(new KindRules.Case(signals, reading, context));
        if (telling != null) {
            return List.of(telling);
        }
        return held.size() >= Contradictions.ENOUGH ? held : evidence(reading);
    }

    private static List<Evidence> evidence(Reading reading) {
        return reading.evidence() == null ? List.of() : List.of(reading.evidence());
    }
}

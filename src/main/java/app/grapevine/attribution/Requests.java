package app.grapevine.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests say by themselves, whatever is known of their links. User agents seen lately are remembered, and of each
 * what it was asked with, for most are alike, and each is asked for several times. Bounded by its number of slots, whatever is
 * thrown at it; forgetting changes no answer.
 *
 * <p>Safe for use by many threads without locks: what is remembered is immutable, and a lost race costs one reading.
 */
final class Requests {
    /** User agents: some 6 MB of what is common, 12 MB of the longest. */
    private static final int REMEMBERED = 4096;
    /** Requests of one: from a chat, from a page, by a tap, ahead of one. */
    private static final int WAYS = 4;

    private final UserAgents userAgents;
    private final Signs signs;
    private final Contradictions contradictions = new Contradictions();
    private final Recent<RequestContext> contexts = new Recent<>(512, RequestContext::read);
    private final Recent<Asking> recent = new Recent<>(REMEMBERED, this::read);

    /**
     * A request, read.
     *
     * @param kind by the request alone
     * @param found what points to a channel, or elsewhere; nothing for all but a person
     * @param held what contradicts the browser that it claims to come from
     * @param evidence why it is no person's; or what is held against it, and where it came from
     * @param agent device, system, browser
     */
    record Request(
            Kind kind, Reading reading, Signs.Found found, List<Evidence> held, List<Evidence> evidence, Agent agent) {}

    /** What was read of a request, with all that tells it from others of the same user agent. */
    private record Known(
            String referrer,
            String context,
            String markers,
            String fetchMetadata,
            String requestedWith,
            String purpose,
            boolean head,
            Request request) {
        static Known of(Signals signals, Request request) {
            return new Known(
                    signals.referrer(),
                    signals.context(),
                    signals.markers(),
                    signals.fetchMetadata(),
                    signals.requestedWith(),
                    signals.purpose(),
                    signals.head(),
                    request);
        }

        boolean isOf(Signals signals) {
            return referrer.equals(signals.referrer())
                    && context.equals(signals.context())
                    && markers.equals(signals.markers())
                    && fetchMetadata.equals(signals.fetchMetadata())
                    && requestedWith.equals(signals.requestedWith())
                    && purpose.equals(signals.purpose())
                    && head == signals.head();
        }
    }

    /** A user agent, and what it was asked with lately. */
    private static final class Asking {
        private final Reading reading;
        private final @Nullable Known[] known = new Known[WAYS];
        /** Where the next takes the place of another; a lost race costs one reading. */
        private int next;

        Asking(Reading reading) {
            this.reading = reading;
        }

        @Nullable
        Request find(Signals signals) {
            for (Known one : known) {
                if (one != null && one.isOf(signals)) {
                    return one.request;
                }
            }
            return null;
        }

        void remember(Known one) {
            known[next++ & WAYS - 1] = one;
        }
    }

    Requests(UserAgents userAgents, Signs signs) {
        this.userAgents = userAgents;
        this.signs = signs;
    }

    /** What a user agent says. */
    Reading reading(Signals signals) {
        return asking(signals).reading;
    }

    Request read(Signals signals) {
        Asking asking = asking(signals);
        Request lately = asking.find(signals);
        if (lately != null) {
            return lately;
        }
        Request request = read(signals, asking.reading);
        asking.remember(Known.of(signals, request));
        return request;
    }

    private Asking asking(Signals signals) {
        Asking lately = recent.find(signals.userAgent());
        if (lately != null) {
            return lately;
        }
        String userAgent = AppendedMarks.takenFrom(signals.userAgent());
        return userAgent.equals(signals.userAgent()) ? recent.make(userAgent) : recent.get(userAgent);
    }

    private Asking read(String userAgent) {
        return new Asking(userAgents.read(userAgent));
    }

    private Request read(Signals signals, Reading reading) {
        RequestContext context = contexts.get(signals.context());
        Agent agent = agent(reading.agent(), context);
        if (reading.kind() == Kind.PREVIEW) {
            return new Request(Kind.PREVIEW, reading, Signs.NOTHING, List.of(), evidence(reading), agent);
        }
        Signs.Found found = reading.kind() == Kind.CLICK ? signs.gather(signals, reading, context) : Signs.NOTHING;
        List<Evidence> held = heldAgainst(signals, reading, context, found);
        List<Evidence> automation = automation(signals, reading, context, held);
        return automation.isEmpty()
                ? new Request(Kind.CLICK, reading, found, held, evidence(held, found), agent)
                : new Request(Kind.BOT, reading, found, held, automation, agent);
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

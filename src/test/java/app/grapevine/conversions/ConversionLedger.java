package app.grapevine.conversions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What a shop tells of its orders, made up from a seed: in random order, a fifth of it twice, one in twenty called off, perhaps before it
 * is told; and what must have come of it, to the cent. Of most orders a click is known, or several of one link; of some none, one that
 * never was, one that was erased, or one that came after the order. Some have no value, and some take back. Safe for use by many threads.
 */
public final class ConversionLedger {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Before all clicks. */
    private static final String EARLY = "2020-01-01T00:00:00Z";

    private enum Kind {
        TIED(null),
        NONE("none"),
        MALFORMED("malformed"),
        UNKNOWN("unknown"),
        BEFORE_CLICK("before-click");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }
    }

    /** @param taps whose ids are told; several are on one link */
    private record Order(
            String id,
            Kind kind,
            List<Integer> taps,
            String event,
            BigDecimal amount,
            String currency,
            boolean cancelled) {
        boolean isConversion() {
            return amount == null || amount.signum() >= 0;
        }
    }

    /** @param cancels whether the order is called off, and not told */
    private record Message(Order order, boolean cancels) {}

    /** Gives the id of the click that a tap has made, by its number; of one tap always the same. */
    public interface Taps {
        String idOf(int tap) throws IOException, InterruptedException;
    }

    private final List<String> links;
    private final List<String> unknownIds;
    private final List<Order> orders;
    private final List<Batch> batches = new ArrayList<>();

    /**
     * @param links their codes, each with conversions
     * @param taps how many clicks there are, on one link after the other
     * @param unknownIds of clicks that were
     * @param most how many are told at once
     */
    public ConversionLedger(long seed, int orders, List<String> links, int taps, List<String> unknownIds, int most) {
        this.links = List.copyOf(links);
        this.unknownIds = List.copyOf(unknownIds);
        Random random = new Random(seed);
        this.orders = IntStream.range(0, orders)
                .mapToObj(i -> order(random, "order-" + i, taps))
                .toList();
        List<Message> messages = new ArrayList<>();
        for (Order order : this.orders) {
            messages.add(new Message(order, false));
            if (random.nextInt(5) == 0) {
                messages.add(new Message(order, false));
            }
            if (order.cancelled()) {
                messages.add(new Message(order, true));
            }
        }
        Collections.shuffle(messages, random);
        for (int from = 0; from < messages.size(); ) {
            int to = Math.min(messages.size(), from + 1 + random.nextInt(most));
            batches.add(new Batch(messages.subList(from, to)));
            from = to;
        }
    }

    private Order order(Random random, String id, int taps) {
        int dice = random.nextInt(100);
        Kind kind = dice < 5
                ? Kind.NONE
                : dice < 8 ? Kind.MALFORMED : dice < 12 ? Kind.UNKNOWN : dice < 15 ? Kind.BEFORE_CLICK : Kind.TIED;
        List<Integer> tapped = new ArrayList<>();
        if (kind == Kind.TIED || kind == Kind.BEFORE_CLICK) {
            int first = random.nextInt(taps);
            for (int i = dice < 25 ? random.nextInt(3) : 0; i >= 0; i--) {
                int tap = first + i * links.size();
                tapped.add(tap < taps ? tap : first);
            }
        }
        String currency = new String[] {"EUR", "EUR", "EUR", "USD", null}[random.nextInt(5)];
        BigDecimal amount = currency == null
                ? null
                : BigDecimal.valueOf(random.nextInt(10) == 0 ? -random.nextInt(9_000) - 1 : random.nextInt(50_000), 2);
        String event = random.nextInt(4) == 0 ? "lead" : "sale";
        return new Order(id, kind, tapped, event, amount, currency, random.nextInt(20) == 0);
    }

    /** The link that a tap is on. */
    public String linkOf(int tap) {
        return links.get(tap % links.size());
    }

    public List<Batch> batches() {
        return List.copyOf(batches);
    }

    public int orders() {
        return orders.size();
    }

    /** What is told at once. */
    public final class Batch {
        private final List<Message> messages;

        private Batch(List<Message> messages) {
            this.messages = List.copyOf(messages);
        }

        public int size() {
            return messages.size();
        }

        /** As {@code /conversions/bulk} takes it. */
        public String lines(Taps taps) throws IOException, InterruptedException {
            StringBuilder lines = new StringBuilder();
            for (Message message : messages) {
                lines.append(json(message, taps)).append('\n');
            }
            return lines.toString();
        }

        /** @throws IllegalStateException unless all of it was taken, by what was answered */
        public void requireTaken(String answer) throws IOException {
            JsonNode items = JSON.readTree(answer).path("items");
            items.forEach(item -> {
                int status = item.path("status").asInt();
                if (status != 200 && status != 201) {
                    throw new IllegalStateException("refused: " + item);
                }
            });
            if (items.size() != messages.size()) {
                throw new IllegalStateException(items.size() + " of " + messages.size() + " were answered");
            }
        }
    }

    private ObjectNode json(Message message, Taps taps) throws IOException, InterruptedException {
        Order order = message.order();
        if (message.cancels()) {
            return JSON.createObjectNode().put("cancels", order.id());
        }
        ObjectNode json = JSON.createObjectNode()
                .put("externalId", order.id())
                .put("event", order.event())
                .put("heardFrom", order.kind() == Kind.NONE ? "a friend" : null);
        switch (order.kind()) {
            case MALFORMED -> json.put("clickId", "nonsense");
            case UNKNOWN ->
                json.put("clickId", unknownIds.get(Math.floorMod(order.id().hashCode(), unknownIds.size())));
            case BEFORE_CLICK -> json.put("occurredAt", EARLY);
            default -> {}
        }
        for (int tap : order.taps()) {
            json.withArray("clickIds").add(taps.idOf(tap));
        }
        if (order.currency() != null) {
            json.putObject("value")
                    .put("amount", order.amount().toPlainString())
                    .put("currency", order.currency());
        }
        return json;
    }

    private Map<String, ConversionSum> sums(Function<Order, String> key) {
        Map<String, ConversionSum> sums = new TreeMap<>();
        for (Order order : orders) {
            String name = key.apply(order);
            if (name != null && !order.cancelled()) {
                sums.compute(
                        name,
                        (any, sum) -> (sum == null ? ConversionSum.NOTHING : sum)
                                .plus(order.isConversion() ? 1 : 0, order.currency(), order.amount()));
            }
        }
        sums.values().removeIf(ConversionSum.NOTHING::equals);
        return sums;
    }

    /**
     * What is not as it must be; nothing where all is.
     *
     * @param stats the answer of {@code /stats} by link, over all time
     * @param lines that of {@code /conversions}, all as lines of JSON
     */
    public List<String> differences(String stats, Collection<String> lines) throws IOException {
        Map<String, ConversionSum> byLink =
                sums(order -> order.kind() == Kind.TIED ? linkOf(order.taps().get(0)) : null);
        Map<String, ConversionSum> byReason = sums(order -> order.kind().reason);
        List<JsonNode> listed = new ArrayList<>();
        for (String line : lines) {
            listed.add(JSON.readTree(line));
        }
        List<String> wrong = new ArrayList<>();
        compare(wrong, "in the report, by link", byLink, ConversionSum.reported(JSON.readTree(stats)));
        compare(wrong, "in the list, by link", byLink, ConversionSum.listed(listed, "code"));
        compare(wrong, "in the list, by reason", byReason, ConversionSum.listed(listed, "reason"));
        Set<String> ids = new HashSet<>();
        listed.forEach(one -> ids.add(one.path("externalId").asText()));
        compare(wrong, "orders", orders.size(), ids.size());
        compare(wrong, "conversions", orders.size(), listed.size());
        compare(
                wrong,
                "called off",
                orders.stream().filter(Order::cancelled).count(),
                listed.stream().filter(ConversionSum::isCancelled).count());
        return wrong;
    }

    private static void compare(List<String> wrong, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            wrong.add(what + ": expected " + expected + ", found " + found);
        }
    }

    /** The whole of the ledger, as a text. */
    public String total() {
        return "attributed "
                + sums(order -> order.kind() == Kind.TIED ? "" : null).get("") + ", not "
                + sums(order -> order.kind().reason);
    }
}

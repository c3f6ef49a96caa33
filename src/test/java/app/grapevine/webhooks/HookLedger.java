package app.grapevine.webhooks;

import app.grapevine.webhooks.TestReceiver.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was answered of each campaign, in its order, and what of it a receiver must have been told by then: each deed and each click
 * once, however often it was sent, in that order, and nothing else. A visit that got no answer may have been recorded or not. Safe for
 * use by many threads.
 */
final class HookLedger {
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** Of a campaign. */
    private static final class Account {
        private final List<String> deeds = Collections.synchronizedList(new ArrayList<>());
        private final List<String> clicks = Collections.synchronizedList(new ArrayList<>());
        private volatile int unanswered;
    }

    private Account account(String campaign) {
        return accounts.computeIfAbsent(campaign, none -> new Account());
    }

    /** What somebody did was answered. @param deed as {@link #deed} has it of a message */
    void done(String campaign, String deed) {
        account(campaign).deeds.add(deed);
    }

    /** A visit was answered. */
    void tapped(String campaign, String clickId) {
        account(campaign).clicks.add(clickId);
    }

    /** A visit got no answer. By one thread for each campaign. */
    void notAnswered(String campaign) {
        Account account = account(campaign);
        account.unanswered = account.unanswered + 1;
    }

    int deeds() {
        return accounts.values().stream().mapToInt(one -> one.deeds.size()).sum();
    }

    int clicks() {
        return accounts.values().stream().mapToInt(one -> one.clicks.size()).sum();
    }

    /** What a message that tells of no clicks says was done. */
    private static String deed(Received message) {
        JsonNode data = message.data();
        return switch (message.type()) {
            case "link.created" -> made(data.path("code").asText());
            case "link.changed" ->
                changed(data.path("code").asText(), data.path("title").asText());
            case "link.ended" -> ended(data.path("code").asText());
            case "conversion.recorded" -> sold(data.path("externalId").asText());
            case "conversion.cancelled" -> calledOff(data.path("cancels").asText());
            default -> message.type();
        };
    }

    static String made(String code) {
        return "made " + code;
    }

    static String changed(String code, String title) {
        return "changed " + code + " to " + title;
    }

    static String ended(String code) {
        return "ended " + code;
    }

    static String sold(String order) {
        return "sold " + order;
    }

    static String calledOff(String order) {
        return "called off " + order;
    }

    /** What a receiver was told of a campaign. */
    private static final class Told {
        private final List<String> deeds = new ArrayList<>();
        private final List<String> clicks = new ArrayList<>();
    }

    /** By campaign, of each message what it said first. */
    private static Map<String, Told> told(Collection<Received> messages) {
        Map<String, Received> first = new LinkedHashMap<>();
        messages.forEach(one -> first.putIfAbsent(one.id(), one));
        Map<String, Told> told = new TreeMap<>();
        for (Received one : first.values()) {
            if (!one.type().equals("ping")) {
                Told of = told.computeIfAbsent(one.data().path("campaign").asText(), none -> new Told());
                if (one.type().equals("click.recorded")) {
                    one.data()
                            .path("clicks")
                            .forEach(click -> of.clicks.add(click.path("id").asText()));
                } else {
                    of.deeds.add(deed(one));
                }
            }
        }
        return told;
    }

    /** Whether all that was answered has been taken by a receiver. */
    boolean isTold(Collection<Received> taken) {
        Map<String, Told> told = told(taken);
        return accounts.entrySet().stream().allMatch(entry -> {
            Told of = told.getOrDefault(entry.getKey(), new Told());
            return of.deeds.size() >= entry.getValue().deeds.size()
                    && new LinkedHashSet<>(of.clicks).containsAll(entry.getValue().clicks);
        });
    }

    /**
     * What is not as it must be; nothing where all is.
     *
     * @param received all that was sent, in the order of its coming
     */
    List<String> differences(List<Received> received) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        Set<String> open = new LinkedHashSet<>();
        for (Received one : received) {
            String before = texts.putIfAbsent(one.id(), one.text());
            if (before == null) {
                open.add(one.id());
            } else if (!before.equals(one.text())) {
                wrong.add("sent again and otherwise: " + one.id());
            }
        }
        List<Received> taken = received.stream().filter(Received::accepted).toList();
        taken.forEach(one -> open.remove(one.id()));
        if (!open.isEmpty()) {
            wrong.add("sent and never taken: " + open);
        }
        compare(wrong, "as sent", told(received));
        compare(wrong, "as taken", told(taken));
        return wrong;
    }

    private void compare(List<String> wrong, String how, Map<String, Told> told) {
        if (!told.keySet().equals(new TreeMap<>(accounts).keySet())) {
            wrong.add(how + ": campaigns " + told.keySet());
        }
        accounts.forEach((campaign, account) -> {
            Told of = told.getOrDefault(campaign, new Told());
            if (!of.deeds.equals(account.deeds)) {
                wrong.add(how + ", " + campaign + ": expected " + account.deeds + ", found " + of.deeds);
            }
            Set<String> once = new LinkedHashSet<>(of.clicks);
            if (once.size() != of.clicks.size()) {
                wrong.add(how + ", " + campaign + ": a click in two messages");
            }
            List<String> more = new ArrayList<>(once);
            more.removeAll(new LinkedHashSet<>(account.clicks));
            if (more.size() > account.unanswered) {
                wrong.add(how + ", " + campaign + ": clicks that nobody made " + more);
            }
            once.retainAll(new LinkedHashSet<>(account.clicks));
            if (!List.copyOf(once).equals(account.clicks)) {
                wrong.add(how + ", " + campaign + ": expected clicks " + account.clicks + ", found " + once);
            }
        });
    }
}

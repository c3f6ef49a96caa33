package app.grapevine.moving;

import app.grapevine.base.Characters;
import app.grapevine.base.Faults;
import app.grapevine.brought.OpeningBalance;
import app.grapevine.campaigns.Utm;
import app.grapevine.links.BroughtLink;
import app.grapevine.links.Card;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.moving.Planned.Kind;
import app.grapevine.moving.Planned.Note;
import app.grapevine.rules.Rule;
import app.grapevine.security.LinkPasswords;
import app.grapevine.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a foreign link what it is to be here, and says what of it cannot be as it was. Nothing is refused here but what cannot be
 * read: what links may be is for {@code links} to say. Nothing is added to destinations, so that each leads where it led.
 */
final class Planner {
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int MOST_TAGS = 50;

    private final LinkSettings links;
    private final MoveSettings settings;
    private final String kind;
    private final boolean visitsCome;
    private final boolean rehearsal;
    private final Clock clock;

    /**
     * @param kind of the source, who is named as having counted where it names no host
     * @param visitsCome whether visits are brought one by one, so that no sum is
     * @param rehearsal whether nothing is made: then no password is hashed, which takes a tenth of a second each
     */
    Planner(
            LinkSettings links,
            MoveSettings settings,
            String kind,
            boolean visitsCome,
            boolean rehearsal,
            Clock clock) {
        this.links = links;
        this.settings = settings;
        this.kind = kind;
        this.visitsCome = visitsCome;
        this.rehearsal = rehearsal;
        this.clock = clock;
    }

    /** @param notes what is not as it was */
    record Plan(BroughtLink wanted, List<Note> notes) {}

    /** @param code of the link, as it is */
    Plan plan(ForeignLink link, String code) {
        List<Note> notes = new ArrayList<>();
        link.lost().forEach(words -> notes.add(Kind.SAID.of("words", words)));
        LinkDraft.Builder draft = new LinkDraft.Builder()
                .destination(ForeignUrl.read(link.destination()))
                .title(title(link, notes))
                .tags(tags(link.tags(), notes))
                .validFrom(link.validFrom())
                .validUntil(link.validUntil())
                .expiredDestination(ForeignUrl.read(link.expiredDestination()))
                .utm(Utm.OFF)
                .disabled(link.disabled())
                .archived(link.archived())
                .rules(rules(link.rules(), notes))
                .card(card(link.card(), notes));
        if (link.forwardQuery() != null) {
            draft.forwardQuery(link.forwardQuery() ? LinkDraft.ForwardQuery.ALL : LinkDraft.ForwardQuery.NONE)
                    .forwardedWins(link.forwardQuery());
        }
        limit(link, draft, notes);
        guard(link, draft, notes);
        String domain = settings.domain(link.domain(), links);
        draft.domain(domain);
        Instant now = clock.instant();
        Instant created = link.createdAt();
        return new Plan(
                new BroughtLink(
                        draft.draft(),
                        code,
                        aliases(link, domain, notes),
                        created == null || created.isAfter(now) ? null : created,
                        balance(link, now)),
                notes);
    }

    /** What was counted before, but for the visits that come one by one. */
    private @Nullable OpeningBalance balance(ForeignLink link, Instant now) {
        Long all = link.visits();
        if (all == null) {
            return null;
        }
        Long singly = link.singleVisits();
        long visits = !visitsCome ? all : singly == null ? 0 : all - singly;
        return visits <= 0 ? null : new OpeningBalance(visits, null, now, link.domain() == null ? kind : link.domain());
    }

    /** A link here has all of its codes on one domain. */
    private List<String> aliases(ForeignLink link, String domain, List<Note> notes) {
        Set<String> aliases = new LinkedHashSet<>();
        for (Keys.Address alias : link.aliases()) {
            String of = settings.domain(alias.domain(), links);
            if (of.equals(domain)) {
                aliases.add(alias.code());
            } else {
                notes.add(Kind.ALIAS_ELSEWHERE.of("code", Faults.shown(alias.code()), "domain", of));
            }
        }
        return List.copyOf(aliases);
    }

    /** Uses here are counted from now on, so what is left of them is the limit. */
    private void limit(ForeignLink link, LinkDraft.Builder draft, List<Note> notes) {
        Long most = link.maxVisits();
        if (most == null) {
            return;
        }
        long before = link.visits() == null ? 0 : link.visits();
        if (before < most) {
            draft.maxClicks(most - before);
            if (before > 0) {
                notes.add(Kind.CLICKS_LEFT.of("most", most, "had", before, "left", most - before));
            }
            return;
        }
        Instant now = clock.instant();
        if (link.validUntil() == null || link.validUntil().isAfter(now)) {
            draft.validUntil(now).validFrom(null);
        }
        notes.add(Kind.OVER.of("most", most));
    }

    private void guard(ForeignLink link, LinkDraft.Builder draft, List<Note> notes) {
        if (!link.guarded()) {
            return;
        }
        String password = link.password();
        if (password != null && LinkPasswords.isFit(new Faults(), "password", password)) {
            draft.passwordHash(rehearsal ? null : LinkPasswords.hash(password));
            return;
        }
        draft.disabled(true);
        notes.add((password == null ? Kind.PASSWORD_UNTOLD : Kind.PASSWORD_UNFIT).of());
    }

    private static @Nullable String title(ForeignLink link, List<Note> notes) {
        String title = link.title();
        String comment = link.comment();
        if (title == null) {
            title = comment;
        } else if (comment != null && !comment.equals(title)) {
            notes.add(Kind.COMMENT.of());
        }
        return cut(oneLine(title), LONGEST_TITLE, Kind.TITLE_CUT, notes);
    }

    private static @Nullable String oneLine(@Nullable String text) {
        return text == null ? null : text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static @Nullable String cut(@Nullable String text, int longest, Kind kind, List<Note> notes) {
        if (text == null || Characters.count(Characters.clean(text)) <= longest) {
            return text;
        }
        notes.add(kind.of("most", longest));
        String clean = Characters.clean(text);
        int end = clean.offsetByCodePoints(0, Math.min(longest - 1, clean.codePointCount(0, clean.length())));
        return clean.substring(0, end) + "…";
    }

    private static List<String> tags(List<String> given, List<Note> notes) {
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : given) {
            Faults faults = new Faults();
            String fit = Tag.checked(faults, "tag", tag);
            if (fit == null || !faults.all().isEmpty()) {
                notes.add(Kind.TAG.of("tag", Faults.shown(tag)));
            } else if (tags.size() < MOST_TAGS) {
                tags.add(fit);
            } else {
                notes.add(Kind.TAGS.of("most", MOST_TAGS, "tag", Faults.shown(tag)));
            }
        }
        return List.copyOf(tags);
    }

    private static List<Rule> rules(List<Rule> given, List<Note> notes) {
        if (given.size() > Rule.MOST) {
            notes.add(Kind.RULES.of("n", given.size(), "most", Rule.MOST));
        }
        return given.stream()
                .limit(Rule.MOST)
                .map(rule -> new Rule(
                        rule.name(),
                        rule.when(),
                        ForeignUrl.ofRule(rule.destination()),
                        ForeignUrl.ofRule(rule.fallback())))
                .toList();
    }

    private static Card card(Card card, List<Note> notes) {
        return card.isEmpty()
                ? card
                : new Card(
                        cut(oneLine(card.title()), LONGEST_TITLE, Kind.CARD_CUT, notes),
                        cut(card.description(), LONGEST_DESCRIPTION, Kind.CARD_CUT, notes),
                        image(card.image(), notes));
    }

    private static @Nullable String image(@Nullable String image, List<Note> notes) {
        if (image == null || image.startsWith("https://") || image.startsWith("http://")) {
            return image;
        }
        notes.add(Kind.PICTURE.of());
        return null;
    }
}

package app.grapevine.moving;

import app.grapevine.links.Card;
import app.grapevine.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link as its source has it: all that any source can say of one. Unchecked.
 *
 * @param place where it stands, to be told to who looks for it: {@code line 12}, or its short URL
 * @param domain its host as the source writes it; null for the source's only one, or where nobody says
 * @param code behind the host, as it is: with case, dots and slashes; null where there is none to be kept
 * @param aliases further addresses of it
 * @param createdAt null where nobody says
 * @param visits how many were counted before; null where nobody says
 * @param singleVisits how many of them come one by one, of a source that has single visits; null for all
 * @param maxVisits how many it answers at most, those before included
 * @param password what recipients have to give, where the source tells it
 * @param guarded whether they have to give one
 * @param rules where it leads instead, and when
 * @param forwardQuery whether a visit's query is handed on; null where the source has no say in that
 * @param comment for its owners' eyes
 * @param lost what the source has of it that can be kept nowhere, in words, with the reason
 * @param unreadable why it cannot be brought at all; null for one that can
 */
public record ForeignLink(
        String place,
        @Nullable String domain,
        @Nullable String code,
        List<Keys.Address> aliases,
        @Nullable String destination,
        @Nullable String title,
        List<String> tags,
        @Nullable Instant createdAt,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable String expiredDestination,
        @Nullable Long visits,
        @Nullable Long singleVisits,
        @Nullable Long maxVisits,
        @Nullable String password,
        boolean guarded,
        boolean disabled,
        boolean archived,
        List<Rule> rules,
        @Nullable Boolean forwardQuery,
        @Nullable String comment,
        Card card,
        List<String> lost,
        @Nullable String unreadable) {
    public ForeignLink {
        aliases = List.copyOf(aliases);
        tags = List.copyOf(tags);
        rules = List.copyOf(rules);
        lost = List.copyOf(lost);
    }

    /** By which it is known again in its source. */
    String key() {
        return Keys.of(domain, code == null ? place : code);
    }

    static Builder at(String place) {
        return new Builder(place);
    }

    /** A link, made field by field. Used by one thread. */
    static final class Builder {
        private final String place;
        private @Nullable String domain;
        private @Nullable String code;
        private final List<Keys.Address> aliases = new ArrayList<>();
        private @Nullable String destination;
        private @Nullable String title;
        private List<String> tags = List.of();
        private @Nullable Instant createdAt;
        private @Nullable Instant validFrom;
        private @Nullable Instant validUntil;
        private @Nullable String expiredDestination;
        private @Nullable Long visits;
        private @Nullable Long singleVisits;
        private @Nullable Long maxVisits;
        private @Nullable String password;
        private boolean guarded;
        private boolean disabled;
        private boolean archived;
        private List<Rule> rules = List.of();
        private @Nullable Boolean forwardQuery;
        private @Nullable String comment;
        private Card card = Card.NONE;
        private final List<String> lost = new ArrayList<>();
        private @Nullable String unreadable;

        private Builder(String place) {
            this.place = place;
        }

        /** @param host null for the source's only one */
        Builder domain(@Nullable String host) {
            domain = host;
            return this;
        }

        Builder code(@Nullable String value) {
            code = value;
            return this;
        }

        /** Host and code of a short URL, with a scheme or without; nothing of what is none. */
        Builder shortUrl(@Nullable String url) {
            Keys.Address address = url == null ? null : Keys.address(url);
            if (address != null) {
                domain = address.domain();
                code = address.code();
            }
            return this;
        }

        Builder alias(Keys.Address address) {
            aliases.add(address);
            return this;
        }

        Builder destination(@Nullable String value) {
            destination = value;
            return this;
        }

        Builder title(@Nullable String value) {
            title = value;
            return this;
        }

        Builder tags(List<String> value) {
            tags = value;
            return this;
        }

        Builder createdAt(@Nullable Instant value) {
            createdAt = value;
            return this;
        }

        Builder validFrom(@Nullable Instant value) {
            validFrom = value;
            return this;
        }

        Builder validUntil(@Nullable Instant value) {
            validUntil = value;
            return this;
        }

        Builder expiredDestination(@Nullable String value) {
            expiredDestination = value;
            return this;
        }

        Builder visits(@Nullable Long value) {
            visits = value;
            return this;
        }

        Builder singleVisits(@Nullable Long value) {
            singleVisits = value;
            return this;
        }

        Builder maxVisits(@Nullable Long value) {
            maxVisits = value;
            return this;
        }

        /** @param value null where the source does not tell it */
        Builder guarded(@Nullable String value) {
            guarded = true;
            password = value;
            return this;
        }

        Builder disabled(boolean value) {
            disabled = value;
            return this;
        }

        Builder archived(boolean value) {
            archived = value;
            return this;
        }

        Builder rules(List<Rule> value) {
            rules = value;
            return this;
        }

        Builder forwardQuery(@Nullable Boolean value) {
            forwardQuery = value;
            return this;
        }

        Builder comment(@Nullable String value) {
            comment = value;
            return this;
        }

        Builder card(Card value) {
            card = value;
            return this;
        }

        /** @param words what is lost, and why */
        Builder lost(String words) {
            lost.add(words);
            return this;
        }

        /** @param words why it cannot be brought */
        Builder unreadable(String words) {
            unreadable = unreadable == null ? words : unreadable;
            return this;
        }

        ForeignLink link() {
            return new ForeignLink(
                    place,
                    domain,
                    code,
                    aliases,
                    destination,
                    title,
                    tags,
                    createdAt,
                    validFrom,
                    validUntil,
                    expiredDestination,
                    visits,
                    singleVisits,
                    maxVisits,
                    password,
                    guarded,
                    disabled,
                    archived,
                    rules,
                    forwardQuery,
                    comment,
                    card,
                    lost,
                    unreadable);
        }
    }
}

package app.grapevine.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.mail.MailBox;
import app.grapevine.mail.MailSettings;
import app.grapevine.mail.Sender;
import app.grapevine.mail.Smtp;
import app.grapevine.rollups.RandomVisits;
import app.grapevine.rollups.Rollups;
import app.grapevine.security.Accounts;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsSettings;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import app.grapevine.webhooks.Posting;
import app.grapevine.webhooks.ReceiverUrl;
import app.grapevine.webhooks.WebhookSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes over one database, and a server of mail. Nothing is begun by itself: a test says when a node makes its round. */
@ParameterizedClass
@EnumSource(Dialect.class)
class NoticesDbTest {
    private static final URI SITE = URI.create("https://go.example");

    @Parameter
    private Dialect dialect;

    private static final WebhookSettings HOOKS = new WebhookSettings(Set.of(), Duration.ofDays(7));

    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private final List<ChangeFeed> feeds = new ArrayList<>();
    private TestDatabase test;
    private MailBox box;
    private Posting posting;
    private Notices one;
    private Notices other;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        box = new MailBox();
        posting = new Posting(HOOKS, clock);
        one = node(test.database());
        other = node(test.database());
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        posting.close();
        box.close();
        feeds.forEach(ChangeFeed::close);
        test.close();
    }

    private Notices node(Database database) {
        ChannelCatalogue channels = ChannelCatalogue.load(null);
        ChangeFeed feed = new ChangeFeed(database);
        feeds.add(feed);
        Smtp smtp = new Smtp(new MailSettings(
                "127.0.0.1",
                box.port(),
                MailSettings.Tls.NONE,
                null,
                null,
                Sender.of("grapevine@example.com"),
                "go.example"));
        return new Notices(
                database,
                new Accounts(database, clock),
                new Campaigns(database, feed, channels, Links::eachKeyOf, clock),
                new Links(database, feed, new LinkSettings(SITE, List.of()), channels, clock),
                channels,
                new Stats(database, new StatsSettings("EUR"), channels, clock),
                new SmallCells(0),
                SITE,
                smtp,
                posting,
                new ReceiverUrl(HOOKS),
                clock);
    }

    private static NoticeDraft digest(String to) {
        return new NoticeDraft(NoticeKind.DIGEST, null, null, Language.EN, "UTC", Way.MAIL, to, false);
    }

    /** One whose reader has agreed, without a letter. */
    private Notice agreed(String to) {
        Notice made = one.create(digest(to), null);
        Notice agreed = one.confirm(String.valueOf(made.confirmToken())).orElseThrow();
        test.database().writeOnly(handle -> handle.execute("DELETE FROM notice_messages"));
        return agreed;
    }

    private void roundsAtOnce() {
        CompletableFuture.allOf(Stream.of(one, other, one, other)
                        .map(node -> CompletableFuture.runAsync(node::round))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Test
    void whatManyThreadsOfTwoNodesSendIsSentOnce() {
        Notice notice = agreed("anna@example.com");
        for (int i = 0; i < 20; i++) {
            one.test(notice.id(), null);
        }
        roundsAtOnce();
        assertThat(box.received()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(box.received().stream().map(letter -> letter.headers().get("Message-ID")))
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void eachOccasionHasOneMessageWhicheverNodeWasFirst() {
        for (int i = 0; i < 30; i++) {
            agreed("reader" + i + "@example.com");
        }
        List<Click> clicks = new RandomVisits(34, 5, clock.instant().minusSeconds(3600), clock.instant()).next(50, 3);
        test.database().writeOnly(handle -> {
            for (int link = 1; link <= 3; link++) {
                handle.execute("""
                        INSERT INTO links (id, domain, code, destination, forward_query, track_conversions, disabled,
                            uses, created_at, updated_at)
                        VALUES (?, 'go.example', ?, 'https://example.com/', FALSE, FALSE, FALSE, 0, 0, 0)""", link, "code" + link);
            }
            RandomVisits.insert(handle, clicks);
            new Rollups(test.database()).add(handle, clicks);
        });
        clock.set(Instant.parse("2026-05-02T07:00:00Z"));
        roundsAtOnce();
        assertThat(box.received())
                .extracting(MailBox.Received::to)
                .doesNotHaveDuplicates()
                .hasSize(30);
        assertThat(test.list(Long.class, "SELECT next_at FROM notices"))
                .containsOnly(Instant.parse("2026-05-03T07:00:00Z").toEpochMilli());
    }

    @Test
    void whatAKilledNodeHeldIsSentByAnotherOnceItsTimeIsOver() {
        Notice notice = agreed("anna@example.com");
        one.test(notice.id(), null);
        long until = clock.instant().plus(Rounds.LEASE).toEpochMilli();
        test.database()
                .writeOnly(handle -> handle.execute(
                        "UPDATE notice_messages SET holder = 'killed', held_until = ?, tries = 1", until));
        other.round();
        assertThat(box.received()).isEmpty();
        clock.advance(Rounds.LEASE);
        other.round();
        assertThat(box.received()).hasSize(1);
    }

    @Test
    void aTokenConfirmsOnceAndNotAfterAWeek() {
        Notice made = one.create(digest("anna@example.com"), null);
        String token = String.valueOf(made.confirmToken());
        assertThat(one.confirm("nobodys")).isEmpty();
        clock.advance(Notices.ASKED);
        assertThat(one.confirm(token)).isEmpty();
        clock.advance(Duration.ofSeconds(-1));
        assertThat(one.confirm(token)).isPresent();
        assertThat(one.confirm(token)).isEmpty();
        assertThat(one.findToConfirm(token)).isEmpty();

        one.create(digest("ben@example.com"), null);
        clock.advance(Notices.ASKED.plusSeconds(1));
        one.forget();
        assertThat(one.list(null, 10, null))
                .extracting(notice -> notice.terms().to())
                .containsExactly("anna@example.com");
    }

    @Test
    void whatIsPausedIsNotMadeAndGoesOnWithTheNext() {
        Notice notice = agreed("anna@example.com");
        one.change(
                notice.id(),
                null,
                draft -> new NoticeDraft(
                        draft.kind(), draft.period(), null, Language.IT, draft.zone(), draft.way(), draft.to(), true));
        clock.advance(Duration.ofDays(3));
        one.round();
        assertThat(test.count("notice_messages")).isZero();
        Notice goesOn = one.change(
                notice.id(),
                null,
                draft -> new NoticeDraft(
                        draft.kind(), draft.period(), null, Language.IT, draft.zone(), draft.way(), draft.to(), false));
        assertThat(goesOn.nextAt()).isEqualTo("2026-05-05T07:00:00Z");
        assertThat(goesOn.terms().language()).isEqualTo(Language.IT);
    }

    @Test
    void anAccountHasSoManyAndNotMore() {
        for (int i = 0; i < Notices.MOST; i++) {
            agreed("reader" + i + "@example.com");
        }
        assertThatThrownBy(() -> one.create(digest("more@example.com"), null))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.faults())
                                .extracting(fault -> fault.code())
                                .containsExactly(FaultCode.MOST_NOTICES));
        assertThat(one.create(digest("more@example.com"), "an-account").account())
                .isEqualTo("an-account");
    }
}

package app.grapevine.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.web.http.ApiAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class IdempotencyDbTest {
    private static final byte[] HASH = {1, 2, 3};

    @Parameter
    Dialect dialect;

    private TestDatabase test;
    private Database database;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        database = test.database();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private boolean reserve(long now) {
        return database.write(handle -> IdempotencyDao.reserve(handle, "api", "key", HASH, now));
    }

    private boolean takeOver(long now) {
        return database.write(handle -> IdempotencyDao.takeOver(handle, "api", "key", 1, now));
    }

    private Optional<IdempotencyDao.Row> find() {
        return database.read(handle -> IdempotencyDao.find(handle, "api", "key"));
    }

    private byte[] body() {
        return database.read(handle -> IdempotencyDao.body(handle, "api", "key"));
    }

    @Test
    void aKeyIsReservedOnce() {
        assertThat(reserve(1)).isTrue();
        assertThat(reserve(2)).isFalse();
        assertThat(find()).hasValueSatisfying(row -> {
            assertThat(row.requestHash()).isEqualTo(HASH);
            assertThat(row.status()).isNull();
            assertThat(row.createdAt()).isEqualTo(1);
        });
    }

    @Test
    void aReservationIsTakenOverByOneOnly() {
        reserve(1);
        assertThat(takeOver(5)).isTrue();
        assertThat(takeOver(6)).isFalse();
    }

    @Test
    void whoLostAReservationCanNeitherAnswerNorFreeIt() {
        reserve(1);
        takeOver(5);
        ApiAnswer answer = new ApiAnswer(201, "/there", "application/json", new byte[] {1});
        byte[] sealed = {1};
        assertThat(database.<Boolean>write(handle -> IdempotencyDao.answer(handle, "api", "key", 1, answer, sealed)))
                .isFalse();
        assertThat(database.<Boolean>write(handle -> IdempotencyDao.free(handle, "api", "key", 1)))
                .isFalse();
        assertThat(find()).hasValueSatisfying(row -> assertThat(row.status()).isNull());
        assertThat(database.<Boolean>write(handle -> IdempotencyDao.answer(handle, "api", "key", 5, answer, sealed)))
                .isTrue();
        assertThat(database.<Boolean>write(handle -> IdempotencyDao.free(handle, "api", "key", 5)))
                .isFalse();
    }

    @Test
    void anAnswerOfSeveralMebibytesComesBackWhole() {
        reserve(1);
        byte[] body = new byte[3_000_000];
        new Random(7).nextBytes(body);
        ApiAnswer answer = new ApiAnswer(201, "/there", "application/json", body);
        byte[] sealed = SealedBody.seal(body, "secret");
        database.writeOnly(handle -> IdempotencyDao.answer(handle, "api", "key", 1, answer, sealed));
        assertThat(find()).hasValueSatisfying(row -> {
            assertThat(row.status()).isEqualTo(201);
            assertThat(row.location()).isEqualTo("/there");
            assertThat(row.contentType()).isEqualTo("application/json");
        });
        byte[] kept = body();
        assertThat(SealedBody.open(kept, "secret")).isEqualTo(body);
        assertThatThrownBy(() -> SealedBody.open(kept, "another secret")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oldKeysAreForgottenWithTheirAnswers() {
        MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
        reserve(clock.millis());
        ApiAnswer answer = new ApiAnswer(200, null, "application/json", new byte[] {1});
        database.writeOnly(
                handle -> IdempotencyDao.answer(handle, "api", "key", clock.millis(), answer, new byte[] {1}));
        Idempotency idempotency = new Idempotency(database, clock);
        clock.advance(Idempotency.KEPT);
        assertThat(idempotency.forget()).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(idempotency.forget()).isEqualTo(1);
        assertThat(find()).isEmpty();
        assertThat(body()).isEmpty();
    }
}

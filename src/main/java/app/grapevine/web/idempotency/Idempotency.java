package app.grapevine.web.idempotency;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.base.Sha256;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Problem;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Problems;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests with an {@code Idempotency-Key}: the first is carried out, and its answer kept for {@link #KEPT};
 * the same request with the same key gets that answer again. Safe for use by many threads and nodes.
 *
 * <p>The key is reserved before the work; what the work writes and its answer are then kept in one transaction,
 * and only if the reservation is still held. So the work is done once or not at all, whenever a process ends:
 * one that ends within the work leaves a reservation without an answer and nothing done. A repeat is told to
 * wait until the reservation is {@link #ABANDONED}, and is then carried out. Answers of success and of refusal
 * are kept; failures of ours (5xx), 408 and 429 free the key.
 *
 * <p>An answer may hold a secret: that of a new API key. So what is kept is sealed with a key that is made
 * from the caller's own secret, which is kept nowhere; see {@link SealedBody}. A request may hold one too: the
 * password of a new account. So the hash by which a repeat is known has the caller's secret in it, and nobody
 * can try passwords against it. Both tie an idempotency key to the API key or the session that it came with.
 */
public final class Idempotency {
    static final Duration KEPT = Duration.ofHours(24);
    public static final Duration ABANDONED = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final String HEADER = "Idempotency-Key";
    private static final int FORGET_AT_ONCE = 500;

    private final Database database;
    private final Clock clock;

    public Idempotency(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Answers a request by {@code work}, all of which is one transaction, or by what it answered the first time. */
    public void answer(Context ctx, byte[] body, Supplier<ApiAnswer> work) {
        String key = ctx.req().getHeader(HEADER);
        if (key == null) {
            database.together(work).send(ctx);
            return;
        }
        if (!key.matches("[\\x21-\\x7e]{1,255}")) {
            throw RefusedException.invalid(HEADER, FaultCode.NOT_VISIBLE_ASCII);
        }
        Reservation reservation = new Reservation(Guard.admission(ctx).id(), key, clock.millis());
        ApiAnswer first = reserve(ctx, reservation, hash(ctx, body));
        if (first == null) {
            first(ctx, reservation, work).send(ctx);
        } else {
            ctx.header("Idempotent-Replayed", "true");
            first.send(ctx);
        }
    }

    /** What a request holds while it is carried out. @param at when it was made, which nobody else can claim */
    private record Reservation(String apiKey, String key, long at) {}

    /** Reserves the key. @return the answer that the request had already, or null if this is the first */
    private @Nullable ApiAnswer reserve(Context ctx, Reservation reservation, byte[] hash) {
        String apiKey = reservation.apiKey();
        String key = reservation.key();
        long now = reservation.at();
        return database.write(handle -> {
            Optional<IdempotencyDao.Row> found = IdempotencyDao.find(handle, apiKey, key);
            if (found.isPresent() && found.get().createdAt() <= now - KEPT.toMillis()) {
                IdempotencyDao.delete(handle, apiKey, key);
                found = Optional.empty();
            }
            if (found.isEmpty()) {
                if (IdempotencyDao.reserve(handle, apiKey, key, hash, now)) {
                    return null;
                }
                throw stillRunning();
            }
            IdempotencyDao.Row row = found.get();
            if (!MessageDigest.isEqual(row.requestHash(), hash)) {
                throw ProblemException.of(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "This key was used with another request before.");
            }
            if (row.status() != null && row.contentType() != null) {
                byte[] body = SealedBody.open(
                        IdempotencyDao.body(handle, apiKey, key),
                        Guard.admission(ctx).secret());
                return new ApiAnswer(row.status(), row.location(), row.contentType(), body);
            }
            if (row.createdAt() > now - ABANDONED.toMillis()
                    || !IdempotencyDao.takeOver(handle, apiKey, key, row.createdAt(), now)) {
                throw stillRunning();
            }
            return null;
        });
    }

    private ApiAnswer first(Context ctx, Reservation reservation, Supplier<ApiAnswer> work) {
        try {
            return database.together(() -> {
                ApiAnswer answer = work.get();
                if (!database.write(handle -> keep(handle, ctx, reservation, answer))) {
                    throw stillRunning();
                }
                return answer;
            });
        } catch (RuntimeException e) {
            return refusal(ctx, reservation, Problems.asProblem(e, ctx));
        }
    }

    private ApiAnswer refusal(Context ctx, Reservation reservation, ProblemException problem) {
        int status = problem.problem().status();
        boolean repeatable = status < 500 && status != 408 && status != 429;
        ApiAnswer answer = new ApiAnswer(
                status, null, Problem.CONTENT_TYPE, Json.bytes(problem.problem().at(ctx.path())));
        try {
            boolean held = database.write(handle -> repeatable
                    ? keep(handle, ctx, reservation, answer)
                    : IdempotencyDao.free(handle, reservation.apiKey(), reservation.key(), reservation.at()));
            if (!held || !repeatable) {
                throw problem;
            }
        } catch (DatabaseUnavailableException e) {
            LOG.warn("an idempotency key stays reserved for {}: {}", ABANDONED, e.getMessage());
            throw problem;
        }
        return answer;
    }

    /** @return false if the reservation was lost to another request */
    private static boolean keep(Handle handle, Context ctx, Reservation reservation, ApiAnswer answer) {
        byte[] sealed = SealedBody.seal(answer.body(), Guard.admission(ctx).secret());
        return IdempotencyDao.answer(handle, reservation.apiKey(), reservation.key(), reservation.at(), answer, sealed);
    }

    /** Forgets answers that were kept long enough; to be called now and then. @return how many */
    public int forget() {
        long time = clock.millis() - KEPT.toMillis();
        int forgotten = 0;
        int batch;
        do {
            batch = database.write(handle -> {
                List<String[]> old = IdempotencyDao.before(handle, time, FORGET_AT_ONCE);
                old.forEach(pair -> IdempotencyDao.delete(handle, pair[0], pair[1]));
                return old.size();
            });
            forgotten += batch;
        } while (batch == FORGET_AT_ONCE);
        return forgotten;
    }

    private static ProblemException stillRunning() {
        return new ProblemException(
                Problem.of(ProblemType.STILL_RUNNING, "The first request with this key has no answer yet."),
                Map.of("Retry-After", "1"));
    }

    private static byte[] hash(Context ctx, byte[] body) {
        MessageDigest digest = Sha256.digest();
        String head = "\n" + ctx.req().getMethod() + "\n" + ctx.path() + "\n"
                + ctx.req().getQueryString() + "\n" + ctx.req().getHeader("Content-Type") + "\n";
        digest.update(Guard.admission(ctx).secret().getBytes(StandardCharsets.UTF_8));
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        return digest.digest(body);
    }
}

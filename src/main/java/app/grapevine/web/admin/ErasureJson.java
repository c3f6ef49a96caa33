package app.grapevine.web.admin;

import app.grapevine.erasure.Erasure;
import app.grapevine.erasure.Erasure.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An erasure, as JSON. */
record ErasureJson(
        String id,
        String scope,
        @Nullable String name,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean linksToo,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        long visits,
        long links) {
    /** The newest of them. */
    record Listed(List<ErasureJson> items) {}

    static ErasureJson of(Erasure erasure) {
        return new ErasureJson(
                erasure.id(),
                erasure.scope().label(),
                erasure.name(),
                erasure.from(),
                erasure.to(),
                erasure.linksToo(),
                erasure.requestedBy(),
                erasure.requestedAt(),
                erasure.finishedAt(),
                erasure.visits(),
                erasure.links());
    }

    /** @throws IllegalArgumentException if the scope is none of ours */
    Erasure toErasure() {
        return new Erasure(
                id,
                Scope.find(scope).orElseThrow(() -> new IllegalArgumentException("no such scope: " + scope)),
                name,
                from,
                to,
                linksToo,
                requestedBy,
                requestedAt,
                finishedAt,
                visits,
                links);
    }
}

package app.grapevine.web.admin;

import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.web.access.Rights;
import app.grapevine.web.access.ScopeLabels;
import app.grapevine.web.audit.FieldChanges;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as the API has it.
 *
 * @param role the name of its rights; null where they have none
 * @param owner the account that made it for itself; null for one of the service's
 */
record KeyJson(
        String id,
        String name,
        @Nullable String role,
        List<String> scopes,
        @Nullable String campaign,
        @Nullable Instant expiresAt,
        @Nullable LocalDate lastUsedOn,
        @Nullable Instant formerSecretUntil,
        @Nullable Owner owner,
        Instant createdAt) {
    /** What cannot be changed of a key. */
    static final List<String> FIXED = List.of(
            "id", "name", "role", "scopes", "campaign", "lastUsedOn", "formerSecretUntil", "owner", "createdAt");

    static final FieldChanges CHANGES = new FieldChanges(
            Map.of(
                    "name", FieldChanges::plain,
                    "scopes", FieldChanges::plain,
                    "campaign", FieldChanges::plain,
                    "expiresAt", FieldChanges::plain),
            Set.of("id", "role", "lastUsedOn", "formerSecretUntil", "owner", "createdAt"));

    /** @param name null where the account is gone */
    record Owner(String id, @Nullable String name) {}

    static KeyJson of(ApiKey key, @Nullable Owner owner) {
        Instant used = key.usedAt();
        return new KeyJson(
                key.id(),
                key.name(),
                Rights.roleOf(key.scopes(), key.reach()),
                ScopeLabels.of(key.scopes()),
                key.reach().campaign(),
                key.expiresAt(),
                used == null ? null : used.atZone(ZoneOffset.UTC).toLocalDate(),
                key.formerUntil(),
                owner,
                key.createdAt());
    }

    /** A key at the only moment when its secret is told. */
    record WithSecret(@JsonUnwrapped KeyJson key, String secret) {
        static WithSecret of(ApiKeys.Made made, @Nullable Owner owner) {
            return new WithSecret(KeyJson.of(made.key(), owner), made.secret());
        }
    }
}

package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.Parameters;
import app.grapevine.security.Account;
import app.grapevine.security.AccountDraft;
import app.grapevine.security.Accounts;
import app.grapevine.security.Caller;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.access.Rights;
import app.grapevine.web.access.ScopeLabels;
import app.grapevine.web.audit.FieldChanges;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.MergePatch;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The people who may sign in, for admins. */
public final class AccountsApi implements Routes {
    private static final String PATH = "/accounts";
    private static final String ONE = PATH + "/{id}";
    private static final String PASSWORD = "password";
    private static final String CURRENT = "currentPassword";
    private static final String CAMPAIGN = "campaign";
    private static final List<String> FIXED = List.of("id", "createdAt");

    private static final FieldChanges CHANGES = new FieldChanges(
            Map.of(
                    "name",
                    FieldChanges::plain,
                    "scopes",
                    FieldChanges::plain,
                    CAMPAIGN,
                    FieldChanges::plain,
                    "disabled",
                    FieldChanges::plain),
            Set.of("id", "role", "createdAt"));

    private final Accounts accounts;
    private final OwnPassword ownPassword;
    private final Predicate<String> isCampaign;
    private final Consumer<String> withAccount;
    private final Idempotency idempotency;
    private final Trail trail;

    /**
     * @param isCampaign whether there is a campaign with a slug; may throw DatabaseUnavailableException
     * @param withAccount deletes what goes with an account, told by its id
     */
    public AccountsApi(
            Accounts accounts,
            OwnPassword ownPassword,
            Predicate<String> isCampaign,
            Consumer<String> withAccount,
            Idempotency idempotency,
            Trail trail) {
        this.accounts = accounts;
        this.ownPassword = ownPassword;
        this.isCampaign = isCampaign;
        this.withAccount = withAccount;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .post(PATH, Scope.ADMIN, this::create)
                .get(PATH, Scope.ADMIN, this::list)
                .patch(ONE, Scope.ADMIN, this::change)
                .delete(ONE, Scope.ADMIN, this::delete);
    }

    /** @param role the name of its rights; null where they have none */
    private record AccountJson(
            String id,
            String name,
            @Nullable String role,
            List<String> scopes,
            @Nullable String campaign,
            boolean disabled,
            Instant createdAt) {
        static AccountJson of(Account account) {
            return new AccountJson(
                    account.id(),
                    account.name(),
                    Rights.roleOf(account.scopes(), account.reach()),
                    ScopeLabels.of(account.scopes()),
                    account.reach().campaign(),
                    account.disabled(),
                    account.createdAt());
        }
    }

    /** What can be changed of an account, as JSON that {@link #read} reads. */
    private record Changeable(
            String name, List<String> scopes, @Nullable String campaign, boolean disabled) {
        static Changeable of(AccountDraft draft) {
            return new Changeable(
                    draft.name(), ScopeLabels.of(draft.scopes()), draft.reach().campaign(), draft.disabled());
        }
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            String password = fields.required(PASSWORD, fields.string(PASSWORD));
            AccountDraft draft = read(fields, isCampaign);
            fields.finish();
            Account account = accounts.create(draft, password == null ? "" : password);
            trail.add(ctx, Action.ACCOUNT_CREATED, Subject.account(account.id()), CHANGES.of(json(account)));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + account.id(), AccountJson.of(account));
        });
    }

    private static AccountDraft read(Fields fields, Predicate<String> isCampaign) {
        String name = fields.required("name", fields.string("name"));
        Rights rights = Rights.read(fields, isCampaign);
        return new AccountDraft(
                name == null ? "" : name, rights.scopes(), rights.reach(), fields.bool("disabled", false));
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, PATH);
        parameters.finish();
        List<Account> found = accounts.list(limit + 1, after);
        Json.answer(ctx, 200, ListJson.of(PATH, found, limit, Account::id, AccountJson::of));
    }

    private void change(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        Account shown = accounts.find(id)
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND, "There is no such account."));
        ObjectNode changes = MergePatch.withoutFixed(patch, Json.MAPPER.valueToTree(AccountJson.of(shown)), FIXED);
        namedByRole(changes, shown);
        boolean own = isOwnPassword(Guard.admission(ctx).caller(), id, changes);
        Passwords passwords = Passwords.takenOutOf(changes, own);
        Account verified = own ? verified(ctx, passwords) : null;
        Account changed = trail.together(() -> change(ctx, id, verified, passwords.next(), changes));
        Json.answer(ctx, 200, AccountJson.of(changed));
    }

    /** A role in a patch stands for its scopes; one that the account has anyway for nothing. */
    private static void namedByRole(ObjectNode changes, Account shown) {
        JsonNode given = changes.path("role");
        String present = Rights.roleOf(shown.scopes(), shown.reach());
        if (given.isNull() || (given.isTextual() && given.asText().equals(present))) {
            changes.remove("role");
        }
        if (changes.has("role") && ScopeLabels.of(shown.scopes()).equals(texts(changes.path("scopes")))) {
            changes.remove("scopes");
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Whether who is signed in to an account is about to change its password. With a key, nobody changes their own. */
    private static boolean isOwnPassword(Caller caller, String id, ObjectNode changes) {
        return caller.knownBy() == Caller.KnownBy.ACCOUNT && caller.id().equals(id) && changes.has(PASSWORD);
    }

    private Account verified(Context ctx, Passwords passwords) {
        String current = passwords.current();
        return ownPassword.verified(ctx, Guard.admission(ctx).caller(), CURRENT, current == null ? "" : current);
    }

    /** @param verified the account as it was when its present password was verified, or null where that was not asked for */
    private Account change(
            Context ctx, String id, @Nullable Account verified, @Nullable String password, ObjectNode changes) {
        AtomicReference<Changeable> before = new AtomicReference<>();
        UnaryOperator<AccountDraft> change = present -> {
            before.set(Changeable.of(present));
            ObjectNode target = Json.MAPPER.valueToTree(Changeable.of(present));
            if (changes.has("role") && !changes.has("scopes")) {
                target.remove("scopes");
            }
            Fields fields = Fields.of(MergePatch.apply(target, changes));
            AccountDraft draft =
                    read(fields, slug -> slug.equals(present.reach().campaign()) || isCampaign.test(slug));
            fields.finish();
            return draft;
        };
        Account changed = verified == null || password == null
                ? accounts.change(id, password, change)
                : accounts.changeVerified(verified, CURRENT, password, change);
        List<Change> told = new ArrayList<>(CHANGES.between(Json.MAPPER.valueToTree(before.get()), json(changed)));
        if (password != null) {
            told.add(Change.untold(PASSWORD));
        }
        trail.addIfAny(ctx, Action.ACCOUNT_CHANGED, Subject.account(id), told);
        return changed;
    }

    private static JsonNode json(Account account) {
        return Json.MAPPER.valueToTree(AccountJson.of(account));
    }

    /**
     * The passwords of a patch. They are never shown, so there is nothing to merge them with.
     *
     * @param next the new one, or null
     * @param current the present one, or null where it is not asked for
     */
    private record Passwords(
            @Nullable String next, @Nullable String current) {
        /** @param own whether the present one has to be there; otherwise it is a field that nobody knows */
        static Passwords takenOutOf(ObjectNode changes, boolean own) {
            ObjectNode alone = Json.MAPPER.createObjectNode();
            for (String name : own ? List.of(PASSWORD, CURRENT) : List.of(PASSWORD)) {
                if (changes.has(name)) {
                    alone.set(name, changes.remove(name));
                }
            }
            Fields fields = Fields.of(alone);
            String next = fields.has(PASSWORD) ? fields.required(PASSWORD, fields.string(PASSWORD)) : null;
            String current = own ? fields.required(CURRENT, fields.string(CURRENT)) : null;
            OwnPassword.requireLength(fields, CURRENT, current);
            fields.finish();
            return new Passwords(next, current);
        }
    }

    private void delete(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            accounts.delete(id);
            withAccount.accept(id);
            trail.add(ctx, Action.ACCOUNT_DELETED, Subject.account(id));
        });
        ctx.status(204);
    }
}

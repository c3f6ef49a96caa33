package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.security.Account;
import app.grapevine.security.Invitation;
import app.grapevine.security.Invitations;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Attempts;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.access.Guard;
import app.grapevine.web.access.Rights;
import app.grapevine.web.access.SameOrigin;
import app.grapevine.web.access.ScopeLabels;
import app.grapevine.web.audit.FieldChanges;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Invitations: made, listed and taken back by admins; looked at and taken up by whoever has the token of one. The token stands behind the # of an address,
 * which browsers send to no server, and comes here in the body of a request.
 */
public final class InvitationsApi implements Routes {
    private static final String PATH = "/invitations";
    private static final String PLACE = "/dashboard#/invitation/";

    private static final FieldChanges CHANGES = new FieldChanges(
            Map.of(
                    "name", FieldChanges::plain,
                    "scopes", FieldChanges::plain,
                    "campaign", FieldChanges::plain,
                    "expiresAt", FieldChanges::plain),
            Set.of("id", "role", "open", "createdBy", "createdAt"));

    private final Invitations invitations;
    private final Attempts attempts;
    private final ClientAddress addresses;
    private final Predicate<String> isCampaign;
    private final URI publicUrl;
    private final Idempotency idempotency;
    private final Trail trail;

    /**
     * @param isCampaign whether there is a campaign with a slug; may throw DatabaseUnavailableException
     * @param publicUrl what the addresses of invitations begin with
     */
    public InvitationsApi(
            Invitations invitations,
            Attempts attempts,
            ClientAddress addresses,
            Predicate<String> isCampaign,
            URI publicUrl,
            Idempotency idempotency,
            Trail trail) {
        this.invitations = invitations;
        this.attempts = attempts;
        this.addresses = addresses;
        this.isCampaign = isCampaign;
        this.publicUrl = publicUrl;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .post(PATH, Scope.ADMIN, this::create)
                .get(PATH, Scope.ADMIN, this::list)
                .delete(PATH + "/{id}", Scope.ADMIN, this::delete)
                .openPost(PATH + "/look", this::look)
                .openPost(PATH + "/accept", this::accept);
    }

    /** @param open whether it can be taken up now */
    private record InvitationJson(
            String id,
            @Nullable String name,
            @Nullable String role,
            List<String> scopes,
            @Nullable String campaign,
            boolean open,
            String createdBy,
            Instant createdAt,
            Instant expiresAt) {
        static InvitationJson of(Invitation invitation, boolean open) {
            return new InvitationJson(
                    invitation.id(),
                    invitation.name(),
                    Rights.roleOf(invitation.scopes(), invitation.reach()),
                    ScopeLabels.of(invitation.scopes()),
                    invitation.reach().campaign(),
                    open,
                    invitation.maker().name(),
                    invitation.createdAt(),
                    invitation.expiresAt());
        }
    }

    /** An invitation at the only moment when its address is told. */
    private record NewInvitationJson(@JsonUnwrapped InvitationJson invitation, String url) {}

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            String name = fields.string("name");
            Rights rights = Rights.read(fields, isCampaign);
            Duration lasts = lasts(fields);
            fields.finish();
            Invitations.Made made =
                    invitations.create(Guard.admission(ctx).caller(), name, rights.scopes(), rights.reach(), lasts);
            InvitationJson json = InvitationJson.of(made.invitation(), true);
            trail.add(
                    ctx,
                    Action.INVITATION_CREATED,
                    Subject.invitation(json.id()),
                    CHANGES.of(Json.MAPPER.valueToTree(json)));
            return ApiAnswer.created(
                    ApiRoutes.BASE + PATH + "/" + json.id(),
                    new NewInvitationJson(json, publicUrl + PLACE + made.token()));
        });
    }

    private static Duration lasts(Fields fields) {
        Long days = fields.number("days");
        long most = Invitations.LONGEST.toDays();
        if (days != null && (days < 1 || days > most)) {
            fields.fault("days", FaultCode.OUT_OF_RANGE, Map.of("least", 1, "most", most));
        }
        return days == null ? Invitations.USUAL : Duration.ofDays(days);
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, PATH);
        parameters.finish();
        List<Invitation> found = invitations.list(limit + 1, after);
        Json.answer(
                ctx,
                200,
                ListJson.of(
                        PATH, found, limit, Invitation::id, one -> InvitationJson.of(one, invitations.isOpen(one))));
    }

    private void delete(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            invitations.delete(id);
            trail.add(ctx, Action.INVITATION_DELETED, Subject.invitation(id));
        });
        ctx.status(204);
    }

    /** What an invitation is to, for whoever has its token. */
    private record LookJson(
            @Nullable String name,
            @Nullable String role,
            List<String> scopes,
            @Nullable String campaign,
            Instant expiresAt) {}

    private void look(Context ctx) {
        Fields fields = stranger(ctx);
        String token = fields.required("token", fields.string("token"));
        fields.finish();
        Invitation found = found(ctx, token);
        Json.answer(
                ctx,
                200,
                new LookJson(
                        found.name(),
                        Rights.roleOf(found.scopes(), found.reach()),
                        ScopeLabels.of(found.scopes()),
                        found.reach().campaign(),
                        found.expiresAt()));
    }

    private Fields stranger(Context ctx) {
        Query.none(ctx);
        SameOrigin.requireOfBrowsers(ctx, addresses.isSecure(ctx));
        return Fields.of(Bodies.parse(Bodies.bytes(ctx, Bodies.STRANGERS_LIMIT, List.of(Json.CONTENT_TYPE))));
    }

    private Invitation found(Context ctx, @Nullable String token) {
        return attempts.tried(ctx, null, () -> invitations.find(token == null ? "" : token))
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.NOT_FOUND, "This invitation was taken up, has ended, or never was."));
    }

    private record JoinedJson(String name) {}

    private void accept(Context ctx) {
        Fields fields = stranger(ctx);
        String token = fields.required("token", fields.string("token"));
        String name = fields.required("name", fields.string("name"));
        String password = fields.required("password", fields.string("password"));
        OwnPassword.requireLength(fields, "password", password);
        fields.finish();
        Invitation found = found(ctx, token);
        Account joined = trail.together(() -> {
            Account account = invitations.accept(found, name == null ? "" : name, password == null ? "" : password);
            trail.add(account.caller(), Action.INVITATION_ACCEPTED, Subject.account(account.id()));
            return account;
        });
        ctx.header("Location", ApiRoutes.BASE + "/session");
        Json.answer(ctx, 201, new JoinedJson(joined.name()));
    }
}

package app.grapevine.web.shlink;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.shlink.AsGiven;
import app.grapevine.shlink.ShortUrls;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.Makers;
import app.grapevine.web.audit.Trail;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes links as Shlink's clients ask for them. Safe for use by many threads. */
public final class ShortUrlMaker {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /** As long as the codes that this program makes otherwise. */
    private static final int USUAL_LENGTH = 7;
    /** With a tenth of all codes of a length in use, this many in a row are taken once in 10^20 times. */
    private static final int ATTEMPTS = 20;

    private final Links links;
    private final ShortUrls kept;
    private final Trail trail;
    private final Authorities domains;
    private final SecureRandom random = new SecureRandom();

    public ShortUrlMaker(Links links, ShortUrls kept, LinkSettings settings, Trail trail) {
        this.links = links;
        this.kept = kept;
        this.trail = trail;
        this.domains = new Authorities(settings);
    }

    /** A link, and what was given of it. @param isNew whether it was made */
    record Made(Link link, AsGiven given, boolean isNew) {}

    /** @throws ShlinkException 400 for a slug that is taken @throws RefusedException INVALID, LIMITED */
    Made make(Context ctx, ShortUrlBody body) {
        String host = domains.domain(body.domain());
        if (body.longUrl() == null) {
            throw RefusedException.invalid("longUrl", FaultCode.MISSING);
        }
        boolean chosen = body.slug() != null;
        for (int attempt = 1; ; attempt++) {
            String code = code(body);
            Optional<Made> there =
                    body.findIfExists() ? found(ctx, body, chosen ? code : null, host) : Optional.empty();
            if (there.isPresent()) {
                return there.get();
            }
            try {
                return trail.together(() -> made(ctx, body, code, host));
            } catch (RefusedException e) {
                if (!isTaken(e, chosen)) {
                    throw e;
                }
                if (chosen || code == null) {
                    throw new ShlinkException(ShlinkProblem.slugTaken(String.valueOf(code), domains.told(host)));
                }
                if (attempt == ATTEMPTS) {
                    throw RefusedException.invalid("shortCodeLength", FaultCode.TAKEN);
                }
            }
        }
    }

    /** A code made at random may be one that no link gets. */
    private static boolean isTaken(RefusedException e, boolean chosen) {
        return e.reason() == RefusedException.Reason.TAKEN
                || !chosen && e.faults().size() == 1 && e.faults().get(0).code() == FaultCode.RESERVED;
    }

    private Made made(Context ctx, ShortUrlBody body, @Nullable String code, String host) {
        Link link = links.create(body.draft(host, code), Makers.of(ctx));
        AsGiven given = kept.keep(link, body.given(link));
        ShortUrlTrail.made(trail, ctx, link, given.crawlable());
        return new Made(link, given, true);
    }

    /** Null where the program makes one as ever. */
    private @Nullable String code(ShortUrlBody body) {
        String slug = body.slug();
        Integer length = body.length();
        if (slug != null) {
            return body.prefix() + slug;
        }
        return body.prefix().isEmpty() && length == null
                ? null
                : body.prefix() + atRandom(length == null ? USUAL_LENGTH : length);
    }

    private String atRandom(int length) {
        StringBuilder code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** What is there already and is what is asked for; of several the newest. */
    private Optional<Made> found(Context ctx, ShortUrlBody body, @Nullable String code, String host) {
        return kept.findFor(
                        destination(String.valueOf(body.longUrl())),
                        link -> Guard.reach(ctx).covers(link.campaign()) && body.isMetBy(link, code, host))
                .map(link -> new Made(link, kept.given(link), false));
    }

    /** As links keep it; as it is where they would not. */
    private String destination(String given) {
        return domains.destination(given).orElse(given);
    }
}

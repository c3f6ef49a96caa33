package app.grapevine.web.visit;

import app.grapevine.base.ReadableHost;
import app.grapevine.redirect.Led;
import app.grapevine.redirect.Target;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.visit.HeaderReader.Revealed;
import io.javalin.http.Context;
import io.javalin.http.Header;
import org.eclipse.jetty.http.HttpMethod;

/** Leads recipients on: by a redirect, or where that fails by a page. */
final class Leading {
    private final VisitReader visits;

    Leading(VisitReader visits) {
        this.visits = visits;
    }

    /** Into an app whose address does not fit a header there is a way by a page. */
    void lead(Context ctx, Revealed revealed, Led led) {
        if (led.web() != null && !Target.fitsHeader(led.whole())) {
            IntoAppPage.answer(ctx, led, true, true);
        } else if (led.web() != null) {
            redirect(ctx, led.whole());
        } else {
            lead(ctx, revealed, led.location());
        }
    }

    /** By a redirect, or where that fails by a page. */
    void lead(Context ctx, Revealed revealed, String location) {
        if (ReadableHost.isWeb(location) || !visits.isInApp(revealed)) {
            redirect(ctx, location);
        } else {
            RecipientPages.otherApp(ctx, location);
        }
    }

    static void redirect(Context ctx, String location) {
        // From the page that asks for a password the destination hears nothing; a form is followed by a GET (RFC 9110,
        // 15.4.4).
        boolean posted = HttpMethod.POST.is(LinkFinder.core(ctx).getMethod());
        if (Target.fitsHeader(location)) {
            ctx.status(posted ? 303 : 302)
                    .header(Header.LOCATION, location)
                    .header(Header.CACHE_CONTROL, "private, no-store");
            // There is no body; the same headers as RedirectHandler's.
            ctx.res().setContentType(null);
        } else {
            RecipientPages.onward(ctx, location);
        }
        ctx.header(
                SecurityHeaders.REFERRER_POLICY,
                posted ? SecurityHeaders.NOTHING_AS_REFERRER : SecurityHeaders.REDIRECT_REFERRER);
    }

    /**
     * A browser that asks ahead of a tap gets nothing, and asks again when somebody taps. Chromium keeps a redirect that it got
     * ahead, whatever its headers say of keeping, and shows its end without a further request: no click would be seen. An
     * error it does not keep.
     */
    static void notAhead(Context ctx) {
        ctx.status(503).header(Header.CACHE_CONTROL, "private, no-store");
        ctx.res().setContentType(null);
    }
}

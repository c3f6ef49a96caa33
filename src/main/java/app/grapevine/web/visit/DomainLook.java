package app.grapevine.web.visit;

import app.grapevine.domains.Domain;
import app.grapevine.web.http.Pages;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** How recipients' pages on a domain look: with its name and its logo, and a card where they have none of their own. */
final class DomainLook {
    private static final String OF_CONTEXT = DomainLook.class.getName();

    private DomainLook() {}

    /** From now on pages that answer this request look like those of {@code domain}. */
    static void set(Context ctx, Domain domain) {
        ctx.attribute(OF_CONTEXT, domain);
    }

    static @Nullable Domain of(Context ctx) {
        return ctx.attribute(OF_CONTEXT);
    }

    /** What stands at the top of the page; empty where nothing is set. */
    static String top(Context ctx) {
        Domain domain = of(ctx);
        if (domain == null || (domain.name() == null && domain.logo() == null)) {
            return "";
        }
        String name = domain.name() == null ? "" : Pages.escaped(domain.name());
        String logo = domain.logo() == null ? "" : "<img src=\"%s\" alt=\"\">".formatted(Pages.escaped(domain.logo()));
        return "<p class=\"brand\">%s%s</p>%n".formatted(logo, name.isEmpty() ? "" : "<span>" + name + "</span>");
    }
}

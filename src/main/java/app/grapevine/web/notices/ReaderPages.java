package app.grapevine.web.notices;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.notices.Language;
import app.grapevine.notices.Notice;
import app.grapevine.notices.Notices;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.SecurityHeaders;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where readers agree to a notice, and end it. A GET shows a page and does nothing, for programs that look through mail follow its
 * links; the button of the page posts. What programs of mail post themselves to end it (RFC 8058) is the same request. Who has the
 * token is the reader; no session takes part, so there is none to be ridden on.
 */
public final class ReaderPages implements Routes {
    private static final String CONFIRM = "/notices/confirm/{token}";
    private static final String STOP = "/notices/stop/{token}";
    private static final Map<Language, Properties> TEXTS = Arrays.stream(Language.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), ReaderPages::texts));

    private static final List<String> LABELS =
            Arrays.stream(Language.values()).map(Language::label).toList();

    private final Notices notices;
    private final Trail trail;

    public ReaderPages(Notices notices, Trail trail) {
        this.notices = notices;
        this.trail = trail;
    }

    private static Properties texts(Language language) {
        Properties texts = new Properties();
        String file = language.label() + ".properties";
        try (var in = Objects.requireNonNull(ReaderPages.class.getResourceAsStream(file), file);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(CONFIRM, ctx -> ask(ctx, "confirm", notices.findToConfirm(ctx.pathParam("token"))));
        routes.head(CONFIRM, ctx -> ask(ctx, "confirm", notices.findToConfirm(ctx.pathParam("token"))));
        routes.post(CONFIRM, ctx -> tell(ctx, "confirmed", confirm(ctx.pathParam("token"))));
        routes.get(STOP, ctx -> ask(ctx, "stop", notices.findToStop(ctx.pathParam("token"))));
        routes.head(STOP, ctx -> ask(ctx, "stop", notices.findToStop(ctx.pathParam("token"))));
        // To end what has ended is no fault: a program may post twice.
        routes.post(STOP, ctx -> say(ctx, 200, language(ctx, stop(ctx.pathParam("token"))), "stopped", ""));
    }

    private Optional<Notice> confirm(String token) {
        return noted(Action.NOTICE_CONFIRMED, () -> notices.confirm(token));
    }

    private Optional<Notice> stop(String token) {
        return noted(Action.NOTICE_STOPPED, () -> notices.stop(token));
    }

    private Optional<Notice> noted(Action action, Supplier<Optional<Notice>> work) {
        return trail.together(() -> {
            Optional<Notice> done = work.get();
            done.ifPresent(notice -> trail.addOfReader(action, Subject.notice(notice.id())));
            return done;
        });
    }

    private static void ask(Context ctx, String name, Optional<Notice> notice) {
        if (notice.isEmpty()) {
            say(ctx, 404, language(ctx, notice), "over", "");
            return;
        }
        Language language = language(ctx, notice);
        say(ctx, 200, language, name, """
                <form method="post">
                <p><button class="go">%s</button></p>
                </form>
                """.formatted(Pages.escaped(text(language, name + ".go"))));
    }

    private static void tell(Context ctx, String name, Optional<Notice> notice) {
        say(ctx, notice.isEmpty() ? 404 : 200, language(ctx, notice), notice.isEmpty() ? "over" : name, "");
    }

    private static void say(Context ctx, int status, Language language, String name, String form) {
        String title = text(language, name + ".title");
        ctx.status(status);
        Pages.answer(ctx, Pages.page(language.label(), title, """
                        <h1>%s</h1>
                        <p>%s</p>
                        %s""".formatted(
                        Pages.escaped(title), Pages.escaped(text(language, name + ".text")), form)));
        ctx.header(SecurityHeaders.CONTENT_SECURITY_POLICY, Pages.FORM_SECURITY_POLICY)
                .header(SecurityHeaders.REFERRER_POLICY, SecurityHeaders.NOTHING_AS_REFERRER)
                .header(Header.CACHE_CONTROL, "private, no-store");
    }

    /** That of the notice; where there is none, what the browser asks for. */
    private static Language language(Context ctx, Optional<Notice> notice) {
        return notice.map(found -> found.terms().language()).orElseGet(() -> asked(ctx.header(Header.ACCEPT_LANGUAGE)));
    }

    private static Language asked(@Nullable String header) {
        return Objects.requireNonNull(Language.labels().get(Pages.language(header, LABELS)));
    }

    private static String text(Language language, String key) {
        return Objects.requireNonNull(
                Objects.requireNonNull(TEXTS.get(language)).getProperty(key), key);
    }
}

package app.grapevine.notices;

import app.grapevine.mail.Letter;
import app.grapevine.mail.MailAddress;
import app.grapevine.mail.MailOutcome;
import app.grapevine.mail.Smtp;
import app.grapevine.notices.Paper.Block;
import app.grapevine.notices.Paper.Button;
import app.grapevine.notices.Paper.Words;
import app.grapevine.webhooks.Outcome;
import app.grapevine.webhooks.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a paper to its reader. Safe for use by many threads. */
final class Post {
    private final @Nullable Smtp smtp;
    private final Posting posting;
    private final Site site;

    /** @param smtp null where the settings name no server */
    Post(@Nullable Smtp smtp, Posting posting, Site site) {
        this.smtp = smtp;
        this.posting = posting;
        this.site = site;
    }

    /** Sends it once. */
    Delivery send(Notice notice, Message message, Paper paper) {
        return switch (notice.terms().way()) {
            case MAIL -> mail(notice, message, paper);
            case SLACK -> post(notice, SlackForm.of(managed(paper)));
            case TEAMS -> post(notice, TeamsForm.of(managed(paper)));
        };
    }

    private Delivery mail(Notice notice, Message message, Paper paper) {
        if (smtp == null) {
            return Delivery.OFF;
        }
        boolean asks = message.kind() == Message.Kind.CONFIRM;
        Paper whole = asks ? paper : signed(notice, paper);
        return of(smtp.send(new Letter(
                "notice." + message.id(),
                new MailAddress(notice.terms().to()),
                whole.title(),
                TextForm.of(whole),
                HtmlForm.of(whole),
                asks ? null : site.end(notice.stopToken()),
                message.madeAt())));
    }

    /** With why it comes, and how to end that. */
    private Paper signed(Notice notice, Paper paper) {
        Wording words = new Wording(paper.language());
        List<Block> blocks = new ArrayList<>(paper.blocks());
        blocks.add(new Words(words.text("foot.why", site.host()), true));
        blocks.add(new Button(words.text("foot.stop"), site.end(notice.stopToken())));
        return new Paper(paper.language(), paper.title(), blocks);
    }

    /** With where those who may can change it: in a chat everybody would press a button that ends it. */
    private Paper managed(Paper paper) {
        Wording words = new Wording(paper.language());
        List<Block> blocks = new ArrayList<>(paper.blocks());
        blocks.add(new Button(words.text("foot.manage", site.host()), site.notices()));
        return new Paper(paper.language(), paper.title(), blocks);
    }

    /** Waits for the answer, which takes {@link Posting#TIMEOUT} at most. */
    private Delivery post(Notice notice, Map<String, ?> object) {
        return of(posting.post(notice.terms().to(), object).join());
    }

    private static Delivery of(Outcome outcome) {
        return switch (outcome.kind()) {
            case DELIVERED -> Delivery.TAKEN;
            case GONE, PRIVATE_RECEIVER, NOT_HTTPS -> Delivery.REFUSED;
            case ANSWERED -> isForGood(outcome.status()) ? Delivery.REFUSED : Delivery.DEFERRED;
            case TLS -> Delivery.TLS;
            case TIMEOUT, UNKNOWN_HOST, UNREACHABLE -> Delivery.UNREACHABLE;
        };
    }

    /** Redirects and refusals; not 408 and 429, which are for a while, nor what is the server's own fault. */
    private static boolean isForGood(int status) {
        return status < 500 && status != 408 && status != 429;
    }

    private static Delivery of(MailOutcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> Delivery.TAKEN;
            case REFUSED -> Delivery.REFUSED;
            case DEFERRED -> Delivery.DEFERRED;
            case LOGIN_REFUSED -> Delivery.LOGIN;
            case NO_TLS -> Delivery.TLS;
            case UNREACHABLE -> Delivery.UNREACHABLE;
        };
    }
}

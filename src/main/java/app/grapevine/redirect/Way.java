package app.grapevine.redirect;

import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.rules.Asked;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a visit is led, made ready.
 *
 * @param rule the label of the rule that says so; null for the link's own destination
 * @param location a web address, or another
 * @param web for an app's own address by a rule the web address for who has not got the app; else null
 * @param blocked whether the operator's lists keep recipients from there
 */
public record Way(
        @Nullable String rule, Prepared location, @Nullable Prepared web, boolean blocked) {
    /**
     * The apps, by their family or channel, whose own browsers are known not to follow a redirect into another app: they stay on
     * an empty page or show an error, and do not look at an intent's fallback. What was read of each stands in decision 0049.
     */
    private static final Set<String> CLOSED = Set.of("meta", "wechat");

    /** How a visit gets there. */
    public enum Opening {
        REDIRECT,
        /** By a page which says where it leads, for a redirect is known to fail. */
        PAGE,
        /** By such a page, which opens the app by itself as well. */
        OPENING_PAGE
    }

    /**
     * A redirect, wherever one does. Not into an app from the browser of one that is known not to follow it; nor on iOS, where
     * the redirect to an app that is not there ends on an error, and no address can name a way out: the page stays behind that.
     */
    public Opening opening(Asked asked) {
        if (web == null) {
            return Opening.REDIRECT;
        }
        if (asked.isIn(CLOSED)) {
            return Opening.PAGE;
        }
        return isAndroid(asked) ? Opening.REDIRECT : Opening.OPENING_PAGE;
    }

    static boolean isAndroid(Asked asked) {
        return asked.agent().os().equals("android");
    }

    /** How long the {@code Location} for it is at most, in bytes. */
    int length() {
        return location.length() + (web == null ? 0 : 3 * web.length() + 100);
    }

    /** Whether a click's id is part of where it leads. */
    boolean takesClickId() {
        return location.takesClickId() || (web != null && web.takesClickId());
    }

    /** As {@link Prepared#location}. */
    Led led(Link link, LinkDraft.ForwardQuery forward, @Nullable String query, @Nullable String clickId) {
        return new Led(
                location.location(link, forward, query, clickId),
                web == null ? null : web.location(link, forward, query, clickId));
    }

    /** The web address to which it leads, as people are shown it. */
    String shown() {
        return (web == null ? location : web).shown();
    }
}

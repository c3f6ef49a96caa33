package app.grapevine.attribution;

import org.jspecify.annotations.Nullable;

/**
 * The engine that a user agent claims, where what else such a browser sends is known; see {@link Contradictions}. Only whole
 * browsers claim one: of a view inside an app, a television, and a program built around an engine nobody knows what they
 * leave out.
 *
 * @param family of engines
 * @param version the major version; of WebKit a hundred times Safari's major one, and its minor one
 * @param system as {@link Agent#os()}
 */
record Engine(Family family, int version, String system) {
    /** Whose rules hold. */
    enum Family {
        CHROMIUM,
        WEBKIT,
        GECKO
    }

    /** @param words those of {@link AgentWord} that are in the text; null if it claims none of which anything is known */
    static @Nullable Engine of(String text, long words, Agent agent, boolean inApp) {
        if (inApp
                || AgentRules.isView(words)
                || agent.device().equals("tv")
                || agent.device().equals("console")) {
            return null;
        }
        return switch (agent.browser()) {
            case "chrome", "edge", "opera" -> chromium(text, agent);
            case "safari" -> webKit(text, agent);
            case "firefox" -> gecko(text, agent);
            default -> null;
        };
    }

    /** {@code …Chrome/138.0.0.0 Safari/537.36}, with nothing behind it but Edge's or Opera's own name. */
    private static @Nullable Engine chromium(String text, Agent agent) {
        int safari = text.indexOf(" Safari/537.36");
        int version = number(text, text.indexOf("Chrome/") + 7);
        if (safari < 0 || version == 0 || agent.os().equals("ios")) {
            return null;
        }
        String rest = text.substring(safari + 14);
        boolean whole = rest.isEmpty()
                || (rest.startsWith(" Edg/") || rest.startsWith(" EdgA/") || rest.startsWith(" OPR/"))
                        && rest.indexOf(' ', 1) < 0;
        return whole ? new Engine(Family.CHROMIUM, version, agent.os()) : null;
    }

    private static @Nullable Engine webKit(String text, Agent agent) {
        boolean apples = agent.os().equals("ios") || agent.os().equals("macos");
        int at = text.indexOf(" Version/") + 9;
        int major = at < 9 ? 0 : number(text, at);
        int last = text.lastIndexOf(' ');
        if (!apples || major == 0 || !text.startsWith(" Safari/", last)) {
            return null;
        }
        int dot = text.indexOf('.', at);
        return new Engine(Family.WEBKIT, 100 * major + Math.min(99, number(text, dot + 1)), agent.os());
    }

    private static @Nullable Engine gecko(String text, Agent agent) {
        int at = text.indexOf(" Firefox/");
        return at < 0 || agent.os().equals("ios") ? null : new Engine(Family.GECKO, number(text, at + 9), agent.os());
    }

    private static int number(String text, int from) {
        int number = 0;
        for (int i = from; i > 0 && i < text.length() && i < from + 4 && Token.isDigit(text.charAt(i)); i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }
}

package app.grapevine.service;

import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Settings;
import java.io.PrintStream;
import java.net.URI;

/**
 * What the program says of itself as it starts. Programs wait for {@code listening on <url>}, which stays as it is. No
 * secret is among it but an admin key that was made, once.
 */
public final class Announcements {
    private final Settings settings;
    private final PrintStream out;

    public Announcements(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** The first line, before anything is opened. */
    public void starting() {
        say("grapevine: starting, data in " + settings.get(KnownSettings.DATA_DIR) + ", database: "
                + settings.get(KnownSettings.DATABASE_URL)
                        .map(Announcements::shown)
                        .orElse("embedded, in the same place"));
    }

    /** Without what may be a secret: the parameters of a JDBC URL, and a user before the host. */
    static String shown(String jdbcUrl) {
        String address = jdbcUrl.split("[?;]", 2)[0];
        int user = address.lastIndexOf('@');
        return user < 0 ? address : address.substring(0, address.indexOf("//") + 2) + address.substring(user + 1);
    }

    void adminKey(String secret) {
        say("admin key, shown this once: " + secret);
    }

    /** Where health and metrics have a port of their own. */
    void watching(URI url) {
        say("health and metrics on " + url);
    }

    /** @param keyIsNew whether an admin key was made, and said, at this start */
    void serving(URI url, boolean keyIsNew) {
        say("listening on " + url);
        say("dashboard: " + settings.get(KnownSettings.PUBLIC_URL).orElse(url) + "/dashboard, where one signs in with "
                + key(keyIsNew) + ", or an account");
    }

    private String key(boolean isNew) {
        if (isNew) {
            return "the admin key above";
        }
        return settings.get(KnownSettings.ADMIN_KEY).isPresent()
                ? "the key in " + KnownSettings.ADMIN_KEY.name()
                : "the admin key that the first start showed (lost: set another by " + KnownSettings.ADMIN_KEY.name()
                        + ")";
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
